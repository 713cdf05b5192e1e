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
    let rows = Span.along(input: height, output: size.height, reach: reach)
    // All rows that one output row averages are kept at once.
    let kept = (rows.map(\.weights.count).max() ?? 0) * size.width * channels
    guard kept <= 1 << 28 else {
      throw AdaINError(
        .invalidArgument,
        "resampling \(height) rows to \(size.height) takes too much memory; do it in two steps")
    }
    let columns = Span.along(input: width, output: size.width, reach: reach)
    var narrowed = try NarrowedRows(of: self, columns: columns, band: Self.band)
    let output = try FloatBuffer(count: size.width * channels)
    for (y, span) in rows.enumerated() {
      try progress?.check()
      try narrowed.keep(span.first..<span.first + span.weights.count)
      output.fill(0)
      for (i, weight) in span.weights.enumerated() {
        let from = narrowed[span.first + i]
        for x in 0..<size.width * channels { output.pointer[x] += weight * from[x] }
      }
      if channels == 4 { unpremultiply(output.pointer, count: size.width) }
      try row(y, output.pointer)
    }
  }

  private func unpremultiply(_ pixels: UnsafeMutablePointer<Float>, count: Int) {
    for x in 0..<count where pixels[4 * x + 3] != 0 {
      for k in 0..<3 { pixels[4 * x + k] /= pixels[4 * x + 3] }
    }
  }
}

/// Rows of a picture resampled along x alone, premultiplied if it has alpha: those that an output row
/// averages.
private struct NarrowedRows {
  private let source: PixelSource
  private let columns: [Span]
  private let input: FloatBuffer
  private let band: Int
  private var rows: [Int: FloatBuffer] = [:]
  private var read = 0

  /// - Parameter band: rows that are read at a time.
  init(of source: PixelSource, columns: [Span], band: Int) throws(AdaINError) {
    (self.source, self.columns, self.band) = (source, columns, band)
    input = try FloatBuffer(count: band * source.width * source.channels)
  }

  subscript(y: Int) -> UnsafeMutablePointer<Float> { rows[y]!.pointer }

  /// Reads on until all of these are there, and forgets those above them.
  mutating func keep(_ wanted: Range<Int>) throws(AdaINError) {
    rows = rows.filter { $0.key >= wanted.lowerBound }
    let (width, channels) = (source.width, source.channels)
    while read < wanted.upperBound {
      let rect = Rect(x: 0, y: read, width: width, height: min(band, source.height - read))
      try source.read(rect, input.pointer, width * channels)
      let pixels = UnsafeMutableBufferPointer(start: input.pointer, count: rect.area * channels)
      try source.check(rect, pixels, stride: channels)
      for i in 0..<rect.height where read + i >= wanted.lowerBound {
        rows[read + i] = try narrow(input.pointer + i * width * channels)
      }
      read += rect.height
    }
  }

  private func narrow(_ from: UnsafeMutablePointer<Float>) throws(AdaINError) -> FloatBuffer {
    let channels = source.channels
    let narrow = try FloatBuffer(count: columns.count * channels)
    narrow.fill(0)
    if channels == 4 {
      for x in 0..<source.width {
        for k in 0..<3 { from[4 * x + k] *= from[4 * x + 3] }
      }
    }
    for (x, span) in columns.enumerated() {
      let to = narrow.pointer + x * channels
      for (i, weight) in span.weights.enumerated() {
        let pixel = from + (span.first + i) * channels
        for k in 0..<channels { to[k] += weight * pixel[k] }
      }
    }
    return narrow
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
