// The features of a whole picture between the two passes: in memory, or in a temporary file.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

/// relu4_1 of a picture, written and read by rectangles of the feature grid.
package final class FeatureStore {
  private let blocks: Int
  private let grid: Size
  package let memory: FloatBuffer?
  private let file: Int32

  package init(blocks: Int, grid: Size, storage: WorkPlan.Storage, on machine: Machine) throws(AdaINError) {
    self.blocks = blocks
    self.grid = grid
    switch storage {
    case .memory:
      memory = try machine.features(FeatureMap.count(blocks: blocks, rect: Rect(grid)))
      file = -1
    case .file:
      memory = nil
      file = try Self.temporaryFile(
        bytes: FeatureMap.count(blocks: blocks, rect: Rect(grid)) * MemoryLayout<Float>.stride)
    }
  }

  deinit { if file >= 0 { close(file) } }

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
    } else {
      try transferAll(map, "written") { pwrite(file, $0, $1, $2) }
    }
  }

  /// Fills `map`'s rectangle.
  package func read(into map: FeatureMap, on pool: WorkerPool) throws(AdaINError) {
    if let memory {
      pool.run(blocks) { block, _ in
        rows(of: map, block: block) { data, at, count in data.update(from: memory.pointer + at, count: count)
        }
      }
    } else {
      try transferAll(map, "read") { pread(file, $0, $1, $2) }
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

  private func transferAll(
    _ map: FeatureMap, _ what: String, _ call: (UnsafeMutableRawPointer, Int, off_t) -> Int
  ) throws(AdaINError) {
    for block in 0..<blocks {
      try rows(of: map, block: block) { (data, at, count) throws(AdaINError) in
        try transfer(data, at, count, what, call)
      }
    }
  }

  private func transfer(
    _ data: UnsafeMutablePointer<Float>, _ at: Int, _ count: Int, _ what: String,
    _ call: (UnsafeMutableRawPointer, Int, off_t) -> Int
  ) throws(AdaINError) {
    var done = 0
    while done < count * 4 {
      let moved = call(UnsafeMutableRawPointer(data) + done, count * 4 - done, off_t(at * 4 + done))
      if moved < 0 && errno == EINTR { continue }
      guard moved > 0 else {
        throw AdaINError(
          .unreadable,
          "the temporary file of features could not be \(what): "
            + File.reason(moved < 0 ? errno : ENOSPC) + "; free space in $TMPDIR or raise the memory limit")
      }
      done += moved
    }
  }

  /// An open file without a name, with its space reserved.
  private static func temporaryFile(bytes: Int) throws(AdaINError) -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    var template = Array("\(folder)/adain-features.XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw AdaINError(
        .unreadable, "no temporary file can be made in \(folder): \(File.reason(errno)); set TMPDIR")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    let status = posix_fallocate(descriptor, 0, off_t(bytes))
    guard status == 0 else {
      close(descriptor)
      throw AdaINError(
        .unreadable,
        "\(folder) has no room for \(bytes >> 20) MiB of features: \(File.reason(status)); "
          + "set TMPDIR to a larger disk or raise the memory limit")
    }
    return descriptor
  }
}
