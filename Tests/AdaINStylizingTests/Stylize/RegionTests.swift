// Interpolation and spatial regions: what must be equal is equal, and what is empty is defined.

import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct RegionTests {
  private let studio: Studio
  private let one: Picture
  private let zero: Picture

  init() throws {
    studio = try Studio()
    one = Picture(width: studio.content.width, height: studio.content.height, color: [1])
    zero = Picture(width: studio.content.width, height: studio.content.height, color: [0])
  }

  /// A mask that goes from 0 at the left to 1 at the right.
  private var ramp: Picture {
    var mask = zero
    for y in 0..<mask.height {
      for x in 0..<mask.width { mask[x, y, 0] = Float(x) / Float(mask.width - 1) }
    }
    return mask
  }

  @Test func weightsOneAndZeroAreOneStyle() throws {
    let (a, b) = (studio.styleA, studio.styleB)
    let alone = try studio.stylized([Region(a)])
    #expect(try studio.stylized([Region(styles: [(a, 1), (b, 0)])]) == alone)
    #expect(try studio.stylized([Region(styles: [(b, 0), (a, 1)])]) == alone)
    expectClose(try studio.stylized([Region(styles: [(a, 2), (a, 3)])]), alone, tolerance: 1e-5)
    #expect(try studio.stylized([Region(b)]) != alone)
  }

  @Test func weightsAreNormalised() throws {
    let (a, b) = (studio.styleA, studio.styleB)
    let mixture = try studio.stylized([Region(styles: [(a, 1), (b, 3)])])
    #expect(try studio.stylized([Region(styles: [(a, 0.25), (b, 0.75)])]) == mixture)
    expectClose(try studio.stylized([Region(styles: [(a, 1e-300), (b, 3e-300)])]), mixture, tolerance: 1e-6)
    expectClose(try studio.stylized([Region(styles: [(a, 1e307), (b, 3e307)])]), mixture, tolerance: 1e-6)
    expectClose(try studio.stylized([Region(styles: [(b, 3), (a, 1)])]), mixture, tolerance: 1e-5)
  }

  @Test func aMaskOfOnesIsNoMask() throws {
    let alone = try studio.stylized([Region(studio.styleA)])
    #expect(try studio.stylized([Region(studio.styleA, mask: one)]) == alone)
    #expect(try studio.stylized([Region(studio.styleA, mask: zero, inverted: true)]) == alone)
    var bright = one
    for i in bright.pixels.indices { bright.pixels[i] = 1 + Float(i % 7) }
    #expect(try studio.stylized([Region(studio.styleA, mask: bright)]) == alone, "masks are clamped")
  }

  @Test func equalRegionsAreOne() throws {
    let alone = try studio.stylized([Region(studio.styleA)])
    let twice = try studio.stylized([Region(studio.styleA), Region(studio.styleA)])
    expectClose(twice, alone, tolerance: 1e-5)
    // Two regions without a mask are a mixture of half and half.
    let both = try studio.stylized([Region(studio.styleA), Region(studio.styleB)])
    let mixture = try studio.stylized([Region(styles: [(studio.styleA, 1), (studio.styleB, 1)])])
    expectClose(both, mixture, tolerance: 1e-5)
  }

  @Test func coverage0LeavesTheContentExactly() throws {
    #expect(try studio.stylized([Region(studio.styleA, mask: zero)]) == studio.content)
    #expect(try studio.stylized([Region(studio.styleA, mask: one, inverted: true)]) == studio.content)
    var half = zero
    for y in 0..<half.height {
      for x in 30..<half.width { half[x, y, 0] = 1 }
    }
    let result = try studio.stylized([Region(studio.styleA, mask: half)])
    var (kept, changed) = (true, 0)
    for y in 0..<half.height {
      for x in 0..<half.width {
        for k in 0..<3 {
          let same = result[x, y, k] == studio.content[x, y, k]
          if x < 30 { kept = kept && same } else if !same { changed += 1 }
        }
      }
    }
    #expect(kept, "where the mask is black, the content stays bit for bit")
    #expect(changed > 31 * half.height, "where it is white, it does not")
  }

  @Test func anEmptyRegionIsDefined() throws {
    // A region that is nowhere has no say, alone or beside another.
    let alone = try studio.stylized([Region(studio.styleA)])
    let beside = try studio.stylized([Region(studio.styleA), Region(studio.styleB, mask: zero)])
    expectClose(beside, alone, tolerance: 1e-6)
    let nowhere = try studio.stylized([Region(studio.styleA, mask: zero), Region(studio.styleB, mask: zero)])
    #expect(nowhere == studio.content)
  }

  @Test func aSinglePixelIsARegion() throws {
    var dot = zero
    dot[40, 20, 0] = 1
    let result = try studio.stylized([Region(studio.styleA, mask: dot)])
    #expect(result.isFinite)
    for y in 0..<dot.height {
      for x in 0..<dot.width where (x, y) != (40, 20) {
        #expect((0..<3).allSatisfy { result[x, y, $0] == studio.content[x, y, $0] })
      }
    }
    #expect(result[40, 20, 0] != studio.content[40, 20, 0])
  }

  @Test func softWeightsAndTheirScale() throws {
    // A mask of a constant grey has the same statistics and shares as one of white: only the coverage
    // differs.
    let alone = try studio.stylized([Region(studio.styleA)])
    let quarter = Picture(width: one.width, height: one.height, color: [0.25])
    let soft = try studio.stylized([Region(studio.styleA, mask: quarter)])
    let expected = zip(studio.content.pixels, alone.pixels).map { $0 + 0.25 * ($1 - $0) }
    expectClose(soft.pixels, expected, shape: soft.shape, tolerance: 1e-5)
    // Masks of 1/4 and 3/4 are shares of a mixture, and cover everything.
    let three = Picture(width: one.width, height: one.height, color: [0.75])
    let shares = try studio.stylized([
      Region(studio.styleA, mask: quarter), Region(studio.styleB, mask: three),
    ])
    let mixture = try studio.stylized([Region(styles: [(studio.styleA, 1), (studio.styleB, 3)])])
    expectClose(shares, mixture, tolerance: 1e-5)
  }

  @Test func complementsCoverEverything() throws {
    let result = try studio.stylized([
      Region(studio.styleA, mask: ramp), Region(studio.styleB, mask: ramp, inverted: true),
    ])
    let swapped = try studio.stylized([
      Region(studio.styleB, mask: ramp, inverted: true), Region(studio.styleA, mask: ramp),
    ])
    expectClose(swapped, result, tolerance: 1e-5)
    let (a, b) = try (studio.stylized([Region(studio.styleA)]), studio.stylized([Region(studio.styleB)]))
    func distance(_ picture: Picture, _ columns: Range<Int>) -> Float {
      var sum: Float = 0
      for y in 0..<picture.height {
        for x in columns { sum += abs(picture[x, y, 0] - result[x, y, 0]) }
      }
      return sum
    }
    #expect(distance(b, 0..<8) < distance(a, 0..<8), "the left is style B's")
    #expect(distance(a, 53..<61) < distance(b, 53..<61), "the right is style A's")
  }

  @Test func masksOfTheSmallestPictures() throws {
    for (width, height) in [(1, 1), (2, 1), (9, 1), (1, 17)] {
      let content = Picture.synthetic(seed: 210, width: width, height: height)
      var mask = Picture(width: width, height: height, color: [0.5])
      mask[0, 0, 0] = 1
      let result = try StyleTransfer().stylized(
        content, [Region(studio.styleA, mask: mask), Region(studio.styleB, mask: mask, inverted: true)],
        model: studio.model)
      #expect(result.isFinite, "\(width) x \(height)")
    }
  }

  @Test func manyRegions() throws {
    // 64 columns-wise masks, each white on its own stripe.
    let regions = (0..<64).map { index in
      var mask = zero
      for y in 0..<mask.height where index < mask.width { mask[index, y, 0] = 1 }
      return Region(index % 2 == 0 ? studio.styleA : studio.styleB, mask: mask)
    }
    let result = try studio.stylized(regions)
    #expect(result.isFinite)
    #expect(result != studio.content)
  }
}
