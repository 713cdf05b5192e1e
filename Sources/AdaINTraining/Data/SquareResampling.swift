// A square of a picture at another size: Keys' cubic filter, as wide as the scale when it shrinks. Only the
// part that is needed is read.

#if canImport(Glibc)
  import Glibc
#endif

/// Which input positions an output position of one axis averages.
private struct CubicSpan {
  let first: Int
  let weights: [Float]

  /// - Parameters:
  ///   - start: where the output begins, and `length` how far it reaches, in input positions.
  ///   - limit: how many input positions there are.
  static func along(start: Double, length: Double, output: Int, limit: Int) -> [CubicSpan] {
    let scale = length / Double(output)
    let width = max(scale, 1)
    return (0..<output).map { i in
      let center = start + scale * (Double(i) + 0.5)
      let first = min(max(Int((center - 2 * width + 0.5).rounded(.down)), 0), limit - 1)
      let end = max(min(Int((center + 2 * width + 0.5).rounded(.down)), limit), first + 1)
      let raw = (first..<end).map { cubic((Double($0) - center + 0.5) / width) }
      let sum = raw.reduce(0, +)
      return CubicSpan(
        first: first, weights: raw.map { sum > 0 ? Float($0 / sum) : 1 / Float(raw.count) })
    }
  }

  /// Keys (1981) with a = -0.5.
  private static func cubic(_ x: Double) -> Double {
    let x = abs(x)
    if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
  }
}

extension TrainingPicture {
  /// The square of `edge` pixels at (x, y), which lies in the picture, as `side` pixels.
  /// - Returns: `[y][x][3]`, 0...1.
  package func square(x: Double, y: Double, edge: Double, side: Int) -> [Float] {
    // Whole blocks are averaged first where the filter would still be twice as wide as they are.
    let factor = max(Int(edge / Double(side) / 2), 1)
    let margin = 2 * max(edge / Double(side), 1) + Double(factor)
    func bounds(_ start: Double, _ limit: Int) -> (first: Int, blocks: Int) {
      let first = max(Int((start - margin).rounded(.down)), 0)
      let end = min(Int((start + edge + margin).rounded(.up)), limit)
      return (first, max((end - first) / factor, 1))
    }
    let (left, columns) = bounds(x, width)
    let (top, rows) = bounds(y, height)
    let part = averaged(left: left, top: top, columns: columns, rows: rows, factor: factor)
    let unit = Double(factor)
    return Self.resampled(
      part, columns: columns, rows: rows, x: (x - Double(left)) / unit, y: (y - Double(top)) / unit,
      edge: edge / unit, side: side)
  }

  /// Means of blocks of `factor` pixels a side.
  /// - Returns: `[rows][columns][3]`, 0...1.
  private func averaged(left: Int, top: Int, columns: Int, rows: Int, factor: Int) -> [Float] {
    var means = [Float](repeating: 0, count: rows * columns * 3)
    let row = 3 * columns * factor
    var sums = [UInt32](repeating: 0, count: row)
    let scale = 1 / Float(255 * factor * factor)
    pixels.withUnsafeBufferPointer { pixels in
      for y in 0..<rows {
        for i in 0..<row { sums[i] = 0 }
        for inner in 0..<factor {
          let from = pixels.baseAddress! + ((top + y * factor + inner) * width + left) * 3
          for i in 0..<row { sums[i] &+= UInt32(from[i]) }
        }
        for column in 0..<columns {
          for k in 0..<3 {
            var sum: UInt32 = 0
            for i in 0..<factor { sum &+= sums[(column * factor + i) * 3 + k] }
            means[(y * columns + column) * 3 + k] = Float(sum) * scale
          }
        }
      }
    }
    return means
  }

  private static func resampled(
    _ part: [Float], columns: Int, rows: Int, x: Double, y: Double, edge: Double, side: Int
  ) -> [Float] {
    let down = CubicSpan.along(start: y, length: edge, output: side, limit: rows)
    let across = CubicSpan.along(start: x, length: edge, output: side, limit: columns)
    var square = [Float](repeating: 0, count: side * side * 3)
    var line = [Float](repeating: 0, count: columns * 3)
    part.withUnsafeBufferPointer { part in
      for (row, span) in down.enumerated() {
        for i in line.indices { line[i] = 0 }
        for (i, weight) in span.weights.enumerated() {
          let from = part.baseAddress! + (span.first + i) * columns * 3
          for j in 0..<columns * 3 { line[j] += weight * from[j] }
        }
        for (column, span) in across.enumerated() {
          var (red, green, blue): (Float, Float, Float) = (0, 0, 0)
          for (i, weight) in span.weights.enumerated() {
            let at = (span.first + i) * 3
            red += weight * line[at]
            green += weight * line[at + 1]
            blue += weight * line[at + 2]
          }
          let at = (row * side + column) * 3
          // A cubic filter overshoots at edges.
          square[at] = min(max(red, 0), 1)
          square[at + 1] = min(max(green, 0), 1)
          square[at + 2] = min(max(blue, 0), 1)
        }
      }
    }
    return square
  }
}
