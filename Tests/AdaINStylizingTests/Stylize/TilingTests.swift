// Tiles: their pixels are those of the whole picture, whatever their size and wherever the features are kept.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct TilingTests {
  private func stylized(
    _ studio: Studio, side: Int?, instructionSet: InstructionSet = .best, _ regions: [Region]? = nil,
    change: (inout Options) -> Void = { _ in }
  ) throws -> Picture {
    try StyleTransfer(instructionSet: instructionSet, tileSide: side)
      .stylized(studio.content, regions ?? [Region(studio.styleA)], model: studio.model, change: change)
  }

  /// Widths and heights that leave a position, a pixel or nothing over.
  @Test(arguments: [(177, 131), (128, 96), (65, 129), (9, 200)])
  func tiledEqualsUntiled(size: (Int, Int)) throws {
    let studio = try Studio(width: size.0, height: size.1)
    for (strength, tradeOff) in [(1, .exact), (0.5, .exact), (0.5, .paper)] as [(Double, TradeOff)] {
      let whole = try stylized(studio, side: 4096) { ($0.strength, $0.tradeOff) = (strength, tradeOff) }
      for side in [8, 24, 64, 100] where side * side * 60 > size.0 * size.1 {
        let tiled = try stylized(studio, side: side) { ($0.strength, $0.tradeOff) = (strength, tradeOff) }
        expectClose(tiled, whole, tolerance: 1e-4, "tiles of \(side), strength \(strength), \(tradeOff)")
      }
    }
  }

  @Test func everyInstructionSetTilesAlike() throws {
    let studio = try Studio(width: 90, height: 70)
    let whole = try stylized(studio, side: 4096)
    for instructionSet in InstructionSet.available {
      let tiled = try stylized(studio, side: 32, instructionSet: instructionSet) { $0.threads = 3 }
      expectClose(tiled, whole, tolerance: 1e-4, instructionSet.name)
    }
  }

  @Test(arguments: ColorPreservation.allCases)
  func tiledMasksColoursAndAlpha(color: ColorPreservation) throws {
    let studio = try Studio(width: 101, height: 77, channels: 4)
    var content = studio.content
    var mask = Picture(width: 101, height: 77, color: [0])
    var random = SeededRandom(221)
    for i in 0..<content.count {
      content.pixels[4 * i + 3] = i % 101 < 30 ? 0 : random.float()
      mask.pixels[i] = random.float(-0.2...1.2)
    }
    let regions = [Region(studio.styleA, mask: mask), Region(studio.styleB, mask: mask, inverted: true)]
    func picture(_ side: Int) throws -> Picture {
      try StyleTransfer(instructionSet: .best, tileSide: side).stylized(content, regions, model: studio.model)
      {
        ($0.preserveColor, $0.strength) = (color, 0.8)
      }
    }
    expectClose(try picture(24), try picture(4096), tolerance: 1e-4, "\(color), \(random)")
  }

  @Test func everyPixelIsWrittenOnce() throws {
    let studio = try Studio(width: 75, height: 50)
    let canvas = Canvas(width: 75, height: 50, channels: 3)
    try StyleTransfer(instructionSet: .best, tileSide: 16).stylize(
      studio.content.source, regions: [Region(studio.styleA)], model: studio.model, into: canvas.sink)
    #expect(canvas.picture.isFinite)
    #expect(canvas.written.reduce(0) { $0 + $1.area } == 75 * 50)
    #expect(canvas.written.count > 6)
  }

  /// Too little memory for the features: they go to a file, and the pixels are the same.
  @Test func aFileIsAsGoodAsMemory() throws {
    let studio = try Studio(width: 300, height: 280)
    let plan = try WorkPlan(
      size: Size(width: 300, height: 280), model: studio.model, memory: 1, threads: WorkerPool.processors)
    #expect(plan.storage == .file && plan.tiles.count > 1)
    for strength in [0.5, 1] {
      let memory = try studio.stylized([Region(studio.styleA)]) { $0.strength = strength }
      let file = try studio.stylized([Region(studio.styleA)]) { ($0.strength, $0.memory) = (strength, 1) }
      expectClose(file, memory, tolerance: 1e-4, "strength \(strength)")
    }
  }

  /// No room on the disk either: the encoder runs again, and the pixels are the same. In a process of its
  /// own, because the folder for temporary files is the process's.
  @Test func withoutAnyRoomTheEncoderRunsAgain() async {
    await #expect(processExitsWith: .success) {
      let studio = try Studio(width: 300, height: 280, channels: 4)
      setenv("TMPDIR", "/nowhere/at/all", 1)
      for strength in [0.5, 1] {
        let memory = try studio.stylized([Region(studio.styleA)]) { $0.strength = strength }
        var reports: [Double] = []
        let again = try studio.stylized([Region(studio.styleA)]) {
          ($0.strength, $0.memory) = (strength, 1)
          $0.progress = {
            reports.append($0)
            return true
          }
        }
        let mismatch = Comparison(again.pixels, memory.pixels, shape: memory.shape, tolerance: 1e-4).mismatch
        precondition(mismatch == nil, mismatch!)
        precondition(reports == reports.sorted() && reports.last == 1)
      }
    }
  }

  @Test(arguments: [WorkPlan.Storage.memory, .file])
  func storesGiveBackWhatTheyGot(storage: WorkPlan.Storage) throws {
    let grid = Size(width: 11, height: 7)
    var random = SeededRandom(222)
    let values = random.floats(40 * grid.area, -5...5)
    let store = try FeatureStore(blocks: 3, grid: grid, storage: storage, on: Machine(threads: 1))
    #expect(store.isInMemory == (storage == .memory))
    #expect(store.bytes == (storage == .memory ? 3 * 16 * 77 * 4 : 0))
    for tile in [Rect(x: 0, y: 0, width: 6, height: 7), Rect(x: 6, y: 0, width: 5, height: 3)]
      + [Rect(x: 6, y: 3, width: 5, height: 4)]
    {
      let part = try GuardedMap(values, channels: 40, rect: tile, level: grid)
      try store.write(part.map, on: WorkerPool(threads: 2))
      withExtendedLifetime(part) {}
    }
    for rect in [Rect(grid), Rect(x: 5, y: 2, width: 3, height: 3), Rect(x: 10, y: 6, width: 1, height: 1)] {
      let part = try GuardedMap(channels: 40, rect: rect, level: grid, value: .nan)
      try store.read(into: part.map, on: WorkerPool(threads: 2))
      #expect(part.map.values(channels: 40) == cropped(values, channels: 40, rect: rect, level: grid))
      #expect(part.guardsAreWhole)
    }
  }
}
