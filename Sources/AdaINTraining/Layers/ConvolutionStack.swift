// Convolutions one after the other, as encoder and decoder are: forwards with what the way back needs, and
// back.

import AdaINNetwork
import AdaINRuntime
import CKernels

/// Convolutions with what comes before each.
package struct ConvolutionStack {
  package enum Resampling: Sendable { case none, pooling, upsampling }

  package struct Layer {
    package let convolution: TrainableConvolution
    /// What is done to the output of the layer before.
    package let resampling: Resampling
    package let relu: Bool
  }

  /// What each convolution read and wrote.
  package struct Tape {
    fileprivate var inputs: [FeatureBatch] = []
    package fileprivate(set) var outputs: [FeatureBatch] = []
  }

  package let layers: [Layer]

  /// VGG-19's convolutions to relu4_1.
  package init(encoder convolutions: [TrainableConvolution]) {
    precondition(convolutions.count == Architecture.encoder.count)
    layers = convolutions.indices.map { i in
      Layer(
        convolution: convolutions[i],
        resampling: i > 0 && Architecture.encoder[i - 1].resamples ? .pooling : .none, relu: true)
    }
  }

  /// The decoder that mirrors it; its last convolution has no ReLU.
  package init(decoder convolutions: [TrainableConvolution]) {
    precondition(convolutions.count == Architecture.decoder.count)
    layers = zip(convolutions, Architecture.decoder).enumerated().map { i, pair in
      Layer(
        convolution: pair.0, resampling: pair.1.resamples ? .upsampling : .none,
        relu: i < Architecture.decoder.count - 1)
    }
  }

  /// - Returns: all layers' outputs, after ReLU and before resampling.
  package func forward(_ input: FeatureBatch, from store: BatchStore, on machine: Machine) throws(AdaINError)
    -> Tape
  {
    var tape = Tape()
    var batch = input
    for layer in layers {
      batch = try resampled(batch, layer.resampling, from: store, on: machine.pool)
      tape.inputs.append(batch)
      batch = try layer.convolution.forward(batch, relu: layer.relu, from: store, on: machine)
      tape.outputs.append(batch)
    }
    return tape
  }

  /// Carries a gradient from the last output back, adding to the gradients of the convolutions that are not
  /// frozen.
  /// - Parameters:
  ///   - gradient: dL / d last output, after its ReLU; its memory is used up.
  ///   - taps: more of dL / d output of some layers, as a map of that output.
  ///   - more: still more of it, asked for when the way back comes to a layer that is not resampled.
  ///   - wantsInput: whether dL / d input is wanted.
  package func backward(
    _ tape: Tape, _ gradient: FeatureBatch, taps: [Int: ChannelMap] = [:],
    more: (_ layer: Int) throws(AdaINError) -> FeatureBatch? = { _ in nil }, wantsInput: Bool,
    from store: BatchStore,
    on machine: Machine
  ) throws(AdaINError) -> FeatureBatch? {
    var gradient = gradient
    if let more = try more(layers.count - 1) { add(more, to: gradient, on: machine.pool) }
    if layers.last!.relu {
      combine(
        gradient, tape.outputs.last!, into: gradient, ChannelMap(taps[layers.count - 1], relu: true),
        on: machine.pool)
    }
    for (index, layer) in layers.enumerated().reversed() {
      try layer.convolution.gradients?.add(input: tape.inputs[index], gradient: gradient, on: machine)
      if index == 0 && !wantsInput { return nil }
      let inner = try layer.convolution.inputGradient(gradient, from: store, on: machine)
      if index > 0, layer.resampling == .none, let more = try more(index - 1) {
        add(more, to: inner, on: machine.pool)
      }
      let before = index == 0 ? tape.inputs[0] : tape.outputs[index - 1]
      let next = try store.batch(images: before.images, channels: before.channels, size: before.size)
      machine.pool.run(over: before) { image, block in
        var (from, x, to) = (
          inner.kernelMap(image, block), before.kernelMap(image, block), next.kernelMap(image, block)
        )
        switch layer.resampling {
        case .none:
          let map = index == 0 ? ChannelMap() : ChannelMap(taps[index - 1], relu: true)
          map.withKernelMap(image, block) { ck_combine(&from, &x, &to, 1, $0) }
        case .pooling: ck_pool_gradient(&from, &x, &to, 1)
        case .upsampling: ck_upsample_gradient(&from, &x, &to, 1)
        }
      }
      gradient = next
    }
    return gradient
  }

  private func resampled(
    _ input: FeatureBatch, _ resampling: Resampling, from store: BatchStore, on pool: WorkerPool
  ) throws(AdaINError) -> FeatureBatch {
    if resampling == .none { return input }
    let pools = resampling == .pooling
    let output = try store.batch(
      images: input.images, channels: input.channels, size: pools ? input.size.halved : input.size.doubled)
    pool.run(over: input) { image, block in
      var (from, to) = (input.kernelMap(image, block), output.kernelMap(image, block))
      if pools { ck_pool(&from, &to, 1) } else { ck_upsample(&from, &to, 1) }
    }
    return output
  }
}
