// Which crop of which picture a step sees, and how a crop is cut: random scale, place and flip.

import AdaINPictures
import AdaINRuntime

/// A picture in memory, 8 bits a channel.
package struct TrainingPicture: Sendable {
  package let width, height: Int
  /// `[y][x][3]`, R'G'B'.
  package let pixels: [UInt8]

  package init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(pixels.count == width * height * 3)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  package var source: PixelSource {
    PixelSource(width: width, height: height, channels: 3) { rect, to, stride in
      for y in 0..<rect.height {
        let from = ((rect.y + y) * width + rect.x) * 3
        for i in 0..<3 * rect.width { to[y * stride + i] = Float(pixels[from + i]) / 255 }
      }
    }
  }

  /// Cuts a square of `side` pixels: the picture is resampled so that its shorter side is between `side` and
  /// twice that (and no larger than it is, if it is large enough), then placed and flipped at random.
  /// - Returns: `[y][x][3]`, 0...1.
  package func crop(side: Int, _ random: inout CounterRandom) throws(AdaINError) -> [Float] {
    let shorter = min(width, height)
    let largest = max(min(2 * side, shorter), side)
    let scaled = side + random.below(largest - side + 1)
    let size = source.size(shorterSide: scaled)
    let (x, y) = (random.below(size.width - side + 1), random.below(size.height - side + 1))
    return try cut(size, x: x, y: y, side: side, flips: random.below(2) == 1)
  }

  /// The square in the middle, with the picture's shorter side as its side.
  /// - Returns: `[y][x][3]`, 0...1.
  package func middle(side: Int) throws(AdaINError) -> [Float] {
    let size = source.size(shorterSide: side)
    return try cut(size, x: (size.width - side) / 2, y: (size.height - side) / 2, side: side, flips: false)
  }

  private func cut(_ size: Size, x: Int, y: Int, side: Int, flips: Bool) throws(AdaINError) -> [Float] {
    var crop = [Float](repeating: 0, count: side * side * 3)
    try source.resample(to: size) { (row, pixels) throws(AdaINError) in
      guard (y..<y + side).contains(row) else { return }
      for column in 0..<side {
        let from = 3 * (x + (flips ? side - 1 - column : column))
        for k in 0..<3 { crop[((row - y) * side + column) * 3 + k] = pixels[from + k] }
      }
    }
    return crop
  }
}

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
}
