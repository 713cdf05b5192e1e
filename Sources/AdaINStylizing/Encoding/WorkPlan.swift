// How a picture is cut into tiles and where its features are kept, so that the call stays within its memory.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// Tiles, storage and the memory they take.
package struct WorkPlan {
  /// Where relu4_1 is kept between the two passes.
  package enum Storage: Equatable, Sendable {
    case memory
    /// A temporary file, for features that do not fit; the encoder runs again where there is no room for it
    /// either.
    case file
  }

  package let size: Size
  /// Where the tiles' columns and rows begin and end on the feature grid.
  private let columns, rows: [Range<Int>]
  package let storage: Storage
  /// Bytes of the features of the whole picture.
  package let featureBytes: Int
  /// Bytes of maps and scratch while a tile is worked on.
  package let tileBytes: Int
  package let modelBytes: Int

  package var grid: Size { size.featureGrid }
  package var memoryBytes: Int { modelBytes + tileBytes + (storage == .memory ? featureBytes : 0) }
  package var diskBytes: Int { storage == .file ? featureBytes : 0 }

  /// - Parameters:
  ///   - memory: bytes; 0: the default.
  ///   - tileSide: pixels, instead of what the memory asks for.
  package init(size: Size, model: Model, memory: Int, threads: Int, tileSide: Int? = nil) throws(AdaINError) {
    self.size = size
    let budget = memory > 0 ? memory : Self.defaultMemory
    let grid = size.featureGrid
    featureBytes =
      FeatureMap.count(blocks: model.featureBlocks, rect: Rect(grid)) * MemoryLayout<Float>.stride
    modelBytes = model.bytes
    var side = tileSide ?? Self.usualTile
    func bytes(_ side: Int) -> Int { model.tileBytes(side: side, size: size, threads: threads) }
    if tileSide == nil {
      while side > Self.leastTile && bytes(side) > (budget - modelBytes) / 2 { side -= Self.leastTile }
    }
    tileBytes = bytes(side)
    columns = Self.cuts(grid.width, side: max(side / Architecture.cell, 1))
    rows = Self.cuts(grid.height, side: max(side / Architecture.cell, 1))
    storage = modelBytes + tileBytes + featureBytes <= budget ? .memory : .file
  }

  /// Larger tiles would save little: at 1024 pixels the halos add a tenth to the work.
  private static let usualTile = 1024
  private static let leastTile = 128

  /// Even pieces of about `side` positions; one where a quarter more does.
  private static func cuts(_ length: Int, side: Int) -> [Range<Int>] {
    let count = max((4 * length + 5 * side - 1) / (5 * side), 1)
    return (0..<count).map { length * $0 / count..<length * ($0 + 1) / count }
  }

  /// The tiles' rectangles of the feature grid, in reading order; there may be millions.
  package var tiles: some Collection<Rect> {
    rows.lazy.flatMap { row in columns.lazy.map { Self.tile($0, row) } }
  }

  private static func tile(_ column: Range<Int>, _ row: Range<Int>) -> Rect {
    Rect(x: column.lowerBound, y: row.lowerBound, width: column.count, height: row.count)
  }

  /// The sum over all tiles of something that only depends on a tile's size and on how near the borders are.
  package func sum(_ value: (Rect) -> Int) -> Int {
    let (columns, rows) = (Self.kinds(columns), Self.kinds(rows))
    return rows.reduce(0) { sum, row in
      columns.reduce(sum) { $0 + value(Self.tile($1.example, row.example)) * $1.count * row.count }
    }
  }

  /// Pieces that are as long and as far from both ends, further than any halo being all the same.
  private static func kinds(_ cuts: [Range<Int>]) -> [(example: Range<Int>, count: Int)] {
    var kinds: [[Int]: (example: Range<Int>, count: Int)] = [:]
    let end = cuts.last!.upperBound
    for cut in cuts {
      let kind = [cut.count, min(cut.lowerBound, widestHalo), min(end - cut.upperBound, widestHalo)]
      kinds[kind, default: (cut, 0)].count += 1
    }
    return Array(kinds.values)
  }

  /// Positions of the grid; the encoder's halo is 4 and the decoder's 3.
  private static let widestHalo = 8

  /// Half of what is free, at most 1 GiB.
  package static var defaultMemory: Int { min(max(FreeMemory.bytes / 2, 64 << 20), 1 << 30) }

  /// The pixels of a tile.
  package func pixels(_ tile: Rect) -> Rect {
    let cell = Architecture.cell
    let (x, y) = (tile.x * cell, tile.y * cell)
    return Rect(
      x: x, y: y, width: min(tile.right * cell, size.width) - x,
      height: min(tile.bottom * cell, size.height) - y)
  }
}

extension Model {
  /// Bytes of maps, pixels and scratch for tiles of `side` pixels.
  fileprivate func tileBytes(side: Int, size: Size, threads: Int) -> Int {
    // The largest tile there can be, far from the borders, where its halo is whole.
    let grid = size.featureGrid
    let cells = Size(
      width: min(side * 5 / 4 / Architecture.cell, grid.width),
      height: min(side * 5 / 4 / Architecture.cell, grid.height))
    let place = Rect(
      x: (grid.width - cells.width) / 2, y: (grid.height - cells.height) / 2, width: cells.width,
      height: cells.height)
    let encoding = encoder.plan(tile: place, size: size)
    let cell = Architecture.cell
    let decoding = decoder.plan(
      pixels: Rect(
        x: place.x * cell, y: place.y * cell, width: place.width * cell, height: place.height * cell),
      grid: grid)
    let maps = zip(encoder.mapCounts(encoding), decoder.mapCounts(decoding)).reduce(0) {
      $0 + max($1.0, $1.1)
    }
    let pixels = encoding.pixels.area * 4 + place.area * cell * cell * (4 + 4 + 3)
    let features = FeatureMap.count(blocks: featureBlocks, rect: decoding.features)
    return (maps + pixels + features) * MemoryLayout<Float>.stride
      + threads * WinogradKernels.scratchBytes(featureBlocks: featureBlocks)
  }
}
