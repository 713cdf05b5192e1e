// Compares arrays of numbers and says where they differ most. Knows nothing of any testing framework, so that
// its own tests can look at what it says.

/// How far two arrays of the same shape are apart.
package struct Comparison {
  /// What is wrong, in one line; nil: every value is within the tolerance.
  package let mismatch: String?
  /// The largest difference (divided by its scale, if scales were given); infinite when nothing can be
  /// compared.
  package let worst: Float

  /// - Parameters:
  ///   - shape: both arrays' axes, the last one fastest.
  ///   - scales: what each difference is divided by, one a value; nil: 1. Error bounds of sums are relative
  ///     to the sum of magnitudes that went in.
  package init(
    _ actual: [Float], _ expected: [Float], shape: [Int], scales: [Float]? = nil, tolerance: Float
  ) {
    if let text = Self.unfit(actual, expected, shape, scales) {
      mismatch = text
      worst = .infinity
      return
    }
    var worst: Float = 0
    var worstIndex = 0
    var outside = 0
    for i in actual.indices {
      let difference = abs(actual[i] - expected[i]) / (scales?[i] ?? 1)
      // Both are 0 where nothing at all was summed.
      let error = difference.isNaN ? 0 : difference
      if error > worst { (worst, worstIndex) = (error, i) }
      if error > tolerance { outside += 1 }
    }
    self.worst = worst
    mismatch =
      outside == 0
      ? nil
      : "worst at \(Self.position(worstIndex, shape)): \(actual[worstIndex]) "
        + "where \(expected[worstIndex]) is expected, "
        + "\(worst) off\(scales == nil ? "" : " relative to its scale"), \(tolerance) allowed; "
        + "\(outside) of \(actual.count) values are outside"
  }

  /// Why the arrays cannot be compared at all.
  private static func unfit(_ actual: [Float], _ expected: [Float], _ shape: [Int], _ scales: [Float]?)
    -> String?
  {
    let count = shape.reduce(1, *)
    if expected.count != count {
      return "\(expected.count) values are expected, but shape \(shape) has \(count)"
    }
    if actual.count != count { return "\(actual.count) values where shape \(shape) has \(count)" }
    if let scales, scales.count != count { return "\(scales.count) scales where shape \(shape) has \(count)" }
    if let index = actual.firstIndex(where: { !$0.isFinite }) {
      return "\(actual[index]) at \(position(index, shape)) where \(expected[index]) is expected"
    }
    if let index = expected.firstIndex(where: { !$0.isFinite }) {
      return "the expected value at \(position(index, shape)) is \(expected[index])"
    }
    if let index = scales?.firstIndex(where: { !($0 >= 0) }) {
      return "the scale at \(position(index, shape)) is \(scales![index])"
    }
    return nil
  }

  /// The index on each axis.
  private static func position(_ index: Int, _ shape: [Int]) -> [Int] {
    var rest = index
    var axes: [Int] = []
    for side in shape.reversed() {
      axes.insert(rest % side, at: 0)
      rest /= side
    }
    return axes
  }
}
