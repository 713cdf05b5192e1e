// Which crop of which picture a step sees.

/// One crop: a picture's number and, where crops are fixed, which of its crops.
package struct CropChoice: Hashable, Sendable {
  package let picture: Int
  /// Nil: a crop that will not come again.
  package let variant: Int?

  package init(picture: Int, variant: Int?) {
    self.picture = picture
    self.variant = variant
  }
}

/// Draws the crops of each step.
package struct Sampler: Sendable {
  package let seed: UInt64
  package let pictures: Int
  package let fixedCrops: Int
  /// Tells contents from styles.
  private let kind: UInt64

  package init(seed: UInt64, pictures: Int, fixedCrops: Int, areStyles: Bool) {
    self.seed = seed
    self.pictures = pictures
    self.fixedCrops = fixedCrops
    kind = areStyles ? 2 : 1
  }

  /// The crop for one place of a step's batch, and the numbers that cut it.
  package func draw(step: Int, place: Int) -> (choice: CropChoice, random: CounterRandom) {
    var random = CounterRandom(seed: seed, stream: kind << 60 | UInt64(step) << 20 | UInt64(place))
    let picture = random.below(pictures)
    guard fixedCrops > 0 else { return (CropChoice(picture: picture, variant: nil), random) }
    let choice = CropChoice(picture: picture, variant: random.below(fixedCrops))
    return (choice, cutting(choice))
  }

  /// The numbers that cut a fixed crop.
  package func cutting(_ choice: CropChoice) -> CounterRandom {
    CounterRandom(
      seed: seed, stream: (kind + 2) << 60 | UInt64(choice.picture) << 20 | UInt64(choice.variant ?? 0))
  }

  /// The numbers of the noise at one place of a step, which is another one each time a fixed crop comes.
  package func noise(step: Int, place: Int) -> CounterRandom {
    CounterRandom(seed: seed, stream: (kind + 4) << 60 | UInt64(step) << 20 | UInt64(place))
  }
}
