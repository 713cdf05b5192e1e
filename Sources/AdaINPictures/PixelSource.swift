// Where pixels come from and go to: rectangles of a picture that the host holds, in whatever form it holds
// them.

import AdaINRuntime
import Synchronization

/// A picture to read. Pixels are straight R'G'B'A (4 channels), R'G'B' (3) or mask (1) floats.
public struct PixelSource {
  /// Fills `pixels` with a rectangle inside the picture; `rowStride` is in floats.
  public typealias Read = (Rect, _ pixels: UnsafeMutablePointer<Float>, _ rowStride: Int) throws(AdaINError)
    -> Void

  public let width, height, channels: Int
  public let read: Read
  /// Tells pictures apart: copies of a source are the same picture.
  package let identity = Identity()

  package final class Identity: Sendable {}

  public init(width: Int, height: Int, channels: Int, read: @escaping Read) {
    self.width = width
    self.height = height
    self.channels = channels
    self.read = read
  }

  /// Pixels in memory: `[y][x][channel]`.
  public init(width: Int, height: Int, channels: Int, pixels: [Float]) {
    precondition(pixels.count == width * height * channels)
    self.init(width: width, height: height, channels: channels) { rect, to, stride in
      pixels.withUnsafeBufferPointer { pixels in
        for y in 0..<rect.height {
          let from = pixels.baseAddress! + ((rect.y + y) * width + rect.x) * channels
          (to + y * stride).update(from: from, count: rect.width * channels)
        }
      }
    }
  }

  package var size: Size { Size(width: width, height: height) }

  /// Reads a rectangle as pixels of 4 floats, opaque where the picture has no alpha. What is no number is an
  /// error where it can be seen, and else 0.
  package func load(_ rect: Rect, into data: UnsafeMutablePointer<Float>, on pool: WorkerPool)
    throws(AdaINError)
  {
    try read(rect, data, rect.width * 4)
    let opaque = channels == 3
    let finite = Atomic<Bool>(true)
    pool.run(rect.height) { y, _ in
      let row = data + y * rect.width * 4
      if opaque { Self.spread(row, rect.width) }
      if !Self.isFinite(UnsafeBufferPointer(start: row, count: 4 * rect.width)) {
        finite.store(false, ordering: .relaxed)
      }
    }
    if !finite.load(ordering: .relaxed) {
      try check(rect, UnsafeMutableBufferPointer(start: data, count: 4 * rect.area), stride: 4)
    }
  }

  /// Makes pixels of 3 floats pixels of 4, in place.
  private static func spread(_ row: UnsafeMutablePointer<Float>, _ width: Int) {
    for x in stride(from: width - 1, through: 0, by: -1) {
      let (r, g, b) = (row[3 * x], row[3 * x + 1], row[3 * x + 2])
      row[4 * x + 3] = 1
      row[4 * x + 2] = b
      row[4 * x + 1] = g
      row[4 * x] = r
    }
  }

  private static func isFinite(_ values: UnsafeBufferPointer<Float>) -> Bool {
    // A sum of value x 0 stays 0 unless a value is infinite or NaN.
    var sum = SIMD8<Float>.zero
    var i = 0
    while i + 8 <= values.count {
      sum += UnsafeRawPointer(values.baseAddress! + i).loadUnaligned(as: SIMD8<Float>.self) * 0
      i += 8
    }
    var rest = sum.sum()
    while i < values.count {
      rest += values[i] * 0
      i += 1
    }
    return rest == 0
  }

  /// Throws if a value is not a finite number; colours of pixels without alpha, which nobody sees, become 0
  /// instead.
  /// - Parameter stride: values a pixel; 4 are R'G'B'A.
  package func check(_ rect: Rect, _ values: UnsafeMutableBufferPointer<Float>, stride: Int)
    throws(AdaINError)
  {
    if Self.isFinite(UnsafeBufferPointer(values)) { return }
    if stride == 4 {
      for pixel in 0..<values.count / 4 where values[4 * pixel + 3] <= 0 {
        for i in 4 * pixel..<4 * pixel + 3 where !values[i].isFinite { values[i] = 0 }
      }
      if Self.isFinite(UnsafeBufferPointer(values)) { return }
    }
    let index = values.firstIndex { !$0.isFinite } ?? 0
    let (x, y) = (rect.x + index / stride % rect.width, rect.y + index / stride / rect.width)
    throw AdaINError(
      .invalidPixels, "a pixel is \(values[index]) at x \(x), y \(y); replace NaN and infinite values first")
  }
}

/// A picture to write.
public struct PixelSink {
  /// Takes a rectangle inside the picture; `rowStride` is in floats.
  public typealias Write = (Rect, _ pixels: UnsafeMutablePointer<Float>, _ rowStride: Int) throws(AdaINError)
    -> Void

  public let width, height, channels: Int
  public let write: Write

  public init(width: Int, height: Int, channels: Int, write: @escaping Write) {
    self.width = width
    self.height = height
    self.channels = channels
    self.write = write
  }

  /// Writes pixels of 4 floats in as many channels as the picture has. `data` is used up.
  package func store(_ rect: Rect, from data: UnsafeMutablePointer<Float>, on pool: WorkerPool)
    throws(AdaINError)
  {
    if channels == 3 {
      pool.run(rect.height) { y, _ in
        let row = data + y * rect.width * 4
        for x in 0..<rect.width {
          let (r, g, b) = (row[4 * x], row[4 * x + 1], row[4 * x + 2])
          row[3 * x] = r
          row[3 * x + 1] = g
          row[3 * x + 2] = b
        }
      }
    }
    try write(rect, data, rect.width * 4)
  }
}
