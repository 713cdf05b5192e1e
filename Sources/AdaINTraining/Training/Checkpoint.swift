// Checkpoints: all that a training needs to go on as if it had never stopped, in one safetensors file.

import AdaINNetwork
import AdaINRuntime

extension Trainer {
  /// The state: weights, their average, Adam's moments, how many steps, and which training it is.
  package func checkpoint() -> Safetensors {
    var file = network.file(metadata: [
      "format": "adain-checkpoint", "step": String(step), "settings": options.identity,
      "loss-network": lossNetwork.digest,
    ])
    if averageIsBetter { file.metadata["model"] = "average" }
    file.metadata["hard-pairs"] = hard?.text
    for place in statePlaces where file.tensors[place.name + ".weight"] == nil {
      file.tensors[place.name + ".weight"] = Self.tensor(place.weights, place.convolution.weights.count)
      file.tensors[place.name + ".bias"] = Self.tensor(place.bias, place.convolution.outputs)
    }
    return file
  }

  /// All that a step changes, by its name in a checkpoint.
  private var statePlaces:
    [(name: String, convolution: TrainableConvolution, weights: FloatBuffer, bias: FloatBuffer)]
  {
    adam.convolutions.enumerated().flatMap { i, convolution in
      [
        (convolution.name, convolution, convolution.weights, convolution.bias),
        ("adam.first." + convolution.name, convolution, adam.first[i].weights, adam.first[i].bias),
        ("adam.second." + convolution.name, convolution, adam.second[i].weights, adam.second[i].bias),
      ]
    }
      + (average.map { average in
        zip(average.convolutions, average.values).map { convolution, values in
          ("average." + convolution.name, convolution, values.weights, values.bias)
        }
      } ?? [])
  }

  private static func tensor(_ buffer: FloatBuffer, _ count: Int) -> Safetensors.Tensor {
    .init(shape: [count], values: Array(UnsafeBufferPointer(start: buffer.pointer, count: count)))
  }

  /// Goes on where a checkpoint was made; error texts continue "checkpoint NAME …".
  package func restore(_ file: Safetensors) throws(AdaINError) {
    guard file.metadata["format"] == "adain-checkpoint",
      let step = file.metadata["step"].flatMap({ Int($0) }), step >= 0
    else { throw AdaINError(.malformed, "is not a checkpoint of a training") }
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
    for place in statePlaces {
      let convolution = place.convolution
      try Self.take(place.name + ".weight", file, convolution.weights.count, into: place.weights)
      try Self.take(place.name + ".bias", file, convolution.outputs, into: place.bias)
    }
    for convolution in adam.convolutions { convolution.weightsDidChange(machine.pool) }
    if options.crops.hard > 0 {
      guard
        let known = file.metadata["hard-pairs"].flatMap({
          HardPairs($0, share: options.crops.hard, seed: options.seed)
        })
      else { throw AdaINError(.malformed, "has no usable list of hard pairs") }
      hard = known
    }
    averageIsBetter = file.metadata["model"] == "average"
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

  /// Longer than any settings; the text is a file's.
  private static let longestSettings = 4000

  /// The settings that differ, as "batch 8, not 4".
  private static func difference(_ theirs: String, _ own: String) -> String {
    func settings(_ text: String) -> [(name: Substring, value: Substring)] {
      text.split(separator: ",").map { $0.drop { $0 == " " } }.map { setting in
        let end = setting.firstIndex(of: " ") ?? setting.endIndex
        return (setting[..<end], setting[end...].dropFirst())
      }
    }
    let (theirs, own) = (settings(String(theirs.prefix(longestSettings)).harmless), settings(own))
    func value(_ name: Substring, _ among: [(name: Substring, value: Substring)]) -> Substring {
      among.first { $0.name == name }?.value ?? "default"
    }
    let names = theirs.map(\.name) + own.map(\.name).filter { name in !theirs.contains { $0.name == name } }
    return names.filter { value($0, theirs) != value($0, own) }
      .map { "\($0) \(value($0, theirs)), not \(value($0, own))" }.joined(separator: "; ")
  }
}
