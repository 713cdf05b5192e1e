// The content's colours: luminance keeps its chroma, match its mean and spread.

import AdaINPictures
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct ColorPreservationTests {
  private let studio: Studio

  init() throws { studio = try Studio() }

  private func stylized(_ color: ColorPreservation, _ style: Style? = nil, strength: Double = 1) throws
    -> Picture
  {
    try studio.stylized([Region(style ?? studio.styleA)]) {
      ($0.preserveColor, $0.strength) = (color, strength)
    }
  }

  private func mean(_ picture: Picture) -> [Float] {
    (0..<3).map { k in
      (0..<picture.count).reduce(Float(0)) { $0 + picture.pixels[picture.channels * $1 + k] }
        / Float(picture.count)
    }
  }

  @Test(arguments: [0.4, 1])
  func luminanceKeepsTheChroma(strength: Double) throws {
    let result = try stylized(.luminance, strength: strength)
    let none = try stylized(.none, strength: strength)
    let content = studio.content
    func luma(_ picture: Picture, _ x: Int, _ y: Int) -> Float {
      0.299 * picture[x, y, 0] + 0.587 * picture[x, y, 1] + 0.114 * picture[x, y, 2]
    }
    var (chroma, brightness): (Float, Float) = (0, 0)
    for y in 0..<content.height {
      for x in 0..<content.width {
        for (a, b) in [(0, 1), (1, 2)] {
          chroma = max(
            chroma, abs((result[x, y, a] - result[x, y, b]) - (content[x, y, a] - content[x, y, b])))
        }
        brightness = max(brightness, abs(luma(result, x, y) - luma(none, x, y)))
      }
    }
    #expect(chroma < 1e-6, "the differences of the channels are the content's")
    #expect(brightness < 1e-6, "the luma is the stylised one")
  }

  @Test func matchBringsTheColoursNear() throws {
    let target = mean(studio.content)
    func distance(_ picture: Picture) -> Float {
      zip(mean(picture), target).reduce(0) { $0 + abs($1.0 - $1.1) }
    }
    // Colours that are far from the content's, so that what the network itself does to a mean matters little.
    var red = Picture.synthetic(seed: 202, width: 50, height: 40)
    for i in 0..<red.count {
      red.pixels[3 * i] = 0.7 + 0.3 * red.pixels[3 * i]
      for k in 1...2 { red.pixels[3 * i + k] *= 0.3 }
    }
    let style = try Style(red.source, shorterSide: 0, model: studio.model)
    let (match, none) = try (stylized(.match, style), stylized(.none, style))
    #expect(
      distance(match) < distance(none),
      "\(distance(match)) from the content's mean, \(distance(none)) without")
  }

  /// A saved style has no pixels; the same map of colours is applied to the stylised picture.
  @Test func matchWithASavedStyle() throws {
    let saved = try studio.saved(studio.styleA)
    let none = try stylized(.none, saved)
    expectClose(none, try stylized(.none), tolerance: 0, "statistics are saved in full")
    var colors = ColorStatistics()
    studio.content.withAlpha.pixels.withUnsafeBufferPointer { pixels in
      for i in 0..<studio.content.count { colors.add(pixels.baseAddress! + 4 * i) }
    }
    let map = ColorMap(from: studio.styleA.colors, to: colors)
    for strength in [0.5, 1] {
      var expected = try stylized(.none, saved, strength: strength).withAlpha
      let count = expected.count
      expected.pixels.withUnsafeMutableBufferPointer { pixels in
        for i in 0..<count { map.apply(pixels.baseAddress! + 4 * i, amount: Float(strength)) }
      }
      expectClose(
        try stylized(.match, saved, strength: strength), expected.withoutAlpha, tolerance: 1e-5,
        "strength \(strength)")
    }
  }

  /// A style that hardly counts hardly changes the picture, also where its colours cannot be matched.
  @Test func matchIsContinuousInTheWeights() throws {
    let (a, b) = try (studio.saved(studio.styleA), studio.saved(studio.styleB))
    func picture(_ weight: Double) throws -> Picture {
      try studio.stylized([Region(styles: [(a, 1), (b, weight)])]) { $0.preserveColor = .match }
    }
    expectClose(try picture(1e-6), try picture(0), tolerance: 1e-3, "a weight of a millionth")
  }

  /// The size of a content above the style's has no part in how vivid its colours are.
  @Test func matchDoesNotDependOnTheSizeOfLargePictures() throws {
    let style = Picture.synthetic(seed: 231, width: 30, height: 30)
    let picture = studio.content
    var (source, once) = (ColorStatistics(), ColorStatistics())
    for i in 0..<style.count { source.add(Array(style.pixels[3 * i..<3 * i + 3]) + [1]) }
    for i in 0..<picture.count { once.add(Array(picture.pixels[3 * i..<3 * i + 3]) + [1]) }
    func spread(side: Int) -> Double {
      let size = Size(width: side, height: side)
      let content = once.scaled(by: Double(size.area) / Double(picture.count)).counted(for: size)
      let style = source.scaled(by: Double(512 * 512) / Double(style.count))
      let matrix = ColorMap(from: style, to: content).matrix
      return (0..<3).reduce(0) { $0 + abs(matrix[$1, $1]) }
    }
    for side in [600, 1024, 8000] {
      let ratio = spread(side: side) / spread(side: 512)
      #expect(abs(ratio - 1) < 1e-3, "colours are spread \(ratio) times as much at \(side)")
    }
  }

  @Test func coloursOfMixturesAreMatchedOneByOne() throws {
    let both = try studio.stylized([Region(styles: [(studio.styleA, 1), (studio.styleB, 0)])]) {
      $0.preserveColor = .match
    }
    #expect(both == (try stylized(.match)))
  }

  @Test func aGreyContentStaysGrey() throws {
    var grey = studio.content
    for i in 0..<grey.count {
      for k in 0..<3 { grey.pixels[3 * i + k] = grey.pixels[3 * i] }
    }
    let result = try StyleTransfer().stylized(grey, [Region(studio.styleA)], model: studio.model) {
      $0.preserveColor = .luminance
    }
    for i in 0..<grey.count {
      #expect(abs(result.pixels[3 * i] - result.pixels[3 * i + 1]) < 1e-6)
    }
    let plain = Picture(width: 20, height: 20, color: [0.5, 0.5, 0.5])
    for color in ColorPreservation.allCases {
      for style in [studio.styleA, try studio.saved(studio.styleA)] {
        let result = try StyleTransfer().stylized(plain, [Region(style)], model: studio.model) {
          ($0.preserveColor, $0.strength) = (color, 0.9)
        }
        #expect(result.isFinite, "\(color)")
      }
    }
  }
}
