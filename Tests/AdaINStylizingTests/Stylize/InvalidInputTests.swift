// Everything that cannot be done is refused with a text that says what and where.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct InvalidInputTests {
  private let studio: Studio

  init() throws { studio = try Studio(width: 40, height: 33) }

  private func refused(
    _ code: AdaINError.Code, _ words: String..., content: Picture? = nil, regions: [Region]? = nil,
    sourceLocation: SourceLocation = #_sourceLocation, change: (inout Options) -> Void = { _ in }
  ) {
    let transfer = StyleTransfer()
    do {
      _ = try transfer.stylized(
        content ?? studio.content, regions ?? [Region(studio.styleA)], model: studio.model, change: change)
      Issue.record("no error, but \(code) is expected", sourceLocation: sourceLocation)
    } catch let error as AdaINError {
      #expect(error.code == code, "\(error.message)", sourceLocation: sourceLocation)
      for word in words {
        #expect(error.message.contains(word), "“\(word)” is missing", sourceLocation: sourceLocation)
      }
    } catch {
      Issue.record("\(error)", sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: [-0.01, 1.01, -1e300, 1e300, .nan, .infinity, -.infinity, 1 + 1e-15])
  func strengthsOutOfRange(strength: Double) {
    refused(.invalidArgument, "strength") { $0.strength = strength }
  }

  @Test func otherOptionsOutOfRange() {
    for threads in [-1, 257, Int.min, Int.max] {
      refused(.invalidArgument, "threads") { $0.threads = threads }
    }
    for memory in [-1, Int.min] { refused(.invalidArgument, "memory") { $0.memory = memory } }
  }

  @Test func extremesThatAreAllowed() throws {
    for (threads, memory) in [(256, 1), (1, Int.max), (3, 1 << 62)] {
      let result = try studio.stylized([Region(studio.styleA)]) {
        ($0.threads, $0.memory) = (threads, memory)
      }
      #expect(result.isFinite, "\(threads) threads, \(memory) bytes")
    }
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func contentPixels(value: Float) {
    for (x, y, channel) in [(0, 0, 0), (39, 32, 2), (17, 20, 1)] {
      var content = studio.content
      content[x, y, channel] = value
      refused(.invalidPixels, "\(value)", "x \(x), y \(y);", content: content)
    }
    var content = studio.content.withAlpha
    content[5, 6, 3] = value
    refused(.invalidPixels, "x 5, y 6;", content: content)
  }

  @Test(arguments: [Float.nan, .infinity])
  func maskPixels(value: Float) {
    var mask = Picture(width: 40, height: 33, color: [1])
    mask[31, 30, 0] = value
    refused(.invalidPixels, "x 31, y 30;", regions: [Region(studio.styleA, mask: mask)])
  }

  @Test(arguments: [Float.nan, .infinity], [0, 20, 64])
  func stylePixels(value: Float, size: Int) {
    var picture = Picture.synthetic(seed: 241, width: 50, height: 40)
    picture[33, 21, 1] = value
    expectError(.invalidPixels, "x 33, y 21;") {
      _ = try Style(picture.source, shorterSide: size, model: studio.model)
    }
  }

  @Test func weights() {
    let (a, b) = (studio.styleA, studio.styleB)
    for weights in [
      (0, 0), (-1, 2), (.nan, 1), (1, .nan), (.infinity, 1), (1e308, 1e308), (-.infinity, 1), (-0.0, 0),
    ] as [(Double, Double)] {
      refused(.invalidArgument, "weight", regions: [Region(styles: [(a, weights.0), (b, weights.1)])])
    }
  }

  @Test func regions() {
    refused(.invalidArgument, "style", regions: [])
    refused(.invalidArgument, "style", regions: [Region(styles: [])])
    refused(.invalidArgument, "65", regions: [Region](repeating: Region(studio.styleA), count: 65))
    for (width, height) in [(39, 33), (40, 34), (33, 40), (1, 1)] {
      let mask = Picture(width: width, height: height, color: [1])
      refused(.invalidArgument, "mask", "\(width) x \(height)", regions: [Region(studio.styleA, mask: mask)])
    }
    let colored = Picture(width: 40, height: 33, color: [1, 1, 1])
    refused(.invalidArgument, "mask", "3 channels", regions: [Region(studio.styleA, mask: colored)])
  }

  @Test func stylesOfAnotherModel() throws {
    let other = try Model(OddModel.file(seed: 1))
    let style = try Style(
      Picture.synthetic(seed: 242, width: 20, height: 20).source, shorterSide: 0, model: other)
    refused(.mismatch, other.id, studio.model.id, regions: [Region(style)])
    refused(.mismatch, regions: [Region(styles: [(studio.styleA, 1), (style, 0)])])
  }

  /// A file may claim any model and have any number of channels. In a process of its own, because a trap ends
  /// it.
  @Test func stylesOfTheWrongWidth() async {
    await #expect(processExitsWith: .success) {
      let studio = try Studio(width: 20, height: 12)
      for channels in [1, 3, 127, 129, 512, 4096] {
        let numbers = [Float](repeating: 0.1, count: channels)
        let style = try Style(.savedStyle(modelID: studio.model.id, mean: numbers, deviation: numbers))
        for styles in [[style], [studio.styleA, style], [style, studio.styleA]] {
          do {
            _ = try studio.stylized([Region(styles: styles.map { ($0, 1) })])
            fatalError("a style of \(channels) channels was taken")
          } catch let error as AdaINError {
            precondition(error.code == .mismatch, "\(error)")
          }
        }
      }
    }
  }

  @Test func sizes() {
    let empty = PixelSink(width: 0, height: 0, channels: 3) { _, _, _ in }
    for (width, height) in [
      (0, 1), (1, 0), (-1, 5), (5, -1), (Int.min, 1), (Int.max, Int.max), (1 << 18 + 1, 1),
    ] {
      let source = PixelSource(width: width, height: height, channels: 3) { _, _, _ in }
      let sink = PixelSink(width: width, height: height, channels: 3) { _, _, _ in }
      expectError(.invalidArgument, "size", what: "\(width) x \(height)") {
        try StyleTransfer().stylize(source, regions: [Region(studio.styleA)], model: studio.model, into: sink)
      }
      expectError(.invalidArgument, "size", what: "\(width) x \(height)") {
        _ = try Style(source, shorterSide: 0, model: studio.model)
      }
      expectError(.invalidArgument, what: "\(width) x \(height)") {
        _ = try StyleTransfer().estimate(width: width, height: height, model: studio.model)
      }
    }
    expectError(.invalidArgument, "output") {
      try StyleTransfer().stylize(
        studio.content.source, regions: [Region(studio.styleA)], model: studio.model, into: empty)
    }
    for channels in [0, 1, 2, 5, -3] {
      let source = PixelSource(width: 4, height: 4, channels: channels) { _, _, _ in }
      let sink = PixelSink(width: 4, height: 4, channels: channels) { _, _, _ in }
      expectError(.invalidArgument, "channels") {
        try StyleTransfer().stylize(source, regions: [Region(studio.styleA)], model: studio.model, into: sink)
      }
    }
    let fourChannels = PixelSink(width: 40, height: 33, channels: 4) { _, _, _ in }
    expectError(.invalidArgument, "4 channels") {
      try StyleTransfer().stylize(
        studio.content.source, regions: [Region(studio.styleA)], model: studio.model, into: fourChannels)
    }
  }

  @Test(arguments: [-1, 32769, Int.min, Int.max])
  func styleSizes(size: Int) {
    expectError(.invalidArgument, "style size") {
      _ = try Style(studio.content.source, shorterSide: size, model: studio.model)
    }
  }

  /// A narrow strip would become enormous when its short side is enlarged.
  @Test func stylesOfAbsurdProportions() {
    let strip = Picture(width: 2000, height: 1, color: [0.5, 0.5, 0.5])
    expectError(.invalidArgument, "2000 x 1", "smaller style size") {
      _ = try Style(strip.source, shorterSide: 512, model: studio.model)
    }
  }

  @Test func errorsOfTheHostComeThrough() {
    let failure = AdaINError(.unreadable, "the host's disk is gone")
    let source = PixelSource(width: 40, height: 33, channels: 3) { _, _, _ throws(AdaINError) in throw failure
    }
    let sink = PixelSink(width: 40, height: 33, channels: 3) { _, _, _ throws(AdaINError) in throw failure }
    let canvas = Canvas(width: 40, height: 33, channels: 3)
    for strength in [0, 0.5, 1] {
      var options = Options()
      options.strength = strength
      for (from, to) in [(source, canvas.sink), (studio.content.source, sink)] {
        expectError(.unreadable, "disk is gone") {
          try StyleTransfer().stylize(
            from, regions: [Region(studio.styleA)], model: studio.model, options: options, into: to)
        }
      }
    }
    expectError(.unreadable, "disk is gone") { _ = try Style(source, shorterSide: 8, model: studio.model) }
    let mask = PixelSource(width: 40, height: 33, channels: 1) { _, _, _ throws(AdaINError) in throw failure }
    refused(.unreadable, regions: [Region(styles: [(studio.styleA, 1)], mask: mask)])
  }

  /// After any error the same object works as before.
  @Test func anErrorLeavesNothingBehind() throws {
    let transfer = StyleTransfer()
    let expected = try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model)
    var broken = studio.content
    broken[39, 32, 2] = .nan
    #expect(throws: AdaINError.self) {
      try transfer.stylized(broken, [Region(studio.styleA)], model: studio.model)
    }
    #expect(try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model) == expected)
  }
}
