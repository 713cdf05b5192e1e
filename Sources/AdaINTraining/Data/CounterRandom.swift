// Random numbers that follow from a seed and a number, so that step n of a training draws the same whether or
// not the steps before it were made by the same process.

#if canImport(Glibc)
  import Glibc
#endif

/// SplitMix64 (Steele, Lea & Flood 2014), begun at a place that seed and stream decide.
package struct CounterRandom: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64, stream: UInt64) {
    state = Self.mixed(Self.mixed(seed) &+ stream)
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    return Self.mixed(state)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Evenly spread in 0..<1.
  package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Evenly spread in 0..<count; the bias of the remainder is below count / 2^64.
  package mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }

  /// Mean 0, deviation 1 (Box and Muller).
  package mutating func normal() -> Double {
    (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
  }
}
