// L-BFGS on functions whose minima are known.

import AdaINRuntime
import AdaINTraining
import Testing

/// Runs L-BFGS on an objective of `count` variables given by plain arrays.
private struct Descent {
  let lbfgs: LBFGS

  init(
    from start: [Float], bounds: ClosedRange<Float>? = nil, firstMove: Float = 0.1,
    _ objective: @escaping ([Double]) -> (value: Double, gradient: [Double])
  ) throws {
    let point = try FloatBuffer(count: start.count)
    point.pointer.update(from: start, count: start.count)
    lbfgs = try LBFGS(
      start: point, bounds: bounds, firstMove: firstMove,
      vectors: LongVectors(count: start.count, on: WorkerPool(threads: 2))
    ) { point, gradient in
      let (value, slopes) = objective((0..<start.count).map { Double(point.pointer[$0]) })
      for i in slopes.indices { gradient.pointer[i] = Float(slopes[i]) }
      return value
    }
  }

  var point: [Float] { (0..<lbfgs.point.count).map { lbfgs.point.pointer[$0] } }

  /// - Returns: how many steps were made until none lowered the value, or `limit`. No value may be above the
  ///   one before.
  func run(_ limit: Int) throws -> Int {
    for step in 0..<limit {
      let before = lbfgs.value
      guard try lbfgs.step() else { return step }
      #expect(lbfgs.value < before)
    }
    return limit
  }
}

@Suite struct LBFGSTests {
  private static let minimum: [Float] = (0..<50).map { Float($0 % 7) - 3 }

  /// sum of c (x - m)^2 / 2, c from 1 to 100.
  private static func quadratic(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    var (value, gradient) = (0.0, [Double](repeating: 0, count: x.count))
    for i in x.indices {
      let (c, d) = (1 + 99 * Double(i) / Double(x.count - 1), x[i] - Double(minimum[i]))
      value += c * d * d / 2
      gradient[i] = c * d
    }
    return (value, gradient)
  }

  private static func rosenbrock(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
    return (a * a + 100 * b * b, [-2 * a - 400 * x[0] * b, 200 * b])
  }

  @Test func quadraticFunction() throws {
    let descent = try Descent(from: [Float](repeating: 0, count: 50), Self.quadratic)
    // Condition 100: conjugate gradients would take some 60 steps to this, the steepest descent a thousand.
    #expect(try descent.run(100) < 100)
    for (found, wanted) in zip(descent.point, Self.minimum) { #expect(abs(found - wanted) < 1e-4) }
  }

  /// The variables of a sum of parabolas do not meet: each ends at its minimum or at the bound before it.
  @Test func boundedQuadraticFunction() throws {
    let descent = try Descent(from: [Float](repeating: 0.5, count: 50), bounds: -1...1.5, Self.quadratic)
    #expect(try descent.run(100) < 100)
    for (found, free) in zip(descent.point, Self.minimum) {
      #expect(abs(found - min(max(free, -1), 1.5)) < 1e-4)
      #expect((-1...1.5).contains(found))
    }
  }

  @Test func rosenbrocksFunction() throws {
    let descent = try Descent(from: [-1.2, 1], Self.rosenbrock)
    #expect(try descent.run(100) < 100)
    #expect(abs(descent.point[0] - 1) < 1e-3 && abs(descent.point[1] - 1) < 1e-3, "\(descent.point)")
  }

  /// With x up to 0.5 the minimum is at the bound: (0.5, 0.25).
  @Test func boundedRosenbrocksFunction() throws {
    let descent = try Descent(from: [-1, 0.4], bounds: -1...0.5, Self.rosenbrock)
    _ = try descent.run(100)
    #expect(abs(descent.point[0] - 0.5) < 1e-3 && abs(descent.point[1] - 0.25) < 1e-3, "\(descent.point)")
  }

  /// x - log x, which is no number below 0, with a first step that goes there.
  @Test func stepsBackFromNoNumbers() throws {
    let descent = try Descent(from: [3], firstMove: 10) { x in
      (x[0] > 0 ? x[0] - _log(x[0]) : .nan, [1 - 1 / x[0]])
    }
    #expect(try descent.run(50) < 50)
    #expect(abs(descent.point[0] - 1) < 1e-3)
  }

  @Test func aMinimumIsTheEnd() throws {
    let descent = try Descent(from: Self.minimum, Self.quadratic)
    #expect(try descent.run(5) == 0)
    #expect(descent.point == Self.minimum)
  }

  /// Every variable at a bound and pushed outwards.
  @Test func aCornerIsTheEnd() throws {
    let descent = try Descent(from: [1, 1], bounds: 0...1) { x in (-x[0] - x[1], [-1, -1]) }
    #expect(try descent.run(5) == 0)
    #expect(descent.point == [1, 1])
  }
}

/// The natural logarithm by its series, good enough for a test: log x = 2 artanh ((x - 1) / (x + 1)).
private func _log(_ x: Double) -> Double {
  let t = (x - 1) / (x + 1)
  var (sum, power) = (0.0, t)
  for k in stride(from: 1.0, to: 400, by: 2) {
    sum += power / k
    power *= t * t
  }
  return 2 * sum
}
