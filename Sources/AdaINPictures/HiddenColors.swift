// What the network sees where a picture is transparent: colours spread from what is visible. Nobody can see
// which colours lie under an alpha of 0, so nothing may depend on them. Changes no picture, only copies of
// its pixels.

import AdaINRuntime
import Synchronization

/// Colours for the pixels without alpha, which follow from the visible ones alone. Each cell of 8 x 8 pixels
/// has the mean of its visible pixels, weighted by alpha; a cell without any takes what cells of twice the
/// side have, by linear interpolation, and so on until one cell is the whole picture. So colours go on beyond
/// an edge as they were at the edge, and far from it turn into the picture's mean; a picture without a
/// visible pixel is grey.
package struct HiddenColors: Sendable {
  private static let side = 8
  /// R, G, B of each cell, and 1.
  private let cells: [SIMD4<Float>]
  private let grid: Size

  /// Reads the whole picture, of 4 channels: the colours of a tile depend on no tile.
  package init(_ source: PixelSource, progress: Progress? = nil, on pool: WorkerPool) throws(AdaINError) {
    grid = Size(
      width: (source.width + Self.side - 1) / Self.side, height: (source.height + Self.side - 1) / Self.side)
    var sums = [SIMD4<Float>](repeating: .zero, count: grid.area)
    let band = min(max((1 << 18) / (source.width * Self.side), 1), grid.height)
    let pixels = try FloatBuffer(count: band * Self.side * source.width * 4)
    for first in stride(from: 0, to: grid.height, by: band) {
      let top = first * Self.side
      let rect = Rect(
        x: 0, y: top, width: source.width, height: min(band * Self.side, source.height - top))
      try source.load(rect, into: pixels.pointer, on: pool)
      for row in 0..<(rect.height + Self.side - 1) / Self.side {
        for y in row * Self.side..<min((row + 1) * Self.side, rect.height) {
          Self.add(pixels.pointer + 4 * y * rect.width, rect.width, to: &sums, at: (first + row) * grid.width)
        }
      }
      try progress?.check()
    }
    cells = Self.filled(sums, grid)
  }

  /// Adds a row's colours times alpha, and alpha, to a row of cells.
  private static func add(
    _ row: UnsafePointer<Float>, _ width: Int, to sums: inout [SIMD4<Float>], at first: Int
  ) {
    for x in 0..<width where row[4 * x + 3] > 0 {
      // Clamped as for the network, and so that no light can be all that counts.
      let pixel = SIMD4(row[4 * x], row[4 * x + 1], row[4 * x + 2], row[4 * x + 3])
        .clamped(lowerBound: .zero, upperBound: .one)
      sums[first + x / side] += SIMD4(pixel.x, pixel.y, pixel.z, 1) * pixel.w
    }
  }

  /// Sums made colours, the empty ones from cells of twice the side.
  private static func filled(_ sums: [SIMD4<Float>], _ grid: Size) -> [SIMD4<Float>] {
    guard sums.contains(where: { $0.w == 0 }) else { return sums.map { $0 / $0.w } }
    guard grid.area > 1 else { return [SIMD4(0.5, 0.5, 0.5, 1)] }
    let half = grid.halved
    var coarse = [SIMD4<Float>](repeating: .zero, count: half.area)
    for y in 0..<grid.height {
      for x in 0..<grid.width { coarse[y / 2 * half.width + x / 2] += sums[y * grid.width + x] }
    }
    let parents = filled(coarse, half)
    var colors = sums
    for y in 0..<grid.height {
      for x in 0..<grid.width {
        let sum = sums[y * grid.width + x]
        colors[y * grid.width + x] = sum.w > 0 ? sum / sum.w : interpolated(parents, half, x, y, scale: 2)
      }
    }
    return colors
  }

  /// The colour at the centre of a position of a grid that is `scale` times as fine as the cells'.
  private static func interpolated(
    _ cells: [SIMD4<Float>], _ grid: Size, _ x: Int, _ y: Int, scale: Int
  ) -> SIMD4<Float> {
    let (left, right, u) = neighbours(x, scale, grid.width)
    let (top, bottom, v) = neighbours(y, scale, grid.height)
    let (upper, lower) = (top * grid.width, bottom * grid.width)
    let above = cells[upper + left] + u * (cells[upper + right] - cells[upper + left])
    let below = cells[lower + left] + u * (cells[lower + right] - cells[lower + left])
    return above + v * (below - above)
  }

  /// The two cells around a fine position along one axis, and how far it is from the first towards the
  /// second.
  private static func neighbours(_ position: Int, _ scale: Int, _ count: Int) -> (Int, Int, Float) {
    let twice = 2 * position + 1 - scale
    // Rounded down, also left of the first cell's centre.
    let first = (twice + 2 * scale) / (2 * scale) - 1
    let share = Float(twice - 2 * scale * first) / Float(2 * scale)
    return (min(max(first, 0), count - 1), min(first + 1, count - 1), share)
  }

  /// Fills in the colours of the pixels without alpha of a rectangle, `[y][x][4]`.
  package func fill(_ rect: Rect, _ pixels: UnsafeMutablePointer<Float>, on pool: WorkerPool) {
    pool.run(rect.height) { y, _ in
      let row = pixels + 4 * y * rect.width
      for x in 0..<rect.width where row[4 * x + 3] <= 0 {
        let color = Self.interpolated(cells, grid, rect.x + x, rect.y + y, scale: Self.side)
        for k in 0..<3 { row[4 * x + k] = color[k] }
      }
    }
  }

  /// Makes the colours of pixels without alpha 0, so that nobody sees them.
  /// - Returns: whether there are such pixels.
  package static func blank(_ rect: Rect, _ pixels: UnsafeMutablePointer<Float>, on pool: WorkerPool) -> Bool
  {
    let found = Atomic<Bool>(false)
    pool.run((rect.height + 15) / 16) { band, _ in
      var hides = false
      for i in band * 16 * rect.width..<min(band * 16 + 16, rect.height) * rect.width
      where pixels[4 * i + 3] <= 0 {
        for k in 0..<3 { pixels[4 * i + k] = 0 }
        hides = true
      }
      if hides { found.store(true, ordering: .relaxed) }
    }
    return found.load(ordering: .relaxed)
  }
}
