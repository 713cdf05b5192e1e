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
  package var part = Part.decoder
  package var contentWeight = 1.0
  package var styleWeight = 10.0
  package var identityWeight = 0.0
  /// Steps at the start that only learn to give the content back.
  package var reconstructionSteps = 0
  /// Pixels along a side of the pictures that the network sees.
  package var crop = 256
  package var batch = 8
  package var learningRate = 1e-4
  package var schedule = Schedule.inverse
  package var seed: UInt64 = 1
  /// Crops of each picture, the same all along, so that what the loss network says of them is found only
  /// once; 0: a new crop every time.
  package var fixedCrops = 0
  package var crops = CropOptions()
  /// Of the whole training; nil: until it is stopped.
  package var steps: Int?

  package init() {}

  /// The batches of the steps.
  package var batchPlan: BatchPlan {
    var plan = BatchPlan()
    plan.seed = seed
    plan.fixedCrops = fixedCrops
    plan.content = crops.content
    plan.style = crops.style
    plan.shapes = [(0, .init(side: crop, pairs: batch))]
    return plan
  }

  /// What may not change when a training goes on, as text.
  package var identity: String {
    [
      "width \(width.map(\.description) ?? "given")", "part \(part.rawValue)",
      "content-weight \(contentWeight)", "style-weight \(styleWeight)",
      "identity-weight \(identityWeight)", "reconstruction-steps \(reconstructionSteps)", "crop \(crop)",
      "batch \(batch)", "learning-rate \(learningRate)", "schedule \(schedule.rawValue)", "seed \(seed)",
      "fixed-crops \(fixedCrops)",
    ].joined(separator: ", ") + crops.identity + (schedule == .cosine ? ", steps \(steps ?? 0)" : "")
  }
}

/// How crops differ from plain cuts of the pictures.
package struct CropOptions: Equatable, Sendable {
  /// Of contents and styles; nil: the crop's side is between half and all of the picture's shorter side.
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
      + [
        ("flat-threshold", flatThreshold), ("noise", noise), ("blur", blur), ("soften", soften),
        ("vary", vary), ("vary-content", varyContent),
      ].filter { $0.1 != 0 }.map { ", \($0.0) \($0.1)" }.joined()
  }
}

/// A positive fraction.
package struct Fraction: Equatable, Sendable, CustomStringConvertible {
  package let numerator, denominator: Int

  package init(_ numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// "1/4", "0.25" and "1".
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    if parts.count == 2, let numerator = parts[0], let denominator = parts[1] {
      self.init(numerator, denominator)
    } else if let value = Double(text), value > 0, value <= 64, (value * 64).rounded() == value * 64 {
      self = Fraction(Int(value * 64), 64).reduced
    } else {
      return nil
    }
    guard numerator > 0, denominator > 0 else { return nil }
  }

  private var reduced: Fraction {
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    return Fraction(numerator / a, denominator / a)
  }

  /// This share of a whole number, if that is a whole number, too.
  package func of(_ number: Int) -> Int? {
    number * numerator % denominator == 0 ? number * numerator / denominator : nil
  }

  package var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
