// Feature maps in blocks of 16 channels, made from and turned into plain arrays, with guards around their
// memory.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// A map of a rectangle of a level whose memory has a guard of NaN on both sides: whoever reads beyond it
/// spreads NaN, whoever writes beyond it is found out. Keep it alive (`withExtendedLifetime`) while `map` is
/// used.
package struct GuardedMap {
  private static let guardCount = 4096
  private let buffer: FloatBuffer
  package let map: FeatureMap
  private let count: Int

  /// A map full of `value`.
  package init(channels: Int, rect: Rect, level: Size, value: Float) throws {
    let blocks = FeatureMap.blocks(channels: channels)
    count = FeatureMap.count(blocks: blocks, rect: rect)
    buffer = try FloatBuffer(count: count + 2 * Self.guardCount)
    buffer.fill(.nan)
    map = FeatureMap(data: buffer.pointer + Self.guardCount, blocks: blocks, rect: rect, level: level)
    map.data.update(repeating: value, count: count)
  }

  /// A map with the rectangle's part of `values`, `[channel][y][x]` of the whole level; missing channels are
  /// 0.
  package init(_ values: [Float], channels: Int, rect: Rect, level: Size) throws {
    precondition(values.count == channels * level.area)
    try self.init(channels: channels, rect: rect, level: level, value: 0)
    for c in 0..<channels {
      for y in 0..<rect.height {
        for x in 0..<rect.width {
          let block = c / FeatureMap.blockSize * rect.area
          map.data[(block + y * rect.width + x) * FeatureMap.blockSize + c % FeatureMap.blockSize] =
            values[(c * level.height + rect.y + y) * level.width + rect.x + x]
        }
      }
    }
  }

  /// Whether nothing was written beyond the map.
  package var guardsAreWhole: Bool {
    (0..<Self.guardCount).allSatisfy {
      buffer.pointer[$0].isNaN && buffer.pointer[Self.guardCount + count + $0].isNaN
    }
  }
}

extension FeatureMap {
  /// `[channel][y][x]` of the map's rectangle.
  package func values(channels: Int) -> [Float] {
    var values: [Float] = []
    values.reserveCapacity(channels * rect.area)
    for c in 0..<channels {
      for y in rect.y..<rect.bottom {
        for x in rect.x..<rect.right { values.append(self[c, y, x]) }
      }
    }
    return values
  }
}

/// The rectangle's part of `values`, `[channel][y][x]` of a whole level.
package func cropped(_ values: [Float], channels: Int, rect: Rect, level: Size) -> [Float] {
  (0..<channels).flatMap { c in
    (rect.y..<rect.bottom).flatMap { y in
      values[((c * level.height + y) * level.width + rect.x)...].prefix(rect.width)
    }
  }
}
