// The training step: contents and styles through the networks, gradients back, weights changed. What
// gradients are made of stands in StepGradients.swift.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// The losses of one step, without their weights.
package struct StepLosses: Equatable, Sendable {
  package var content = 0.0
  /// The sum over the style layers.
  package var style = 0.0
  package var identity = 0.0
  /// With the weights, and with the losses that have no name here.
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
  let average: WeightAverage?
  /// Whether the average did better than the weights on held-out pairs when they were last measured.
  var averageIsBetter = false
  let targets: TargetFinder
  /// From the encoder's features to the loss network's relu4_1, where they differ in their channels.
  let embedding: TrainableConvolution?
  /// Pairs to draw again, if any are.
  package internal(set) var hard: HardPairs?
  /// Content and style losses, weighted, of each pair of the last step.
  var pairLosses: [Double] = []
  /// Steps done.
  package var step = 0
  /// Channels that began anew before the last step.
  package private(set) var revived = 0
  /// Steps one after the other that changed nothing.
  private var skipped = 0

  /// Whether the network's encoder says just what the loss network says, so that it need not be asked.
  let sharesEncoder: Bool

  /// - Parameters:
  ///   - lossWeights: a model whose encoder the losses are measured with.
  ///   - targetRoom: bytes of fixed crops' targets that may be kept.
  package init(
    _ options: TrainingOptions, initial: InitialWeights, loss lossWeights: ModelWeights, threads: Int,
    targetRoom: Int = 0, instructionSet: InstructionSet = .best
  ) throws(AdaINError) {
    try options.check()
    self.options = options
    machine = Machine(threads: threads, instructionSet: instructionSet)
    network = try TrainableNetwork(initial, part: options.part, on: machine.pool)
    lossNetwork = try LossNetwork(lossWeights, on: machine.pool)
    let lossChannels = lossNetwork.stack.layers.last!.convolution.outputs
    embedding =
      options.hasEmbedding && network.featureChannels != lossChannels
      ? try Self.embedding(
        from: network.featureChannels, to: lossChannels, seed: options.seed, on: machine.pool) : nil
    adam = try Adam(
      network.learning + (embedding.map { [$0] } ?? []), layerRates: options.course.layerRates)
    if let decay = options.course.average {
      average = try WeightAverage(network.learning, decay: decay)
    } else {
      average = nil
    }
    targets = TargetFinder(lossNetwork, room: targetRoom, store: store, machine: machine)
    hard = options.crops.hard > 0 ? HardPairs(share: options.crops.hard, seed: options.seed) : nil
    let digest = try ModelWeights(network.file(metadata: [:])).identity.encoderDigest
    sharesEncoder = options.part == .decoder && digest == lossNetwork.digest
  }

  /// One step of training. One whose loss or gradient is no number changes nothing; many of them are an
  /// error.
  package func advance(_ batch: CropBatch) throws(AdaINError) -> StepLosses {
    let settings = options.settings(at: step)
    let contents = try pictures(batch.contents, settings)
    let styles = try pictures(batch.styles, settings)
    let noisy = try batch.noisyContents.map { pixels throws(AdaINError) in try pictures(pixels, settings) }
    revived = settings.revives ? try revive(contents, styles) : 0
    let isFixed = options.fixedCrops > 0
    let losses = try gradients(
      contents: contents, noisy: noisy, styles: styles, contentChoices: isFixed ? batch.contentChoices : nil,
      styleChoices: isFixed ? batch.styleChoices : nil)
    step += 1
    // Gradients are taken even where the loss is no number, because they have to be emptied.
    let changed = adam.step(
      rate: losses.total.isFinite ? settings.rate : .nan, clip: options.course.clip,
      number: { number(of: $0, settings) }, on: machine.pool)
    skipped = changed ? 0 : skipped + 1
    // Weights from before the decoder learns are no part of what is to be averaged.
    if changed { average?.add(step: max(step - options.embeddingSteps, 0), on: machine.pool) }
    hard?.note(
      batch.pairs, losses: pairLosses, step: step - 1,
      count: options.settings(at: step - 1 + HardPairs.delay).batch)
    guard skipped < Self.mostSkipped else {
      throw AdaINError(
        .invalidArgument,
        "step \(step) and \(skipped - 1) before it have losses or gradients that are no numbers; lower the "
          + "learning rate or clip the gradients, and start again")
    }
    return losses
  }

  private static let mostSkipped = 10

  /// How many steps, this one among them, a convolution has learnt in; nil: it does not learn in this one.
  private func number(of convolution: TrainableConvolution, _ settings: StepSettings) -> Int? {
    let teaches = settings.phase == .embedding
    if convolution === embedding {
      return teaches || settings.learnsEncoder && settings.embeddingWeight > 0 ? step : nil
    }
    if network.encoder.layers.contains(where: { $0.convolution === convolution }) {
      return settings.learnsEncoder ? step : nil
    }
    return teaches ? nil : step - options.embeddingSteps
  }

  private func pictures(_ pixels: [Float], _ settings: StepSettings) throws(AdaINError) -> FeatureBatch {
    let pictures = try store.batch(
      images: settings.batch, channels: 3, size: Size(width: settings.crop, height: settings.crop))
    pictures.setPixels(pixels)
    return pictures
  }

  /// Measures on held-out pairs, and from now on prefers the average if it does better.
  package func measure(_ pairs: HeldOutPairs) throws(AdaINError)
    -> (current: HeldOutLosses, average: HeldOutLosses?)
  {
    let current = try pairs.losses(self)
    guard let average else { return (current, nil) }
    let other = try average.lend(on: machine.pool) { () throws(AdaINError) in try pairs.losses(self) }
    func total(_ losses: HeldOutLosses) -> Double {
      options.contentWeight.to * losses.content + options.styleWeight * losses.style
    }
    averageIsBetter = total(other) < total(current)
    return (current, other)
  }

  /// The model as it is best: the average's weights where they did better.
  package func model(metadata: [String: String]) throws(AdaINError) -> Safetensors {
    guard averageIsBetter, let average else { return network.file(metadata: metadata) }
    return try average.lend(on: machine.pool) { () throws(AdaINError) in network.file(metadata: metadata) }
  }

  /// What the loss network says of pairs.
  func aims(contents: FeatureBatch, styles: FeatureBatch) throws(AdaINError) -> Targets {
    try targets.find(contents: contents, styles: styles, contentChoices: nil, styleChoices: nil)
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
