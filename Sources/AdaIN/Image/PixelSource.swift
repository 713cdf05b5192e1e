// Where pixels come from and go to: rectangles of a picture that the host holds, in whatever form it holds them.

/// A picture to read. Pixels are straight R'G'B'A (4 channels), R'G'B' (3) or mask (1) floats.
public struct PixelSource {
  /// Fills `pixels` with a rectangle inside the picture; `rowStride` is in floats.
  public typealias Read = (Rect, _ pixels: UnsafeMutablePointer<Float>, _ rowStride: Int) throws(AdaINError) -> Void

  public let width, height, channels: Int
  public let read: Read

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
      for y in 0..<rect.height {
        let from = ((rect.y + y) * width + rect.x) * channels
        for i in 0..<rect.width * channels { to[y * stride + i] = pixels[from + i] }
      }
    }
  }

  package var size: Size { Size(width: width, height: height) }

  /// Reads a rectangle as pixels of 4 floats, opaque where the picture has no alpha.
  package func load(_ rect: Rect, into data: UnsafeMutablePointer<Float>) throws(AdaINError) {
    if channels == 4 {
      try read(rect, data, rect.width * 4)
    } else {
      // Packed pixels go to the end of the memory and are spread out from there, front to back.
      let packed = data + rect.area
      try read(rect, packed, rect.width * 3)
      for i in 0..<rect.area {
        let (r, g, b) = (packed[3 * i], packed[3 * i + 1], packed[3 * i + 2])
        data[4 * i] = r
        data[4 * i + 1] = g
        data[4 * i + 2] = b
        data[4 * i + 3] = 1
      }
    }
    try check(rect, UnsafeBufferPointer(start: data, count: 4 * rect.area), stride: 4)
  }

  /// Throws if a value is not a finite number. `stride`: values a pixel.
  package func check(_ rect: Rect, _ values: UnsafeBufferPointer<Float>, stride: Int) throws(AdaINError) {
    // A sum of value x 0 stays 0 unless a value is infinite or NaN; the slow search is for the error's text.
    var sum: Float = 0
    for value in values { sum += value * 0 }
    guard sum != 0 || sum.isNaN else { return }
    let index = values.firstIndex { !$0.isFinite } ?? 0
    let (x, y) = (rect.x + index / stride % rect.width, rect.y + index / stride / rect.width)
    throw AdaINError(
      .invalidPixels, "a pixel is \(values[index]) at x \(x), y \(y); replace NaN and infinite values first")
  }
}

/// A picture to write.
public struct PixelSink {
  /// Takes a rectangle inside the picture; `rowStride` is in floats.
  public typealias Write = (Rect, _ pixels: UnsafeMutablePointer<Float>, _ rowStride: Int) throws(AdaINError) -> Void

  public let width, height, channels: Int
  public let write: Write

  public init(width: Int, height: Int, channels: Int, write: @escaping Write) {
    self.width = width
    self.height = height
    self.channels = channels
    self.write = write
  }

  /// Writes pixels of 4 floats in as many channels as the picture has. `data` is used up.
  package func store(_ rect: Rect, from data: UnsafeMutablePointer<Float>) throws(AdaINError) {
    if channels == 3 {
      for i in 0..<rect.area {
        let (r, g, b) = (data[4 * i], data[4 * i + 1], data[4 * i + 2])
        data[3 * i] = r
        data[3 * i + 1] = g
        data[3 * i + 2] = b
      }
    }
    try write(rect, data, rect.width * channels)
  }
}
