// AdaIN and its mixtures: the output has the style's mean and deviation.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import CKernels
import Testing

@Suite struct AdaINMapTests {
  private let level = Size(width: 9, height: 6)
  private let channels = 32

  private func statistics(_ map: FeatureMap) throws -> ChannelStatistics {
    var moments = Moments(blocks: map.blocks)
    moments.add(map)
    return try #require(moments.statistics)
  }

  private func randomStyle(_ random: inout SeededRandom) throws -> ChannelStatistics {
    try .of(mean: random.floats(channels, -2...2), deviation: random.floats(channels, 0.1...3))
  }

  /// (1 - strength) c + strength sum share x AdaIN(c)
  private func mixed(_ map: FeatureMap, _ maps: [AdaINMap], shares: [[Float]?], strength: Float) throws
    -> [Float]
  {
    let output = try GuardedMap(channels: channels, rect: map.rect, level: map.level, value: .nan)
    defer { withExtendedLifetime(output) {} }
    var (from, to) = (map.ckMap, output.map.ckMap)
    var affines: [ck_affine] = []
    var memory: [FloatBuffer] = []
    func copied(_ values: [Float]) throws -> UnsafePointer<Float> {
      let buffer = try FloatBuffer(count: values.count)
      buffer.pointer.update(from: values, count: values.count)
      memory.append(buffer)
      return UnsafePointer(buffer.pointer)
    }
    for (map, share) in zip(maps, shares) {
      affines.append(
        ck_affine(scale: try copied(map.scale), shift: try copied(map.shift), weights: try share.map(copied)))
    }
    withExtendedLifetime(memory) {
      ck_mix(&from, &to, Int32(map.blocks), affines, Int32(affines.count), strength)
    }
    #expect(output.guardsAreWhole)
    return output.map.values(channels: channels)
  }

  @Test func theOutputHasTheStylesStatistics() throws {
    var random = SeededRandom(91)
    let content = try GuardedMap(
      random.floats(channels * level.area, -1...3), channels: channels, rect: Rect(level), level: level)
    let style = try randomStyle(&random)
    let map = AdaINMap(content: try statistics(content.map), styles: [(1, style)])
    let result = try mixed(content.map, [map], shares: [nil], strength: 1)
    let output = try GuardedMap(result, channels: channels, rect: Rect(level), level: level)
    let found = try statistics(output.map)
    expectClose(found.mean, style.mean, shape: [channels], tolerance: 1e-5, "\(random)")
    // The content's deviation has epsilon in it, so that the output's is smaller by its share of it.
    let deviation = zip(style.deviation, try statistics(content.map).deviation).map { style, content in
      (style * style * (1 - 1e-5 / (content * content)) + 1e-5).squareRoot()
    }
    expectClose(found.deviation, deviation, shape: [channels], tolerance: 1e-5, "\(random)")
    withExtendedLifetime((content, output)) {}
  }

  @Test func mixturesAreSumsOfTheirStyles() throws {
    var random = SeededRandom(92)
    let content = try ChannelStatistics.of(
      mean: random.floats(32, -2...2), deviation: random.floats(32, 0.1...3))
    let (a, b) = try (randomStyle(&random), randomStyle(&random))
    let (onlyA, onlyB) = (
      AdaINMap(content: content, styles: [(1, a)]), AdaINMap(content: content, styles: [(1, b)])
    )
    let both = AdaINMap(content: content, styles: [(0.25, a), (0.75, b)])
    for c in 0..<channels {
      #expect(abs(both.scale[c] - (0.25 * onlyA.scale[c] + 0.75 * onlyB.scale[c])) < 1e-5, "\(random)")
      #expect(abs(both.shift[c] - (0.25 * onlyA.shift[c] + 0.75 * onlyB.shift[c])) < 1e-4, "\(random)")
    }
    #expect(AdaINMap(content: content, styles: [(1, a), (0, b)]) == onlyA)
    #expect(AdaINMap(content: content, styles: [(0.5, a), (0.5, a)]) == onlyA)
  }

  @Test func aStyleOfTheContentsStatisticsChangesNothing() throws {
    var random = SeededRandom(93)
    let content = try randomStyle(&random)
    let map = AdaINMap(content: content, styles: [(1, content)])
    #expect(map.scale.allSatisfy { $0 == 1 })
    #expect(map.shift.allSatisfy { abs($0) < 1e-6 })
  }

  @Test func paddingChannelsStayZero() throws {
    let content = try ChannelStatistics.of(
      mean: [Float](repeating: 1, count: 16), deviation: [Float](repeating: 1, count: 16))
    let style = try ChannelStatistics.of(mean: [5, 6, 7], deviation: [1, 2, 3])
    let map = AdaINMap(content: content, styles: [(1, style)])
    #expect(map.scale.count == 16 && map.scale[2] == 3 && map.shift[2] == 4)
    #expect(map.scale[3...].allSatisfy { $0 == 0 } && map.shift[3...].allSatisfy { $0 == 0 })
  }

  @Test func mixingByHand() throws {
    var random = SeededRandom(94)
    let values = random.floats(channels * level.area, -1...1)
    let content = try GuardedMap(values, channels: channels, rect: Rect(level), level: level)
    defer { withExtendedLifetime(content) {} }
    let statistics = try statistics(content.map)
    let maps = try [randomStyle(&random), randomStyle(&random)].map {
      AdaINMap(content: statistics, styles: [(1, $0)])
    }
    let share = random.floats(level.area)
    let shares = [share, share.map { 1 - $0 }]
    for strength in [0, 0.3, 1] as [Float] {
      let result = try mixed(content.map, maps, shares: shares, strength: strength)
      let expected = values.indices.map { i in
        let (c, at) = (i / level.area, i % level.area)
        let styled = (0..<2).reduce(Float(0)) {
          $0 + shares[$1][at] * (maps[$1].scale[c] * values[i] + maps[$1].shift[c])
        }
        return (1 - strength) * values[i] + strength * styled
      }
      expectClose(
        result, expected, shape: [channels, level.height, level.width], tolerance: 2e-5,
        "\(strength), \(random)")
      if strength == 0 { #expect(result == values) }
    }
  }
}
