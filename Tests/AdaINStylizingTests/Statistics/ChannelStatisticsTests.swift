// Means and deviations of features: by hand, weighted, in parts, and at the edges.

import AdaINPictures
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct ChannelStatisticsTests {
  private let level = Size(width: 7, height: 5)

  private func values(_ channels: Int, _ random: inout SeededRandom) -> [Float] {
    random.floats(channels * level.area, -3...5)
  }

  private func moments(_ values: [Float], channels: Int, rect: Rect? = nil, weights: [Float]? = nil) throws
    -> Moments
  {
    let guarded = try GuardedMap(values, channels: channels, rect: rect ?? Rect(level), level: level)
    defer { withExtendedLifetime(guarded) {} }
    var moments = Moments(blocks: guarded.map.blocks)
    moments.add(guarded.map, weights: weights)
    return moments
  }

  /// From the definition, in Double.
  private func defined(_ x: ArraySlice<Float>, weights: [Float]) -> (mean: Float, deviation: Float) {
    let pairs = zip(x.map(Double.init), weights.map(Double.init))
    let sum = pairs.reduce(0) { $0 + $1.1 }
    let mean = pairs.reduce(0) { $0 + $1.0 * $1.1 } / sum
    let squares = pairs.reduce(0) { $0 + $1.1 * $1.1 }
    let scatter = pairs.reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
    return (Float(mean), Float((scatter / (sum - squares / sum) + 1e-5).squareRoot()))
  }

  @Test func fourNumbersByHand() throws {
    let row = Size(width: 4, height: 1)
    let guarded = try GuardedMap([1, 2, 3, 6], channels: 1, rect: Rect(row), level: row)
    defer { withExtendedLifetime(guarded) {} }
    var moments = Moments(blocks: 1)
    moments.add(guarded.map)
    let statistics = try #require(moments.statistics)
    #expect(statistics.mean[0] == 3)
    // ((-2)^2 + (-1)^2 + 0 + 3^2) / 3
    #expect(statistics.deviation[0] == Float((14.0 / 3 + 1e-5).squareRoot()))
    #expect(statistics.mean.count == 16 && statistics.mean[1] == 0)
    #expect(statistics.deviation[1] == Float(1e-5.squareRoot()))
    #expect(statistics.prefix(1).mean == [3] && statistics.prefix(1).deviation.count == 1)
  }

  @Test func weightedAndPlain() throws {
    var random = SeededRandom(81)
    let channels = 19
    let values = values(channels, &random)
    let weights = random.floats(level.area)
    for (given, used) in [(weights as [Float]?, weights), (nil, [Float](repeating: 1, count: level.area))] {
      let statistics = try #require(try moments(values, channels: channels, weights: given).statistics)
      for c in 0..<channels {
        let expected = defined(values[c * level.area..<(c + 1) * level.area], weights: used)
        #expect(abs(statistics.mean[c] - expected.mean) < 1e-6, "channel \(c), \(random)")
        #expect(abs(statistics.deviation[c] - expected.deviation) < 1e-6, "channel \(c), \(random)")
      }
    }
  }

  @Test func theScaleOfWeightsDoesNotMatter() throws {
    var random = SeededRandom(82)
    let values = values(16, &random)
    let weights = random.floats(level.area)
    let one = try #require(try moments(values, channels: 16, weights: weights).statistics)
    for scale in [0.5, 1e-6, 1e-18, 1000] as [Float] {
      let scaled = try #require(
        try moments(values, channels: 16, weights: weights.map { $0 * scale }).statistics)
      expectClose(scaled.mean, one.mean, shape: [16], tolerance: 1e-6, "\(scale), \(random)")
      expectClose(scaled.deviation, one.deviation, shape: [16], tolerance: 1e-6, "\(scale), \(random)")
    }
  }

  @Test func weightsOfOneAndZeroSelect() throws {
    var random = SeededRandom(83)
    let values = values(3, &random)
    let left = Rect(x: 0, y: 0, width: 4, height: 5)
    let weights = (0..<level.area).map { Float($0 % level.width < 4 ? 1 : 0) }
    let selected = try #require(try moments(values, channels: 3, weights: weights).statistics)
    let alone = try #require(try moments(values, channels: 3, rect: left).statistics)
    expectClose(selected.mean, alone.mean, shape: [16], tolerance: 1e-6)
    expectClose(selected.deviation, alone.deviation, shape: [16], tolerance: 1e-6)
  }

  @Test func partsAddUp() throws {
    var random = SeededRandom(84)
    let values = values(5, &random)
    let whole = try #require(try moments(values, channels: 5).statistics)
    var sum = Moments(blocks: 1)
    for part in [
      Rect(x: 0, y: 0, width: 7, height: 2), Rect(x: 0, y: 2, width: 3, height: 3),
      Rect(x: 3, y: 2, width: 4, height: 3),
    ] {
      let guarded = try GuardedMap(values, channels: 5, rect: part, level: level)
      defer { withExtendedLifetime(guarded) {} }
      // Half of it weighted, which with weights of 1 is no difference.
      sum.add(guarded.map, weights: part.x == 0 ? [Float](repeating: 1, count: part.area) : nil)
    }
    let parts = try #require(sum.statistics)
    expectClose(parts.mean, whole.mean, shape: [16], tolerance: 1e-6)
    expectClose(parts.deviation, whole.deviation, shape: [16], tolerance: 1e-6)
    #expect(sum.weight == 35)
  }

  @Test func aSinglePositionHasNoVariance() throws {
    let values: [Float] = [3, -7]
    let single = Size(width: 1, height: 1)
    let guarded = try GuardedMap(values, channels: 2, rect: Rect(single), level: single)
    defer { withExtendedLifetime(guarded) {} }
    for weight in [nil, 1, 0.001] as [Float?] {
      var moments = Moments(blocks: 1)
      moments.add(guarded.map, weights: weight.map { [$0] })
      let statistics = try #require(moments.statistics)
      expectClose(Array(statistics.mean.prefix(2)), values, shape: [2], tolerance: 1e-6)
      #expect(statistics.deviation.allSatisfy { $0 == Float(1e-5.squareRoot()) })
    }
  }

  @Test func noWeightHasNoStatistics() throws {
    #expect(Moments(blocks: 1).statistics == nil)
    var random = SeededRandom(85)
    let values = values(1, &random)
    let zeros = [Float](repeating: 0, count: level.area)
    #expect(try moments(values, channels: 1, weights: zeros).statistics == nil)
  }

  @Test func aLargeMeanTakesNothingFromTheDeviation() throws {
    var random = SeededRandom(86)
    let values = values(1, &random)
    let shifted = values.map { $0 + 1000 }
    let plain = try #require(try moments(values, channels: 1).statistics)
    let far = try #require(try moments(shifted, channels: 1).statistics)
    #expect(abs(far.deviation[0] - plain.deviation[0]) < 1e-4)
  }
}
