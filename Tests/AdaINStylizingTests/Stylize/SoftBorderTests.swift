// Soft borders, the rest of a picture, and whose statistics regions are normalised by.

import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct SoftBorderTests {
  private let studio: Studio

  init() throws {
    studio = try Studio(width: 161, height: 101)
  }

  /// White where `isWhite` says.
  private func mask(_ isWhite: (_ x: Int, _ y: Int) -> Bool) -> Picture {
    var mask = Picture(width: studio.content.width, height: studio.content.height, color: [0])
    for y in 0..<mask.height {
      for x in 0..<mask.width where isWhite(x, y) { mask[x, y, 0] = 1 }
    }
    return mask
  }

  private func quarters() -> [Picture] {
    (0..<4).map { quarter in mask { x, y in (x < 80 ? 0 : 1) + (y < 50 ? 0 : 2) == quarter } }
  }

  /// The integral of a triangle of this width, from its left end.
  private func ramp(_ x: Double, width: Double) -> Double {
    let t = min(max(x / width + 0.5, 0), 1)
    return t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t)
  }

  /// With the whole picture's statistics one region's painting is the picture's, so that its share shows.
  @Test(arguments: [3.0, 10, 20])
  func theBorderIsARampOfItsWidth(percent: Double) throws {
    let half = mask { x, _ in x >= 80 }
    let painting = try studio.stylized([Region(studio.styleA)])
    let result = try studio.stylized([Region(studio.styleA, mask: half)]) {
      ($0.border, $0.regionStatistics) = (percent, .whole)
    }
    let width = percent / 100 * 101
    for y in [0, 50, 100] {
      for x in 0..<161 {
        let expected = Float(ramp(Double(x) + 0.5 - 80, width: width))
        for k in 0..<3 {
          let change = painting[x, y, k] - studio.content[x, y, k]
          // Between points an eighth of the width apart the ramp is taken for straight, which is off by
          // 1/128 at most; pixels instead of their integral add (1 / width)^2 / 2.
          let off = abs(result[x, y, k] - studio.content[x, y, k] - expected * change)
          #expect(off <= Float(1.0 / 128 + 0.5 / (width * width)) * abs(change) + 1e-5, "\(x), \(y)")
        }
      }
    }
  }

  @Test func whiteAndBlackStayAsTheyAre() throws {
    let painting = try studio.stylized([Region(studio.styleA)])
    let white = try studio.stylized([Region(studio.styleA, mask: mask { _, _ in true })]) { $0.border = 20 }
    expectClose(white, painting, tolerance: 1e-5)
    let black = try studio.stylized([Region(studio.styleA, mask: mask { _, _ in false })]) { $0.border = 20 }
    #expect(black == studio.content)
    // Less than two pixels are no border.
    let half = mask { x, _ in x >= 80 }
    let sharp = try studio.stylized([Region(studio.styleA, mask: half)])
    expectClose(
      try studio.stylized([Region(studio.styleA, mask: half)]) { $0.border = 1.5 }, sharp, tolerance: 1e-6)
  }

  @Test func aPartHasTheBordersOfItsPicture() throws {
    let regions = [Region(studio.styleA, mask: mask { x, _ in x >= 80 })]
    let wide = try studio.stylized(regions) { $0.border = 20 }
    let part = try studio.stylized(regions) { ($0.border, $0.pictureSide) = (10, 2 * studio.content.height) }
    #expect(part.pixels.map(\.bitPattern) == wide.pixels.map(\.bitPattern))
  }

  @Test func tiledEqualsUntiled() throws {
    let masks = quarters()
    func picture(_ side: Int, memory: Int = 0, stroke: Double = 0) throws -> Picture {
      try StyleTransfer(instructionSet: .best, tileSide: side)
        .stylized(
          studio.content,
          masks.enumerated().map { Region($0 % 2 == 0 ? studio.styleA : studio.styleB, mask: $1) },
          model: studio.model
        ) { ($0.border, $0.memory, $0.strokeSize) = (13, memory, stroke) }
    }
    let whole = try picture(4096)
    expectClose(try picture(24), whole, tolerance: 1e-4)
    expectClose(try picture(4096, memory: 1), whole, tolerance: 1e-4, "in a file")
    let stroke = try picture(4096, stroke: 20)
    #expect(stroke != whole)
    expectClose(try picture(24, stroke: 20), stroke, tolerance: 1e-4)
  }

  /// The rest is what an inverted mask is, bit for bit, and what several masks leave.
  @Test func theRestIsWhatRegionsLeave() throws {
    let masks = quarters()
    let rest = Region(styles: [(studio.styleB, 1)], invertsMask: true)
    let inverted = try studio.stylized([
      Region(studio.styleA, mask: masks[0]), Region(studio.styleB, mask: masks[0], inverted: true),
    ])
    let first = try studio.stylized([Region(studio.styleA, mask: masks[0]), rest])
    #expect(first.pixels.map(\.bitPattern) == inverted.pixels.map(\.bitPattern))
    let left = mask { _, y in y >= 50 }
    let explicit = try studio.stylized([
      Region(studio.styleA, mask: masks[0]), Region(studio.styleA, mask: masks[1]),
      Region(studio.styleB, mask: left),
    ])
    let implied = try studio.stylized([
      Region(studio.styleA, mask: masks[0]), Region(studio.styleA, mask: masks[1]), rest,
    ])
    expectClose(implied, explicit, tolerance: 1e-5)
    let alone = try studio.stylized([rest])
    #expect(alone == (try studio.stylized([Region(studio.styleB)])), "without regions it is everything")
  }

  /// With the whole picture's statistics, four regions of a style are the style; with their own they are not.
  @Test func fourRegionsOfOneStyle() throws {
    let alone = try studio.stylized([Region(studio.styleA)])
    let regions = quarters().map { Region(studio.styleA, mask: $0) }
    let whole = try studio.stylized(regions) { $0.regionStatistics = .whole }
    expectClose(whole, alone, tolerance: 1e-5)
    var largest: Float = 0
    for (a, b) in zip(try studio.stylized(regions).pixels, alone.pixels) {
      largest = max(largest, abs(a - b))
    }
    #expect(largest > 0.02)
  }

  @Test func sharedStatisticsKnowRegions() throws {
    let regions = quarters().map { Region(studio.styleA, mask: $0) }
    for statistics in [RegionStatistics.own, .whole] {
      func change(_ options: inout Options) {
        (options.border, options.regionStatistics) = (5, statistics)
      }
      var options = Options()
      change(&options)
      let shared = ContentStatistics()
      try StyleTransfer().measure(
        studio.content.source, regions: regions, model: studio.model, options: options, into: shared)
      let result = try studio.stylized(regions) {
        change(&$0)
        $0.statistics = shared
      }
      #expect(result == (try studio.stylized(regions, change: change)))
    }
  }

  @Test(arguments: [-0.1, 20.1, .nan, .infinity])
  func othersAreRefused(border: Double) throws {
    expectError(.invalidArgument, "border") {
      _ = try studio.stylized([Region(studio.styleA)]) { $0.border = border }
    }
  }

  @Test func aMaskWithoutNumbersIsRefused() throws {
    var bad = mask { _, _ in true }
    bad[70, 40, 0] = .nan
    expectError(.invalidPixels, "x 70, y 40") {
      _ = try studio.stylized([Region(studio.styleA, mask: bad)]) { $0.border = 5 }
    }
  }
}
