// Per-channel mean and deviation of features, over the whole picture or weighted by a soft region.

import AdaINNetwork
import CKernels

/// Weighted sums that mean and variance follow from; sums of parts of a picture add up to the picture's.
package struct Moments {
  package private(set) var weight = 0.0
  private var squaredWeight = 0.0
  /// Sum of w x for each channel, then of w x^2.
  private var sums: [Double]

  package init(blocks: Int) { sums = [Double](repeating: 0, count: 2 * blocks * FeatureMap.blockSize) }

  /// - Parameter weights: one a position of the map, rows following each other; nil: all 1.
  package mutating func add(_ map: FeatureMap, weights: [Float]? = nil) {
    var ckMap = map.ckMap
    if let weights {
      precondition(weights.count == map.rect.area)
      for weight in weights {
        self.weight += Double(weight)
        squaredWeight += Double(weight) * Double(weight)
      }
    } else {
      weight += Double(map.rect.area)
      squaredWeight += Double(map.rect.area)
    }
    weights.withPointer { ck_moments(&ckMap, Int32(map.blocks), $0, &sums) }
  }

  /// Mean and deviation sqrt(variance + 1e-5). The variance is unbiased: n - 1 for equal weights, and for
  /// others the same with sum w - (sum w^2) / (sum w). A single position has variance 0. Nil without any
  /// weight.
  package var statistics: ChannelStatistics? {
    guard weight > 0 else { return nil }
    let freedom = weight - squaredWeight / weight
    let channels = sums.count / 2
    var mean = [Float](repeating: 0, count: channels)
    var deviation = mean
    for c in 0..<channels {
      let average = sums[c] / weight
      let scatter = max(sums[channels + c] - average * sums[c], 0)
      let variance = freedom > 1e-9 * weight ? scatter / freedom : 0
      mean[c] = Float(average)
      deviation[c] = Float((variance + Architecture.varianceEpsilon).squareRoot())
    }
    return ChannelStatistics(mean: mean, deviation: deviation)
  }
}

extension [Float]? {
  fileprivate func withPointer(_ body: (UnsafePointer<Float>?) -> Void) {
    if let self { self.withUnsafeBufferPointer { body($0.baseAddress) } } else { body(nil) }
  }
}

/// Mean and standard deviation of each channel.
package struct ChannelStatistics: Equatable, Sendable {
  package var mean: [Float]
  /// sqrt(variance + epsilon)
  package var deviation: [Float]

  /// The first `channels`: without the padding of the last block.
  package func prefix(_ channels: Int) -> ChannelStatistics {
    ChannelStatistics(mean: Array(mean.prefix(channels)), deviation: Array(deviation.prefix(channels)))
  }

}

/// Adaptive instance normalisation of one region: x -> scale x + shift, per channel.
package struct AdaINMap: Equatable, Sendable {
  package let scale, shift: [Float]

  /// The weighted sum over styles of sigma(s) (x - mu(c)) / sigma(c) + mu(s) (Huang & Belongie, equations 8
  /// and 15).
  /// - Parameter styles: weights that sum to 1, with as many channels as `content` or fewer (the padding's).
  package init(content: ChannelStatistics, styles: [(weight: Double, statistics: ChannelStatistics)]) {
    var scale = [Float](repeating: 0, count: content.mean.count)
    var shift = scale
    for c in 0..<styles[0].statistics.mean.count {
      let deviation = styles.reduce(0.0) { $0 + $1.weight * Double($1.statistics.deviation[c]) }
      let mean = styles.reduce(0.0) { $0 + $1.weight * Double($1.statistics.mean[c]) }
      let factor = deviation / Double(content.deviation[c])
      scale[c] = Float(factor)
      shift[c] = Float(mean - factor * Double(content.mean[c]))
    }
    self.scale = scale
    self.shift = shift
  }
}
