// What a training is: all that decides its course, besides the pictures.

/// The settings of a training. Two runs with equal settings, pictures and loss network give equal weights.
package struct TrainingOptions: Equatable, Sendable {
  /// Which part learns.
  package enum Part: String, Sendable, CaseIterable {
    /// The decoder; the encoder stays as it is, as in the paper.
    case decoder
    case both
  }

  /// The network's widths as a share of VGG-19's; nil: those of the model that it starts from.
  package var width: Fraction?
  /// The channels of the four levels, in place of `width`.
  package var widths: [Int]?
  package var part = Part.decoder
  package var contentWeight: Course = 1
  package var styleWeight = 10.0
  package var identityWeight: Course = 0
  package var losses = MoreLosses()
  /// Steps at the start in which the encoder alone learns, to give the loss network's features.
  package var embeddingSteps = 0
  /// Steps after these that only learn to give the content back.
  package var reconstructionSteps = 0
  /// Pixels along a side of the pictures that the network sees.
  package var crop = 256
  package var batch = 8
  package var learningRate = 1e-4
  package var schedule = Schedule.inverse
  package var course = CourseOptions()
  package var seed: UInt64 = 1
  /// Crops of each picture, the same all along, so that what the loss network says of them is found only
  /// once; 0: a new crop every time.
  package var fixedCrops = 0
  package var crops = CropOptions()
  /// The whole training's; nil: the plan's, or until it is stopped.
  package var steps: Int?

  package init() {}

  /// What may not change when a training goes on, as text.
  package var identity: String {
    [
      widths.map { "widths \($0.map(String.init).joined(separator: "/"))" }
        ?? "width \(width.map(\.description) ?? "given")",
      "part \(part.rawValue)", "content-weight \(contentWeight)", "style-weight \(styleWeight)",
      "identity-weight \(identityWeight)", "reconstruction-steps \(reconstructionSteps)", "crop \(crop)",
      "batch \(batch)", "learning-rate \(learningRate)", "schedule \(schedule.rawValue)", "seed \(seed)",
      "fixed-crops \(fixedCrops)",
    ].joined(separator: ", ") + (embeddingSteps > 0 ? ", embedding-steps \(embeddingSteps)" : "")
      + crops.identity + losses.identity + course.identity
      + (dependsOnLength ? ", steps \(length ?? 0)" : "")
  }
}

/// Losses beside those of the paper and the identity loss; a weight of 0: none.
package struct MoreLosses: Equatable, Sendable {
  /// Weight of how far the encoder's features are from the loss network's (EmbeddingLoss.swift); falls to 0
  /// in the first half.
  package var embedding = 0.0
  /// Weight of the loss of contents decoded without a style, in the loss network's features (SANet, arXiv
  /// 1812.02342).
  package var featureIdentity = 0.0
  /// The share of a batch that the losses of contents decoded without a style are taken of.
  package var identityShare = 1.0
  /// Weight of the loss on values outside 0...1.
  package var range = 0.0
  /// Whether the style loss is taken relative to the size of the statistics.
  package var normalizesStyle = false

  package init() {}

  var identity: String {
    TrainingOptions.identity([
      ("embedding", embedding), ("feature-identity", featureIdentity), ("range-weight", range),
    ]) + (identityShare < 1 ? ", identity-share \(identityShare)" : "")
      + (normalizesStyle ? ", style-normalisation on" : "")
  }
}

/// What changes in the course of a training, beside the schedule of the rate.
package struct CourseOptions: Equatable, Sendable {
  package var plan = Plan([])
  /// Steps over which the rate rises from 0.
  package var warmUp = 0
  /// The share of the training after which the rate falls to a hundredth along half a cosine.
  package var cosineFrom: Double?
  /// How much of an average of the weights stays with each step; nil: there is no average.
  package var average: Double?
  /// The share of the training after which the decoder alone learns.
  package var freezeEncoderAfter: Double?
  /// The largest norm of all gradients together; longer ones are shortened.
  package var clip: Double?
  /// A convolution of more than 288 inputs learns at the rate times (288 / inputs) to the power of this.
  package var layerRates = 0.0
  /// Steps between two looks for channels of the decoder that are 0 everywhere (Reviving.swift); 0: none.
  package var revive = 0

  package init() {}

  var identity: String {
    (plan.stages.isEmpty ? "" : ", plan \(plan)") + (warmUp > 0 ? ", warm-up \(warmUp)" : "")
      + [
        ("cosine-from", cosineFrom), ("average", average), ("freeze-encoder-after", freezeEncoderAfter),
        ("clip", clip),
      ].map { name, value in value.map { ", \(name) \($0)" } ?? "" }.joined()
      + TrainingOptions.identity([("layer-rates", layerRates)]) + (revive > 0 ? ", revive \(revive)" : "")
  }
}

/// How crops differ from plain cuts of the pictures.
package struct CropOptions: Equatable, Sendable {
  /// Scales of contents and styles; nil: the crop's side is between half and all of the picture's shorter
  /// side.
  package var scale: ScaleRange?
  /// Crops whose luma deviates less are drawn again.
  package var flatThreshold = 0.0
  /// The largest deviation of the noise that the network sees in contents and the targets do not.
  package var noise = 0.0
  /// The share of contents that are blurred.
  package var blur = 0.0
  /// The largest step at the edges of JPEG's blocks that is smoothed in contents, 0...1.
  package var soften = 0.0
  /// The share of styles that are changed, and of contents.
  package var vary = 0.0, varyContent = 0.0
  /// The share of pairs that are drawn again because their loss was high.
  package var hard = 0.0

  package init() {}

  var content: CropSettings {
    var settings = CropSettings()
    settings.scale = scale
    settings.flatThreshold = flatThreshold
    settings.noise = noise
    settings.blur = blur
    settings.vary = varyContent
    return settings
  }

  var style: CropSettings {
    var settings = CropSettings()
    settings.scale = scale
    settings.flatThreshold = flatThreshold
    settings.vary = vary
    settings.draws = true
    return settings
  }

  /// Those that differ from the defaults, each after a comma.
  var identity: String {
    (scale.map { ", scale \($0)" } ?? "")
      + TrainingOptions.identity([
        ("flat-threshold", flatThreshold), ("noise", noise), ("blur", blur), ("soften", soften),
        ("vary", vary), ("vary-content", varyContent), ("hard", hard),
      ])
  }
}
