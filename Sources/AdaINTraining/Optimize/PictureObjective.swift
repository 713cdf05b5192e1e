// The objective of Gatys et al.: content and style loss of a picture under the loss network, and their
// gradient with respect to its pixels.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// The losses of a picture, without their weights.
package struct PictureLosses: Equatable, Sendable {
  package var content = 0.0
  /// The sum over the style layers.
  package var style = 0.0
  /// With the weights.
  package var total = 0.0

  package init(content: Double = 0, style: Double = 0, total: Double = 0) {
    (self.content, self.style, self.total) = (content, style, total)
  }
}

/// A picture in memory.
package struct OptimizedPicture: Sendable {
  package let size: Size
  /// `[y][x][3]`, R'G'B' 0...1.
  package let pixels: [Float]

  package init(size: Size, pixels: [Float]) {
    precondition(pixels.count == 3 * size.area)
    self.size = size
    self.pixels = pixels
  }
}

/// Measures pictures of the content's size.
package final class PictureObjective {
  /// What a style layer should be like.
  private enum StyleTarget {
    case gram([GramMatrix])
    case statistics([BatchStatistics])
  }

  package let size: Size
  /// Of the picture that was measured last.
  package private(set) var latest = PictureLosses()
  private let network: LossNetwork
  private let options: PictureOptions
  /// relu4_1.
  private let contentTarget: FeatureBatch
  private let styleTarget: StyleTarget
  private let store = BatchStore()
  private let machine: Machine

  package init(
    _ options: PictureOptions, content: OptimizedPicture, style: OptimizedPicture, loss: ModelWeights,
    machine: Machine
  ) throws(AdaINError) {
    self.options = options
    self.machine = machine
    size = content.size
    network = try LossNetwork(loss, on: machine.pool)
    // A store of their own, whose memory goes when they are done: the style may be of any size.
    let (statistics, target) = try Self.styleTarget(style, options, network, on: machine)
    styleTarget = target
    let tape = try Self.forward(content.pixels, content.size, network, from: store, on: machine)
    contentTarget = tape.outputs.last!
    if options.target == .adain {
      let map = BatchAdaIN.map(
        content: BatchStatistics(contentTarget, on: machine.pool), style: statistics.last!)
      combine(nil, contentTarget, into: contentTarget, map, on: machine.pool)
    }
  }

  private static func styleTarget(
    _ style: OptimizedPicture, _ options: PictureOptions, _ network: LossNetwork, on machine: Machine
  ) throws(AdaINError) -> ([BatchStatistics], StyleTarget) {
    let tape = try forward(style.pixels, style.size, network, from: BatchStore(), on: machine)
    let statistics = network.styleStatistics(tape, on: machine.pool)
    switch options.styleLoss {
    case .statistics: return (statistics, .statistics(statistics))
    case .gram:
      return (
        statistics, .gram(LossNetwork.styleLayers.map { GramMatrix(tape.outputs[$0], on: machine.pool) })
      )
    }
  }

  private static func forward(
    _ pixels: [Float], _ size: Size, _ network: LossNetwork, from store: BatchStore, on machine: Machine
  ) throws(AdaINError) -> ConvolutionStack.Tape {
    let batch = try store.batch(images: 1, channels: 3, size: size)
    batch.setPixels(pixels)
    return try network.stack.forward(batch, from: store, on: machine)
  }

  /// The losses of a picture, and the gradient of their weighted sum.
  /// - Parameters:
  ///   - pixels: `[y][x][3]`, R'G'B' 0...1.
  ///   - gradient: overwritten, in the same order.
  package func measure(_ pixels: FloatBuffer, gradient: FloatBuffer) throws(AdaINError) -> PictureLosses {
    let values = Array(UnsafeBufferPointer(start: pixels.pointer, count: 3 * size.area))
    let tape = try Self.forward(values, size, network, from: store, on: machine)
    let (content, features) = try Losses.content(
      tape.outputs.last!, target: contentTarget, weight: options.contentWeight, from: store, on: machine.pool)
    let (style, back) = try styleBranch(tape, features)
    for i in 0..<size.area {
      for k in 0..<3 { gradient.pointer[3 * i + k] = back.map.data[i * FeatureMap.blockSize + k] }
    }
    latest = PictureLosses(
      content: content, style: style, total: options.contentWeight * content + options.styleWeight * style)
    return latest
  }

  /// - Parameter features: the content loss's gradient; its memory is used up.
  /// - Returns: the style loss, and the gradient of both losses at the pixels.
  private func styleBranch(_ tape: ConvolutionStack.Tape, _ features: FeatureBatch) throws(AdaINError)
    -> (loss: Double, gradient: FeatureBatch)
  {
    let (pool, weight, layers) = (machine.pool, options.styleWeight, LossNetwork.styleLayers)
    switch styleTarget {
    case .statistics(let target):
      let style = Losses.style(
        network.styleStatistics(tape, on: pool), target: target,
        channels: layers.map { tape.outputs[$0].channels },
        weight: weight)
      let gradient = try network.stack.backward(
        tape, features, added: Dictionary(uniqueKeysWithValues: zip(layers, style.gradients)),
        wantsInput: true,
        from: store, on: machine)!
      return (style.losses.reduce(0, +), gradient)
    case .gram(let targets):
      let own = layers.map { GramMatrix(tape.outputs[$0], on: pool) }
      // Each layer's when it is needed: together they would be half as large as the tape.
      let gradient = try network.stack.backward(
        tape, features,
        more: { (layer) throws(AdaINError) in
          guard let i = layers.firstIndex(of: layer) else { return nil }
          return try own[i].gradient(
            tape.outputs[layer], target: targets[i], weight: weight, from: self.store, on: pool)
        }, wantsInput: true, from: store, on: machine)!
      return (zip(own, targets).reduce(0) { $0 + $1.0.loss(target: $1.1) }, gradient)
    }
  }

  /// About how much memory an optimisation takes.
  package static func bytes(content: Size, style: Size, loss: ModelWeights) -> Int {
    func bytes(_ channels: Int, _ size: Size) -> Int {
      FeatureMap.count(blocks: FeatureMap.blocks(channels: channels), rect: Rect(size))
        * MemoryLayout<Float>.stride
    }
    func tape(_ size: Size) -> Int {
      var (sum, size) = (bytes(3, size), size)
      for (i, layer) in loss.encoder.enumerated() {
        if i > 0, Architecture.encoder[i - 1].resamples {
          size = size.halved
          sum += bytes(layer.inputs, size)
        }
        sum += bytes(layer.outputs, size)
      }
      return sum
    }
    // The weights in three forms. The way back takes half as much again as the way there, since gradients
    // have borders of their own. L-BFGS's vectors.
    let weights =
      loss.encoder.reduce(0) { $0 + $1.weights.count } * (2 * 64 / 9 + 1) * MemoryLayout<Float>.stride
    let vectors = (2 * LBFGS.history + 6) * 3 * content.area * MemoryLayout<Float>.stride
    return weights + max(tape(style), tape(content) * 5 / 2 + vectors)
  }
}
