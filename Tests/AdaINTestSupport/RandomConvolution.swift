// Convolutions with random weights, and the sum of magnitudes that bounds their rounding errors.

import AdaINNetwork

extension ConvolutionWeights {
  package static func random(outputs: Int, inputs: Int, _ random: inout SeededRandom) -> ConvolutionWeights {
    ConvolutionWeights(
      name: "test", outputs: outputs, inputs: inputs, weights: random.floats(outputs * inputs * 9, -1...1),
      bias: random.floats(outputs, -1...1))
  }

  /// For each output the sum of the magnitudes of all that is added up there.
  package func magnitudes(_ input: [Float], height: Int, width: Int) -> [Float] {
    ConvolutionWeights(
      name: name, outputs: outputs, inputs: inputs, weights: weights.map(abs), bias: bias.map(abs)
    ).reference(input.map(abs), height: height, width: width, relu: false)
  }
}
