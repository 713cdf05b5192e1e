// The colours that stand for what is transparent, worked out by hand.

import AdaINPictures
import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct HiddenColorsTests {
  private let pool = WorkerPool(threads: 2)

  /// The picture with what is hidden filled in.
  private func filled(_ picture: Picture) throws -> Picture {
    var result = picture
    let rect = Rect(x: 0, y: 0, width: picture.width, height: picture.height)
    let colors = try HiddenColors(picture.source, on: pool)
    result.pixels.withUnsafeMutableBufferPointer {
      #expect(HiddenColors.blank(rect, $0.baseAddress!, on: pool))
      colors.fill(rect, $0.baseAddress!, on: pool)
    }
    return result
  }

  /// 16 x 8 pixels: the left cell has one opaque pixel of 0.2 and one of 0.8 with alpha 0.5, the right one is
  /// 1.
  @Test func aCellHasTheMeanOfItsVisiblePixels() throws {
    var picture = Picture(width: 16, height: 8, color: [7, 7, 7, 0])
    for k in 0..<3 { (picture[0, 0, k], picture[1, 0, k]) = (0.2, 0.8) }
    (picture[0, 0, 3], picture[1, 0, 3]) = (1, 0.5)
    for y in 0..<8 {
      for x in 8..<16 { for k in 0..<4 { picture[x, y, k] = k == 3 && x == 12 ? 0 : 1 } }
    }
    let result = try filled(picture)
    // (0.2 + 0.4) / 1.5 at the left cell's centre and before it; from 3.5 to 11.5 linear.
    #expect(abs(result[2, 5, 0] - 0.4) < 1e-6)
    #expect(abs(result[7, 3, 1] - (0.4 + 0.6 * 3.5 / 8)) < 1e-6)
    #expect(result[12, 3, 2] == 1 && result[12, 3, 3] == 0)
    #expect(result[1, 0, 0] == 0.8 && result[9, 0, 0] == 1, "visible pixels stay")
  }

  /// 32 x 8 pixels, cells A, B, C, D with A 0.1 and B, C, D hidden: each takes it from twice, or four times,
  /// the side.
  @Test func emptyCellsTakeCoarserOnes() throws {
    var picture = Picture(width: 32, height: 8, color: [9, 9, 9, 0])
    for y in 0..<8 { for x in 0..<8 { for k in 0..<4 { picture[x, y, k] = k == 3 ? 1 : 0.1 } } }
    let result = try filled(picture)
    for x in 0..<32 { #expect(abs(result[x, 4, 0] - 0.1) < 1e-6) }
    // With D 0.9: B is its pair's A, C its pair's D, each with a quarter of the other pair.
    for y in 0..<8 { for x in 24..<32 { for k in 0..<4 { picture[x, y, k] = k == 3 ? 1 : 0.9 } } }
    let both = try filled(picture)
    let (b, c) = (Float(0.1 + 0.25 * 0.8), Float(0.9 - 0.25 * 0.8))
    #expect(abs(both[15, 0, 0] - (b + (c - b) * 3.5 / 8)) < 1e-6)
    #expect(abs(both[12, 0, 0] - (b + (c - b) / 16)) < 1e-6)
  }

  @Test func nothingVisibleIsGrey() throws {
    let result = try filled(Picture(width: 19, height: 33, color: [0, 1, 3, -0.5]))
    for i in 0..<result.count { #expect(Array(result.pixels[4 * i..<4 * i + 4]) == [0.5, 0.5, 0.5, -0.5]) }
  }

  @Test func opaqueHidesNothing() throws {
    var picture = Picture.synthetic(seed: 5, width: 33, height: 9, channels: 4)
    let before = picture
    picture.pixels.withUnsafeMutableBufferPointer {
      #expect(!HiddenColors.blank(Rect(x: 0, y: 0, width: 33, height: 9), $0.baseAddress!, on: pool))
    }
    #expect(picture == before)
  }

  /// Tall pictures are read in several bands.
  @Test func bandsDoNotShow() throws {
    var picture = Picture.synthetic(seed: 6, width: 4099, height: 75, channels: 4)
    for i in 0..<picture.count where (i / 700) % 3 == 0 { picture.pixels[4 * i + 3] = 0 }
    let rect = Rect(x: 0, y: 0, width: 4099, height: 75)
    let source = picture.source
    var largest = 0
    let watched = PixelSource(width: 4099, height: 75, channels: 4) { rect, to, stride throws(AdaINError) in
      largest = max(largest, rect.height)
      try source.read(rect, to, stride)
    }
    var pixels = picture.pixels
    let colors = try HiddenColors(watched, on: pool)
    pixels.withUnsafeMutableBufferPointer { colors.fill(rect, $0.baseAddress!, on: pool) }
    #expect(largest < 75 && pixels.allSatisfy { $0.isFinite })
    // 8 x 8 pixels that are all visible and their neighbours: the hidden one nearby is near to them.
    var constant = Picture(width: 4099, height: 75, color: [0.25, 0.5, 0.75, 1])
    for i in 0..<constant.count where (i / 700) % 3 == 0 { for k in 0..<4 { constant.pixels[4 * i + k] = 0 } }
    let result = try filled(constant)
    for i in 0..<result.count {
      if abs(result.pixels[4 * i] - 0.25) > 1e-5 || abs(result.pixels[4 * i + 2] - 0.75) > 1e-5 {
        Issue.record("pixel \(i) is \(result.pixels[4 * i])")
        return
      }
    }
  }
}
