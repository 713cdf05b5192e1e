// The features of a whole picture between the two passes: in memory, or in a temporary file.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// relu4_1 of a picture, written and read by rectangles of the feature grid.
package final class FeatureStore {
  private let blocks: Int
  private let grid: Size
  package let memory: FloatBuffer?
  private let file: TemporaryFile?

  package init(blocks: Int, grid: Size, storage: WorkPlan.Storage, on machine: Machine) throws(AdaINError) {
    self.blocks = blocks
    self.grid = grid
    switch storage {
    case .memory:
      memory = try machine.features(FeatureMap.count(blocks: blocks, rect: Rect(grid)))
      file = nil
    case .file:
      memory = nil
      file = try TemporaryFile(
        bytes: FeatureMap.count(blocks: blocks, rect: Rect(grid)) * MemoryLayout<Float>.stride,
        contents: "features")
    }
  }

  package var isInMemory: Bool { memory != nil }

  /// Bytes in memory.
  package var bytes: Int { memory?.bytes ?? 0 }

  /// In memory each block is a thread's: the first touch of fresh pages takes longer than the copy.
  package func write(_ map: FeatureMap, on pool: WorkerPool) throws(AdaINError) {
    if let memory {
      pool.run(blocks) { block, _ in
        rows(of: map, block: block) { data, at, count in
          (memory.pointer + at).update(from: data, count: count)
        }
      }
    } else if let file {
      try transfer(map) { (data, at, count) throws(AdaINError) in
        try file.write(data, count: count, at: at)
      }
    }
  }

  /// Fills `map`'s rectangle.
  package func read(into map: FeatureMap, on pool: WorkerPool) throws(AdaINError) {
    if let memory {
      pool.run(blocks) { block, _ in
        rows(of: map, block: block) { data, at, count in data.update(from: memory.pointer + at, count: count)
        }
      }
    } else if let file {
      try transfer(map) { (data, at, count) throws(AdaINError) in
        try file.read(data, count: count, at: at)
      }
    }
  }

  /// Each row of a block: the map's memory, where it stands in the store, and how many floats it has.
  private func rows<Failure: Error>(
    of map: FeatureMap, block: Int, _ body: (UnsafeMutablePointer<Float>, Int, Int) throws(Failure) -> Void
  ) throws(Failure) {
    let size = FeatureMap.blockSize
    let count = map.rect.width * size
    for y in 0..<map.rect.height {
      let data = map.data + (block * map.rect.height + y) * count
      try body(data, ((block * grid.height + map.rect.y + y) * grid.width + map.rect.x) * size, count)
    }
  }

  private func transfer(
    _ map: FeatureMap, _ move: (UnsafeMutablePointer<Float>, Int, Int) throws(AdaINError) -> Void
  ) throws(AdaINError) {
    for block in 0..<blocks { try rows(of: map, block: block, move) }
  }
}
