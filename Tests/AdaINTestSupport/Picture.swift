// Pictures in memory for tests: synthetic ones, and what the core has written.

import AdaINPictures

/// Pixels `[y][x][channel]`.
package struct Picture: Equatable, Sendable {
  package let width, height, channels: Int
  package var pixels: [Float]

  package init(width: Int, height: Int, channels: Int, pixels: [Float]) {
    precondition(pixels.count == width * height * channels)
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// A picture of one colour.
  package init(width: Int, height: Int, color: [Float]) {
    self.init(
      width: width, height: height, channels: color.count,
      pixels: (0..<width * height).flatMap { _ in color })
  }

  package var shape: [Int] { [height, width, channels] }
  package var count: Int { width * height }
  package var isFinite: Bool { pixels.allSatisfy { $0.isFinite } }

  package subscript(x: Int, y: Int, channel: Int) -> Float {
    get { pixels[(y * width + x) * channels + channel] }
    set { pixels[(y * width + x) * channels + channel] = newValue }
  }

  package var source: PixelSource {
    PixelSource(width: width, height: height, channels: channels, pixels: pixels)
  }

  /// Gradients, discs with sharp edges, and some noise, 0 to 1. A fourth channel is opaque, a single one is a
  /// mask.
  package static func synthetic(seed: UInt64, width: Int, height: Int, channels: Int = 3) -> Picture {
    var random = SeededRandom(seed)
    let slopes = (0..<3).map { _ in random.floats(3, -0.6...0.6) }
    let discs = (0..<4).map { _ in random.floats(6) }
    var picture = Picture(width: width, height: height, color: [Float](repeating: 1, count: channels))
    let scale = 1 / Float(max(width, height))
    for y in 0..<height {
      for x in 0..<width {
        let (u, v) = (Float(x) * scale, Float(y) * scale)
        for k in 0..<min(channels, 3) {
          let slope = slopes[k]
          var value = 0.5 + slope[0] * (u - 0.4) + slope[1] * (v - 0.4) + slope[2] * u * v
          for disc in discs
          where (u - disc[0]) * (u - disc[0]) + (v - disc[1]) * (v - disc[1]) < 0.05 * disc[2] {
            value = disc[3 + k]
          }
          picture[x, y, k] = min(max(value + random.float(-0.05...0.05), 0), 1)
        }
      }
    }
    return picture
  }

  /// The same colours with an alpha of 1.
  package var withAlpha: Picture { mapped(channels: 4) { $0 + [1] } }

  /// The colours without alpha.
  package var withoutAlpha: Picture { mapped(channels: 3) { Array($0.prefix(3)) } }

  private func mapped(channels count: Int, _ pixel: ([Float]) -> [Float]) -> Picture {
    let mapped = stride(from: 0, to: pixels.count, by: channels).flatMap {
      pixel(Array(pixels[$0..<$0 + channels]))
    }
    return Picture(width: width, height: height, channels: count, pixels: mapped)
  }
}

/// Takes what the core writes.
package final class Canvas {
  package private(set) var picture: Picture
  /// The rectangles in the order in which they came.
  package private(set) var written: [Rect] = []

  /// Begins as NaN, so that whatever nobody writes is seen.
  package init(width: Int, height: Int, channels: Int) {
    picture = Picture(width: width, height: height, color: [Float](repeating: .nan, count: channels))
  }

  package var sink: PixelSink {
    let (width, channels) = (picture.width, picture.channels)
    return PixelSink(width: width, height: picture.height, channels: channels) {
      [self] rect, pixels, stride in
      written.append(rect)
      for y in 0..<rect.height {
        for i in 0..<rect.width * channels {
          picture.pixels[((rect.y + y) * width + rect.x) * channels + i] = pixels[y * stride + i]
        }
      }
    }
  }
}
