// The digest that recognises weights and pixels: every value, its place and the count matter.

import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct DigestTests {
  private func digest(_ values: [Float]) -> String {
    var digest = Digest()
    digest.add(values)
    return digest.text
  }

  @Test func everyValueCounts() {
    var random = SeededRandom(11)
    let values = random.floats(37)
    let whole = digest(values)
    #expect(whole.count == 16)
    #expect(digest(values) == whole)
    for i in values.indices {
      var changed = values
      changed[i] = changed[i].nextUp
      #expect(digest(changed) != whole, "value \(i) does not count; \(random)")
      changed = values
      changed.remove(at: i)
      #expect(digest(changed) != whole, "value \(i) can be left out; \(random)")
      if i > 0 {
        changed = values
        changed.swapAt(i, i - 1)
        #expect(digest(changed) != whole, "values \(i - 1) and \(i) can be swapped; \(random)")
      }
    }
  }

  @Test func zerosOfDifferentCountDiffer() {
    let texts = (0..<20).map { digest([Float](repeating: 0, count: $0)) }
    #expect(Set(texts).count == 20)
    #expect(digest([0]) != digest([-0.0]))
  }

  @Test func wholeNumbersCount() {
    var (a, b) = (Digest(), Digest())
    a.add(UInt64(1))
    b.add(UInt64(2))
    #expect(a.value != b.value)
    #expect(a.value != Digest().value)
  }
}
