// The mean of a plane over a square window around each pixel, in a time that does not depend on the window.

/// Means over windows, which end at the borders.
package struct WindowMean {
  private let width, height, radius: Int

  package init(width: Int, height: Int, radius: Int) {
    (self.width, self.height, self.radius) = (width, height, radius)
  }

  /// How much of a whole window lies inside the plane at this place.
  func share(_ place: Int) -> Float {
    let (x, y) = (place % width, place / width)
    let columns = min(x + radius, width - 1) - max(x - radius, 0) + 1
    let rows = min(y + radius, height - 1) - max(y - radius, 0) + 1
    return Float(rows * columns) / Float((2 * radius + 1) * (2 * radius + 1))
  }

  /// Replaces each value of the plane `[y][x]` by its window's mean.
  package func apply(_ plane: inout [Float]) {
    precondition(plane.count == width * height)
    plane.withUnsafeMutableBufferPointer { plane in
      var sums = [Double](repeating: 0, count: max(width, height))
      sums.withUnsafeMutableBufferPointer { sums in
        for y in 0..<height { meanRow(plane.baseAddress! + y * width, sums) }
        meanColumns(plane, sums)
      }
    }
  }

  private func meanRow(_ row: UnsafeMutablePointer<Float>, _ copy: UnsafeMutableBufferPointer<Double>) {
    for x in 0..<width { copy[x] = Double(row[x]) }
    var sum = 0.0
    for x in 0..<min(radius, width) { sum += copy[x] }
    for x in 0..<width {
      if x + radius < width { sum += copy[x + radius] }
      if x > radius { sum -= copy[x - radius - 1] }
      row[x] = Float(sum / Double(min(x + radius, width - 1) - max(x - radius, 0) + 1))
    }
  }

  /// Rows that are still needed are kept aside while the plane is overwritten.
  private func meanColumns(
    _ plane: UnsafeMutableBufferPointer<Float>, _ sums: UnsafeMutableBufferPointer<Double>
  ) {
    let kept = radius + 1
    var rows = [Float](repeating: 0, count: kept * width)
    for x in 0..<width { sums[x] = 0 }
    for y in 0..<min(radius, height) {
      for x in 0..<width { sums[x] += Double(plane[y * width + x]) }
    }
    for y in 0..<height {
      let slot = y % kept * width
      if y + radius < height {
        for x in 0..<width { sums[x] += Double(plane[(y + radius) * width + x]) }
      }
      // The slot's row has left the window.
      if y > radius { for x in 0..<width { sums[x] -= Double(rows[slot + x]) } }
      let count = Double(min(y + radius, height - 1) - max(y - radius, 0) + 1)
      for x in 0..<width {
        rows[slot + x] = plane[y * width + x]
        plane[y * width + x] = Float(sums[x] / count)
      }
    }
  }
}
