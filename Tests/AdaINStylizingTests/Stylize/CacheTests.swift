// What is kept between calls: it changes nothing but the time, stays within its limit, and is not mixed up.

import AdaINNetwork
import AdaINPictures
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct CacheTests {
  /// How far a residual that was kept may be from the one that was found: half a step of 2^-14.
  private let rounding: Float = 0x1p-15 + 1e-6

  @Test(arguments: [0.5, 1])
  func theSecondCallEqualsTheFirst(strength: Double) throws {
    let studio = try Studio()
    let transfer = StyleTransfer()
    var reads = 0
    let source = PixelSource(width: studio.content.width, height: studio.content.height, channels: 3) {
      rect, to, stride in
      reads += 1
      try? studio.content.source.read(rect, to, stride)
    }
    func run(_ strength: Double) throws -> Picture {
      let canvas = Canvas(width: studio.content.width, height: studio.content.height, channels: 3)
      var options = Options()
      options.strength = strength
      try transfer.stylize(
        source, regions: [Region(studio.styleA)], model: studio.model, options: options, into: canvas.sink)
      return canvas.picture
    }
    let first = try run(strength)
    #expect(reads > 0 && transfer.contents.bytes > 0)
    let second = try run(strength)
    expectClose(second, first, tolerance: strength < 1 ? rounding : 0, "from what was kept")
    #expect(try run(strength) == second)
    // Another strength from the same encoding is as from a new one.
    let fresh = try studio.stylized([Region(studio.styleA)]) { $0.strength = 0.25 }
    expectClose(try run(0.25), fresh, tolerance: rounding)
  }

  @Test func aKnownContentTakesLessWork() throws {
    let studio = try Studio(width: 200, height: 160)
    let transfer = StyleTransfer()
    func readsOfContent() throws -> Int {
      var pixels = 0
      let source = PixelSource(width: 200, height: 160, channels: 3) { rect, to, stride in
        pixels += rect.area
        try? studio.content.source.read(rect, to, stride)
      }
      let canvas = Canvas(width: 200, height: 160, channels: 3)
      try transfer.stylize(source, regions: [Region(studio.styleA)], model: studio.model, into: canvas.sink)
      return pixels
    }
    #expect(try readsOfContent() == 2 * 200 * 160, "to encode and to put the pixels together")
    let bytes = transfer.contents.bytes
    #expect(bytes == studio.model.featureChannels * 25 * 20 * 4)
    #expect(try readsOfContent() == 2 * 200 * 160, "to recognise and to put the pixels together")
    #expect(transfer.contents.bytes == bytes, "nothing new was kept")
  }

  @Test func otherPixelsAreOtherContents() throws {
    let studio = try Studio()
    let transfer = StyleTransfer()
    let regions = [Region(studio.styleA)]
    let first = try transfer.stylized(studio.content, regions, model: studio.model)
    var changed = studio.content
    changed[60, 44, 2] += 0.25
    let second = try transfer.stylized(changed, regions, model: studio.model)
    #expect(second != first)
    #expect(try StyleTransfer().stylized(changed, regions, model: studio.model) == second)
    #expect(try transfer.stylized(studio.content, regions, model: studio.model) == first)
    // The same pixels in another shape.
    let turned = Picture(width: 45, height: 61, channels: 3, pixels: studio.content.pixels)
    let third = try transfer.stylized(turned, regions, model: studio.model)
    #expect(try StyleTransfer().stylized(turned, regions, model: studio.model) == third)
    // The same colours with an alpha that hides a part.
    var hidden = studio.content.withAlpha
    for i in 0..<1000 { hidden.pixels[4 * i + 3] = 0 }
    let fourth = try transfer.stylized(hidden, regions, model: studio.model)
    #expect(try StyleTransfer().stylized(hidden, regions, model: studio.model) == fourth)
    #expect(fourth.withoutAlpha != first)
  }

  @Test func theLimitHolds() throws {
    let studio = try Studio()
    let transfer = StyleTransfer()
    func run(_ seed: UInt64, strength: Double = 1) throws {
      let content = Picture.synthetic(seed: seed, width: 61, height: 45)
      _ = try transfer.stylized(content, [Region(studio.styleA)], model: studio.model) {
        $0.strength = strength
      }
    }
    let one = studio.model.featureChannels * 8 * 6 * 4
    try run(301)
    #expect(transfer.contents.bytes == one)
    try run(302)
    try run(303)
    #expect(transfer.contents.bytes == 3 * one)
    transfer.cacheLimit = 2 * one + 10
    #expect(transfer.contents.bytes == 2 * one, "lowering the limit drops what exceeds it at once")
    try run(304)
    #expect(transfer.contents.bytes == 2 * one)
    // A residual counts too, and does not push its own content out.
    try run(304, strength: 0.5)
    #expect(transfer.contents.bytes <= 2 * one + 10)
    transfer.cacheLimit = 0
    #expect(transfer.contents.bytes == 0)
    try run(305, strength: 0.5)
    #expect(transfer.contents.bytes == 0, "a limit of 0 keeps nothing")
    transfer.cacheLimit = one
    try run(306)
    #expect(transfer.contents.bytes == one)
  }

  /// Matched styles are kept between calls too; the limit counts for them and for their pictures.
  @Test func aLimitOf0KeepsNoStyles() throws {
    let studio = try Studio()
    let transfer = StyleTransfer(cacheLimit: 0)
    weak var kept: Style?
    do {
      let picture = Picture.synthetic(seed: 310, width: 30, height: 30)
      let style = try Style(picture.source, shorterSide: 0, model: studio.model)
      kept = style
      _ = try transfer.stylized(studio.content, [Region(style)], model: studio.model) {
        $0.preserveColor = .match
      }
    }
    #expect(kept == nil, "the style is kept although nothing may be")
  }

  /// Features in a file are not in memory, and must not pile up on the disk instead.
  @Test func featuresInFilesDoNotPileUp() async {
    // A process of its own: other tests open files too.
    await #expect(processExitsWith: .success) {
      let studio = try Studio(width: 40, height: 32)
      let transfer = StyleTransfer()
      var counts: [Int] = []
      for seed in 0..<6 as Range<UInt64> {
        let content = Picture.synthetic(seed: seed, width: 40, height: 32)
        _ = try transfer.stylized(content, [Region(studio.styleA)], model: studio.model) { $0.memory = 1 }
        counts.append(TestFiles.openFiles)
      }
      precondition(Set(counts).count == 1, "open files after each call: \(counts)")
    }
  }

  /// Two models may have the same encoder (and so the same id) and different decoders.
  @Test func anotherDecoderIsNotMixedUp() throws {
    let studio = try Studio()
    var file = try GoldenModel.compact.file
    for i in 0..<3 { file.tensors["decoder.conv1_1.bias"]!.values[i] += 0.2 }
    let other = try Model(file)
    #expect(other.id == studio.model.id)
    let regions = [Region(studio.styleA)]
    let transfer = StyleTransfer()
    _ = try transfer.stylized(studio.content, regions, model: studio.model) { $0.strength = 0.5 }
    let result = try transfer.stylized(studio.content, regions, model: other) { $0.strength = 0.5 }
    let fresh = try StyleTransfer().stylized(studio.content, regions, model: other) { $0.strength = 0.5 }
    expectClose(result, fresh, tolerance: rounding, "with the other decoder")
  }

  @Test func theLeastRecentlyUsedGoesFirst() throws {
    let grid = Size(width: 2, height: 2)
    func content(_ digest: UInt64) throws -> EncodedContent {
      EncodedContent(
        digest: digest, modelID: "m", size: Size(width: 16, height: 16),
        store: try FeatureStore(blocks: 1, grid: grid, storage: .memory, on: Machine(threads: 1)),
        colors: ColorStatistics(),
        alpha: nil)
    }
    var cache = ContentCache(limit: 2 * 256)
    let size = Size(width: 16, height: 16)
    for digest in 1...2 as ClosedRange<UInt64> { cache.keep(try content(digest)) }
    #expect(cache.bytes == 512)
    #expect(cache.find(digest: 1, size: size, modelID: "m") != nil)
    cache.keep(try content(3))
    #expect(cache.find(digest: 2, size: size, modelID: "m") == nil)
    #expect(cache.find(digest: 1, size: size, modelID: "m") != nil)
    #expect(cache.find(digest: 1, size: size, modelID: "n") == nil)
    #expect(cache.find(digest: 1, size: Size(width: 16, height: 15), modelID: "m") == nil)
    #expect(cache.mayHold(size: size, modelID: "m") && !cache.mayHold(size: size, modelID: "n"))
    #expect(cache.hasRoom(512) && !cache.hasRoom(513))
  }

  @Test func residualsKeepSmallValuesAndTellOfLargeOnes() throws {
    let store = try ResidualStore(size: Size(width: 5, height: 3))
    #expect(store.bytes == ResidualStore.bytes(Size(width: 5, height: 3)))
    var row: [Float] = [-1.999, -0.1, 0, 1e-5, 0.3333, 1.999]
    store.write(x: 3, y: 2, width: 2, from: row)
    var back = [Float](repeating: .nan, count: 6)
    store.read(x: 3, y: 2, width: 2, into: &back)
    expectClose(back, row, shape: [2, 3], tolerance: 0x1p-15)
    #expect(store.isFaithful)
    for value in [2.1, -2.1, 1e30, .greatestFiniteMagnitude] as [Float] {
      let store = try ResidualStore(size: Size(width: 5, height: 3))
      row[4] = value
      store.write(x: 0, y: 0, width: 2, from: row)
      #expect(!store.isFaithful, "\(value)")
    }
  }
}
