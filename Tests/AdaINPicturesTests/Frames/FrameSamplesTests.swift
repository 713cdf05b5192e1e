// Samples are evenly spread, and frames stay in memory as far as they fit, the samples of one scene always.

import AdaINPictures
import Testing

@Suite struct FrameSamplesTests {
  @Test func samplesAreEvenlySpread() {
    #expect(FrameSamples.of(0..<0) == [])
    #expect(FrameSamples.of(5..<6) == [5])
    #expect(FrameSamples.of(3..<19) == Array(3..<19))
    #expect(FrameSamples.of(3..<20) == [3, 5, 7, 9, 11, 13, 15, 17, 19])
    #expect(FrameSamples.of(0..<1000) == Array(stride(from: 0, to: 1000, by: 64)))
  }

  @Test func allFramesStayWhileTheyFit() {
    var kept = KeptFrames<Int>(limit: 1000)
    for i in 0..<100 { kept.add(i, bytes: 10) }
    #expect(kept.isWhole && kept.count == 100)
    for i in 0..<100 { #expect(kept[i] == i) }
    #expect(kept[-1] == nil && kept[100] == nil)
  }

  @Test(arguments: [0, 300, 999], [17, 33, 100, 257])
  func someStayWhereTheyDoNotFit(limit: Int, count: Int) {
    var kept = KeptFrames<Int>(limit: limit)
    for i in 0..<count {
      kept.add(i, bytes: 10)
      let held = (0...i).filter { kept[$0] != nil }
      #expect(held.count * 10 <= limit || held.count <= FrameSamples.most)
      #expect(held.allSatisfy { kept[$0] == $0 })
    }
    #expect(kept.isWhole == (count * 10 <= limit))
    for sample in FrameSamples.of(0..<count) { #expect(kept[sample] == sample) }
  }
}
