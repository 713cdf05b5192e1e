// Random numbers that are the same in every run. A test that fails prints its seed.

/// SplitMix64 (Steele, Lea & Flood 2014): the same numbers for the same seed on every machine.
package struct SeededRandom: RandomNumberGenerator, CustomStringConvertible {
  package let seed: UInt64
  private var state: UInt64

  package init(_ seed: UInt64) {
    self.seed = seed
    state = seed
  }

  package var description: String { "seed \(seed)" }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number of a closed range.
  package mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// Evenly spread.
  package mutating func float(_ range: ClosedRange<Float> = 0...1) -> Float {
    Float.random(in: range, using: &self)
  }

  package mutating func floats(_ count: Int, _ range: ClosedRange<Float> = 0...1) -> [Float] {
    (0..<count).map { _ in float(range) }
  }
}
