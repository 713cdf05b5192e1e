// How a crop is cut from a picture: random scale, place and flip, again where it would be flat.

import AdaINPictures
import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

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

  /// Cuts a square of `side` pixels and changes it, as the settings say; noise is not added here.
  /// - Returns: `[y][x][3]`, 0...1.
  package func crop(side: Int, _ settings: CropSettings, _ random: inout CounterRandom) throws(AdaINError)
    -> [Float]
  {
    var crop: [Float] = []
    for _ in 0..<Self.mostDraws {
      if let scale = settings.scale {
        crop = cut(side: side, scale: scale, &random)
      } else {
        crop = try self.crop(side: side, &random)
      }
      // A training needs some flat crops, too.
      if settings.flatThreshold == 0 || Self.lumaDeviation(crop) >= settings.flatThreshold
        || random.unit() < Self.flatShare
      {
        break
      }
    }
    if settings.blur > 0, random.unit() < settings.blur {
      crop = CropChanges.blurred(crop, side: side, deviation: 0.4 + 1.2 * random.unit())
    }
    if settings.vary > 0, random.unit() < settings.vary {
      crop = CropChanges.varied(crop, side: side, draws: settings.draws, &random)
    }
    return crop
  }

  /// Draws of one crop, after which a flat one has to do.
  private static let mostDraws = 8
  private static let flatShare = 0.05

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

  /// Cuts a square of a scale that is evenly spread in its logarithm, from those at which the square fits
  /// into the picture (or the picture's shorter side, if it fits at none), at a place and flipped at random.
  private func cut(side: Int, scale: ScaleRange, _ random: inout CounterRandom) -> [Float] {
    let shorter = Double(min(width, height))
    let low = max(scale.low, Double(side) / shorter)
    let high = max(scale.high, low)
    let edge = min(Double(side) / (low * pow(high / low, random.unit())), shorter)
    let (x, y) = ((Double(width) - edge) * random.unit(), (Double(height) - edge) * random.unit())
    let crop = square(x: x, y: y, edge: edge, side: side)
    return random.below(2) == 1 ? Self.flipped(crop, side: side) : crop
  }

  private static func flipped(_ crop: [Float], side: Int) -> [Float] {
    var flipped = crop
    for y in 0..<side {
      for x in 0..<side {
        for k in 0..<3 { flipped[(y * side + x) * 3 + k] = crop[(y * side + side - 1 - x) * 3 + k] }
      }
    }
    return flipped
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

  /// - Parameter crop: `[y][x][3]`, R'G'B' 0...1.
  package static func lumaDeviation(_ crop: [Float]) -> Double {
    var (sum, squares) = (0.0, 0.0)
    for at in stride(from: 0, to: crop.count, by: 3) {
      let luma = Double(CropChanges.luma(crop[at], crop[at + 1], crop[at + 2]))
      sum += luma
      squares += luma * luma
    }
    let count = Double(crop.count / 3)
    return max(squares / count - sum / count * (sum / count), 0).squareRoot()
  }
}
