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
  /// From the encoder's features to the loss network's relu4_1.
  let embedding: TrainableConvolution?
  /// Pairs to draw again, if any are.
  package internal(set) var hard: HardPairs?
  /// Of each pair of the last step, content and style losses with their weights.
  var pairLosses: [Double] = []
  /// Steps done.
  package var step = 0
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
    embedding =
      options.losses.embedding > 0
      ? try Self.embedding(
        from: network.featureChannels, to: lossNetwork.stack.layers.last!.convolution.outputs,
        seed: options.seed, on: machine.pool) : nil
    adam = try Adam(network.learning + (embedding.map { [$0] } ?? []))
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

  /// A 1x1 convolution as a 3x3 one of which only the centre learns.
  private static func embedding(from inputs: Int, to outputs: Int, seed: UInt64, on pool: WorkerPool)
    throws(AdaINError) -> TrainableConvolution
  {
    var random = CounterRandom(seed: seed, stream: 7)
    var weights = [Float](repeating: 0, count: outputs * inputs * 9)
    let deviation = 1 / Double(inputs).squareRoot()
    for i in 0..<outputs * inputs { weights[9 * i + 4] = Float(deviation * random.normal()) }
    let initial = ConvolutionWeights(
      name: "embedding", outputs: outputs, inputs: inputs, weights: weights,
      bias: [Float](repeating: 0, count: outputs))
    return try TrainableConvolution(initial, isFrozen: false, isPointwise: true, on: pool)
  }

  /// One step of training. One whose loss or gradient is no number changes nothing; many of them are an
  /// error.
  package func advance(_ batch: CropBatch) throws(AdaINError) -> StepLosses {
    let settings = options.settings(at: step)
    let contents = try pictures(batch.contents, settings)
    let styles = try pictures(batch.styles, settings)
    let noisy = try batch.noisyContents.map { pixels throws(AdaINError) in try pictures(pixels, settings) }
    let isFixed = options.fixedCrops > 0
    let losses = try gradients(
      contents: contents, noisy: noisy, styles: styles, contentChoices: isFixed ? batch.contentChoices : nil,
      styleChoices: isFixed ? batch.styleChoices : nil)
    step += 1
    let learnsEmbedding = settings.learnsEncoder && settings.embeddingWeight > 0
    let encoder =
      settings.learnsEncoder ? [] : network.encoder.layers.map { ObjectIdentifier($0.convolution) }
    // Gradients are taken even where the loss is no number, because they have to be emptied.
    let changed = adam.step(
      step, rate: losses.total.isFinite ? settings.rate : .nan, clip: options.course.clip,
      where: { convolution in
        convolution === embedding ? learnsEmbedding : !encoder.contains(ObjectIdentifier(convolution))
      }, on: machine.pool)
    skipped = changed ? 0 : skipped + 1
    if changed { average?.add(step: step, on: machine.pool) }
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
