// The parsers of files: models and saved styles, published weights, checkpoints.

import AdaINImport
import AdaINNetwork
import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import AdaINTraining

let fileTargets = [
  FuzzTarget(
    name: "model", longest: 1 << 15, prepare: { readModel },
    wholeFiles: { try goldens("expected.safetensors") }),
  FuzzTarget(name: "style", longest: 1 << 14) { readStyle },
  FuzzTarget(
    name: "checkpoint", longest: 1 << 17, prepare: checkpointReader,
    wholeFiles: { [try trainer().checkpoint().bytes] }),
  FuzzTarget(
    name: "pickle", longest: 1 << 15, prepare: publishedReader, wholeFiles: { try goldens(".pickle.pth") }),
  FuzzTarget(
    name: "zip", longest: 1 << 15, prepare: publishedReader, wholeFiles: { try goldens(".zip.pth") }),
  FuzzTarget(name: "torch7", longest: 1 << 16, prepare: publishedReader, wholeFiles: { try goldens(".t7") }),
]

private let goldenFolder = TestFiles.repository + "/Tests/Goldens/model-files/"

private func goldens(_ ending: String) throws -> [[UInt8]] {
  try TestFiles.names(in: goldenFolder).filter { $0.hasSuffix(ending) }
    .map { try File.read(goldenFolder + $0, limit: 1 << 20, kind: "golden") }
}

private func readModel(_ bytes: [UInt8]) {
  do throws(AdaINError) {
    let file = try Safetensors(bytes: bytes)
    promise((try? Safetensors(bytes: file.bytes)) != nil, "what was read can be written and read")
    let model = try Model(file)
    promise(model.parameterCount * 2 <= bytes.count, "a model is no larger than its file")
    promise(!model.id.isEmpty && !model.summary.isEmpty, "a model says what it is")
  } catch { promise(error, [.malformed]) }
}

private func readStyle(_ bytes: [UInt8]) {
  do throws(AdaINError) {
    let style = try Style(Safetensors(bytes: bytes))
    let again = try Style(style.file(title: style.title))
    promise(again.modelID == style.modelID && again.title == style.title, "a style comes back")
  } catch { promise(error, [.malformed]) }
}

private func trainer() throws -> Trainer {
  var options = TrainingOptions()
  options.width = Fraction(1, 64)
  options.crop = 16
  options.batch = 1
  return try Trainer(
    options, initial: InitialWeights(width: options.width!, seed: 1),
    loss: ModelWeights(OddModel.file(seed: 1)),
    threads: 1, targetRoom: 1 << 20)
}

private func checkpointReader() throws -> ([UInt8]) -> Void {
  let trainer = try trainer()
  return { bytes in
    do throws(AdaINError) {
      try trainer.restore(Safetensors(bytes: bytes))
      promise(trainer.step >= 0, "a training has done no negative number of steps")
      promise((try? Safetensors(bytes: trainer.checkpoint().bytes)) != nil, "its state can be written")
    } catch { promise(error, [.malformed, .mismatch]) }
  }
}

/// All three formats are told by their contents, so they have one function and first inputs of their own.
private func publishedReader() throws -> ([UInt8]) -> Void {
  func golden(_ name: String) throws -> PublishedNetwork {
    try PublishedNetwork(path: goldenFolder + name)
  }
  let (encoder, decoder) = (try golden("encoder.zip.pth"), try golden("decoder.t7"))
  return { bytes in
    do throws(AdaINError) {
      let network = try PublishedNetwork(bytes: bytes, path: "input")
      let file = try PublishedModel.model(
        network, network.isEncoder ? decoder : encoder, name: "input", license: nil)
      let values = file.tensors.values.reduce(0) { $0 + $1.values.count }
      promise(
        values <= (bytes.count + encoder.bytes.count + decoder.bytes.count) / 2, "no more than the files hold"
      )
    } catch { promise(error, [.malformed]) }
  }
}
