// Alpha: it passes through, and what is transparent counts in no statistics.

import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct TransparencyTests {
  private let studio: Studio

  init() throws { studio = try Studio(width: 64, height: 48, channels: 4) }

  /// The content, transparent in the columns from `x` on, and there of any colour.
  private func content(transparentFrom x: Int, color: [Float]) -> Picture {
    var picture = studio.content
    for y in 0..<picture.height {
      for column in x..<picture.width {
        for k in 0..<3 { picture[column, y, k] = color[k] }
        picture[column, y, 3] = 0
      }
    }
    return picture
  }

  private func stylized(_ content: Picture, change: (inout Options) -> Void = { _ in }) throws -> Picture {
    try StyleTransfer().stylized(content, [Region(studio.styleA)], model: studio.model, change: change)
  }

  @Test func alphaPassesThrough() throws {
    var random = SeededRandom(211)
    var content = studio.content
    for i in 0..<content.count { content.pixels[4 * i + 3] = random.float(-0.5...1.5) }
    for strength in [0.4, 1] {
      let result = try stylized(content) { $0.strength = strength }
      let alphas = (0..<content.count).map { result.pixels[4 * $0 + 3] }
      #expect(
        alphas == (0..<content.count).map { content.pixels[4 * $0 + 3] }, "strength \(strength), \(random)")
      #expect(result.isFinite)
    }
  }

  @Test func opaqueIsTheSameAsNoAlpha() throws {
    let (result, plain) = try (stylized(studio.content), stylized(studio.content.withoutAlpha))
    #expect(result.withoutAlpha == plain)
  }

  /// Alpha weights the statistics as a mask does: where alpha and mask are 1, the two give the same pixels.
  @Test func alphaWeightsTheStatisticsAsAMaskDoes() throws {
    var random = SeededRandom(212)
    var mask = Picture(width: studio.content.width, height: studio.content.height, color: [1])
    for y in 0..<mask.height {
      for x in 20..<mask.width { mask[x, y, 0] = x < 40 ? random.float(0.01...1) : 0.001 }
    }
    var content = studio.content
    for i in 0..<content.count { content.pixels[4 * i + 3] = mask.pixels[i] }
    let byAlpha = try stylized(content)
    let byMask = try StyleTransfer().stylized(
      studio.content, [Region(studio.styleA, mask: mask)], model: studio.model)
    let opaque = try stylized(studio.content)
    func visible(_ picture: Picture) -> [Float] {
      (0..<picture.height).flatMap { y in (0..<20).flatMap { x in (0..<3).map { picture[x, y, $0] } } }
    }
    let shape = [content.height, 20, 3]
    expectClose(visible(byAlpha), visible(byMask), shape: shape, tolerance: 1e-6, "\(random)")
    #expect(Comparison(visible(byAlpha), visible(opaque), shape: shape, tolerance: 0.01).mismatch != nil)
  }

  /// What transparent pixels show reaches visible ones only through the view of the convolutions: the result
  /// is far nearer to the visible part alone than to the picture with all of it.
  @Test func transparentPixelsHardlyCount() throws {
    let picture = Picture.synthetic(seed: 215, width: 320, height: 24, channels: 4)
    func part(_ source: Picture, _ columns: Int) -> Picture {
      var part = Picture(width: columns, height: source.height, color: [0, 0, 0, 0])
      for y in 0..<part.height {
        for x in 0..<columns {
          for k in 0..<4 { part[x, y, k] = source[x, y, k] }
        }
      }
      return part
    }
    var half = picture
    for y in 0..<half.height {
      for x in 160..<half.width { half[x, y, 3] = 0 }
    }
    let alone = part(try stylized(part(picture, 160)), 96)
    func distance(_ content: Picture) throws -> Float {
      Comparison(part(try stylized(content), 96).pixels, alone.pixels, shape: alone.shape, tolerance: 1).worst
    }
    let (transparent, opaque) = try (distance(half), distance(picture))
    #expect(
      transparent < opaque / 3, "\(transparent) with half of it transparent, \(opaque) with all of it opaque")
  }

  /// Nothing to see, and nothing that changes.
  @Test func quiteTransparentStaysAsItIs() throws {
    let gone = content(transparentFrom: 0, color: [0.2, 0.4, 0.8])
    for color in ColorPreservation.allCases {
      #expect(try stylized(gone) { ($0.preserveColor, $0.strength) = (color, 0.5) } == gone, "\(color)")
    }
  }

  @Test func aTransparentStyleIsRefused() throws {
    var gone = Picture.synthetic(seed: 213, width: 40, height: 40, channels: 4)
    for i in 0..<gone.count { gone.pixels[4 * i + 3] = 0 }
    for size in [0, 8, 60] {
      let error = #expect(throws: AdaINError.self) {
        try Style(gone.source, shorterSide: size, model: studio.model)
      }
      #expect(error?.code == .invalidPixels)
      #expect(error?.message.contains("no visible pixel") == true)
    }
    gone.pixels[4 * 820 + 3] = 1
    let one = try Style(gone.source, shorterSide: 0, model: studio.model)
    #expect((one.statistics.mean + one.statistics.deviation).allSatisfy { $0.isFinite }, "one visible pixel")
  }

  @Test func transparentPartsOfAStyleDoNotCount() throws {
    let picture = Picture.synthetic(seed: 214, width: 1024, height: 24, channels: 4)
    func style(_ color: Float) throws -> Style {
      var changed = picture
      for y in 0..<24 {
        for x in 512..<1024 {
          for k in 0..<3 { changed[x, y, k] = color }
          changed[x, y, 3] = 0
        }
      }
      return try Style(changed.source, shorterSide: 0, model: studio.model)
    }
    let (black, white) = try (style(0), style(1))
    #expect(black.colors == white.colors && black.statistics == white.statistics)
    let opaque = try Style(picture.source, shorterSide: 0, model: studio.model)
    #expect(opaque.colors != black.colors)
  }
}
