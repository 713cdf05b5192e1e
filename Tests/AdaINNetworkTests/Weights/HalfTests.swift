// Half precision: every bit pattern keeps its value, and rounding is to nearest.

import AdaINNetwork
import AdaINTestSupport
import Testing

@Suite struct HalfTests {
  /// The value by the format's definition: sign, 5 bits of exponent, 10 of fraction.
  private func defined(_ bits: UInt16) -> Double {
    let sign: Double = bits >> 15 == 0 ? 1 : -1
    let (exponent, fraction) = (Int(bits >> 10 & 0x1F), Double(bits & 0x3FF) / 1024)
    func power(_ exponent: Int) -> Double {
      exponent < 0 ? 1 / Double(1 << -exponent) : Double(1 << exponent)
    }
    if exponent == 31 { return fraction == 0 ? sign * .infinity : .nan }
    return exponent == 0 ? sign * fraction * power(-14) : sign * (1 + fraction) * power(exponent - 15)
  }

  @Test func everyPatternHasItsValue() {
    for bits in UInt16.min...UInt16.max {
      let value = Half.float(bits)
      let expected = defined(bits)
      if expected.isNaN {
        #expect(value.isNaN)
      } else if Double(value) != expected || Half.bits(value) != bits {
        Issue.record("pattern \(bits): \(value) and back \(Half.bits(value)), \(expected) is expected")
      }
    }
  }

  @Test func roundingIsToTheNearest() {
    var random = SeededRandom(5)
    for _ in 0..<20_000 {
      let value = random.float(-65_519...65_519) * random.float()
      let bits = Half.bits(value)
      let error = abs(Half.float(bits) - value)
      for neighbour in [bits &- 1, bits &+ 1] where Half.float(neighbour).isFinite {
        if error > abs(Half.float(neighbour) - value) {
          Issue.record(
            "\(value) rounds to \(Half.float(bits)), but \(Half.float(neighbour)) is nearer; \(random)")
        }
      }
    }
    #expect(Half.bits(2049) == Half.bits(2048) && Half.bits(2051) == Half.bits(2052), "ties go to even")
    #expect(Half.float(Half.bits(65_519)) == 65_504)
    #expect(Half.float(Half.bits(65_520)) == .infinity)
    #expect(Half.float(Half.bits(-1e30)) == -.infinity)
    #expect(Half.bits(-0.0) == 0x8000)
  }
}
