// The shares of the style's tone and colours: exact where they are neutral, and apart from each other.

import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct ShareTests {
  private let studio: Studio
  private let whole: Picture

  init() throws {
    studio = try Studio()
    whole = try studio.stylized([Region(studio.styleA)])
  }

  private func stylized(tone: Double, color: Double) throws -> Picture {
    try studio.stylized([Region(studio.styleA)]) { ($0.tone, $0.color) = (tone, color) }
  }

  /// Rec. 601 luma of each pixel.
  private func luma(_ picture: Picture) -> [Float] {
    stride(from: 0, to: picture.pixels.count, by: 3).map {
      0.299 * picture.pixels[$0] + 0.587 * picture.pixels[$0 + 1] + 0.114 * picture.pixels[$0 + 2]
    }
  }

  /// What is left of each pixel without its luma.
  private func chroma(_ picture: Picture) -> [Float] {
    let luma = luma(picture)
    return picture.pixels.enumerated().map { $1 - luma[$0 / 3] }
  }

  @Test func allOfBothIsTheStyleBitForBit() throws {
    #expect(try stylized(tone: 1, color: 1).pixels.map(\.bitPattern) == whole.pixels.map(\.bitPattern))
  }

  @Test func nothingOfBothIsTheContentBitForBit() throws {
    let nothing = try stylized(tone: 0, color: 0)
    #expect(nothing.pixels.map(\.bitPattern) == studio.content.pixels.map(\.bitPattern))
  }

  /// Sums of three products of numbers up to about 2, in single precision.
  private let tolerance: Float = 2e-6

  @Test func toneAndColourGoAlone() throws {
    let toned = try stylized(tone: 1, color: 0)
    expectClose(luma(toned), luma(whole), shape: [luma(whole).count], tolerance: tolerance, "tone")
    let own = chroma(studio.content)
    expectClose(chroma(toned), own, shape: [own.count], tolerance: tolerance, "the content's colours")
    let colored = try stylized(tone: 0, color: 1)
    let light = luma(studio.content)
    expectClose(luma(colored), light, shape: [light.count], tolerance: tolerance, "the content's tone")
    let wanted = chroma(whole)
    expectClose(chroma(colored), wanted, shape: [wanted.count], tolerance: tolerance, "colours")
  }

  /// The stylised luma with the content's chroma is what preserve-color luminance gives.
  @Test func noColourIsLuminance() throws {
    let luminance = try studio.stylized([Region(studio.styleA)]) { $0.preserveColor = .luminance }
    expectClose(try stylized(tone: 1, color: 0), luminance, tolerance: tolerance)
  }

  @Test func halvesAreHalfway() throws {
    let half = try stylized(tone: 0.5, color: 0.5)
    let middle = zip(whole.pixels, studio.content.pixels).map { ($0 + $1) / 2 }
    expectClose(half.pixels, middle, shape: half.shape, tolerance: tolerance)
  }

  @Test(arguments: [-0.1, 1.1, .nan, .infinity])
  func othersAreRefused(share: Double) {
    expectError(.invalidArgument, "tone") { _ = try stylized(tone: share, color: 1) }
    expectError(.invalidArgument, "colour") { _ = try stylized(tone: 1, color: share) }
  }
}
