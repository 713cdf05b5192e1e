// L-BFGS (Nocedal & Wright, Numerical Optimization, algorithms 7.4 and 7.5) with bounds on all variables. It
// knows nothing of pictures.

import AdaINRuntime

/// What is made small: the value at `point`, and its gradient there.
package typealias Objective = (_ point: FloatBuffer, _ gradient: FloatBuffer) throws(AdaINError) -> Double

/// Lowers an objective step by step.
///
/// Variables that lie at a bound and would be pushed beyond it stay where they are for the step (two-metric
/// projection, Bertsekas 1982); the others move along the direction of L-BFGS, each as far as its bound. A
/// step is taken where it lowers the objective enough (Armijo's condition), searching backwards from the
/// whole direction, since that is almost always good; pairs of negative curvature, which a search of Wolfe's
/// kind would exclude, are not remembered.
package final class LBFGS {
  /// Pairs of moves and changes of the gradient that are remembered.
  package static let history = 10
  /// The share of the decrease that the slope promises (Armijo's constant).
  private static let sufficient = 1e-4
  /// Steps that are tried along one direction. The last is a 128th of it or less, where rounding decides.
  private static let attempts = 8

  private struct Pair {
    let move, change: FloatBuffer
    /// move . change
    let curvature: Double
  }

  package private(set) var point: FloatBuffer
  /// At the point.
  package private(set) var value: Double
  private let objective: Objective
  private var gradient, nextPoint, nextGradient: FloatBuffer
  private let direction: FloatBuffer
  private var pairs: [Pair] = []
  private var spare: [FloatBuffer] = []
  private let bounds: ClosedRange<Float>?
  private let firstMove: Float
  private let vectors: LongVectors

  /// - Parameters:
  ///   - start: its memory is used on.
  ///   - bounds: of all variables; nil: none.
  ///   - firstMove: how far the first step moves the variable with the largest gradient.
  package init(
    start: FloatBuffer, bounds: ClosedRange<Float>?, firstMove: Float, vectors: LongVectors,
    objective: @escaping Objective
  ) throws(AdaINError) {
    precondition(start.count == vectors.count)
    point = start
    self.bounds = bounds
    self.firstMove = firstMove
    self.vectors = vectors
    self.objective = objective
    (gradient, direction) = (try vectors.zeros(), try vectors.zeros())
    (nextPoint, nextGradient) = (try vectors.zeros(), try vectors.zeros())
    if let bounds { vectors.clamp(point, to: bounds) }
    value = try objective(point, gradient)
  }

  /// - Returns: whether the objective is lower now; if not, no step lowers it any more.
  package func step() throws(AdaINError) -> Bool {
    while true {
      let isSteepest = pairs.isEmpty
      let slope = findDirection()
      if slope < 0, try search(slope) { return true }
      if isSteepest { return false }
      for pair in pairs { spare += [pair.move, pair.change] }
      pairs = []
    }
  }

  /// - Returns: the directional derivative; negative unless rounding has spoilt the direction.
  private func findDirection() -> Double {
    let (g, x, d) = (gradient.pointer, point.pointer, direction.pointer)
    let bounds = bounds
    func freeze() {
      guard let bounds else { return }
      vectors.forEachPiece {
        for i in $0 where x[i] <= bounds.lowerBound && g[i] > 0 || x[i] >= bounds.upperBound && g[i] < 0 {
          d[i] = 0
        }
      }
    }
    vectors.forEachPiece { for i in $0 { d[i] = -g[i] } }
    freeze()
    if pairs.isEmpty {
      let largest = vectors.largest(direction)
      if largest > 0 { vectors.scale(direction, by: Double(firstMove / largest)) }
    } else {
      multiplyByInverseHessian()
      freeze()
    }
    return vectors.dot(direction, gradient)
  }

  /// The two-loop recursion.
  private func multiplyByInverseHessian() {
    var weights: [Double] = []
    for pair in pairs.reversed() {
      let weight = vectors.dot(pair.move, direction) / pair.curvature
      vectors.add(-weight, pair.change, to: direction)
      weights.append(weight)
    }
    let last = pairs.last!
    vectors.scale(direction, by: last.curvature / vectors.dot(last.change, last.change))
    for (pair, weight) in zip(pairs, weights.reversed()) {
      let back = vectors.dot(pair.change, direction) / pair.curvature
      vectors.add(weight - back, pair.move, to: direction)
    }
  }

  /// Looks for a step along the direction, and takes it.
  private func search(_ slope: Double) throws(AdaINError) -> Bool {
    var length = 1.0
    for _ in 0..<Self.attempts {
      vectors.copy(point, to: nextPoint)
      vectors.add(length, direction, to: nextPoint)
      if let bounds { vectors.clamp(nextPoint, to: bounds) }
      let next = try objective(nextPoint, nextGradient)
      let promised = vectors.dot(gradient, nextPoint) - vectors.dot(gradient, point)
      if next.isFinite, next < value, next <= value + Self.sufficient * promised {
        try remember()
        swap(&point, &nextPoint)
        swap(&gradient, &nextGradient)
        value = next
        return true
      }
      // The minimum of the parabola through both values and the slope, within a tenth and a half.
      let parabola = -slope * length * length / (2 * (next - value - slope * length))
      length = parabola.isFinite ? min(max(parabola, 0.1 * length), 0.5 * length) : 0.1 * length
    }
    return false
  }

  /// Keeps the move that is about to be made, and how it changes the gradient.
  private func remember() throws(AdaINError) {
    if pairs.count == Self.history {
      let oldest = pairs.removeFirst()
      spare += [oldest.move, oldest.change]
    }
    while spare.count < 2 { spare.append(try vectors.zeros()) }
    let (move, change) = (spare.removeLast(), spare.removeLast())
    let (x, g, nextX, nextG) = (point.pointer, gradient.pointer, nextPoint.pointer, nextGradient.pointer)
    let isBounded = bounds != nil
    vectors.forEachPiece {
      for i in $0 {
        move.pointer[i] = nextX[i] - x[i]
        // What stays at a bound says nothing of the curvature among the others.
        change.pointer[i] = isBounded && nextX[i] == x[i] ? 0 : nextG[i] - g[i]
      }
    }
    let curvature = vectors.dot(move, change)
    let size = (vectors.dot(move, move) * vectors.dot(change, change)).squareRoot()
    if curvature > 1e-10 * size {
      pairs.append(Pair(move: move, change: change, curvature: curvature))
    } else {
      spare += [move, change]
    }
  }
}
