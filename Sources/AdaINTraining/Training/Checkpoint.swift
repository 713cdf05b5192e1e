// Checkpoints: all that a training needs to go on as if it had never stopped, in one safetensors file.

import AdaINNetwork
import AdaINRuntime

extension Trainer {
  /// The state: weights, Adam's moments, how many steps, and which training it is.
  package func checkpoint() -> Safetensors {
    var file = network.file(metadata: [
      "format": "adain-checkpoint", "step": String(step), "settings": options.identity,
      "loss-network": lossNetwork.digest,
    ])
    for (i, convolution) in adam.convolutions.enumerated() {
      for (name, moments) in [("adam.first.", adam.first[i]), ("adam.second.", adam.second[i])] {
        file.tensors[name + convolution.name + ".weight"] = Self.tensor(
          moments.weights, convolution.weights.count)
        file.tensors[name + convolution.name + ".bias"] = Self.tensor(moments.bias, convolution.outputs)
      }
    }
    return file
  }

  private static func tensor(_ buffer: FloatBuffer, _ count: Int) -> Safetensors.Tensor {
    .init(shape: [count], values: Array(UnsafeBufferPointer(start: buffer.pointer, count: count)))
  }

  /// Goes on where a checkpoint was made; error texts continue "checkpoint NAME …".
  package func restore(_ file: Safetensors) throws(AdaINError) {
    guard file.metadata["format"] == "adain-checkpoint",
      let step = file.metadata["step"].flatMap({ Int($0) }), step >= 0
    else { throw AdaINError(.malformed, "is no checkpoint of a training") }
    let settings = file.metadata["settings"] ?? ""
    guard settings == options.identity else {
      throw AdaINError(
        .mismatch,
        "belongs to a training with other settings: \(Self.difference(settings, options.identity)); "
          + "give the same ones or start without --resume")
    }
    guard file.metadata["loss-network"] == lossNetwork.digest else {
      throw AdaINError(.mismatch, "belongs to a training with another loss network; give the same one")
    }
    for (i, convolution) in adam.convolutions.enumerated() {
      let places = [
        ("", convolution.weights, convolution.bias),
        ("adam.first.", adam.first[i].weights, adam.first[i].bias),
        ("adam.second.", adam.second[i].weights, adam.second[i].bias),
      ]
      for (prefix, weights, bias) in places {
        try Self.take(prefix + convolution.name + ".weight", file, convolution.weights.count, into: weights)
        try Self.take(prefix + convolution.name + ".bias", file, convolution.outputs, into: bias)
      }
      convolution.weightsDidChange(machine.pool)
    }
    self.step = step
  }

  private static func take(_ name: String, _ file: Safetensors, _ count: Int, into buffer: FloatBuffer)
    throws(AdaINError)
  {
    guard let tensor = file.tensors[name], tensor.values.count == count else {
      throw AdaINError(.malformed, "has no usable tensor \(name)")
    }
    buffer.pointer.update(from: tensor.values, count: count)
  }

  /// The settings that differ, as "batch 8, not 4".
  private static func difference(_ theirs: String, _ own: String) -> String {
    func settings(_ text: String) -> [(name: Substring, value: Substring)] {
      text.split(separator: ",").map { $0.drop { $0 == " " } }.map { setting in
        let end = setting.firstIndex(of: " ") ?? setting.endIndex
        return (setting[..<end], setting[end...].dropFirst())
      }
    }
    let (theirs, own) = (settings(theirs), settings(own))
    func value(_ name: Substring, _ among: [(name: Substring, value: Substring)]) -> Substring {
      among.first { $0.name == name }?.value ?? "default"
    }
    let names = theirs.map(\.name) + own.map(\.name).filter { name in !theirs.contains { $0.name == name } }
    return names.filter { value($0, theirs) != value($0, own) }
      .map { "\($0) \(value($0, theirs)), not \(value($0, own))" }.joined(separator: "; ")
  }
}
