// Strokes of a chosen size: neutral values, a preview like the result, tiles, masks, alpha and memory.

import AdaINPictures
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct StrokeSizeTests {
  private func stylized(_ studio: Studio, _ size: Double, change: (inout Options) -> Void = { _ in }) throws
    -> Picture
  {
    try studio.stylized([Region(studio.styleA)]) {
      $0.strokeSize = size
      change(&$0)
    }
  }

  @Test func workingSizesFollowTheShorterSide() {
    var options = Options()
    let size = Size(width: 6000, height: 4000)
    #expect(options.workingSize(size) == size)
    options.strokeSize = 1.6
    #expect(options.workingSize(size) == Size(width: 1500, height: 1000))
    #expect(options.workingSize(Size(width: 600, height: 900)) == Size(width: 1000, height: 1500))
    #expect(
      options.workingSize(Size(width: 300, height: 200)) == Size(width: 1200, height: 800), "four times")
    #expect(options.workingSize(Size(width: 1, height: 1 << 18)) == Size(width: 1, height: 1 << 18))
    options.strokeSize = 20
    #expect(options.workingSize(Size(width: 6000, height: 1)) == Size(width: 24000, height: 4))
  }

  /// What is averaged before painting is the same share of a preview and of a large picture.
  @Test func whatIsPaintedHasADetailThatAPreviewHas() {
    var options = Options()
    #expect(
      options.reach(Size(width: 6000, height: 4000)) == 1, "without a stroke size it is painted as it is")
    options.strokeSize = 1.6
    #expect(options.reach(Size(width: 6000, height: 4000)) == 10)
    #expect(options.reach(Size(width: 1000, height: 1000)) == 2.5, "in its own size, too")
    #expect(options.reach(Size(width: 900, height: 600)) == 1.5)
    #expect(options.reach(Size(width: 300, height: 200)) == 1)
    options.strokeSize = 16
    #expect(options.reach(Size(width: 6000, height: 4000)) == 40, "no less than the scale takes")
    options.strokeSize = 0.8
    #expect(
      options.reach(Size(width: 6000, height: 4000)) == 5, "no more than two and a half strokes' pixels")
  }

  @Test func aPartIsPaintedAsInItsPicture() {
    var options = Options()
    options.strokeSize = 1.6
    let part = Size(width: 600, height: 480)
    options.pictureSide = 4000
    #expect(options.reach(part) == options.reach(Size(width: 6000, height: 4000)))
    #expect(options.workingSize(part) == Size(width: 150, height: 120))
  }

  /// Where the model's strokes have the size already, nothing changes.
  @Test func theOwnSizeIsNeutral() throws {
    let studio = try Studio(width: 161, height: 100)
    let neutral = try stylized(studio, 0)
    #expect(try stylized(studio, 16).pixels.map(\.bitPattern) == neutral.pixels.map(\.bitPattern))
    #expect(try stylized(studio, 20) != neutral)
  }

  @Test func strengthZeroIsTheContent() throws {
    let studio = try Studio(width: 131, height: 97)
    #expect(try stylized(studio, 20) { $0.strength = 0 } == studio.content)
  }

  /// The result, reduced, is the reduced picture's result: nearer than half of what it is without.
  @Test func aPreviewIsLikeTheResult() throws {
    let large = try Studio(width: 390, height: 300)
    var small = large.content
    small = try small.resized(width: 130, height: 100)
    func difference(_ size: Double) throws -> Float {
      let preview = try StyleTransfer().stylized(small, [Region(large.styleA)], model: large.model) {
        $0.strokeSize = size
      }
      let result = try stylized(large, size).resized(width: 130, height: 100)
      var sum: Float = 0
      for (a, b) in zip(preview.pixels, result.pixels) { sum += abs(a - b) }
      return sum / Float(preview.pixels.count)
    }
    let (sized, neutral) = (try difference(16), try difference(0))
    #expect(sized < neutral / 2, "\(sized), \(neutral) without")
  }

  /// Reduced and enlarged, with sizes that divide by nothing; tiles do not show.
  @Test(arguments: [(177, 131, 20.0), (45, 61, 20.0), (300, 21, 20.0)])
  func tiledEqualsUntiled(width: Int, height: Int, size: Double) throws {
    let studio = try Studio(width: width, height: height, channels: 4)
    var content = studio.content
    for i in 0..<content.count where i % width < width / 3 { content.pixels[4 * i + 3] = 0 }
    func picture(_ side: Int, _ strength: Double) throws -> Picture {
      try StyleTransfer(instructionSet: .best, tileSide: side)
        .stylized(content, [Region(studio.styleA)], model: studio.model) {
          ($0.strokeSize, $0.strength) = (size, strength)
        }
    }
    for strength in [0.5, 1] {
      let whole = try picture(4096, strength)
      #expect(whole.isFinite)
      for side in [24, 64] {
        expectClose(try picture(side, strength), whole, tolerance: 1e-4, "tiles of \(side)")
      }
    }
  }

  @Test func aFileIsAsGoodAsMemory() throws {
    let studio = try Studio(width: 211, height: 150)
    expectClose(
      try stylized(studio, 20) { $0.memory = 1 }, try stylized(studio, 20), tolerance: 1e-4)
  }

  /// Outside the mask and under an alpha of 0 every bit stays.
  @Test func masksAndAlphaAreThePicturesOwn() throws {
    let studio = try Studio(width: 160, height: 123, channels: 4)
    var content = studio.content
    var mask = Picture(width: 160, height: 123, color: [1])
    for i in 0..<content.count {
      if i % 160 < 41 { mask.pixels[i] = 0 }
      if i / 160 < 33 { content.pixels[4 * i + 3] = 0 }
    }
    func picture(_ content: Picture) throws -> Picture {
      try StyleTransfer().stylized(content, [Region(studio.styleA, mask: mask)], model: studio.model) {
        $0.strokeSize = 20
      }
    }
    let result = try picture(content)
    var changed = 0
    for i in 0..<content.count {
      let pixel = 4 * i..<4 * i + 4
      let isSame = Array(content.pixels[pixel]) == Array(result.pixels[pixel])
      if i % 160 < 41 || i / 160 < 33 { #expect(isSame) }
      if !isSame { changed += 1 }
    }
    #expect(changed > 119 * 90 * 9 / 10)
    // What is hidden does not show beside it.
    var hidden = content
    let above = 4 * 33 * 160
    for i in stride(from: 0, to: above, by: 4) { hidden.pixels[i] = 1 - hidden.pixels[i] }
    let again = try picture(hidden)
    #expect(Array(again.pixels[above...]) == Array(result.pixels[above...]))
  }

  /// The change of luminance is grey at the working size, and stays so in the picture's pixels.
  /// How the change follows the colours is fitted by products of both.
  @Test func extremeColoursStayNumbers() throws {
    let studio = try Studio(width: 131, height: 97)
    var content = studio.content
    content.pixels.replaceSubrange(6000..<6004, with: [1e30, -1e30, 1e30, 700])
    for detail in [0, 1.0] {
      let result = try StyleTransfer().stylized(content, [Region(studio.styleA)], model: studio.model) {
        ($0.strokeSize, $0.detail) = (20, detail)
      }
      #expect(result.pixels.first { !$0.isFinite } == nil, "detail \(detail)")
    }
  }

  @Test func luminanceKeepsTheColours() throws {
    let studio = try Studio(width: 150, height: 111)
    let result = try stylized(studio, 20) { $0.preserveColor = .luminance }
    // Sums of a few products of numbers up to about 4.
    for i in 0..<result.count {
      var change: [Float] = []
      for k in 3 * i..<3 * i + 3 { change.append(result.pixels[k] - studio.content.pixels[k]) }
      let spread = change.max()! - change.min()!
      #expect(spread < 1e-4)
    }
  }

  @Test func progressGoesOnToTheEndAndCanBeCancelled() throws {
    let studio = try Studio(width: 260, height: 200)
    var reports: [Double] = []
    _ = try stylized(studio, 15) {
      $0.progress = {
        reports.append($0)
        return true
      }
    }
    #expect(reports == reports.sorted() && reports.last == 1)
    for last in [0.1, 0.5, 0.99] {
      expectError(.cancelled, "") { _ = try stylized(studio, 15) { $0.progress = { $0 < last } } }
    }
  }

  @Test(arguments: [-0.1, 20.1, .nan, .infinity])
  func othersAreRefused(size: Double) throws {
    let studio = try Studio()
    expectError(.invalidArgument, "stroke size") { _ = try stylized(studio, size) }
  }
}

extension Picture {
  fileprivate func resized(width: Int, height: Int) throws -> Picture {
    let canvas = Canvas(width: width, height: height, channels: channels)
    try resize(source, into: canvas.sink)
    return canvas.picture
  }
}
