// The weights of one convolution, as model files have them.

/// Weights of a convolution as the model file has them.
package struct ConvolutionWeights: Sendable {
  /// The layer's name in the model file, e.g. "encoder.conv2_1".
  package let name: String
  package let outputs, inputs: Int
  /// `[output][input][3][3]`
  package var weights: [Float]
  /// `[output]`
  package var bias: [Float]

  package init(name: String, outputs: Int, inputs: Int, weights: [Float], bias: [Float]) {
    precondition(weights.count == outputs * inputs * 9 && bias.count == outputs)
    self.name = name
    self.outputs = outputs
    self.inputs = inputs
    self.weights = weights
    self.bias = bias
  }
}
