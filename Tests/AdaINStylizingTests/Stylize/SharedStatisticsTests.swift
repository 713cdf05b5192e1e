// Statistics that several contents share: one content's are its own bit for bit, and all contents are mapped
// alike.

import AdaINPictures
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct SharedStatisticsTests {
  private let studio: Studio
  private let other = Picture.synthetic(seed: 231, width: 45, height: 61)

  init() throws { studio = try Studio(width: 93) }

  private func measured(_ contents: [Picture], _ regions: [Region]) throws -> ContentStatistics {
    let statistics = ContentStatistics()
    let transfer = StyleTransfer()
    for content in contents {
      try transfer.measure(content.source, regions: regions, model: studio.model, into: statistics)
    }
    return statistics
  }

  @Test(arguments: ColorPreservation.allCases)
  func ofTheContentAloneTheyChangeNothing(colors: ColorPreservation) throws {
    let region = Region(studio.styleA)
    let statistics = try measured([studio.content], [region])
    let own = try studio.stylized([region]) { $0.preserveColor = colors }
    let shared = try studio.stylized([region]) { ($0.preserveColor, $0.statistics) = (colors, statistics) }
    #expect(shared == own)
  }

  @Test func ofRegionsToo() throws {
    var mask = Picture(width: studio.content.width, height: studio.content.height, color: [0])
    for i in 0..<mask.count / 2 { mask.pixels[i] = 0.75 }
    let regions = [Region(studio.styleA, mask: mask), Region(studio.styleB, mask: mask, inverted: true)]
    let statistics = try measured([studio.content], regions)
    let shared = try studio.stylized(regions) { $0.statistics = statistics }
    #expect(shared == (try studio.stylized(regions)))
  }

  /// Sums over a content given twice are a content's of twice the size: n - 1 is another, in a 48th.
  @Test func manyOfOneAreOne() throws {
    let region = Region(studio.styleA)
    let thrice = try measured([studio.content, studio.content, studio.content], [region])
    let found = try studio.stylized([region]) { $0.statistics = thrice }
    expectClose(found, try studio.stylized([region]), tolerance: 0.05)
  }

  /// The same pixels come out the same whatever the content's own statistics are.
  @Test func contentsAreMappedAlike() throws {
    let region = Region(studio.styleA)
    var changed = studio.content
    // Further from the left than the network sees.
    for y in 0..<changed.height { for k in 0..<3 { changed[changed.width - 1, y, k] = 1 } }
    let statistics = try measured([studio.content, changed], [region])
    let transfer = StyleTransfer()
    func result(_ picture: Picture, shared: Bool) throws -> Picture {
      try transfer.stylized(picture, [region], model: studio.model) {
        if shared { $0.statistics = statistics }
      }
    }
    let (one, two) = (try result(studio.content, shared: true), try result(changed, shared: true))
    var (worst, ownWorst): (Float, Float) = (0, 0)
    let (ownOne, ownTwo) = (try result(studio.content, shared: false), try result(changed, shared: false))
    for y in 0..<one.height {
      for k in 0..<3 {
        worst = max(worst, abs(one[0, y, k] - two[0, y, k]))
        ownWorst = max(ownWorst, abs(ownOne[0, y, k] - ownTwo[0, y, k]))
      }
    }
    // Winograd's tiles carry roundings further than the network sees.
    #expect(worst < 1e-5, "a column that is further away than the network sees")
    #expect(ownWorst > 1e-4, "by their own statistics they differ")
  }

  @Test func othersAreRefused() throws {
    let region = Region(studio.styleA)
    let one = try measured([other], [region])
    expectError(.mismatch, "1 regions", "not of 2") {
      _ = try studio.stylized([region, region]) { $0.statistics = one }
    }
    expectError(.mismatch, "measure") { try measureMore(one, regions: 2) }
    expectError(.invalidArgument, "no content") {
      _ = try studio.stylized([region]) { $0.statistics = ContentStatistics() }
    }
  }

  private func measureMore(_ statistics: ContentStatistics, regions count: Int) throws {
    let regions = [Region](repeating: Region(studio.styleA), count: count)
    try StyleTransfer().measure(
      studio.content.source, regions: regions, model: studio.model, into: statistics)
  }
}
