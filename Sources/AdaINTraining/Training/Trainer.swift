// The training step: contents and styles through the network and the loss network, gradients back, weights
// changed.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// The losses of one step, without their weights.
package struct StepLosses: Equatable, Sendable {
  package var content = 0.0
  /// The sum over the style layers.
  package var style = 0.0
  package var identity = 0.0
  /// With the weights.
  package var total = 0.0

  package init() {}
}

/// Trains a network. Not for several threads at once; it has threads of its own.
package final class Trainer {
  package let options: TrainingOptions
  package let network: TrainableNetwork
  package let lossNetwork: LossNetwork
  package let machine: Machine
  package let store = BatchStore()
  let adam: Adam
  private let targets: TargetFinder
  /// Steps done.
  package var step = 0

  /// Whether the network's encoder says just what the loss network says, so that it need not be asked.
  private let sharesEncoder: Bool

  /// - Parameters:
  ///   - lossWeights: a model whose encoder the losses are measured with.
  ///   - targetRoom: bytes of fixed crops' targets that may be kept.
  package init(
    _ options: TrainingOptions, initial: InitialWeights, loss lossWeights: ModelWeights, threads: Int,
    targetRoom: Int = 0, kernels: Kernels = .best
  ) throws(AdaINError) {
    self.options = options
    machine = Machine(threads: threads, kernels: kernels)
    network = try TrainableNetwork(initial, part: options.part, on: machine.pool)
    lossNetwork = try LossNetwork(lossWeights, on: machine.pool)
    adam = try Adam(network.learning)
    targets = TargetFinder(lossNetwork, room: targetRoom, store: store, machine: machine)
    let digest = try ModelWeights(network.file(metadata: [:])).encoderDigest
    sharesEncoder = options.part == .decoder && digest == lossNetwork.digest
  }

  /// One step of training.
  package func advance(_ batch: CropBatch) throws(AdaINError) -> StepLosses {
    let side = options.crop
    let contents = try store.batch(images: options.batch, channels: 3, size: Size(width: side, height: side))
    let styles = try store.batch(images: options.batch, channels: 3, size: contents.size)
    contents.setPixels(batch.contents)
    styles.setPixels(batch.styles)
    let noisy = try batch.noisyContents.map { pixels throws(AdaINError) in
      let noisy = try store.batch(images: contents.images, channels: 3, size: contents.size)
      noisy.setPixels(pixels)
      return noisy
    }
    let isFixed = options.fixedCrops > 0
    let losses = try gradients(
      contents: contents, noisy: noisy, styles: styles, contentChoices: isFixed ? batch.contentChoices : nil,
      styleChoices: isFixed ? batch.styleChoices : nil)
    guard losses.total.isFinite else {
      throw AdaINError(
        .invalidArgument,
        "step \(step + 1) has a loss that is no number; lower the learning rate and start again")
    }
    let rate = options.schedule.rate(options.learningRate, step: step, of: options.steps)
    step += 1
    adam.step(step, rate: rate, on: machine.pool)
    return losses
  }

  /// The losses of a batch; adds their gradients to those of the convolutions that learn.
  /// - Parameter noisy: the contents as the network sees them, if that is with noise.
  package func gradients(
    contents: FeatureBatch, noisy: FeatureBatch? = nil, styles: FeatureBatch, contentChoices: [CropChoice]? = nil,
    styleChoices: [CropChoice]? = nil
  ) throws(AdaINError) -> StepLosses {
    var losses = StepLosses()
    let reconstructs = step < options.reconstructionSteps
    let identityWeight = reconstructs ? max(options.identityWeight, 1) : options.identityWeight

    // With the loss network's encoder its features are the network's.
    let sharesFeatures = sharesEncoder && noisy == nil
    let aims =
      reconstructs && !sharesFeatures
      ? nil
      : try targets.find(
        contents: contents, styles: styles, contentChoices: contentChoices, styleChoices: styleChoices)
    let contentTape = sharesFeatures ? nil : try network.encode(noisy ?? contents, from: store, on: machine)
    let features = contentTape?.outputs.last! ?? aims!.content

    // dL / d features of the contents, from both branches.
    var gradient: FeatureBatch?
    if identityWeight > 0 {
      (losses.identity, gradient) = try identityBranch(features, contents, weight: identityWeight)
    }
    if !reconstructs {
      let branch = try styleBranch(features, styles: styles, aims!, sharesFeatures: sharesFeatures)
      (losses.content, losses.style) = (branch.content, branch.style)
      if let more = branch.gradient {
        if let sum = gradient { add(more, to: sum, on: machine.pool) } else { gradient = more }
      }
      losses.total = options.contentWeight * losses.content + options.styleWeight * losses.style
    }
    losses.total += identityWeight * losses.identity
    if options.part == .both, let gradient {
      _ = try network.encoder.backward(contentTape!, gradient, wantsInput: false, from: store, on: machine)
    }
    return losses
  }

  /// Content decoded without AdaIN.
  /// - Returns: the loss, and the gradient of the features if the encoder learns.
  private func identityBranch(_ features: FeatureBatch, _ contents: FeatureBatch, weight: Double)
    throws(AdaINError) -> (Double, FeatureBatch?)
  {
    let tape = try network.decoder.forward(features, from: store, on: machine)
    let (loss, gradient) = try Losses.identity(
      tape.outputs.last!, content: contents, weight: weight, from: store, on: machine.pool)
    let back = try network.decoder.backward(
      tape, gradient, wantsInput: options.part == .both, from: store, on: machine)
    return (loss, back)
  }

  /// Content decoded with the style's statistics, and looked at by the loss network.
  /// - Returns: the losses, and the gradient of the content's features if the encoder learns; the style's has
  ///   then been carried back already.
  private func styleBranch(
    _ features: FeatureBatch, styles: FeatureBatch, _ aims: Targets, sharesFeatures: Bool
  ) throws(AdaINError) -> (content: Double, style: Double, gradient: FeatureBatch?) {
    let pool = machine.pool
    let target = try store.batch(
      images: styles.images, channels: aims.content.channels, size: aims.content.size)
    combine(
      nil, aims.content, into: target,
      BatchAdaIN.map(content: aims.contentStatistics, style: aims.style.last!), on: pool)

    // The same in the network's own features.
    let styleTape = sharesEncoder ? nil : try network.encode(styles, from: store, on: machine)
    let contentStatistics =
      sharesFeatures ? aims.contentStatistics : BatchStatistics(features, on: pool)
    let styleStatistics = styleTape.map { BatchStatistics($0.outputs.last!, on: pool) } ?? aims.style.last!
    var normalized = target
    if !sharesFeatures {
      normalized = try store.batch(images: styles.images, channels: features.channels, size: features.size)
      combine(
        nil, features, into: normalized, BatchAdaIN.map(content: contentStatistics, style: styleStatistics),
        on: pool)
    }

    let pictures = try network.decoder.forward(normalized, from: store, on: machine)
    let seen = try lossNetwork.stack.forward(pictures.outputs.last!, from: store, on: machine)
    let (content, gradient) = try Losses.content(
      seen.outputs.last!, target: target, weight: options.contentWeight, from: store, on: pool)
    let style = Losses.style(
      lossNetwork.styleStatistics(seen, on: pool), target: aims.style,
      channels: LossNetwork.styleLayers.map { seen.outputs[$0].channels }, weight: options.styleWeight)
    let taps = Dictionary(uniqueKeysWithValues: zip(LossNetwork.styleLayers, style.gradients))
    let pixels = try lossNetwork.stack.backward(
      seen, gradient, taps: taps, wantsInput: true, from: store, on: machine)!
    let back = try network.decoder.backward(
      pictures, pixels, wantsInput: options.part == .both, from: store, on: machine)
    if let back {
      let maps = BatchAdaIN.backward(
        back, features: features, content: contentStatistics, style: styleStatistics, on: pool)
      let styleFeatures = styleTape!.outputs.last!
      let toStyle = try store.batch(
        images: styles.images, channels: features.channels, size: styleFeatures.size)
      combine(nil, styleFeatures, into: toStyle, maps.style, on: pool)
      _ = try network.encoder.backward(styleTape!, toStyle, wantsInput: false, from: store, on: machine)
      combine(back, features, into: back, maps.content, on: pool)
    }
    return (content, style.losses.reduce(0, +), back)
  }
}

extension FeatureBatch {
  /// Takes pictures, `[image][y][x][3]`.
  package func setPixels(_ pixels: [Float]) {
    precondition(channels == 3 && pixels.count == images * size.area * 3)
    fill(0)
    pixels.withUnsafeBufferPointer { pixels in
      for i in 0..<images * size.area {
        for k in 0..<3 { map.data[i * FeatureMap.blockSize + k] = pixels[3 * i + k] }
      }
    }
  }
}
