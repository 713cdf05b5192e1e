// A fast 64-bit digest of numbers, to recognise weights and pixels seen before. Not for secrets.

/// Mixes floats four at a time; equal input gives an equal text on every machine.
package struct Digest {
  private var lanes: (UInt64, UInt64, UInt64, UInt64) = (
    0x9E37_79B9_7F4A_7C15, 0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB, 0xD6E8_FEB8_6659_FD93
  )
  private var count: UInt64 = 0

  package init() {}

  package mutating func add(_ values: [Float]) {
    values.withUnsafeBufferPointer { add($0) }
  }

  package mutating func add(_ values: UnsafeBufferPointer<Float>) {
    let prime: UInt64 = 0x9FB2_1C65_1E98_DF25
    var (a, b, c, d) = lanes
    var i = 0
    while i + 4 <= values.count {
      a = (a ^ UInt64(values[i].bitPattern)) &* prime
      b = (b ^ UInt64(values[i + 1].bitPattern)) &* prime
      c = (c ^ UInt64(values[i + 2].bitPattern)) &* prime
      d = (d ^ UInt64(values[i + 3].bitPattern)) &* prime
      a ^= a >> 29
      b ^= b >> 29
      c ^= c >> 29
      d ^= d >> 29
      i += 4
    }
    while i < values.count {
      a = (a ^ UInt64(values[i].bitPattern)) &* prime
      a ^= a >> 29
      i += 1
    }
    lanes = (a, b, c, d)
    count &+= UInt64(values.count)
  }

  package mutating func add(_ value: UInt64) {
    lanes.0 = (lanes.0 ^ value) &* 0x9FB2_1C65_1E98_DF25
    lanes.0 ^= lanes.0 >> 29
    count &+= 1
  }

  package var value: UInt64 {
    var hash = count
    for lane in [lanes.0, lanes.1, lanes.2, lanes.3] {
      hash = (hash ^ lane) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 33
    }
    return hash
  }

  /// 16 hexadecimal digits.
  package var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
