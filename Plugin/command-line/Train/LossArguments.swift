// The options of `adain train` that weigh the losses.

import AdaINTraining
import ArgumentParser

extension Course: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

struct LossArguments: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Weight of the content loss; FROM:TO changes it over the training."), valueName: "weight"))
  var contentWeight: Course = 1

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Weight of the style loss.")))
  var styleWeight = 10.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word(
        """
        Weight of the L1 loss of contents decoded without a style; FROM:TO changes it over the \
        training (default: 0 if only the decoder learns, else 20).
        """), valueName: "weight"))
  var identityWeight: Course?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Weight of the same loss in the loss network's features instead of pixels."), valueName: "weight"))
  var featureIdentity = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Share of the batch that these two are computed on; less is faster."), valueName: "share"))
  var identityShare = 1.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Weight of what ties the encoder to the loss network; it falls to 0 by half-time."),
      valueName: "weight")
  )
  var embedding = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Weight of the loss on values outside 0 to 1."), valueName: "weight"))
  var rangeWeight = 0.0

  @Flag(help: ArgumentHelp(word("Take the style loss relative to the style's strength.")))
  var styleNormalisation = false

  func validate() throws {
    for (option, weight) in [
      ("content-weight", contentWeight), ("style-weight", Course(styleWeight)),
      ("identity-weight", identityWeight ?? 0), ("feature-identity", Course(featureIdentity)),
      ("embedding", Course(embedding)), ("range-weight", Course(rangeWeight)),
    ] where ![weight.from, weight.to].allSatisfy({ (0...1e6).contains($0) }) {
      throw ValidationError(word("--%s %s is out of range; choose %s to %s", option, weight, 0, 1_000_000))
    }
    guard identityShare > 0, identityShare <= 1 else {
      throw ValidationError(
        word("--%s %s is out of range; choose more than 0, up to 1", "identity-share", identityShare))
    }
  }

  func set(_ options: inout TrainingOptions) {
    options.contentWeight = contentWeight
    options.styleWeight = styleWeight
    options.identityWeight = identityWeight ?? (options.part == .both ? 20 : 0)
    options.losses.featureIdentity = featureIdentity
    options.losses.identityShare = identityShare
    options.losses.embedding = embedding
    options.losses.range = rangeWeight
    options.losses.normalizesStyle = styleNormalisation
  }
}
