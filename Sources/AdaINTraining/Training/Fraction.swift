// Widths as shares of VGG-19's.

/// A positive fraction.
package struct Fraction: Equatable, Sendable, CustomStringConvertible {
  package let numerator, denominator: Int

  package init(_ numerator: Int, _ denominator: Int) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// "1/4", "0.25" and "1".
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    if parts.count == 2, let numerator = parts[0], let denominator = parts[1] {
      self.init(numerator, denominator)
    } else if let value = Double(text), value > 0, value <= 64, (value * 64).rounded() == value * 64 {
      self = Fraction(Int(value * 64), 64).reduced
    } else {
      return nil
    }
    guard numerator > 0, denominator > 0 else { return nil }
  }

  private var reduced: Fraction {
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    return Fraction(numerator / a, denominator / a)
  }

  /// This share of a whole number, if that is a whole number, too.
  package func of(_ number: Int) -> Int? {
    number * numerator % denominator == 0 ? number * numerator / denominator : nil
  }

  package var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
