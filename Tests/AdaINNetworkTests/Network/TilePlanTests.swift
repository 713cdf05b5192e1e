// Tiles: together they cover the picture once, and each tile's network reads no more than its plan says.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct TilePlanTests {
  @Test func tilesCoverTheGridOnce() throws {
    let model = try GoldenModel.compact.model
    for (width, height) in [(1, 1), (7, 5), (64, 64), (65, 200), (333, 111), (1000, 10)] {
      let size = Size(width: width, height: height)
      for side in [1, 8, 16, 17, 40, 64, 128, 5000] {
        let plan = try WorkPlan(size: size, model: model, memory: 0, threads: 2, tileSide: side)
        #expect(
          plan.sum { model.encoder.plan(tile: $0, size: size).work }
            == plan.tiles.reduce(0) { $0 + model.encoder.plan(tile: $1, size: size).work },
          "\(size) in \(side)")
        var covered = [Int](repeating: 0, count: plan.grid.area)
        for tile in plan.tiles {
          #expect(tile.width > 0 && tile.height > 0)
          for y in tile.y..<tile.bottom {
            for x in tile.x..<tile.right { covered[y * plan.grid.width + x] += 1 }
          }
        }
        #expect(covered.allSatisfy { $0 == 1 }, "\(size), tiles of \(side)")
        #expect(plan.tiles.reduce(0) { $0 + plan.pixels($1).area } == size.area, "\(size), tiles of \(side)")
      }
    }
  }

  @Test func littleMemoryMeansSmallTilesAndAFile() throws {
    let model = try GoldenModel.compact.model
    let size = Size(width: 4000, height: 3000)
    let large = try WorkPlan(size: size, model: model, memory: 1 << 40, threads: 2)
    let small = try WorkPlan(size: size, model: model, memory: 40 << 20, threads: 2)
    #expect(large.storage == .memory && large.diskBytes == 0)
    #expect(large.memoryBytes == large.modelBytes + large.tileBytes + large.featureBytes)
    #expect(small.tiles.count > large.tiles.count)
    #expect(small.tileBytes < large.tileBytes)
    #expect(small.storage == .file && small.diskBytes == small.featureBytes)
    #expect(small.memoryBytes <= 40 << 20)
    #expect(small.featureBytes == 500 * 375 * model.featureChannels * 4)
    // The least that is possible is done, however little memory there may be.
    let least = try WorkPlan(size: size, model: model, memory: 1, threads: 1)
    #expect(least.storage == .file)
    #expect(WorkPlan.defaultMemory >= 64 << 20 && WorkPlan.defaultMemory <= 1 << 30)
  }

  /// Tiles encoded one by one are the tiles of the whole picture, whatever else is around them, but for
  /// roundings, which may be half of what GoldenNetworkTests allows beside PyTorch.
  @Test func tilesOfTheEncoderEqualTheWhole() throws {
    let model = try GoldenModel.compact.model
    let picture = Picture.synthetic(seed: 71, width: 83, height: 57)
    let size = Size(width: picture.width, height: picture.height)
    let whole = try encoded(picture, tile: Rect(size.featureGrid), model)
    let grid = size.featureGrid
    for tile in [
      Rect(x: 0, y: 0, width: 3, height: 2), Rect(x: 4, y: 3, width: 1, height: 1),
      Rect(x: grid.width - 1, y: grid.height - 1, width: 1, height: 1), Rect(x: 2, y: 0, width: 9, height: 3),
      Rect(x: 0, y: grid.height - 2, width: grid.width, height: 2),
    ] {
      let expected = cropped(whole, channels: model.featureChannels, rect: tile, level: grid)
      expectClose(
        try encoded(picture, tile: tile, model), expected,
        shape: [model.featureChannels, tile.height, tile.width],
        scales: [Float](repeating: whole.max()!, count: expected.count), tolerance: 1e-5, "\(tile)")
    }
  }

  /// Encodes a tile from no more pixels than its plan asks for; all others are NaN.
  private func encoded(_ picture: Picture, tile: Rect, _ model: Model) throws -> [Float] {
    let size = Size(width: picture.width, height: picture.height)
    let plan = model.encoder.plan(tile: tile, size: size)
    let buffer = try FloatBuffer(count: 4 * plan.pixels.area + 8192)
    defer { withExtendedLifetime(buffer) {} }
    let machine = Machine(threads: 2)
    defer { withExtendedLifetime(machine) {} }
    buffer.fill(.nan)
    try picture.source.load(plan.pixels, into: buffer.pointer + 4096, on: machine.pool)
    let pixels = PixelMap(data: buffer.pointer + 4096, rect: plan.pixels, level: size)
    let map = try model.encoder.encode(pixels, plan: plan, on: machine)
    #expect(map.rect == tile)
    return map.values(channels: model.featureChannels)
  }

  @Test func workGrowsWithTheHalos() throws {
    let model = try GoldenModel.compact.model
    let size = Size(width: 512, height: 512)
    let whole = model.encoder.plan(tile: Rect(size.featureGrid), size: size)
    // 9 x inputs x outputs of each convolution at its resolution.
    let perPixel = [(3, 16, 1), (16, 16, 1), (16, 32, 4), (32, 32, 4), (32, 64, 16)] + [(64, 64, 16)]
    let expected =
      perPixel.reduce(0) { $0 + 9 * $1.0 * $1.1 * size.area / $1.2 } + 2 * 9 * 64 * 64 * size.area / 16
      + 9 * 64 * model.featureChannels * size.area / 64
    #expect(whole.work == expected)
    let tile = model.encoder.plan(tile: Rect(x: 8, y: 8, width: 16, height: 16), size: size)
    #expect(tile.work > expected / 16 && tile.work < expected / 4)
  }
}
