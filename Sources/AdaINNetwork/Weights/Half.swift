// Half precision (IEEE 754 binary16), in which small files and kept features store their numbers.

/// Conversions between Float and the bits of a half.
package enum Half {
  /// Exponent and fraction are put in a float's places, and 2^112 makes up for the difference of the two
  /// exponents, of subnormal numbers too. Swift calls a function for each number instead.
  @inline(__always)
  package static func float(_ bits: UInt16) -> Float {
    let magnitude = Float(bitPattern: UInt32(bits & 0x7FFF) << 13) * 0x1p112
    let infinite: UInt32 = bits & 0x7C00 == 0x7C00 ? 0x7F80_0000 : 0
    return Float(bitPattern: magnitude.bitPattern | infinite | UInt32(bits & 0x8000) << 16)
  }

  /// Rounds to nearest, ties to even; too large becomes infinite.
  @inline(__always)
  package static func bits(_ value: Float) -> UInt16 { Float16(value).bitPattern }
}
