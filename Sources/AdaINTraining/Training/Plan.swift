// What changes in the course of a training: weights from one value to another, and stages with sizes of their
// own.

import AdaINRuntime

/// A weight that goes in a straight line from one value to another over a training.
package struct Course: Equatable, Sendable, CustomStringConvertible, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  package let from, to: Double

  package init(_ from: Double, _ to: Double) { (self.from, self.to) = (from, to) }
  package init(_ value: Double) { self.init(value, value) }
  package init(floatLiteral value: Double) { self.init(value) }
  package init(integerLiteral value: Int) { self.init(Double(value)) }

  /// "20:2", or "20" for one that stays.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count <= 2, let from = parts[0], let to = parts.last! else { return nil }
    self.init(from, to)
  }

  package var isConstant: Bool { from == to }
  /// - Parameter share: how much of the training is done, 0...1.
  package func value(at share: Double) -> Double { isConstant ? from : from + (to - from) * min(share, 1) }
  package var description: String { isConstant ? "\(from)" : "\(from):\(to)" }
}

/// The stages of a training. What a stage does not name stays as it was before.
package struct Plan: Equatable, Sendable, CustomStringConvertible {
  package struct Stage: Equatable, Sendable {
    package var crop, batch: Int?
    package var rate, identityWeight: Double?
    /// Nil: to the end.
    package var steps: Int?

    package init() {}
  }

  package var stages: [Stage]

  package init(_ stages: [Stage]) { self.stages = stages }

  /// "crop 128 batch 8 steps 2000, crop 192": stages between commas or on lines of their own; error texts
  /// continue "the plan …".
  package init(_ text: String) throws(AdaINError) {
    stages = []
    for part in text.split(whereSeparator: { $0 == "," || $0.isNewline }) {
      let words = part.split(separator: " ", omittingEmptySubsequences: true)
      if words.isEmpty { continue }
      guard words.count % 2 == 0 else {
        throw AdaINError(
          .invalidArgument, "has a stage of an odd number of words: \(words.joined(separator: " "))")
      }
      var stage = Stage()
      for at in stride(from: 0, to: words.count, by: 2) {
        try stage.set(String(words[at]), String(words[at + 1]))
      }
      stages.append(stage)
    }
    guard !stages.isEmpty else { throw AdaINError(.invalidArgument, "has no stage") }
    guard stages.dropLast().allSatisfy({ $0.steps != nil }) else {
      throw AdaINError(
        .invalidArgument, "does not say how many steps a stage has; only the last may leave it out")
    }
  }

  /// The steps of all stages, if that is known.
  package var steps: Int? {
    let all = stages.compactMap(\.steps)
    return all.count == stages.count && !all.isEmpty ? all.reduce(0, +) : nil
  }

  package var description: String { stages.map(\.description).joined(separator: " / ") }
}

extension Plan.Stage: CustomStringConvertible {
  fileprivate mutating func set(_ name: String, _ text: String) throws(AdaINError) {
    func number(_ range: ClosedRange<Int>, multipleOf unit: Int = 1) throws(AdaINError) -> Int {
      guard let value = Int(text), range.contains(value), value % unit == 0 else {
        throw AdaINError(
          .invalidArgument,
          "has \(name) \(text); give \(unit > 1 ? "a multiple of \(unit)" : "a number") "
            + "from \(range.lowerBound) to \(range.upperBound)")
      }
      return value
    }
    func weight(_ most: Double) throws(AdaINError) -> Double {
      guard let value = Double(text), value >= 0, value <= most else {
        throw AdaINError(.invalidArgument, "has \(name) \(text); give a number from 0 to \(most)")
      }
      return value
    }
    switch name {
    case "crop": crop = try number(16...2048, multipleOf: 8)
    case "batch": batch = try number(1...256)
    case "steps": steps = try number(1...1_000_000_000)
    case "rate": rate = try weight(1)
    case "identity-weight": identityWeight = try weight(1e6)
    default:
      throw AdaINError(
        .invalidArgument, "does not know \(name); a stage has crop, batch, steps, rate and identity-weight")
    }
  }

  package var description: String {
    [
      crop.map { "crop \($0)" }, batch.map { "batch \($0)" }, rate.map { "rate \($0)" },
      identityWeight.map { "identity-weight \($0)" }, steps.map { "steps \($0)" },
    ].compactMap { $0 }.joined(separator: " ")
  }
}
