// Pixels on their way in and out: channels, positions of bad values, rectangles.

import AdaINPictures
import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct PixelSourceTests {
  private let pool = WorkerPool(threads: 2)

  private func loaded(_ picture: Picture, _ rect: Rect) throws -> [Float] {
    let buffer = try FloatBuffer(count: 4 * rect.area)
    buffer.fill(.nan)
    try picture.source.load(rect, into: buffer.pointer, on: pool)
    return (0..<4 * rect.area).map { buffer.pointer[$0] }
  }

  @Test func colourWithoutAlphaIsOpaque() throws {
    for (width, height) in [(1, 1), (2, 1), (3, 1), (4, 1), (5, 7), (30, 20)] {
      let picture = Picture.synthetic(seed: 121, width: width, height: height)
      let all = Rect(x: 0, y: 0, width: width, height: height)
      #expect(try loaded(picture, all) == picture.withAlpha.pixels, "\(width) x \(height)")
      #expect(try loaded(picture.withAlpha, all) == picture.withAlpha.pixels, "\(width) x \(height)")
    }
  }

  @Test func rectanglesOfAPicture() throws {
    let picture = Picture.synthetic(seed: 122, width: 9, height: 6)
    let rect = Rect(x: 3, y: 2, width: 4, height: 3)
    let pixels = try loaded(picture, rect)
    for y in 0..<3 {
      for x in 0..<4 {
        #expect((0..<3).allSatisfy { pixels[4 * (4 * y + x) + $0] == picture[3 + x, 2 + y, $0] })
      }
    }
  }

  @Test(arguments: [3, 4], [Float.nan, .infinity, -.infinity])
  func whatIsNoNumberIsFound(channels: Int, value: Float) {
    for (x, y) in [(0, 0), (8, 5), (4, 3)] {
      for channel in 0..<channels {
        var picture = Picture.synthetic(seed: 123, width: 9, height: 6, channels: channels)
        picture[x, y, channel] = value
        if channel < channels - 1 && channels == 4 { picture[x, y, 3] = 0x1p-20 }
        expectError(.invalidPixels, "\(value)", "x \(x), y \(y);") {
          _ = try loaded(picture, Rect(x: 0, y: 0, width: 9, height: 6))
        }
      }
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity], [Float(0), -1])
  func whatIsNoNumberAndCannotBeSeenIs0(value: Float, alpha: Float) throws {
    var picture = Picture.synthetic(seed: 126, width: 9, height: 6, channels: 4)
    for (x, y) in [(0, 0), (8, 5)] {
      (picture[x, y, 1], picture[x, y, 3]) = (value, alpha)
    }
    let pixels = try loaded(picture, Rect(x: 0, y: 0, width: 9, height: 6))
    for (i, wanted) in picture.pixels.enumerated() {
      #expect(pixels[i] == (wanted.isFinite ? wanted : 0), "value \(i)")
    }
    picture[4, 2, 3] = .nan
    expectError(.invalidPixels, "nan", "x 4, y 2;") {
      _ = try loaded(picture, Rect(x: 0, y: 0, width: 9, height: 6))
    }
  }

  @Test func positionsCountFromThePicturesCorner() {
    var picture = Picture.synthetic(seed: 124, width: 9, height: 6)
    picture[5, 4, 1] = .nan
    expectError(.invalidPixels, "x 5, y 4;") {
      _ = try loaded(picture, Rect(x: 3, y: 2, width: 4, height: 3))
    }
    #expect(throws: Never.self) { try loaded(picture, Rect(x: 0, y: 0, width: 9, height: 4)) }
  }

  @Test func largeNumbersAreNumbers() throws {
    let picture = Picture(
      width: 64, height: 64, color: [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e38])
    #expect(throws: Never.self) { try loaded(picture, Rect(x: 0, y: 0, width: 64, height: 64)) }
  }

  @Test func masksAreClampedAndInverted() throws {
    let mask = Picture(width: 5, height: 1, channels: 1, pixels: [-1, 0, 0.25, 1, 7])
    let buffer = try FloatBuffer(count: 5)
    for (inverted, expected) in [(false, [0, 0, 0.25, 1, 1]), (true, [1, 1, 0.75, 0, 0])] as [(Bool, [Float])]
    {
      try mask.source.loadMask(
        Rect(x: 0, y: 0, width: 5, height: 1), inverted: inverted, into: buffer.pointer)
      #expect((0..<5).map { buffer.pointer[$0] } == expected)
    }
  }

  @Test(arguments: [3, 4])
  func storingDropsTheAlphaThatIsNotWanted(channels: Int) throws {
    let picture = Picture.synthetic(seed: 125, width: 6, height: 4, channels: channels)
    let canvas = Canvas(width: 6, height: 4, channels: channels)
    let buffer = try FloatBuffer(count: 4 * 24)
    try picture.source.load(Rect(x: 0, y: 0, width: 6, height: 4), into: buffer.pointer, on: pool)
    try canvas.sink.store(Rect(x: 0, y: 0, width: 6, height: 4), from: buffer.pointer, on: pool)
    #expect(canvas.picture == picture)
  }
}
