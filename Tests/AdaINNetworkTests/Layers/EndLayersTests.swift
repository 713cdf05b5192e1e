// The network's first and last convolution, in every instruction set this machine has, against the plain one.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINTestSupport
import Testing

/// A picture's pixels `[y][x][4]` over a rectangle of a level, with guards of NaN on both sides.
private struct GuardedPixels {
  private static let guardCount = 512
  private let buffer: FloatBuffer
  let map: PixelMap

  init(rect: Rect, level: Size, _ value: (_ x: Int, _ y: Int, _ channel: Int) -> Float) throws {
    buffer = try FloatBuffer(count: 4 * rect.area + 2 * Self.guardCount)
    buffer.fill(.nan)
    map = PixelMap(data: buffer.pointer + Self.guardCount, rect: rect, level: level)
    for y in rect.y..<rect.bottom {
      for x in rect.x..<rect.right {
        for k in 0..<4 { map.pixel(x: x, y: y)[k] = value(x, y, k) }
      }
    }
  }

  var guardsAreWhole: Bool {
    (0..<Self.guardCount).allSatisfy {
      buffer.pointer[$0].isNaN && buffer.pointer[Self.guardCount + 4 * map.rect.area + $0].isNaN
    }
  }
}

@Suite struct EndLayersTests {
  private let sizes = [
    (1, 1), (2, 1), (1, 2), (7, 5), (5, 6), (6, 8), (7, 9), (4, 17), (13, 7), (25, 16),
  ].map { Size(width: $0.0, height: $0.1) }

  /// The whole level, its corners and borders, and some rectangles inside.
  private func rects(_ level: Size, _ random: inout SeededRandom) -> [Rect] {
    var rects = [Rect(level), Rect(x: level.width - 1, y: level.height - 1, width: 1, height: 1)]
    for _ in 0..<8 {
      let (x, y) = (random.int(0...level.width - 1), random.int(0...level.height - 1))
      rects.append(
        Rect(x: x, y: y, width: random.int(1...level.width - x), height: random.int(1...level.height - y)))
    }
    return rects
  }

  @Test(arguments: [1, 5, 16, 17, 64])
  func theFirstConvolution(outputs: Int) throws {
    var random = SeededRandom(61)
    let weights = ConvolutionWeights.random(outputs: outputs, inputs: 3, &random)
    let layer = try FirstConvolution(weights)
    for level in sizes {
      let input = random.floats(3 * level.area)
      let expected = weights.reference(input, height: level.height, width: level.width, relu: true)
      let magnitudes = weights.magnitudes(input, height: level.height, width: level.width)
      for rect in rects(level, &random) {
        // The fourth value must not count: it is NaN here.
        let from = try GuardedPixels(rect: rect.readBy3x3(in: level), level: level) { x, y, k in
          k == 3 ? .nan : input[k * level.area + y * level.width + x]
        }
        defer { withExtendedLifetime(from) {} }
        for instructionSet in InstructionSet.available {
          let to = try GuardedMap(channels: outputs, rect: rect, level: level, value: .nan)
          defer { withExtendedLifetime(to) {} }
          try layer.run(from.map, into: to.map, on: Machine(threads: 2, instructionSet: instructionSet))
          expectClose(
            to.map.values(channels: outputs), cropped(expected, channels: outputs, rect: rect, level: level),
            shape: [outputs, rect.height, rect.width],
            scales: cropped(magnitudes, channels: outputs, rect: rect, level: level), tolerance: 1e-6,
            "\(instructionSet.name), \(rect) of \(level), \(random)")
          #expect(to.guardsAreWhole, "\(instructionSet.name), \(rect): memory beyond the map was written to")
          #expect(
            (outputs..<to.map.blocks * FeatureMap.blockSize).allSatisfy { to.map[$0, rect.y, rect.x] == 0 })
        }
      }
    }
  }

  @Test(arguments: [1, 5, 16, 17, 64])
  func theLastConvolution(inputs: Int) throws {
    var random = SeededRandom(62)
    let weights = ConvolutionWeights.random(outputs: 3, inputs: inputs, &random)
    let layer = try LastConvolution(weights)
    for level in sizes {
      let input = random.floats(inputs * level.area, -1...1)
      let expected = weights.reference(input, height: level.height, width: level.width, relu: false)
      let magnitudes = weights.magnitudes(input, height: level.height, width: level.width)
      for rect in rects(level, &random) {
        let from = try GuardedMap(input, channels: inputs, rect: rect.readBy3x3(in: level), level: level)
        defer { withExtendedLifetime(from) {} }
        for instructionSet in InstructionSet.available {
          let to = try GuardedPixels(rect: rect, level: level) { _, _, k in k == 3 ? 7 : .nan }
          defer { withExtendedLifetime(to) {} }
          try layer.run(from.map, into: to.map, on: Machine(threads: 2, instructionSet: instructionSet))
          let values = (0..<3).flatMap { k in
            (0..<rect.area).map { to.map.pixel(x: rect.x + $0 % rect.width, y: rect.y + $0 / rect.width)[k] }
          }
          expectClose(
            values, cropped(expected, channels: 3, rect: rect, level: level),
            shape: [3, rect.height, rect.width],
            scales: cropped(magnitudes, channels: 3, rect: rect, level: level), tolerance: 1e-6,
            "\(instructionSet.name), \(rect) of \(level), \(random)")
          #expect(
            to.guardsAreWhole, "\(instructionSet.name), \(rect): memory beyond the pixels was written to")
          #expect((0..<rect.area).allSatisfy { to.map.data[4 * $0 + 3] == 7 }, "the fourth value stays")
        }
      }
    }
  }
}
