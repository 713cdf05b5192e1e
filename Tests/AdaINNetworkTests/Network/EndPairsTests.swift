// The first two and the last two convolutions in strips against each of them over the whole map: the same
// numbers.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct EndPairsTests {
  /// Sizes around the strips' and the tiles', some of them with rows that nothing but reflection reads.
  private let sizes = [(1, 1), (9, 7), (16, 29), (61, 59), (70, 131), (24, 260)].map {
    Size(width: $0.0, height: $0.1)
  }

  private func rects(_ level: Size) -> [Rect] {
    let (w, h) = (level.width, level.height)
    return [
      Rect(level), Rect(x: w - 1, y: h - 1, width: 1, height: 1),
      Rect(x: w / 3, y: h / 4, width: (w + 2) / 3, height: (h + 1) / 2),
      Rect(x: 0, y: h / 2, width: w, height: h - h / 2),
    ]
  }

  @Test func encodersAgree() throws {
    let model = try GoldenModel.compact.model
    var random = SeededRandom(91)
    for size in sizes {
      let values = random.floats(4 * size.area)
      for tile in rects(size.featureGrid) {
        let plan = model.encoder.plan(tile: tile, size: size)
        let pixels = try cropped(values, plan.pixels, size)
        defer { withExtendedLifetime(pixels) {} }
        let map = PixelMap(data: pixels.pointer, rect: plan.pixels, level: size)
        for instructionSet in InstructionSet.available {
          for threads in [1, 3] {
            let machine = Machine(threads: threads, instructionSet: instructionSet)
            func features(_ observe: ((String, FeatureMap) -> Void)?) throws -> [Float] {
              try model.encoder.encode(map, plan: plan, on: machine, observe: observe).values(
                channels: model.featureChannels)
            }
            let apart = try features { _, _ in }
            #expect(try features(nil) == apart, "\(instructionSet.name), \(tile) of \(size)")
          }
        }
      }
    }
  }

  @Test func decodersAgree() throws {
    let model = try GoldenModel.compact.model
    var random = SeededRandom(92)
    for grid in sizes.dropLast(2) + [Size(width: 5, height: 66)] {
      let level = grid.doubled.doubled.doubled
      for pixels in rects(level) {
        let plan = model.decoder.plan(pixels: pixels, grid: grid)
        let count = FeatureMap.count(blocks: model.featureBlocks, rect: plan.features)
        let buffer = try FloatBuffer(count: count)
        defer { withExtendedLifetime(buffer) {} }
        buffer.pointer.update(from: random.floats(count), count: count)
        let features = FeatureMap(
          data: buffer.pointer, blocks: model.featureBlocks, rect: plan.features, level: grid)
        for instructionSet in InstructionSet.available {
          for threads in [1, 3] {
            let machine = Machine(threads: threads, instructionSet: instructionSet)
            func picture(_ observe: ((String, FeatureMap) -> Void)?) throws -> [Float] {
              let output = try FloatBuffer(count: 4 * pixels.area)
              output.fill(7)
              try model.decoder.decode(
                features, plan: plan, into: PixelMap(data: output.pointer, rect: pixels, level: level),
                on: machine,
                observe: observe)
              return Array(UnsafeBufferPointer(start: output.pointer, count: output.count))
            }
            let apart = try picture { _, _ in }
            #expect(try picture(nil) == apart, "\(instructionSet.name), \(pixels) of \(level)")
          }
        }
      }
    }
  }

  private func cropped(_ values: [Float], _ rect: Rect, _ size: Size) throws -> FloatBuffer {
    let buffer = try FloatBuffer(count: 4 * rect.area)
    for i in 0..<4 * rect.area {
      let (x, y) = (rect.x + i / 4 % rect.width, rect.y + i / 4 / rect.width)
      buffer.pointer[i] = values[4 * (y * size.width + x) + i % 4]
    }
    return buffer
  }
}
