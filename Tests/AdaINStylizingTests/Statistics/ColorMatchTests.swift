// Colour statistics, CORAL and the matrix powers in it.

import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct ColorMatchTests {
  private func statistics(_ picture: Picture) -> ColorStatistics {
    var statistics = ColorStatistics()
    picture.withAlphaIfNone.pixels.withUnsafeBufferPointer { pixels in
      for i in 0..<picture.count { statistics.add(pixels.baseAddress! + 4 * i) }
    }
    return statistics
  }

  private func mapped(_ picture: Picture, _ map: ColorMap) -> Picture {
    var result = picture.withAlphaIfNone
    let count = picture.count
    result.pixels.withUnsafeMutableBufferPointer { pixels in
      for i in 0..<count { map.apply(pixels.baseAddress! + 4 * i) }
    }
    return result.withoutAlpha
  }

  @Test func theGoldenOfCORAL() throws {
    let (content, style) = try (
      GoldenModel.compact.picture("content"), GoldenModel.compact.picture("style_a")
    )
    let map = ColorMap(from: statistics(style), to: statistics(content))
    expectClose(mapped(style, map), try GoldenModel.compact.picture("coral.style_a"), tolerance: 2e-6)
  }

  @Test func meanAndCovarianceByHand() {
    var statistics = ColorStatistics()
    #expect(statistics.mean == [0, 0, 0] && statistics.covariance == [Double](repeating: 0, count: 9))
    let pixels: [[Float]] = [[1, 0, 0, 1], [0, 1, 0, 1], [1, 1, 0, 1], [9, 9, 9, 0], [9, 9, 9, -1]]
    for pixel in pixels { statistics.add(pixel) }
    #expect(statistics.weight == 3, "what is transparent does not count")
    let mean = [2.0 / 3, 2.0 / 3, 0]
    let covariance = [1.0 / 3, -1.0 / 6, 0, -1.0 / 6, 1.0 / 3, 0, 0, 0, 0]
    for i in 0..<3 { #expect(abs(statistics.mean[i] - mean[i]) < 1e-12) }
    for i in 0..<9 { #expect(abs(statistics.covariance[i] - covariance[i]) < 1e-12, "\(i)") }
    var doubled = statistics
    doubled.add(statistics)
    #expect(doubled.weight == 6)
    for i in 0..<3 { #expect(abs(doubled.mean[i] - mean[i]) < 1e-12) }
  }

  @Test func statisticsComeBackFromTheirNumbers() {
    let statistics = statistics(.synthetic(seed: 101, width: 20, height: 10))
    let back = ColorStatistics(
      weight: statistics.weight, mean: statistics.mean, covariance: statistics.covariance)
    for i in 0..<9 { #expect(abs(back.covariance[i] - statistics.covariance[i]) < 1e-12) }
    #expect(back.weight == 200)
  }

  @Test func matchedColoursHaveTheTargetsMean() {
    let source = Picture.synthetic(seed: 102, width: 40, height: 30)
    let target = Picture.synthetic(seed: 103, width: 24, height: 50)
    let (from, to) = (statistics(source), statistics(target))
    let found = statistics(mapped(source, ColorMap(from: from, to: to)))
    for i in 0..<3 { #expect(abs(found.mean[i] - to.mean[i]) < 1e-6) }
    // With some thousand pixels the identity that the published code adds hardly counts: the covariances
    // agree too.
    for i in 0..<9 { #expect(abs(found.covariance[i] - to.covariance[i]) < 2e-3, "\(i)") }
    let none = ColorMap(from: from, to: from)
    for i in 0..<9 { #expect(abs(none.matrix[i / 3, i % 3] - (i % 4 == 0 ? 1 : 0)) < 1e-9) }
    for i in 0..<3 { #expect(abs(none.offset[i]) < 1e-9) }
  }

  @Test func coloursThatNeverChangeAreNoDivisionByZero() {
    let plain = statistics(Picture(width: 9, height: 9, color: [0.25, 0.5, 0.75]))
    let busy = statistics(.synthetic(seed: 104, width: 20, height: 20))
    let single = statistics(Picture(width: 1, height: 1, color: [1, 0, 0]))
    for (from, to) in [
      (plain, busy), (busy, plain), (single, busy), (busy, single), (plain, ColorStatistics()),
    ] {
      let map = ColorMap(from: from, to: to)
      let mean = mapped(Picture(width: 1, height: 1, color: from.mean.map(Float.init)), map)
      for k in 0..<3 { #expect(abs(mean[0, 0, k] - Float(to.mean[k])) < 1e-6, "mean goes to mean") }
    }
  }

  @Test func partOfAMapIsPartOfTheWay() {
    let map = ColorMap(
      from: statistics(.synthetic(seed: 105, width: 20, height: 20)),
      to: statistics(.synthetic(seed: 106, width: 20, height: 20)))
    var (none, half, whole) = (
      [0.2, 0.4, 0.6, 1] as [Float], [0.2, 0.4, 0.6, 1] as [Float], [0.2, 0.4, 0.6, 1] as [Float]
    )
    let start = none
    map.apply(&none, amount: 0)
    map.apply(&half, amount: 0.5)
    map.apply(&whole, amount: 1)
    #expect(none == start)
    for k in 0..<3 { #expect(abs(half[k] - (start[k] + whole[k]) / 2) < 1e-6) }
    #expect(half[3] == 1)
  }

  @Test func powersOfMatrices() {
    var random = SeededRandom(107)
    for round in 0..<300 {
      // A A^T + I is symmetric with eigenvalues of at least 1; scales from tiny to large.
      let scale = [1e-3, 1, 1e3, 1e6][round % 4]
      let a = Matrix3((0..<9).map { _ in Double(random.float(-1...1)) * scale })
      let transposed = Matrix3((0..<9).map { a[$0 % 3, $0 / 3] })
      var matrix = a * transposed
      for i in 0..<3 { matrix[i, i] += 1 }
      let (root, inverse) = (matrix.power(0.5), matrix.power(-0.5))
      let largest = (0..<9).map { abs(matrix[$0 / 3, $0 % 3]) }.max()!
      for i in 0..<9 {
        let (r, c) = (i / 3, i % 3)
        #expect(abs((root * root)[r, c] - matrix[r, c]) < 1e-12 * largest, "\(random), round \(round)")
        #expect(
          abs((root * inverse)[r, c] - (r == c ? 1 : 0)) < 1e-12 * largest + 1e-9, "\(random), round \(round)"
        )
        #expect(abs(root[r, c] - root[c, r]) < 1e-12 * largest)
      }
    }
  }

  @Test func powersOfSimpleMatrices() {
    #expect(Matrix3.identity.power(0.5) == .identity)
    let diagonal = Matrix3([4, 0, 0, 0, 9, 0, 0, 0, 16])
    #expect(diagonal.power(0.5) == Matrix3([2, 0, 0, 0, 3, 0, 0, 0, 4]))
    // 2 1 / 1 2 has the eigenvalues 3 and 1.
    let root = Matrix3([2, 1, 0, 1, 2, 0, 0, 0, 1]).power(0.5)
    let (a, b) = ((3.0.squareRoot() + 1) / 2, (3.0.squareRoot() - 1) / 2)
    for (i, value) in [a, b, 0, b, a, 0, 0, 0, 1].enumerated() {
      #expect(abs(root[i / 3, i % 3] - value) < 1e-14)
    }
  }
}

extension Picture {
  fileprivate var withAlphaIfNone: Picture { channels == 4 ? self : withAlpha }
}
