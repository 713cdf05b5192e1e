// A model with random weights and widths that are no multiples of 16: quick, and a test of every width in
// between.

import AdaINNetwork

package enum OddModel {
  private static let widths = [
    "conv1_1": 5, "conv1_2": 17, "conv2_1": 18, "conv2_2": 7, "conv3_1": 16, "conv3_2": 33, "conv3_3": 20,
    "conv3_4": 9,
    "conv4_1": 21,
  ]

  /// The same model for the same seed. Weights are scaled so that activations stay near 1.
  package static func file(seed: UInt64) -> Safetensors {
    var random = SeededRandom(seed)
    var tensors: [String: Safetensors.Tensor] = [
      "encoder.preprocess.weight": .init(shape: [3, 3, 1, 1], values: random.floats(9, -2...2)),
      "encoder.preprocess.bias": .init(shape: [3], values: random.floats(3, -1...1)),
    ]
    func add(_ name: String, outputs: Int, inputs: Int) {
      let bound = (6 / Float(inputs * 9)).squareRoot()
      tensors[name + ".weight"] = .init(
        shape: [outputs, inputs, 3, 3], values: random.floats(outputs * inputs * 9, -bound...bound))
      tensors[name + ".bias"] = .init(shape: [outputs], values: random.floats(outputs, -0.1...0.1))
    }
    var channels = 3
    for layer in Architecture.encoder {
      add("encoder.\(layer.name)", outputs: widths[layer.name]!, inputs: channels)
      channels = widths[layer.name]!
    }
    for layer in Architecture.decoder {
      // The decoder's convolution ends where the encoder's of the same name begins.
      let index = Architecture.encoder.firstIndex { $0.name == layer.name }!
      let outputs = index == 0 ? 3 : widths[Architecture.encoder[index - 1].name]!
      add("decoder.\(layer.name)", outputs: outputs, inputs: channels)
      channels = outputs
    }
    return Safetensors(tensors: tensors, metadata: ["name": "odd"])
  }
}
