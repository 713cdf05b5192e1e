// Progress never goes backward, stays in 0 to 1, and remembers that the caller wants to stop.

import AdaINRuntime
import AdaINTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct ProgressTests {
  @Test func reportsRiseToOne() throws {
    var reports: [Double] = []
    let progress = Progress(total: 10) {
      reports.append($0)
      return true
    }
    for _ in 0..<12 {
      #expect(progress.poll())
      progress.add(1)
      usleep(21_000)  // at least, so that the next report is due
    }
    try progress.finish()
    #expect(reports.count == 13)
    #expect(reports == reports.sorted())
    #expect(reports.allSatisfy { (0...1).contains($0) })
    #expect(reports.last == 1)
  }

  @Test func anImpossibleTotalIsNoDivisionByZero() throws {
    for total in [0, -5] {
      var reports: [Double] = []
      let progress = Progress(total: total) {
        reports.append($0)
        return true
      }
      #expect(progress.poll())
      try progress.finish()
      #expect(reports == [0, 1])
    }
  }

  @Test func cancellingHolds() {
    var asked = 0
    let progress = Progress(total: 10) { _ in
      asked += 1
      return false
    }
    #expect(!progress.isCancelled)
    #expect(!progress.poll())
    #expect(progress.isCancelled)
    #expect(!progress.poll())
    #expect(asked == 1, "who has cancelled is not asked again")
    expectError(.cancelled) { try progress.check() }
    expectError(.cancelled) { try progress.finish() }
  }

  @Test func withoutACallerNothingIsCancelled() throws {
    let progress = Progress(total: 1, report: nil)
    #expect(progress.poll())
    try progress.check()
    try progress.finish()
  }
}
