// The network's table: which convolutions follow each other, where it pools and where it up-samples.

/// VGG-19 to relu4_1 and the decoder that mirrors it (Huang & Belongie, section 6.1).
package enum Architecture {
  /// One convolution with ReLU, named after its place in VGG-19.
  package struct Layer: Sendable {
    package let name: String
    /// Encoder: 2x2 maximum pooling follows. Decoder: up-sampling by 2 comes first.
    package let resamples: Bool

    fileprivate init(_ name: String, resamples: Bool = false) {
      self.name = name
      self.resamples = resamples
    }
  }

  package static let encoder = [
    Layer("conv1_1"), Layer("conv1_2", resamples: true),
    Layer("conv2_1"), Layer("conv2_2", resamples: true),
    Layer("conv3_1"), Layer("conv3_2"), Layer("conv3_3"), Layer("conv3_4", resamples: true),
    Layer("conv4_1"),
  ]

  /// Each named after the encoder's convolution that it mirrors; the last has no ReLU.
  package static let decoder = [
    Layer("conv4_1"),
    Layer("conv3_4", resamples: true), Layer("conv3_3"), Layer("conv3_2"), Layer("conv3_1"),
    Layer("conv2_2", resamples: true), Layer("conv2_1"),
    Layer("conv1_2", resamples: true), Layer("conv1_1"),
  ]

  /// Pixels along a side of a position of the feature grid.
  package static let cell = 8

  /// What is added to a channel's variance before its root is taken, in AdaIN and in the losses (the
  /// published code).
  package static let varianceEpsilon = 1e-5
}

/// A convolution of a network: its name, "encoder.conv1_1", and the multiply-adds of its plain form.
public typealias LayerWork = (name: String, multiplyAdds: Int)
