// The slider from 0 to 1: exact at its ends and without a jump between them.

import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct StrengthTests {
  @Test(arguments: [3, 4])
  func strength0IsTheContentBitForBit(channels: Int) throws {
    let studio = try Studio(width: 30, height: 21, channels: channels)
    // Whatever the pixels are, they come back.
    var content = studio.content
    content.pixels.replaceSubrange(0..<6, with: [-0.0, .leastNonzeroMagnitude, -3, 700, 1e30, -1e-7])
    for color in ColorPreservation.allCases {
      let result = try StyleTransfer().stylized(content, [Region(studio.styleA)], model: studio.model) {
        ($0.strength, $0.preserveColor) = (0, color)
      }
      #expect(result.pixels.map(\.bitPattern) == content.pixels.map(\.bitPattern), "\(color)")
    }
  }

  @Test func strength1IsThePapersResult() throws {
    let studio = try Studio()
    let exact = try studio.stylized([Region(studio.styleA)])
    let paper = try studio.stylized([Region(studio.styleA)]) { $0.tradeOff = .paper }
    #expect(exact == paper)
    #expect(
      Comparison(exact.pixels, studio.content.pixels, shape: exact.shape, tolerance: 0.1).mismatch != nil)
  }

  /// The step to the next strength changes the picture in proportion, also where 0 and 1 are special cases.
  @Test(arguments: ColorPreservation.allCases)
  func smallStepsChangeLittle(color: ColorPreservation) throws {
    let studio = try Studio()
    let transfer = StyleTransfer()
    func picture(_ strength: Double) throws -> Picture {
      try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model) {
        ($0.strength, $0.preserveColor) = (strength, color)
      }
    }
    let strengths = [
      0, 1e-12, 1e-6, 1e-4, 0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 0.9999, 1 - 1e-6, 1,
    ]
    var before = studio.content
    var last = 0.0
    for strength in strengths {
      let next = try picture(strength)
      let change = Comparison(next.pixels, before.pixels, shape: next.shape, tolerance: .infinity).worst
      // No pixel moves faster than 4 full scales over the whole way; the residual is kept in steps
      // of 2^-14.
      #expect(change <= Float(4 * (strength - last)) + 0x1p-14, "from \(last) to \(strength)")
      (before, last) = (next, strength)
    }
    #expect(try picture(0) == studio.content)
  }

  @Test func strengthInBetweenIsInBetween() throws {
    let studio = try Studio()
    let half = try studio.stylized([Region(studio.styleA)]) { $0.strength = 0.5 }
    let whole = try studio.stylized([Region(studio.styleA)])
    let toContent = Comparison(half.pixels, studio.content.pixels, shape: half.shape, tolerance: 1).worst
    let toWhole = Comparison(half.pixels, whole.pixels, shape: half.shape, tolerance: 1).worst
    #expect(toContent > 0.05 && toWhole > 0.05)
  }

  /// The exact trade-off is the paper's picture plus (1 - strength) times the reconstruction's error.
  @Test func theResidualIsTheReconstructionsError() throws {
    let studio = try Studio()
    let regions = [Region(studio.styleA)]
    let exact = try studio.stylized(regions) { $0.strength = 0.3 }
    let paper = try studio.stylized(regions) { ($0.strength, $0.tradeOff) = (0.3, .paper) }
    let reconstruction = try studio.stylized(regions) { ($0.strength, $0.tradeOff) = (0, .paper) }
    let expected = exact.pixels.indices.map {
      paper.pixels[$0] + 0.7 * (studio.content.pixels[$0] - reconstruction.pixels[$0])
    }
    expectClose(exact.pixels, expected, shape: exact.shape, tolerance: 1e-5)
  }

  /// Colours beyond 0 to 1, as pictures of high dynamic range have them, stay near at low strengths and
  /// finite at all.
  @Test(arguments: [2, 60, 1e3, 1e5, 1e8] as [Float])
  func brightContentsStay(value: Float) throws {
    let studio = try Studio(width: 24, height: 17)
    var content = studio.content
    for k in 0..<3 { content[11, 8, k] = value }
    for strength in [1e-6, 0.5, 0.999_999, 1 - 1e-12] {
      let result = try StyleTransfer().stylized(content, [Region(studio.styleA)], model: studio.model) {
        $0.strength = strength
      }
      #expect(result.isFinite, "\(value) at strength \(strength)")
      // All but the network's part, which is at most some full scales, is (1 - strength) of the content.
      let expected = Float(1 - strength) * value
      #expect(abs(result[11, 8, 0] - expected) <= 3 + 1e-3 * expected, "\(value) at strength \(strength)")
      if strength < 1e-5 {
        #expect(
          abs(result[11, 8, 0] - value) <= 1e-5 * value,
          "\(value) at strength \(strength): a jump from strength 0")
      }
    }
  }
}
