// What optimising a picture is: all that decides its course, besides the pictures and the loss network.

/// The settings of an optimisation. Equal settings and pictures give equal results, on any number of threads.
package struct PictureOptions: Equatable, Sendable {
  package enum Method: String, Sendable, CaseIterable { case lbfgs, adam }

  /// What the style loss compares, at relu1_1, relu2_1, relu3_1 and relu4_1, each layer counting the same.
  package enum StyleLoss: String, Sendable, CaseIterable {
    /// Gram matrices, as Gatys et al. have it.
    case gram
    /// Means and deviations, as AdaIN's training has it.
    case statistics
  }

  /// What relu4_1 of the result should be like.
  package enum Target: String, Sendable, CaseIterable {
    /// The content's.
    case content
    /// The content's with the style's statistics, as AdaIN's training has it.
    case adain
  }

  package enum Start: String, Sendable, CaseIterable { case content, noise }

  package var method = Method.lbfgs
  package var styleLoss = StyleLoss.gram
  package var target = Target.content
  package var start = Start.content
  package var contentWeight = 1.0
  /// 10 is the training's for statistics. For Gram matrices it is as good a start: it makes the two losses
  /// meet at similar sizes, with the published loss network and the gallery's paintings.
  package var styleWeight = 10.0
  /// Adam's, for pixels from 0 to 1.
  package var learningRate = 0.02
  /// What the noise follows from.
  package var seed: UInt64 = 1

  package init() {}
}
