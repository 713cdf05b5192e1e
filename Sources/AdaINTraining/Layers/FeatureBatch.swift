// A batch of feature maps that owns its memory, and the store that the memory comes from and returns to.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import CKernels

/// Activations `[image][block][y][x][16]` of whole levels, in memory that goes back to its store.
package final class FeatureBatch {
  package let map: FeatureMap
  package let channels: Int
  private let memory: Memory

  /// Memory that goes back when the last batch or image in it is gone.
  private final class Memory {
    let buffer: FloatBuffer
    private let store: BatchStore

    init(_ buffer: FloatBuffer, _ store: BatchStore) { (self.buffer, self.store) = (buffer, store) }

    deinit { store.giveBack(buffer) }
  }

  fileprivate init(
    _ buffer: FloatBuffer, images: Int, channels: Int, rect: Rect, level: Size, store: BatchStore
  ) {
    memory = Memory(buffer, store)
    self.channels = channels
    map = FeatureMap(
      data: buffer.pointer, images: images, blocks: FeatureMap.blocks(channels: channels), rect: rect,
      level: level)
  }

  private init(_ map: FeatureMap, channels: Int, memory: Memory) {
    (self.map, self.channels, self.memory) = (map, channels, memory)
  }

  /// One image, in the same memory.
  package func image(_ image: Int) -> FeatureBatch { part(image, 1) }

  /// The first images, in the same memory.
  package func first(_ count: Int) -> FeatureBatch { count == images ? self : part(0, count) }

  private func part(_ first: Int, _ count: Int) -> FeatureBatch {
    let data = map.data + first * map.ckMap.image_stride
    return FeatureBatch(
      FeatureMap(data: data, images: count, blocks: blocks, rect: map.rect, level: map.level),
      channels: channels, memory: memory)
  }

  package var images: Int { map.images }
  package var blocks: Int { map.blocks }
  package var size: Size { map.level }

  /// The map of one block of one image, of the level's own positions without a border around them.
  package func ckMap(_ image: Int, _ block: Int) -> ck_map {
    var one = map.ckMap
    one.data += image * one.image_stride + block * one.block_stride
    one.data += -map.rect.y * one.row_stride - map.rect.x * FeatureMap.blockSize
    (one.x, one.y, one.width, one.height) = (0, 0, one.level_width, one.level_height)
    return one
  }

  package func fill(_ value: Float) {
    map.data.update(repeating: value, count: images * FeatureMap.count(blocks: blocks, rect: map.rect))
  }

  /// `[image][channel][y][x]`.
  package var values: [Float] {
    var values: [Float] = []
    values.reserveCapacity(images * channels * size.area)
    for image in 0..<images {
      for channel in 0..<channels {
        let block = ckMap(image, channel / FeatureMap.blockSize)
        for y in 0..<size.height {
          for x in 0..<size.width {
            values.append(
              block.data[y * block.row_stride + x * FeatureMap.blockSize + channel % FeatureMap.blockSize])
          }
        }
      }
    }
    return values
  }

  /// Takes `[image][channel][y][x]`; the last block's missing channels become 0.
  package func set(_ values: [Float]) {
    precondition(values.count == images * channels * size.area)
    fill(0)
    var next = 0
    for image in 0..<images {
      for channel in 0..<channels {
        let block = ckMap(image, channel / FeatureMap.blockSize)
        for y in 0..<size.height {
          for x in 0..<size.width {
            block.data[y * block.row_stride + x * FeatureMap.blockSize + channel % FeatureMap.blockSize] =
              values[next]
            next += 1
          }
        }
      }
    }
  }
}

/// Memory of batches, kept for the next step: fresh pages would cost as much as a layer. For one thread.
package final class BatchStore {
  private var free: [Int: [FloatBuffer]] = [:]

  package init() {}

  /// An uninitialised batch of whole levels, with `border` more positions on every side.
  package func batch(images: Int, channels: Int, size: Size, border: Int = 0) throws(AdaINError)
    -> FeatureBatch
  {
    let rect = Rect(
      x: -border, y: -border, width: size.width + 2 * border, height: size.height + 2 * border)
    let count = images * FeatureMap.count(blocks: FeatureMap.blocks(channels: channels), rect: rect)
    let buffer: FloatBuffer
    if let kept = free[count]?.popLast() { buffer = kept } else { buffer = try FloatBuffer(count: count) }
    return FeatureBatch(buffer, images: images, channels: channels, rect: rect, level: size, store: self)
  }

  fileprivate func giveBack(_ buffer: FloatBuffer) { free[buffer.count, default: []].append(buffer) }
}

extension WorkerPool {
  /// Runs `body` for every block of every image of a batch.
  package func run(over batch: FeatureBatch, _ body: (_ image: Int, _ block: Int) -> Void) {
    run(batch.images * batch.blocks) { item, _ in body(item / batch.blocks, item % batch.blocks) }
  }
}
