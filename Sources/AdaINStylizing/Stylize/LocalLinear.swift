// How a painting's change follows the photo's colours around each pixel: a local linear model, as in He, Sun
// & Tang's guided filter (ECCV 2010), fitted by least squares. It knows nothing of sizes and passes.

import AdaINPictures
import AdaINRuntime

/// The change D of a rectangle's pixels, their colours c, and the 3 x 3 matrix A of D = A c + b around each.
package struct LocalLinear {
  /// D, c and the rows of A, and a 1 where the pixel is visible: the layout that enlarging interpolates.
  package typealias Value = SIMD16<Float>

  /// Pixels that are looked at on each side.
  package static let radius = 2
  /// The variance below which a colour tells nothing: a deviation of a tenth of the range.
  private static let leastVariance: Float = 0.01
  /// The share of the squared mean that may be rounding in a variance of 25 pixels.
  private static let rounding: Float = 4e-6
  /// Colours and changes beyond count as these in the fit, so that no product overflows.
  private static let brightest: Float = 1e4

  /// Sums over pixels of 1, c, D, c c^T and D c^T.
  private struct Sums {
    var first = SIMD16<Float>.zero
    var products = SIMD16<Float>.zero

    init() {}

    @inline(__always)
    init(content: SIMD3<Float>, change: SIMD3<Float>) {
      let (c, d) = (content, change)
      first.lowHalf = SIMD8(1, c.x, c.y, c.z, d.x, d.y, d.z, 0)
      let (x, y, z) = (c.x * c, c.y * c, c.z * c)
      first.highHalf = SIMD8(x.x, x.y, x.z, y.y, y.z, z.z, 0, 0)
      let (r, g, b) = (d.x * c, d.y * c, d.z * c)
      products = SIMD16<Float>(r.x, r.y, r.z, g.x, g.y, g.z, b.x, b.y, b.z, 0, 0, 0, 0, 0, 0, 0)
    }

    @inline(__always)
    static func += (a: inout Sums, b: Sums) {
      a.first += b.first
      a.products += b.products
    }
  }

  /// - Parameters:
  ///   - content, painted: the pixels of a rectangle with a border of `radius` pixels, less where the picture
  ///     ends, `[y][x][4]`; pixels without alpha do not count.
  ///   - inner: the rectangle without the border, inside `outer`.
  ///   - detail: the share of D that A c + b takes, which has the picture's detail and none of its own.
  ///   - values: takes the inner rectangle's.
  package static func fit(
    content: UnsafePointer<Float>, painted: UnsafePointer<Float>, outer: Rect, inner: Rect,
    detail: Float, into values: UnsafeMutablePointer<Value>, on pool: WorkerPool
  ) {
    nonisolated(unsafe) let (content, painted, values) = (content, painted, values)
    let band = 16
    pool.run((inner.height + band - 1) / band) { index, _ in
      var window = Window(content: content, painted: painted, outer: outer)
      for row in index * band..<min(index * band + band, inner.height) {
        let y = inner.y + row - outer.y
        window.move(to: y)
        for column in 0..<inner.width {
          let x = inner.x + column - outer.x
          let (c, d) = pixel(content, painted, y * outer.width + x)
          values[row * inner.width + column] =
            content[4 * (y * outer.width + x) + 3] <= 0
            ? .zero : value(content: c, change: d, window.sums(x), detail: detail)
        }
      }
    }
  }

  /// The sums of the rows that are looked at around one, each found once.
  private struct Window {
    let content, painted: UnsafePointer<Float>
    let outer: Rect
    /// Rows by their number modulo the window's height; sums of all of them.
    private var rows: [[Sums]]
    private var columns: [Sums]
    /// The first row that has not been found.
    private var next = 0

    init(content: UnsafePointer<Float>, painted: UnsafePointer<Float>, outer: Rect) {
      (self.content, self.painted, self.outer) = (content, painted, outer)
      columns = [Sums](repeating: Sums(), count: outer.width)
      rows = [[Sums]](repeating: columns, count: 2 * radius + 1)
    }

    mutating func move(to y: Int) {
      let looked = max(y - radius, 0)..<min(y + radius + 1, outer.height)
      for row in max(next, looked.lowerBound)..<looked.upperBound {
        find(row, in: row % rows.count)
      }
      next = looked.upperBound
      for x in columns.indices { columns[x] = Sums() }
      for row in looked {
        let found = rows[row % rows.count]
        for x in columns.indices { columns[x] += found[x] }
      }
    }

    private mutating func find(_ row: Int, in place: Int) {
      for x in 0..<outer.width {
        let index = row * outer.width + x
        let (c, d) = pixel(content, painted, index)
        rows[place][x] = content[4 * index + 3] > 0 ? Sums(content: c, change: limited(d)) : Sums()
      }
    }

    /// Around a pixel of the row.
    @inline(__always)
    func sums(_ x: Int) -> Sums {
      var sums = Sums()
      for i in max(x - radius, 0)..<min(x + radius + 1, outer.width) { sums += columns[i] }
      return sums
    }
  }

  @inline(__always)
  private static func pixel(_ content: UnsafePointer<Float>, _ painted: UnsafePointer<Float>, _ index: Int)
    -> (content: SIMD3<Float>, change: SIMD3<Float>)
  {
    let (c, p) = (content + 4 * index, painted + 4 * index)
    return (guide(c), SIMD3(p[0] - c[0], p[1] - c[1], p[2] - c[2]))
  }

  /// A pixel's colour as the model takes it.
  @inline(__always)
  package static func guide(_ pixel: UnsafePointer<Float>) -> SIMD3<Float> {
    limited(SIMD3(pixel[0], pixel[1], pixel[2]))
  }

  @inline(__always)
  private static func limited(_ value: SIMD3<Float>) -> SIMD3<Float> {
    value.clamped(lowerBound: SIMD3(repeating: -brightest), upperBound: SIMD3(repeating: brightest))
  }

  /// D + A (C - c): the change that a value, interpolated at a pixel, gives to the pixel's colour C.
  @inline(__always)
  package static func change(_ value: Value, at color: SIMD3<Float>) -> SIMD3<Float> {
    let detail = color - SIMD3(value[3], value[4], value[5])
    return SIMD3(value[0], value[1], value[2])
      + detail.x * SIMD3(value[6], value[9], value[12])
      + detail.y * SIMD3(value[7], value[10], value[13])
      + detail.z * SIMD3(value[8], value[11], value[14])
  }

  @inline(__always)
  private static func value(
    content c: SIMD3<Float>, change: SIMD3<Float>, _ sums: Sums, detail: Float
  ) -> Value {
    let a = matrix(sums)
    var d = change
    if detail > 0 {
      let share = 1 / sums.first[0]
      let from = c - share * SIMD3(sums.first[1], sums.first[2], sums.first[3])
      let followed = SIMD3((a.0 * from).sum(), (a.1 * from).sum(), (a.2 * from).sum())
      d += detail * (share * SIMD3(sums.first[4], sums.first[5], sums.first[6]) + followed - d)
    }
    return Value(
      d.x, d.y, d.z, c.x, c.y, c.z, a.0.x, a.0.y, a.0.z, a.1.x, a.1.y, a.1.z, a.2.x, a.2.y, a.2.z, 1)
  }

  /// A = cov(D, c) (cov(c, c) + e I)^-1, row by row.
  @inline(__always)
  private static func matrix(_ sums: Sums) -> (SIMD3<Float>, SIMD3<Float>, SIMD3<Float>) {
    let share = 1 / sums.first[0]
    let (s, t) = (sums.first * share, sums.products * share)
    let c = SIMD3(s[1], s[2], s[3])
    let e = leastVariance + rounding * (c * c).sum()
    let (xx, xy, xz) = (s[8] - c.x * c.x + e, s[9] - c.x * c.y, s[10] - c.x * c.z)
    let (yy, yz, zz) = (s[11] - c.y * c.y + e, s[12] - c.y * c.z, s[13] - c.z * c.z + e)
    // The adjugate over the determinant; the matrix is symmetric.
    let first = SIMD3(yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy)
    let second = SIMD3(first.y, xx * zz - xz * xz, xy * xz - xx * yz)
    let third = SIMD3(first.z, second.z, xx * yy - xy * xy)
    let scale = 1 / (xx * first.x + xy * first.y + xz * first.z)
    func row(_ i: Int, _ mean: Float) -> SIMD3<Float> {
      let covariance = SIMD3(t[i], t[i + 1], t[i + 2]) - mean * c
      return scale * (covariance.x * first + covariance.y * second + covariance.z * third)
    }
    return (row(0, s[4]), row(3, s[5]), row(6, s[6]))
  }

  /// Gives pixels without alpha the mean of their visible neighbours', `rings` deep, so that interpolating
  /// near them takes nothing hidden.
  package static func spread(_ values: UnsafeMutablePointer<Value>, _ size: Size, rings: Int) {
    for _ in 0..<rings {
      let before = Array(UnsafeBufferPointer(start: values, count: size.area))
      for i in 0..<size.area where before[i][15] == 0 {
        let (x, y) = (i % size.width, i / size.width)
        var sum = Value.zero
        for v in max(y - 1, 0)...min(y + 1, size.height - 1) {
          for u in max(x - 1, 0)...min(x + 1, size.width - 1) { sum += before[v * size.width + u] }
        }
        if sum[15] > 0 { values[i] = sum / sum[15] }
      }
    }
  }
}
