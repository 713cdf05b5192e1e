// The frozen encoder that losses are measured with, and the four outputs of it that style losses compare.

import AdaINNetwork
import AdaINRuntime
import CKernels

/// VGG-19 to relu4_1 with weights that never change, its `preprocess` folded into conv1_1.
package final class LossNetwork {
  /// relu1_1, relu2_1, relu3_1 and relu4_1 among the encoder's layers.
  package static let styleLayers = [0, 2, 4, 8]
  package static let styleLayerNames = ["relu1_1", "relu2_1", "relu3_1", "relu4_1"]

  package let stack: ConvolutionStack
  /// Identifies the weights.
  package let digest: String

  package init(_ weights: ModelWeights, on pool: WorkerPool) throws(AdaINError) {
    var convolutions: [TrainableConvolution] = []
    for layer in weights.encoder {
      convolutions.append(try TrainableConvolution(layer, isFrozen: true, on: pool))
    }
    stack = ConvolutionStack(encoder: convolutions)
    digest = weights.identity.encoderDigest
  }

  /// Statistics at the style layers.
  package func styleStatistics(_ tape: ConvolutionStack.Tape, on pool: WorkerPool) -> [BatchStatistics] {
    Self.styleLayers.map { BatchStatistics(tape.outputs[$0], on: pool) }
  }
}

/// The paper's losses (Huang & Belongie, equations 11 to 13) of pictures that have been through the loss
/// network, and their gradients.
package enum Losses {
  /// The mean over all values of (features - target)^2.
  /// - Returns: the loss, and `weight` times its gradient.
  package static func content(
    _ features: FeatureBatch, target: FeatureBatch, weight: Double, from store: BatchStore,
    on pool: WorkerPool
  ) throws(AdaINError) -> (loss: Double, gradient: FeatureBatch) {
    let gradient = try store.batch(images: features.images, channels: features.channels, size: features.size)
    let count = Double(features.images * features.channels * features.size.area)
    let scale = Float(2 * weight / count)
    let sums = sum(over: features, on: pool) { image, block in
      var (a, b, to) = (
        features.ckMap(image, block), target.ckMap(image, block), gradient.ckMap(image, block)
      )
      return ck_squared_difference(&a, &b, 1, scale, &to)
    }
    return (sums / count, gradient)
  }

  /// For each style layer the mean over images and channels of (mean - target's)^2 + (deviation -
  /// target's)^2.
  /// - Parameter normalizes: what is minimised is, for each image, this relative to what the squares of all
  ///   four sum up to, so that weak styles count as much as strong ones (Cheng et al., CVPR 2021).
  /// - Returns: each layer's loss, not normalised; `weight` times the gradient of what is minimised as a map
  ///   of the layer's output; and what is minimised.
  package static func style(
    _ statistics: [BatchStatistics], target: [BatchStatistics], channels: [Int], weight: Double,
    normalizes: Bool = false
  ) -> (losses: [Double], gradients: [ChannelMap], objective: Double) {
    var losses: [Double] = []
    var gradients: [ChannelMap] = []
    var objective = 0.0
    for ((own, target), channels) in zip(zip(statistics, target), channels) {
      let count = Double(own.images * channels)
      var loss = 0.0
      func gradient(_ a: [Float], _ b: [Float]) -> [Float] {
        zip(a, b).map { a, b in
          let difference = Double(a) - Double(b)
          loss += difference * difference / count
          return Float(2 * weight * difference / count)
        }
      }
      var (mean, deviation) = (
        gradient(own.mean, target.mean), gradient(own.deviation, target.deviation)
      )
      losses.append(loss)
      if normalizes {
        let relative = normalized(own, target, channels: channels)
        objective += relative.loss
        mean = relative.mean.map { Float(weight * $0) }
        deviation = relative.deviation.map { Float(weight * $0) }
      } else {
        objective += loss
      }
      gradients.append(own.gradient(mean: mean, deviation: deviation))
    }
    return (losses, gradients, objective)
  }

  /// The mean over images of D / V with D the sum of squared differences and V that of all squares, and its
  /// gradient: dD / V - D / V^2 dV.
  private static func normalized(_ own: BatchStatistics, _ target: BatchStatistics, channels: Int)
    -> (loss: Double, mean: [Double], deviation: [Double])
  {
    var loss = 0.0
    var gradients = [[Double]](repeating: [Double](repeating: 0, count: own.mean.count), count: 2)
    for image in 0..<own.images {
      let range = image * own.channels..<image * own.channels + channels
      var (difference, all) = (0.0, 0.0)
      let pairs = [(own.mean, target.mean), (own.deviation, target.deviation)]
      for (a, b) in pairs {
        for c in range {
          let (a, b) = (Double(a[c]), Double(b[c]))
          difference += (a - b) * (a - b)
          all += a * a + b * b
        }
      }
      loss += difference / all / Double(own.images)
      for (kind, (a, b)) in pairs.enumerated() {
        for c in range {
          let (a, b) = (Double(a[c]), Double(b[c]))
          gradients[kind][c] = 2 * ((a - b) / all - difference / (all * all) * a) / Double(own.images)
        }
      }
    }
    return (loss, gradients[0], gradients[1])
  }

  /// The mean over all values of the square of how far they are outside 0...1.
  /// - Returns: the loss, and `weight` times its gradient.
  package static func range(
    _ pictures: FeatureBatch, weight: Double, from store: BatchStore, on pool: WorkerPool
  ) throws(AdaINError) -> (loss: Double, gradient: FeatureBatch) {
    let gradient = try store.batch(images: pictures.images, channels: pictures.channels, size: pictures.size)
    let count = Double(pictures.images * pictures.channels * pictures.size.area)
    precondition(pictures.blocks == 1)
    let sums = sum(over: pictures, on: pool) { image, block in
      var (a, to) = (pictures.ckMap(image, block), gradient.ckMap(image, block))
      return ck_range(&a, Int32(pictures.channels), Float(2 * weight / count), &to)
    }
    return (sums / count, gradient)
  }

  /// The mean over all values of |picture - content|: how well the content comes back without AdaIN.
  /// - Returns: the loss, and `weight` times its gradient.
  package static func identity(
    _ pictures: FeatureBatch, content: FeatureBatch, weight: Double, from store: BatchStore,
    on pool: WorkerPool
  ) throws(AdaINError) -> (loss: Double, gradient: FeatureBatch) {
    let gradient = try store.batch(images: pictures.images, channels: pictures.channels, size: pictures.size)
    let count = Double(pictures.images * pictures.channels * pictures.size.area)
    let scale = Float(weight / count)
    precondition(pictures.blocks == 1)
    let sums = sum(over: pictures, on: pool) { image, block in
      var (a, b, to) = (
        pictures.ckMap(image, block), content.ckMap(image, block), gradient.ckMap(image, block)
      )
      return ck_absolute_difference(&a, &b, Int32(pictures.channels), scale, &to)
    }
    return (sums / count, gradient)
  }

  /// Adds up what each block of each image gives, always in the same order.
  private static func sum(over batch: FeatureBatch, on pool: WorkerPool, _ body: (Int, Int) -> Double)
    -> Double
  {
    var parts = [Double](repeating: 0, count: batch.images * batch.blocks)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      pool.run(over: batch) { image, block in parts[image * batch.blocks + block] = body(image, block) }
    }
    return parts.reduce(0, +)
  }
}
