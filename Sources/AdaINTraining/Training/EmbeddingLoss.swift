// What ties an encoder to the loss network (Wang et al., Collaborative Distillation, arXiv 2003.08436): how
// far its features are from relu4_1 there. Where both have as many channels they are compared one by one,
// before the ReLU; otherwise through a linear map that no model file has.

import AdaINNetwork
import AdaINRuntime

extension Trainer {
  /// A 1x1 convolution as a 3x3 one of which only the centre learns.
  static func embedding(from inputs: Int, to outputs: Int, seed: UInt64, on pool: WorkerPool)
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

  /// The encoder's own steps: its features of contents and of styles, half of the loss each.
  /// - Parameter noisy: the contents as the network sees them, if that is with noise.
  /// - Returns: the loss.
  func teachEncoder(
    contents: FeatureBatch, noisy: FeatureBatch?, styles: FeatureBatch, contentChoices: [CropChoice]?
  ) throws(AdaINError) -> Double {
    let aims = [
      try targets.contentFeatures(contents, contentChoices),
      try lossNetwork.stack.forward(styles, from: store, on: machine).outputs.last!,
    ]
    var total = 0.0
    for (pictures, aim) in zip([noisy ?? contents, styles], aims) {
      let tape = try network.encode(pictures, from: store, on: machine)
      let embedding = try embeddingLoss(tape, aim: aim, weight: 0.5)
      total += embedding.loss / 2
      _ = try network.encoder.backward(
        tape, embedding.gradient, linear: embedding.linear, wantsInput: false, from: store, on: machine)
    }
    return total
  }

  /// - Returns: the loss, and `weight` times its gradient: of the features, or of what they are before the
  ///   ReLU.
  func embeddingLoss(_ tape: ConvolutionStack.Tape, aim: FeatureBatch, weight: Double) throws(AdaINError)
    -> (loss: Double, gradient: FeatureBatch?, linear: FeatureBatch?)
  {
    guard let embedding else {
      let (loss, linear) = try linearLoss(tape, aim: aim, weight: weight)
      return (loss, nil, linear)
    }
    let features = tape.outputs.last!
    let embedded = try embedding.forward(features, relu: false, from: store, on: machine)
    let (loss, gradient) = try Losses.content(
      embedded, target: aim, weight: weight, from: store, on: machine.pool)
    try embedding.gradients!.add(input: features, gradient: gradient, on: machine)
    // Without the border that the gradient comes with.
    let back = try store.batch(images: features.images, channels: features.channels, size: features.size)
    combine(
      try embedding.inputGradient(gradient, from: store, on: machine), features, into: back, ChannelMap(),
      on: machine.pool)
    return (loss, back, nil)
  }

  /// The mean squared difference of the aim and what the features are before the ReLU. Where the aim is 0,
  /// all that is below 0 is right. After the ReLU a channel that came to be 0 everywhere would learn nothing
  /// any more.
  private func linearLoss(_ tape: ConvolutionStack.Tape, aim: FeatureBatch, weight: Double)
    throws(AdaINError) -> (loss: Double, gradient: FeatureBatch)
  {
    let linear = try network.encoder.linearOutput(tape, from: store, on: machine)
    machine.pool.run(over: linear) { image, block in
      let (values, aims) = (linear.ckMap(image, block).data!, aim.ckMap(image, block).data!)
      for i in 0..<linear.size.area * FeatureMap.blockSize where aims[i] <= 0 {
        values[i] = max(values[i], 0)
      }
    }
    return try Losses.content(linear, target: aim, weight: weight, from: store, on: machine.pool)
  }
}
