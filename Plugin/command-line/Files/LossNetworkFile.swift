// The loss network's file, as training, optimising and measuring read it.

import AdaINNetwork
import AdaINRuntime

/// A model whose encoder losses are measured with.
struct LossNetworkFile {
  let file: Safetensors
  let weights: ModelWeights

  init(path: String) throws(AdaINError) {
    file = try Safetensors(path: path, kind: "loss network")
    do { weights = try ModelWeights(file) } catch {
      throw AdaINError(error.code, "loss network \(path) \(error.message)")
    }
  }
}
