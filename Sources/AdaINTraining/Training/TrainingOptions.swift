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
  /// Of the whole training; nil: until it is stopped.
  package var steps: Int?

  package init() {}

  /// What may not change when a training goes on, as text.
  package var identity: String {
    [
      "width \(width.map(\.description) ?? "given")", "part \(part.rawValue)",
      "content-weight \(contentWeight)", "style-weight \(styleWeight)",
      "identity-weight \(identityWeight)", "reconstruction-steps \(reconstructionSteps)", "crop \(crop)",
      "batch \(batch)", "learning-rate \(learningRate)", "schedule \(schedule.rawValue)", "seed \(seed)",
      "fixed-crops \(fixedCrops)",
    ].joined(separator: ", ") + (schedule == .cosine ? ", steps \(steps ?? 0)" : "")
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
