// Pictures for measuring: as large as stylising makes them, opaque, from 0 to 1.

import AdaINPictures
import AdaINTraining

/// A picture as it is measured: resampled, opaque.
struct EvaluatedPicture {
  let size: Size
  /// `[y][x][3]`, R'G'B' 0...1.
  let pixels: [Float]

  /// A style, of the size that it is measured at for stylising.
  /// - Parameter shorterSide: 0: its own.
  init(style path: String, shorterSide: Int) throws {
    let source = try Self.source(path)
    try self.init(source, size: shorterSide == 0 ? source.size : source.size(shorterSide: shorterSide))
  }

  /// A content, of the size that `adain stylize --size` gives it.
  init(content path: String, shorterSide: Int) throws {
    let source = try Self.source(path)
    let (width, height) = (source.width, source.height)
    let longer = Int(
      Picture.longerSide(of: max(width, height), shorter: min(width, height), becoming: shorterSide))
    let scaled =
      width >= height ? Size(width: longer, height: shorterSide) : Size(width: shorterSide, height: longer)
    try self.init(source, size: shorterSide == 0 ? source.size : scaled)
  }

  init(_ path: String, size: Size) throws { try self.init(try Self.source(path), size: size) }

  /// Pixels in memory.
  init(size: Size, pixels: [Float]) { (self.size, self.pixels) = (size, pixels) }

  private static func source(_ path: String) throws -> PixelSource { try TrainingPictures.load(path).source }

  private init(_ source: PixelSource, size: Size) throws {
    var pixels = [Float](repeating: 0, count: size.area * 3)
    guard size.area <= 1 << 24 else {
      throw CommandFailure(
        message: word(
          "a picture of %sx%s is too large to measure; choose a smaller --size", size.width, size.height))
    }
    if size == source.size {
      try source.read(Rect(size), &pixels, 3 * size.width)
    } else {
      try source.resample(to: size) { y, row in
        for i in 0..<3 * size.width { pixels[3 * y * size.width + i] = row[i] }
      }
    }
    (self.size, self.pixels) = (size, pixels)
  }

  var source: PixelSource { PixelSource(width: size.width, height: size.height, channels: 3, pixels: pixels) }
}
