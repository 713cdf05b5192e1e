// Colours under an alpha of 0: nothing depends on them, they stay as they are, and edges show no trace of
// them.

import AdaINNetwork
import AdaINPictures
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct HiddenColorTests {
  private let studio: Studio

  init() throws { studio = try Studio(width: 141, height: 77, channels: 4) }

  /// The content with holes: a disc that tiles cut through, columns at the left, single pixels, and soft
  /// edges.
  private func holed() -> Picture {
    var picture = studio.content
    var random = SeededRandom(231)
    for y in 0..<picture.height {
      for x in 0..<picture.width {
        let distance = (x - 80) * (x - 80) + (y - 40) * (y - 40)
        if distance < 28 * 28 { picture[x, y, 3] = distance < 25 * 25 ? 0 : random.float() }
        if x < 11 || random.float() < 0.02 { picture[x, y, 3] = 0 }
      }
    }
    return picture
  }

  private func isHidden(_ picture: Picture, _ i: Int) -> Bool { picture.pixels[4 * i + 3] <= 0 }

  /// What is hidden under an alpha of 0, replaced.
  private func hiding(_ picture: Picture, _ color: () -> Float) -> Picture {
    var changed = picture
    for i in 0..<picture.count where isHidden(picture, i) {
      for k in 0..<3 { changed.pixels[4 * i + k] = color() }
    }
    return changed
  }

  private func variants(_ picture: Picture) -> [Picture] {
    var random = SeededRandom(232)
    let colors: [() -> Float] = [{ 0 }, { 1 }, { random.float(-3...9) }, { 1e30 }, { .nan }, { -.infinity }]
    return colors.map { hiding(picture, $0) }
  }

  private func stylized(_ content: Picture, side: Int?, change: (inout Options) -> Void = { _ in }) throws
    -> Picture
  {
    try StyleTransfer(instructionSet: .best, tileSide: side)
      .stylized(content, [Region(studio.styleA)], model: studio.model, change: change)
  }

  @Test(arguments: [nil, 24, 64])
  func nothingDependsOnThem(side: Int?) throws {
    let content = holed()
    for (color, strength) in [(.none, 1), (.match, 0.5), (.luminance, 0.3)] as [(ColorPreservation, Double)] {
      let wanted = try stylized(content, side: side) { ($0.preserveColor, $0.strength) = (color, strength) }
      for variant in variants(content) {
        let found = try stylized(variant, side: side) { ($0.preserveColor, $0.strength) = (color, strength) }
        for i in 0..<content.count {
          // What is visible is the same bit for bit, and what is hidden is the content's own, or 0.
          for k in 4 * i..<4 * i + 4 {
            let hidden = variant.pixels[k].isFinite ? variant.pixels[k] : 0
            let expected = isHidden(content, i) ? hidden : wanted.pixels[k]
            if found.pixels[k] != expected {
              Issue.record("\(color), \(found.pixels[k]) instead of \(expected) at \(i)")
              return
            }
          }
        }
      }
    }
  }

  @Test(arguments: [8, 24, 64, 100])
  func tiledEqualsUntiled(side: Int) throws {
    for content in [holed(), variants(holed())[2]] {
      for strength in [0.5, 1] {
        let whole = try stylized(content, side: 4096) { $0.strength = strength }
        let tiled = try stylized(content, side: side) { $0.strength = strength }
        expectClose(tiled, whole, tolerance: 1e-4, "tiles of \(side), strength \(strength)")
      }
    }
  }

  /// Encoding again, as where there is no room for features, sees the same colours.
  @Test func encodedAgainIsTheSame() throws {
    let plan = try WorkPlan(
      size: Size(width: 141, height: 77), model: studio.model, memory: 0, threads: 2, tileSide: 4096)
    let grid = plan.grid
    var maps: [[Float]] = []
    for content in [holed()] + variants(holed()) {
      let pass = EncodingPass(
        source: content.source, model: studio.model, plan: plan, machine: Machine(threads: 2))
      let map = try GuardedMap(channels: 128, rect: Rect(grid), level: grid, value: .nan)
      try pass.encodeAgain(into: map.map)
      maps.append(map.map.values(channels: 128))
    }
    for map in maps { #expect(map == maps[0]) }
  }

  /// A content is recognised whatever it hides, and its kept features and residual are of use.
  @Test func whatIsKeptSeesNone() throws {
    let content = holed()
    let transfer = StyleTransfer()
    let regions = [Region(studio.styleA)]
    _ = try transfer.stylized(content, regions, model: studio.model) { $0.strength = 0.5 }
    let bytes = transfer.contents.bytes
    for variant in variants(content) {
      let again = try transfer.stylized(variant, regions, model: studio.model) { $0.strength = 0.5 }
      let fresh = try stylized(variant, side: nil) { $0.strength = 0.5 }
      expectClose(again, fresh, tolerance: 0x1p-15 + 1e-6)
      #expect(transfer.contents.bytes == bytes, "nothing new was kept")
    }
  }

  @Test(arguments: [0, 40, 90])
  func stylesDoNotDependOnThem(shorterSide: Int) throws {
    let picture = holed()
    let wanted = try Style(picture.source, shorterSide: shorterSide, model: studio.model)
    for variant in variants(picture) {
      let style = try Style(variant.source, shorterSide: shorterSide, model: studio.model)
      #expect(style.statistics == wanted.statistics && style.colors == wanted.colors)
    }
  }

  /// A cut-out of one colour has no light or dark edge: it is what the opaque picture is.
  @Test func edgesHaveNoHalo() throws {
    let opaque = Picture(width: 96, height: 64, color: [0.3, 0.5, 0.2, 1])
    var cut = opaque
    for y in 0..<64 {
      for x in 50..<96 { for k in 0..<4 { cut[x, y, k] = k == 0 ? 1 : 0 } }
    }
    let (found, wanted) = try (stylized(cut, side: nil), stylized(opaque, side: nil))
    for y in 0..<64 {
      for x in 0..<50 {
        for k in 0..<3 where abs(found[x, y, k] - wanted[x, y, k]) > 1e-3 {
          Issue.record("\(found[x, y, k]) instead of \(wanted[x, y, k]) at \(x), \(y)")
          return
        }
      }
    }
  }
}
