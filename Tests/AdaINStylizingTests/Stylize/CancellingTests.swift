// Progress of whole calls, and stopping them: at any point, and without harm to the next one.

import AdaINPictures
import AdaINStylizing
import AdaINTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct CancellingTests {
  private let studio: Studio

  init() throws { studio = try Studio(width: 150, height: 120) }

  @Test(arguments: [0, 0.5, 1], [1, 3])
  func progressRisesToOne(strength: Double, threads: Int) throws {
    let transfer = StyleTransfer(instructionSet: .best, tileSide: 64)
    for round in 0..<2 {
      var reports: [Double] = []
      let caller = pthread_self()
      var strangers = 0
      _ = try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model) {
        ($0.strength, $0.threads) = (strength, threads)
        $0.progress = {
          reports.append($0)
          if pthread_equal(pthread_self(), caller) == 0 { strangers += 1 }
          return true
        }
      }
      #expect(reports == reports.sorted(), "round \(round): progress went backward")
      #expect(reports.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(reports.last == 1, "round \(round)")
      #expect(strangers == 0, "only the calling thread calls back")
    }
  }

  @Test func matchingColoursDoesNotTurnProgressBack() throws {
    var reports: [Double] = []
    _ = try studio.stylized([Region(styles: [(studio.styleA, 1), (studio.styleB, 1)])]) {
      $0.preserveColor = .match
      $0.progress = {
        reports.append($0)
        return true
      }
    }
    #expect(reports == reports.sorted() && reports.last == 1)
  }

  /// Stops at the first, second, … report until the call gets through.
  @Test(arguments: [ColorPreservation.none, .match])
  func stoppingAtAnyReport(color: ColorPreservation) throws {
    // Reports are 20 ms apart: small tiles, and reads that take longer, so that one is due after each.
    let content = studio.content
    let slow = PixelSource(width: content.width, height: content.height, channels: 3) { rect, to, stride in
      usleep(21_000)
      try? content.source.read(rect, to, stride)
    }
    let transfer = StyleTransfer(instructionSet: .best, tileSide: 40)
    func run(stopAt stop: Int) throws -> Int {
      // A new content each time, so that nothing is remembered.
      transfer.cacheLimit = 0
      var reports = 0
      var options = Options()
      (options.strength, options.preserveColor) = (0.5, color)
      options.progress = { _ in
        reports += 1
        return reports != stop
      }
      let canvas = Canvas(width: content.width, height: content.height, channels: 3)
      try transfer.stylize(
        slow, regions: [Region(studio.styleA)], model: studio.model, options: options, into: canvas.sink)
      return reports
    }
    let all = try run(stopAt: -1)
    #expect(all >= 5, "there are several points to stop at")
    for stop in 1...5 {
      expectError(.cancelled, what: "stopping at report \(stop) of \(all)") { _ = try run(stopAt: stop) }
    }
    // As good as new.
    transfer.cacheLimit = 512 << 20
    let after = try transfer.stylized(content, [Region(studio.styleA)], model: studio.model)
    expectClose(after, try studio.stylized([Region(studio.styleA)]), tolerance: 1e-4)
  }

  @Test func aCancelledCallIsNotKeptHalfDone() throws {
    let transfer = StyleTransfer(instructionSet: .best, tileSide: 40)
    let expected = try StyleTransfer(instructionSet: .best, tileSide: 40)
      .stylized(studio.content, [Region(studio.styleA)], model: studio.model) { $0.strength = 0.5 }
    for _ in 0..<3 {
      expectError(.cancelled) {
        _ = try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model) {
          $0.strength = 0.5
          $0.progress = { _ in false }
        }
      }
      #expect(transfer.contents.bytes == 0)
    }
    // Known content, cancelled while its residual is being found.
    _ = try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model)
    expectError(.cancelled) {
      _ = try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model) {
        $0.strength = 0.5
        $0.progress = { _ in false }
      }
    }
    let after = try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model) {
      $0.strength = 0.5
    }
    #expect(after == expected)
  }

  @Test func stylesCanBeCancelled() throws {
    var options = Options()
    options.progress = { _ in false }
    let transfer = StyleTransfer()
    let picture = Picture.synthetic(seed: 251, width: 60, height: 50)
    for size in [0, 30] {
      expectError(.cancelled) {
        _ = try transfer.style(picture.source, shorterSide: size, model: studio.model, options: options)
      }
    }
    let style = try transfer.style(picture.source, shorterSide: 0, model: studio.model)
    let fresh = try Style(picture.source, shorterSide: 0, model: studio.model)
    #expect(style.statistics == fresh.statistics)
  }

  /// However soon it is done: reports are far apart, so that the last one is easily left out.
  @Test(arguments: [0, 8, 200])
  func progressOfAStyleEndsAtOne(size: Int) throws {
    var reports: [Double] = []
    var options = Options()
    options.progress = {
      reports.append($0)
      return true
    }
    let picture = Picture.synthetic(seed: 252, width: 12, height: 10)
    _ = try StyleTransfer().style(picture.source, shorterSide: size, model: studio.model, options: options)
    #expect(reports == reports.sorted())
    #expect(reports.last == 1)
  }

  @Test func copyingCanBeCancelled() throws {
    expectError(.cancelled) {
      _ = try studio.stylized([Region(studio.styleA)]) {
        $0.strength = 0
        $0.progress = { _ in false }
      }
    }
  }
}
