// Mean and deviation of each channel of each image of a batch, and how a gradient flows back through them.

import AdaINNetwork
import AdaINRuntime
import CKernels

/// `[image][channel]`, channels filled up to whole blocks.
package struct BatchStatistics: Sendable {
  package var mean: [Float]
  /// sqrt(unbiased variance + 1e-5); the variance of a single position is 0.
  package var deviation: [Float]
  package let images: Int
  /// Positions that they were taken over.
  package let positions: Int

  package var channels: Int { mean.count / images }

  package init(_ batch: FeatureBatch, on pool: WorkerPool) {
    images = batch.images
    positions = batch.size.area
    let count = batch.images * batch.blocks * FeatureMap.blockSize
    let positions = Double(positions)
    mean = [Float](repeating: 0, count: count)
    deviation = mean
    mean.withUnsafeMutableBufferPointer { mean in
      deviation.withUnsafeMutableBufferPointer { deviation in
        nonisolated(unsafe) let (mean, deviation) = (mean, deviation)
        pool.run(over: batch) { image, block in
          var sums = [Double](repeating: 0, count: 2 * FeatureMap.blockSize)
          var map = batch.ckMap(image, block)
          ck_moments(&map, 1, nil, &sums)
          for k in 0..<FeatureMap.blockSize {
            let average = sums[k] / positions
            let scatter = max(sums[FeatureMap.blockSize + k] - average * sums[k], 0)
            let variance = positions > 1 ? scatter / (positions - 1) : 0
            let at = (image * batch.blocks + block) * FeatureMap.blockSize + k
            mean[at] = Float(average)
            deviation[at] = Float((variance + Architecture.varianceEpsilon).squareRoot())
          }
        }
      }
    }
  }

  /// Those of several batches, one image each.
  package init(_ single: [BatchStatistics]) {
    images = single.count
    positions = single[0].positions
    mean = single.flatMap(\.mean)
    deviation = single.flatMap(\.deviation)
  }

  /// Those of one image.
  package subscript(image: Int) -> BatchStatistics {
    var one = BatchStatistics(images: 1, positions: positions)
    one.mean = Array(mean[image * channels..<(image + 1) * channels])
    one.deviation = Array(deviation[image * channels..<(image + 1) * channels])
    return one
  }

  private init(images: Int, positions: Int) {
    (self.images, self.positions) = (images, positions)
    (mean, deviation) = ([], [])
  }

  /// dL / dx from dL / d mean and dL / d deviation: d mean / dx = 1 / n, and
  /// d deviation / dx = (x - mean) / ((n - 1) deviation).
  package func gradient(mean meanGradient: [Float], deviation deviationGradient: [Float]) -> ChannelMap {
    let n = Float(positions)
    var scale = [Float](repeating: 0, count: mean.count)
    var shift = scale
    for c in mean.indices {
      if positions > 1 { scale[c] = deviationGradient[c] / ((n - 1) * deviation[c]) }
      shift[c] = meanGradient[c] / n - scale[c] * mean[c]
    }
    return ChannelMap(images: images, channels: channels, scale: scale, shift: shift)
  }
}

/// Adaptive instance normalisation of a batch: each image gets the statistics of its style (Huang & Belongie,
/// equation 8).
package enum BatchAdaIN {
  /// The normalised content as a map of it.
  package static func map(content: BatchStatistics, style: BatchStatistics) -> ChannelMap {
    var scale = [Float](repeating: 0, count: content.mean.count)
    var shift = scale
    for c in scale.indices {
      scale[c] = style.deviation[c] / content.deviation[c]
      shift[c] = style.mean[c] - scale[c] * content.mean[c]
    }
    return ChannelMap(images: content.images, channels: content.channels, scale: scale, shift: shift)
  }

  /// Carries dL / d output back to the content's features and to the style's.
  ///
  /// With x^ = (x - mean) / deviation:
  /// dL / dx = style deviation / deviation (g - average of g - x^ sum(g x^) / (n - 1)),
  /// dL / d style mean = sum of g, dL / d style deviation = sum(g x^).
  /// - Returns: the content's gradient as a map of g and the content's features; the style's as a map of its
  ///   features.
  package static func backward(
    _ gradient: FeatureBatch, features: FeatureBatch, content: BatchStatistics, style: BatchStatistics,
    on pool: WorkerPool
  ) -> (content: ChannelMap, style: ChannelMap) {
    let sums = moments(gradient, features, on: pool)
    let n = Double(content.positions)
    let count = content.mean.count
    var (factor, scale, shift) = (
      [Float](repeating: 0, count: count), [Float](repeating: 0, count: count),
      [Float](repeating: 0, count: count)
    )
    var (meanGradient, deviationGradient) = (shift, shift)
    for c in 0..<count {
      let (mean, deviation) = (Double(content.mean[c]), Double(content.deviation[c]))
      let normalized = (sums.products[c] - mean * sums.gradient[c]) / deviation
      let outer = Double(style.deviation[c]) / deviation
      let inner = content.positions > 1 ? outer * normalized / ((n - 1) * deviation) : 0
      factor[c] = Float(outer)
      scale[c] = Float(-inner)
      shift[c] = Float(inner * mean - outer * sums.gradient[c] / n)
      meanGradient[c] = Float(sums.gradient[c])
      deviationGradient[c] = Float(normalized)
    }
    return (
      ChannelMap(
        images: content.images, channels: content.channels, gradientScale: factor, scale: scale,
        shift: shift),
      style.gradient(mean: meanGradient, deviation: deviationGradient)
    )
  }

  /// Sums of g and of g x, for each channel of each image.
  private static func moments(_ gradient: FeatureBatch, _ x: FeatureBatch, on pool: WorkerPool)
    -> (gradient: [Double], products: [Double])
  {
    let size = FeatureMap.blockSize
    var first = [Double](repeating: 0, count: x.images * x.blocks * size)
    var second = first
    first.withUnsafeMutableBufferPointer { first in
      second.withUnsafeMutableBufferPointer { second in
        nonisolated(unsafe) let (first, second) = (first, second)
        pool.run(over: x) { image, block in
          var sums = [Double](repeating: 0, count: 2 * size)
          var (g, map) = (gradient.ckMap(image, block), x.ckMap(image, block))
          ck_gradient_moments(&g, &map, 1, &sums)
          for k in 0..<size {
            first[(image * x.blocks + block) * size + k] = sums[k]
            second[(image * x.blocks + block) * size + k] = sums[size + k]
          }
        }
      }
    }
    return (first, second)
  }
}
