// Colour statistics of pictures, and CORAL: the linear map that gives one picture's colours to another.

import AdaINPictures

#if canImport(Glibc)
  import Glibc
#endif

/// Mean and covariance of a picture's R'G'B' colours, pixels weighted by alpha.
public struct ColorStatistics: Equatable, Sendable {
  package var weight = 0.0
  private var sum = [Double](repeating: 0, count: 3)
  private var products = [Double](repeating: 0, count: 9)

  package init() {}

  /// - Parameters:
  ///   - weight: the number of pixels.
  ///   - covariance: unbiased, `[3][3]`.
  package init(weight: Double, mean: [Double], covariance: [Double]) {
    self.weight = weight
    sum = mean.map { $0 * weight }
    products = (0..<9).map { covariance[$0] * max(weight - 1, 1) + mean[$0 / 3] * mean[$0 % 3] * weight }
  }

  package mutating func add(_ pixel: UnsafePointer<Float>) {
    let alpha = Double(min(pixel[3], 1))
    guard alpha > 0 else { return }
    // Clamped as for the network: a few lights far above 1, or one such alpha, would be all that counts.
    func clamped(_ value: Float) -> Double { Double(min(max(value, 0), 1)) }
    let color = (clamped(pixel[0]), clamped(pixel[1]), clamped(pixel[2]))
    weight += alpha
    sum[0] += alpha * color.0
    sum[1] += alpha * color.1
    sum[2] += alpha * color.2
    products[0] += alpha * color.0 * color.0
    products[1] += alpha * color.0 * color.1
    products[2] += alpha * color.0 * color.2
    products[4] += alpha * color.1 * color.1
    products[5] += alpha * color.1 * color.2
    products[8] += alpha * color.2 * color.2
  }

  package mutating func add(_ other: ColorStatistics) {
    weight += other.weight
    for i in 0..<3 { sum[i] += other.sum[i] }
    for i in 0..<9 { products[i] += other.products[i] }
  }

  /// The same colours, counted as so many times the pixels.
  package func scaled(by factor: Double) -> ColorStatistics {
    var scaled = self
    scaled.weight *= factor
    for i in 0..<3 { scaled.sum[i] *= factor }
    for i in 0..<9 { scaled.products[i] *= factor }
    return scaled
  }

  /// The colours of a picture of this size as CORAL counts them. The published code sums over pixels without
  /// dividing by their number, so that the larger picture would come out the more vivid; but it resamples
  /// both to a shorter side of 512 first. Larger pictures count as if they had that size.
  package func counted(for size: Size) -> ColorStatistics {
    let ratio = 512 / Double(min(size.width, size.height))
    return ratio < 1 ? scaled(by: ratio * ratio) : self
  }

  package var mean: [Double] { weight > 0 ? sum.map { $0 / weight } : [0, 0, 0] }

  /// Sum over pixels of (x - mean)(x - mean)^T.
  private var scatter: [Double] {
    let mean = mean
    return (0..<9).map { i in
      let (a, b) = (min(i / 3, i % 3), max(i / 3, i % 3))
      let value = products[3 * a + b] - weight * mean[a] * mean[b]
      return a == b ? max(value, 0) : value
    }
  }

  /// Unbiased, `[3][3]`.
  package var covariance: [Double] { scatter.map { $0 / max(weight - 1, 1) } }

  /// The deviations, and X X^T + I of the normalised colours X (sums over pixels, as the published code has
  /// it).
  package var normalized: (deviation: [Double], scatterPlusIdentity: Matrix3) {
    let scatter = scatter
    let deviation = (0..<3).map { (scatter[4 * $0] / max(weight - 1, 1)).squareRoot() }
    // A channel that never changes has nothing to normalise.
    let divisor = deviation.map { $0 > 1e-9 ? $0 : 1 }
    var matrix = Matrix3(scatter.indices.map { scatter[$0] / (divisor[$0 / 3] * divisor[$0 % 3]) })
    for i in 0..<3 { matrix[i, i] += 1 }
    return (deviation, matrix)
  }
}

/// color' = matrix color + offset
package struct ColorMap: Equatable, Sendable {
  package let matrix: Matrix3
  package let offset: [Double]

  /// CORAL (Sun, Feng & Saenko, AAAI 2016), in the form of the published AdaIN code: gives pictures with the
  /// colours of `source` the colours of `target`.
  package init(from source: ColorStatistics, to target: ColorStatistics) {
    let (sourceDeviation, sourceScatter) = source.normalized
    let (targetDeviation, targetScatter) = target.normalized
    var map = targetScatter.power(0.5) * sourceScatter.power(-0.5)
    for i in 0..<3 {
      for j in 0..<3 {
        map[i, j] *= targetDeviation[i] / (sourceDeviation[j] > 1e-9 ? sourceDeviation[j] : 1)
      }
    }
    matrix = map
    let (from, to) = (source.mean, target.mean)
    offset = (0..<3).map { i in to[i] - (0..<3).reduce(0.0) { $0 + map[i, $1] * from[$1] } }
  }

  @inline(__always)
  package func apply(_ pixel: UnsafeMutablePointer<Float>, amount: Float = 1) {
    let (r, g, b) = (Double(pixel[0]), Double(pixel[1]), Double(pixel[2]))
    for i in 0..<3 {
      let mapped = Float(matrix[i, 0] * r + matrix[i, 1] * g + matrix[i, 2] * b + offset[i])
      pixel[i] += amount * (mapped - pixel[i])
    }
  }
}

/// A 3x3 matrix, rows first.
package struct Matrix3: Equatable, Sendable {
  private var values: [Double]

  package init(_ values: [Double]) {
    precondition(values.count == 9)
    self.values = values
  }

  package static let identity = Matrix3([1, 0, 0, 0, 1, 0, 0, 0, 1])

  package subscript(row: Int, column: Int) -> Double {
    get { values[3 * row + column] }
    set { values[3 * row + column] = newValue }
  }

  package static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
    Matrix3((0..<9).map { i in (0..<3).reduce(0.0) { $0 + a[i / 3, $1] * b[$1, i % 3] } })
  }

  private var transposed: Matrix3 { Matrix3((0..<9).map { self[$0 % 3, $0 / 3] }) }

  /// A power of this matrix, which is symmetric with positive eigenvalues: 0.5 the root, -0.5 the root's
  /// inverse.
  package func power(_ exponent: Double) -> Matrix3 {
    let (vectors, eigenvalues) = eigen
    var diagonal = Matrix3([Double](repeating: 0, count: 9))
    for i in 0..<3 { diagonal[i, i] = pow(max(eigenvalues[i], 1e-12), exponent) }
    return vectors * diagonal * vectors.transposed
  }

  /// Eigenvectors (columns) and eigenvalues of a symmetric matrix, by Jacobi's rotations.
  /// Not LAPACK's dsyev: 60 microseconds less a style, for a library in every host (docs/alternatives.md).
  private var eigen: (vectors: Matrix3, values: [Double]) {
    var matrix = self
    var vectors = Matrix3.identity
    for _ in 0..<32 {
      for (p, q) in [(0, 1), (0, 2), (1, 2)] where abs(matrix[p, q]) > 1e-300 {
        let theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q])
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        var rotation = Matrix3.identity
        rotation[p, p] = c
        rotation[q, q] = c
        rotation[p, q] = t * c
        rotation[q, p] = -t * c
        matrix = rotation.transposed * matrix * rotation
        vectors = vectors * rotation
      }
    }
    return (vectors, [matrix[0, 0], matrix[1, 1], matrix[2, 2]])
  }
}
