// Resampling with a triangle filter as wide as the scale (bilinear with antialiasing), a band of rows at a
// time.

import AdaINRuntime

extension PixelSource {
  /// The size with this shorter side; the longer one is rounded down, as torchvision does.
  package func size(shorterSide: Int) -> Size {
    width <= height
      ? Size(width: shorterSide, height: max(shorterSide * height / width, 1))
      : Size(width: max(shorterSide * width / height, 1), height: shorterSide)
  }

  /// Rows that are read at a time.
  private static let band = 32

  /// Bytes that resampling takes beside the result.
  package func resamplingBytes(to size: Size, reach: Double) -> Int {
    let averaged = 2 * max(Double(height) / Double(size.height), reach) + 1
    let kept = min(Int(averaged), height) + Self.band
    return (Self.band * width + kept * size.width) * channels * MemoryLayout<Float>.stride
  }

  /// Resamples the whole picture. Colours are weighted by alpha, so that nothing invisible shows.
  /// - Parameters:
  ///   - reach: pixels on each side that are averaged at least.
  ///   - row: takes each output row in turn, `size.width * channels` floats.
  package func resample(
    to size: Size, reach: Double = 1, progress: Progress? = nil,
    row: (_ y: Int, _ pixels: UnsafeMutablePointer<Float>) throws(AdaINError) -> Void
  ) throws(AdaINError) {
    let columns = Span.along(input: width, output: size.width, reach: reach)
    let rows = Span.along(input: height, output: size.height, reach: reach)
    let band = Self.band
    // All rows that one output row averages are kept at once.
    let kept = (rows.map(\.weights.count).max() ?? 0) * size.width * channels
    guard kept <= 1 << 28 else {
      throw AdaINError(
        .invalidArgument,
        "resampling \(height) rows to \(size.height) takes too much memory; do it in two steps")
    }
    let input = try FloatBuffer(count: band * width * channels)
    let output = try FloatBuffer(count: size.width * channels)
    var narrowed: [Int: FloatBuffer] = [:]
    var read = 0
    for (y, span) in rows.enumerated() {
      try progress?.check()
      narrowed = narrowed.filter { $0.key >= span.first }
      while read < span.first + span.weights.count {
        let rect = Rect(x: 0, y: read, width: width, height: min(band, height - read))
        try self.read(rect, input.pointer, width * channels)
        let count = rect.area * channels
        try check(rect, UnsafeMutableBufferPointer(start: input.pointer, count: count), stride: channels)
        for i in 0..<rect.height where read + i >= span.first {
          let narrow = try FloatBuffer(count: size.width * channels)
          narrow.fill(0)
          resampleRow(input.pointer + i * width * channels, columns, into: narrow.pointer)
          narrowed[read + i] = narrow
        }
        read += rect.height
      }
      output.fill(0)
      for (i, weight) in span.weights.enumerated() {
        let from = narrowed[span.first + i]!.pointer
        for x in 0..<size.width * channels { output.pointer[x] += weight * from[x] }
      }
      if channels == 4 { unpremultiply(output.pointer, count: size.width) }
      try row(y, output.pointer)
    }
  }

  /// Adds one row, premultiplied if it has alpha, to `to`.
  private func resampleRow(
    _ from: UnsafeMutablePointer<Float>, _ columns: [Span], into to: UnsafeMutablePointer<Float>
  ) {
    if channels == 4 {
      for x in 0..<width {
        for k in 0..<3 { from[4 * x + k] *= from[4 * x + 3] }
      }
    }
    for (x, span) in columns.enumerated() {
      for (i, weight) in span.weights.enumerated() {
        let pixel = from + (span.first + i) * channels
        for k in 0..<channels { to[x * channels + k] += weight * pixel[k] }
      }
    }
  }

  private func unpremultiply(_ pixels: UnsafeMutablePointer<Float>, count: Int) {
    for x in 0..<count where pixels[4 * x + 3] != 0 {
      for k in 0..<3 { pixels[4 * x + k] /= pixels[4 * x + 3] }
    }
  }
}

/// Resamples `input` to the size of `output`.
public func resize(_ input: PixelSource, into output: PixelSink, progress report: ((Double) -> Bool)? = nil)
  throws(AdaINError)
{
  let size = Size(width: output.width, height: output.height)
  let progress = Progress(total: size.height, report: report)
  try input.resample(to: size, progress: progress) { (y, pixels) throws(AdaINError) in
    try output.write(Rect(x: 0, y: y, width: size.width, height: 1), pixels, size.width * output.channels)
    progress.add(1)
  }
  try progress.finish()
}
