// Gram matrices of features, the style loss of Gatys et al. (arXiv 1508.06576) on them, and its gradient.

import AdaINNetwork
import AdaINRuntime
import CKernels

/// G = F F^T / positions of one image's features F, `[channel][channel]`, channels filled up to whole blocks.
///
/// The paper leaves G undivided and divides the squared differences by 4 channels^2 positions^2; with the
/// loss below that makes a quarter of it for each layer. Divided by the positions, pictures of any two sizes
/// can be compared.
package struct GramMatrix: Sendable {
  package let values: [Double]
  /// Without those that fill a block.
  package let channels: Int

  /// Channels with those that fill the last block.
  private var side: Int { FeatureMap.blocks(channels: channels) * FeatureMap.blockSize }

  /// Sums of pairs of blocks over ranges of positions, and then of the ranges: the order does not depend on
  /// the threads.
  package init(_ features: FeatureBatch, on pool: WorkerPool) {
    precondition(features.images == 1)
    let (blocks, positions, size) = (features.blocks, features.size.area, FeatureMap.blockSize)
    let range = max(4096, (positions + 15) / 16)
    let ranges = (positions + range - 1) / range
    let (data, stride) = (features.map.data, positions * size)
    var sums = [Double](repeating: 0, count: ranges * blocks * blocks * size * size)
    sums.withUnsafeMutableBufferPointer { sums in
      nonisolated(unsafe) let sums = sums.baseAddress!
      pool.run(ranges * blocks) { item, _ in
        let (start, a) = (item / blocks * range, item % blocks)
        for b in a..<blocks {
          ck_gram(
            data + a * stride + start * size, data + b * stride + start * size,
            Int64(min(range, positions - start)),
            sums + (item * blocks + b) * size * size)
        }
      }
    }
    channels = features.channels
    values = Self.matrix(sums, ranges: ranges, blocks: blocks, positions: positions)
  }

  /// - Parameter sums: `[range][block][block][16][16]`, the second block no smaller than the first.
  private static func matrix(_ sums: [Double], ranges: Int, blocks: Int, positions: Int) -> [Double] {
    let size = FeatureMap.blockSize
    let (side, pairs) = (blocks * size, blocks * blocks * size * size)
    var matrix = [Double](repeating: 0, count: side * side)
    for i in 0..<side {
      for k in i / size * size..<side {
        let at = ((i / size * blocks + k / size) * size + i % size) * size + k % size
        var sum = 0.0
        for range in 0..<ranges { sum += sums[range * pairs + at] }
        matrix[i * side + k] = sum / Double(positions)
        matrix[k * side + i] = matrix[i * side + k]
      }
    }
    return matrix
  }

  /// The mean over all pairs of channels of (G - target)^2.
  package func loss(target: GramMatrix) -> Double {
    zip(values, target.values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(channels * channels)
  }

  /// `weight` times the loss's gradient: 4 weight (G - target) F / (channels^2 positions).
  /// - Parameter features: what the matrix was made of.
  package func gradient(
    _ features: FeatureBatch, target: GramMatrix, weight: Double, from store: BatchStore, on pool: WorkerPool
  ) throws(AdaINError) -> FeatureBatch {
    let gradient = try store.batch(images: 1, channels: features.channels, size: features.size)
    let (blocks, positions, size) = (features.blocks, features.size.area, FeatureMap.blockSize)
    let (from, to, stride) = (features.map.data, gradient.map.data, positions * size)
    let columns = columns(target, scale: 4 * weight / Double(channels * channels * positions))
    // Few enough for all blocks of them to stay in a second-level cache.
    let range = 256
    columns.withUnsafeBufferPointer { columns in
      nonisolated(unsafe) let columns = columns.baseAddress!
      pool.run((positions + range - 1) / range) { item, _ in
        let start = item * range
        for b in 0..<blocks {
          ck_gram_product(
            from + start * size, stride, Int32(blocks), Int64(min(range, positions - start)),
            columns + b * side * size, to + b * stride + start * size)
        }
      }
    }
    return gradient
  }

  /// scale (G - target), `[block][channel][16]`.
  private func columns(_ target: GramMatrix, scale: Double) -> [Float] {
    let (side, size) = (side, FeatureMap.blockSize)
    var columns = [Float](repeating: 0, count: side * side)
    for i in 0..<side {
      for k in 0..<side {
        columns[(k / size * side + i) * size + k % size] =
          Float(scale * (values[i * side + k] - target.values[i * side + k]))
      }
    }
    return columns
  }
}
