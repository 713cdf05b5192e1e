// A picture between two passes: in memory, or in a temporary file.

import AdaINPictures
import AdaINRuntime

/// Pixels that are written and read by rectangles.
package final class PictureStore {
  private let size: Size
  private let channels: Int
  private let memory: FloatBuffer?
  private let file: TemporaryFile?

  /// - Parameter inMemory: whether it should be there; where the disk has no room, it is in any case.
  package init(size: Size, channels: Int, inMemory: Bool) throws(AdaINError) {
    self.size = size
    self.channels = channels
    file = inMemory ? nil : try? TemporaryFile(bytes: size.area * channels * 4, contents: "pixels")
    memory = file == nil ? try FloatBuffer(count: size.area * channels) : nil
  }

  package var source: PixelSource {
    PixelSource(width: size.width, height: size.height, channels: channels) {
      [self] (rect, pixels, stride) throws(AdaINError) in
      let count = rect.width * channels
      for y in 0..<rect.height {
        let (row, at) = (pixels + y * stride, start(of: rect, row: y))
        if let memory {
          row.update(from: memory.pointer + at, count: count)
        } else {
          try file!.read(row, count: count, at: at)
        }
      }
    }
  }

  package var sink: PixelSink {
    PixelSink(width: size.width, height: size.height, channels: channels) {
      [self] (rect, pixels, stride) throws(AdaINError) in
      let count = rect.width * channels
      for y in 0..<rect.height {
        let (row, at) = (pixels + y * stride, start(of: rect, row: y))
        if let memory {
          (memory.pointer + at).update(from: row, count: count)
        } else {
          try file!.write(row, count: count, at: at)
        }
      }
    }
  }

  /// Where a rectangle's row begins among all values.
  private func start(of rect: Rect, row: Int) -> Int { ((rect.y + row) * size.width + rect.x) * channels }
}

extension PixelSource {
  /// The picture resampled to another size, in a store.
  /// - Parameter reach: pixels on each side that are averaged at least.
  package func stored(as size: Size, reach: Double = 1, inMemory: Bool, progress: Progress)
    throws(AdaINError) -> PictureStore
  {
    let store = try PictureStore(size: size, channels: channels, inMemory: inMemory)
    let sink = store.sink
    try resample(to: size, reach: reach, progress: progress) { (y, row) throws(AdaINError) in
      try sink.write(Rect(x: 0, y: y, width: size.width, height: 1), row, size.width * channels)
    }
    return store
  }
}
