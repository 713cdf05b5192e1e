// The comparison that all other tests lean on: it must fail where it should.

import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct ComparisonTests {
  private let values: [Float] = [1, 2, 3, 4, 5, 6]
  private let malformed = AdaINError(.malformed, "a text")

  @Test func equalArraysMatch() {
    let comparison = Comparison(values, values, shape: [2, 3], tolerance: 0)
    #expect(comparison.mismatch == nil)
    #expect(comparison.worst == 0)
  }

  @Test func theWorstIndexAndBothValuesAreNamed() throws {
    var other = values
    other[1] += 0.25
    other[5] -= 0.5
    let comparison = Comparison(other, values, shape: [2, 3], tolerance: 0.1)
    let text = try #require(comparison.mismatch)
    #expect(comparison.worst == 0.5)
    #expect(text.contains("[1, 2]") && text.contains("5.5 where 6.0") && text.contains("2 of 6"))
    #expect(Comparison(other, values, shape: [2, 3], tolerance: 0.3).mismatch?.contains("1 of 6") == true)
    #expect(Comparison(other, values, shape: [2, 3], tolerance: 0.5).mismatch == nil)
  }

  @Test func aShorterArrayDoesNotMatch() {
    #expect(Comparison(Array(values.dropLast()), values, shape: [2, 3], tolerance: 1).mismatch != nil)
    #expect(Comparison([], values, shape: [2, 3], tolerance: 1).mismatch != nil)
    #expect(Comparison(values, Array(values.dropLast()), shape: [2, 3], tolerance: 1).mismatch != nil)
    #expect(Comparison(values, values, shape: [2, 2], tolerance: 1).mismatch != nil)
    #expect(Comparison(values, values, shape: [2, 3], scales: [1], tolerance: 1).mismatch != nil)
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func whatIsNoNumberNeverMatches(_ value: Float) {
    var other = values
    other[3] = value
    for (actual, expected) in [(other, values), (values, other), (other, other)] {
      let comparison = Comparison(actual, expected, shape: [6], tolerance: .infinity)
      #expect(comparison.mismatch?.contains("[3]") == true)
      #expect(comparison.worst == .infinity)
    }
  }

  @Test func scalesDivideTheDifferences() {
    let other = values.map { $0 + 1 }
    let scales: [Float] = [10, 10, 10, 4, 10, 10]
    let comparison = Comparison(other, values, shape: [6], scales: scales, tolerance: 0.2)
    #expect(comparison.worst == 0.25)
    #expect(comparison.mismatch?.contains("[3]") == true)
    #expect(Comparison(other, values, shape: [6], scales: scales, tolerance: 0.25).mismatch == nil)
    // A scale of 0 stands for a value that must be met exactly.
    #expect(Comparison([0], [0], shape: [1], scales: [0], tolerance: 1).mismatch == nil)
    #expect(Comparison([1e-9], [0], shape: [1], scales: [0], tolerance: 1).mismatch != nil)
    #expect(Comparison([0], [0], shape: [1], scales: [.nan], tolerance: 1).mismatch != nil)
  }

  @Test func expectCloseRecordsAnIssue() {
    withKnownIssue { expectClose([1, 2], [1, 3], shape: [2], tolerance: 0.5) }
    withKnownIssue { expectClose([1, .nan], [1, 3], shape: [2], tolerance: 0.5) }
    withKnownIssue {
      expectClose(
        Picture(width: 2, height: 1, color: [1]), Picture(width: 1, height: 2, color: [1]), tolerance: 1)
    }
  }

  @Test func expectErrorRecordsAnIssue() {
    withKnownIssue { expectError(.malformed) {} }
    withKnownIssue { expectError(.malformed, "word") { throw malformed } }
    withKnownIssue { expectError(.mismatch) { throw malformed } }
    expectError(.malformed, "text") { throw malformed }
  }

  @Test func randomNumbersAreTheSameEverywhere() {
    var random = SeededRandom(1)
    #expect([random.next(), random.next()] == [0x910A_2DEC_8902_5CC1, 0xBEEB_8DA1_658E_EC67])
    var (a, b) = (SeededRandom(7), SeededRandom(8))
    #expect(a.floats(20) != b.floats(20))
    #expect(a.description == "seed 7")
  }
}
