// Resampling against PyTorch's goldens and by its properties.

import AdaINPictures
import AdaINTestSupport
import Testing

@Suite struct ResampleTests {
  private func resized(_ picture: Picture, width: Int, height: Int) throws -> Picture {
    let canvas = Canvas(width: width, height: height, channels: picture.channels)
    try resize(picture.source, into: canvas.sink)
    return canvas.picture
  }

  @Test(arguments: [23, 50])
  func theGoldens(shorterSide: Int) throws {
    let source = try GoldenModel.compact.picture("style_a")
    let expected = try GoldenModel.compact.picture("resized_style_a_\(shorterSide)")
    let size = source.source.size(shorterSide: shorterSide)
    #expect(size == Size(width: expected.width, height: expected.height))
    expectClose(try resized(source, width: size.width, height: size.height), expected, tolerance: 2e-6)
  }

  @Test func theSameSizeIsTheSamePicture() throws {
    for channels in [1, 3, 4] {
      let picture = Picture.synthetic(seed: 111, width: 13, height: 70, channels: channels)
      expectClose(try resized(picture, width: 13, height: 70), picture, tolerance: 1e-6)
    }
  }

  @Test func aPlainPictureStaysPlain() throws {
    for (width, height) in [(1, 1), (1, 40), (64, 3), (7, 5), (200, 100)] {
      let plain = Picture(width: 37, height: 19, color: [0.2, 0.4, 0.9])
      let expected = Picture(width: width, height: height, color: [0.2, 0.4, 0.9])
      expectClose(
        try resized(plain, width: width, height: height), expected, tolerance: 1e-6, "\(width) x \(height)")
    }
  }

  @Test func halvingAveragesByTheTriangle() throws {
    // At half the size the triangle reaches 2 pixels to either side: 1 3 3 1 / 8 inside, 3 3 1 / 7 at the
    // border.
    let row = Picture(width: 6, height: 1, channels: 1, pixels: [0, 0, 1, 0, 0, 0])
    let half = try resized(row, width: 3, height: 1)
    expectClose(half.pixels, [1.0 / 7, 3.0 / 8, 0], shape: [3], tolerance: 1e-6)
  }

  @Test func doublingIsBilinear() throws {
    let row = Picture(width: 2, height: 1, channels: 1, pixels: [0, 1])
    let double = try resized(row, width: 4, height: 1)
    expectClose(double.pixels, [0, 0.25, 0.75, 1], shape: [4], tolerance: 1e-6)
  }

  @Test func whatIsInvisibleDoesNotShow() throws {
    var picture = Picture(width: 8, height: 8, color: [0, 0, 1, 1])
    for y in 0..<8 {
      for x in 0..<4 { (picture[x, y, 0], picture[x, y, 2], picture[x, y, 3]) = (1, 0, 0) }
    }
    let small = try resized(picture, width: 3, height: 3)
    for x in 0..<3 where small[x, 1, 3] > 0 {
      #expect(abs(small[x, 1, 2] - 1) < 1e-6 && small[x, 1, 0] == 0, "no red of the transparent half")
    }
    #expect(small[0, 0, 3] < 0.2 && small[2, 2, 3] > 0.8 && abs(small[1, 1, 3] - 0.5) < 1e-6)
    let gone = try resized(Picture(width: 5, height: 5, color: [1, 1, 1, 0]), width: 2, height: 2)
    #expect(gone.pixels.allSatisfy { $0 == 0 || $0 == 1 })
  }

  @Test func extremeProportions() throws {
    let wide = Picture.synthetic(seed: 112, width: 3000, height: 2)
    #expect(wide.source.size(shorterSide: 1) == Size(width: 1500, height: 1))
    #expect(
      Picture(width: 1, height: 9, color: [0]).source.size(shorterSide: 4) == Size(width: 4, height: 36))
    let dot = try resized(wide, width: 1, height: 1)
    let mean = (0..<3).map { k in
      (0..<wide.count).reduce(Float(0)) { $0 + wide.pixels[3 * $1 + k] } / Float(wide.count)
    }
    for k in 0..<3 { #expect(abs(dot.pixels[k] - mean[k]) < 0.15) }
    #expect(try resized(wide, width: 2, height: 500).pixels.allSatisfy { (0...1).contains($0) })
  }

  @Test(arguments: [Float.nan, .infinity])
  func positionsOfWhatIsNoNumber(value: Float) throws {
    var picture = Picture(width: 20, height: 90, color: [0.5, 0.5, 0.5])
    picture[13, 71, 2] = value
    expectError(.invalidPixels, "x 13, y 71") { _ = try resized(picture, width: 5, height: 5) }
    var hidden = Picture(width: 20, height: 90, color: [0.5, 0.5, 0.5, 1])
    (hidden[13, 71, 2], hidden[13, 71, 3]) = (value, 0)
    let small = try resized(hidden, width: 5, height: 5)
    for i in 0..<25 { for k in 0..<3 { #expect(abs(small.pixels[4 * i + k] - 0.5) < 1e-6) } }
  }
}
