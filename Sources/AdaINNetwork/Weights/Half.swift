// Half precision (IEEE 754 binary16), in which small files and kept features store their numbers.

/// Conversions between Float and the bits of a half.
package enum Half {
  @inline(__always)
  package static func float(_ bits: UInt16) -> Float { Float(Float16(bitPattern: bits)) }

  /// Rounds to nearest, ties to even; too large becomes infinite.
  @inline(__always)
  package static func bits(_ value: Float) -> UInt16 { Float16(value).bitPattern }
}
