// A feature map: channels in blocks of 16 over a rectangle of its level, in memory that somebody else owns.

import AdaINPictures
import CKernels

/// Activations `[image][block][y][x][16]` of a rectangle of a level; missing channels of the last block are
/// 0. A picture is one image; training works on batches of several.
package struct FeatureMap {
  package let data: UnsafeMutablePointer<Float>
  package let images: Int
  package let blocks: Int
  package let rect: Rect
  package let level: Size

  package init(data: UnsafeMutablePointer<Float>, images: Int = 1, blocks: Int, rect: Rect, level: Size) {
    self.data = data
    self.images = images
    self.blocks = blocks
    self.rect = rect
    self.level = level
  }

  /// Floats that such a map takes for one image.
  package static func count(blocks: Int, rect: Rect) -> Int { blocks * rect.area * blockSize }

  package static let blockSize = Int(CK_BLOCK)

  package static func blocks(channels: Int) -> Int { (channels + blockSize - 1) / blockSize }

  package var ckMap: ck_map {
    ck_map(
      data: data, image_stride: blocks * rect.area * Self.blockSize, block_stride: rect.area * Self.blockSize,
      row_stride: rect.width * Self.blockSize,
      x: Int32(rect.x), y: Int32(rect.y), width: Int32(rect.width), height: Int32(rect.height),
      level_width: Int32(level.width), level_height: Int32(level.height))
  }

  /// One value of the first image, at level coordinates.
  package subscript(channel: Int, y: Int, x: Int) -> Float {
    data[
      (channel / Self.blockSize * rect.area + (y - rect.y) * rect.width + x - rect.x) * Self.blockSize
        + channel % Self.blockSize]
  }
}

/// A picture's pixels for the network: `[y][x][4]`, R'G'B' in 0...1, the fourth value alpha or nothing.
package struct PixelMap {
  package let data: UnsafeMutablePointer<Float>
  package let rect: Rect
  package let level: Size

  package init(data: UnsafeMutablePointer<Float>, rect: Rect, level: Size) {
    self.data = data
    self.rect = rect
    self.level = level
  }

  package var ckMap: ck_map {
    ck_map(
      data: data, image_stride: 0, block_stride: 0, row_stride: rect.width * 4,
      x: Int32(rect.x), y: Int32(rect.y), width: Int32(rect.width), height: Int32(rect.height),
      level_width: Int32(level.width), level_height: Int32(level.height))
  }

  package func pixel(x: Int, y: Int) -> UnsafeMutablePointer<Float> {
    data + 4 * ((y - rect.y) * rect.width + x - rect.x)
  }
}
