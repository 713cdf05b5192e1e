// Convolutions one after the other, as encoder and decoder are: forwards with what the way back needs, and
// back.

import AdaINNetwork
import AdaINPictures
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

    /// What the convolution reads of the output before it.
    func resampled(_ before: FeatureBatch, from store: BatchStore, on machine: Machine) throws(AdaINError)
      -> FeatureBatch
    {
      if resampling == .none { return before }
      let resampled = try store.batch(
        images: before.images, channels: before.channels, size: size(of: before.size))
      resample(before, into: resampled, on: machine.pool)
      return resampled
    }

    fileprivate func size(of before: Size) -> Size {
      switch resampling {
      case .none: before
      case .pooling: before.halved
      case .upsampling: before.doubled
      }
    }

    fileprivate func resample(_ before: FeatureBatch, into resampled: FeatureBatch, on pool: WorkerPool) {
      pool.run(over: before) { image, block in
        var (from, to) = (before.ckMap(image, block), resampled.ckMap(image, block))
        if resampling == .pooling { ck_pool(&from, &to, 1) } else { ck_upsample(&from, &to, 1) }
      }
    }
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
    var before = input
    for layer in layers {
      let size = layer.size(of: before.size)
      tape.inputs.append(
        layer.resampling == .none
          ? before : try store.batch(images: before.images, channels: before.channels, size: size))
      before = try store.batch(images: before.images, channels: layer.convolution.outputs, size: size)
      tape.outputs.append(before)
    }
    for run in runs(tape) {
      for part in run.parts(images: input.images) {
        for index in run.layers {
          let before = index == 0 ? input : tape.outputs[index - 1]
          try forward(
            index, part(before), part(tape.inputs[index]), into: part(tape.outputs[index]), on: machine)
        }
      }
    }
    return tape
  }

  /// One layer.
  /// - Parameter resampled: takes what the convolution reads; `before` itself if nothing is resampled.
  private func forward(
    _ index: Int, _ before: FeatureBatch, _ resampled: FeatureBatch, into output: FeatureBatch,
    on machine: Machine
  ) throws(AdaINError) {
    let layer = layers[index]
    if layer.resampling != .none { layer.resample(before, into: resampled, on: machine.pool) }
    try layer.convolution.forward(resampled, into: output, relu: layer.relu, on: machine)
  }

  /// Layers one after the other that are done image by image, or for the whole batch at once.
  private struct Run {
    var layers: Range<Int>
    let isByImage: Bool

    /// What takes each part out of a batch.
    func parts(images: Int) -> [(FeatureBatch) -> FeatureBatch] {
      isByImage && images > 1 ? (0..<images).map { image in { $0.image(image) } } : [{ $0 }]
    }
  }

  /// Where maps are large, an image goes through several layers at once, so that what a layer writes is still
  /// in the cache when the next one reads it; where they are small, kernels are what has to stay there.
  private func runs(_ tape: Tape) -> [Run] {
    var runs: [Run] = []
    for index in layers.indices {
      let isByImage = tape.outputs[index].size.area >= Self.largeArea
      if let last = runs.last, last.isByImage == isByImage {
        runs[runs.count - 1].layers = last.layers.lowerBound..<index + 1
      } else {
        runs.append(Run(layers: index..<index + 1, isByImage: isByImage))
      }
    }
    return runs
  }

  /// Positions from which on a map counts as large: more than a hundred tiles.
  private static let largeArea = 64 * 64

  /// What the last convolution gave before its ReLU, once more.
  package func linearOutput(_ tape: Tape, from store: BatchStore, on machine: Machine) throws(AdaINError)
    -> FeatureBatch
  {
    try layers.last!.convolution.forward(tape.inputs.last!, relu: false, from: store, on: machine)
  }

  /// Carries a gradient from the last output back, adding to the gradients of the convolutions that are not
  /// frozen.
  /// - Parameters:
  ///   - gradient: dL / d last output, after its ReLU; its memory is used up. Nil: 0.
  ///   - linear: what comes to dL / d the same before the ReLU; its memory is used up, too. Nil: 0.
  ///   - added: more of dL / d output of some layers, as a map of that output.
  ///   - more: still more of it, asked for when the way back comes to a layer that is not resampled; for
  ///     batches of one image.
  ///   - wantsInput: whether dL / d input is wanted.
  package func backward(
    _ tape: Tape, _ gradient: FeatureBatch?, linear: FeatureBatch? = nil, added: [Int: ChannelMap] = [:],
    more: (_ layer: Int) throws(AdaINError) -> FeatureBatch? = { _ in nil }, wantsInput: Bool,
    from store: BatchStore,
    on machine: Machine
  ) throws(AdaINError) -> FeatureBatch? {
    if let gradient {
      if let more = try more(layers.count - 1) { add(more, to: gradient, on: machine.pool) }
      throughLastReLU(gradient, tape, added: added[layers.count - 1], on: machine.pool)
      if let linear { add(linear, to: gradient, on: machine.pool) }
    }
    var gradient = gradient ?? linear
    for run in runs(tape).reversed() {
      let parts = run.parts(images: tape.inputs[0].images)
      let whole = gradient!
      // What the parts give is put together only where another run needs it.
      let first = run.layers.lowerBound
      let before = first == 0 ? tape.inputs[0] : tape.outputs[first - 1]
      let next =
        first == 0 && !wantsInput
        ? nil : try store.batch(images: before.images, channels: before.channels, size: before.size)
      for (number, part) in parts.enumerated() {
        var gradient = part(whole)
        for index in run.layers.reversed() {
          let before = part(index == 0 ? tape.inputs[0] : tape.outputs[index - 1])
          try layers[index].convolution.gradients?.addPart(
            input: part(tape.inputs[index]), gradient: gradient, on: machine)
          if index == 0 && !wantsInput { break }
          let to =
            index == first
            ? part(next!)
            : try store.batch(images: before.images, channels: before.channels, size: before.size)
          let adds = parts.count > 1 ? added[index - 1]?.image(number) : added[index - 1]
          try backward(index, gradient, before, into: to, added: adds, more: more, from: store, on: machine)
          gradient = to
        }
      }
      for index in run.layers { layers[index].convolution.gradients?.endPass() }
      gradient = next
    }
    return gradient
  }

  private func throughLastReLU(
    _ gradient: FeatureBatch, _ tape: Tape, added: ChannelMap?, on pool: WorkerPool
  ) {
    guard layers.last!.relu else { return }
    combine(gradient, tape.outputs.last!, into: gradient, ChannelMap(added, relu: true), on: pool)
  }

  /// One layer, through its convolution, its resampling and the ReLU before it.
  /// - Parameter before: what was resampled, or read as it was.
  private func backward(
    _ index: Int, _ gradient: FeatureBatch, _ before: FeatureBatch, into next: FeatureBatch,
    added: ChannelMap?, more: (_ layer: Int) throws(AdaINError) -> FeatureBatch?, from store: BatchStore,
    on machine: Machine
  ) throws(AdaINError) {
    let layer = layers[index]
    let inner = try layer.convolution.inputGradient(gradient, from: store, on: machine)
    if index > 0, layer.resampling == .none, let more = try more(index - 1) {
      add(more, to: inner, on: machine.pool)
    }
    machine.pool.run(over: before) { image, block in
      var (from, x, to) = (
        inner.ckMap(image, block), before.ckMap(image, block), next.ckMap(image, block)
      )
      switch layer.resampling {
      case .none:
        let map = index == 0 ? ChannelMap() : ChannelMap(added, relu: true)
        map.withCkMap(image, block) { ck_combine(&from, &x, &to, 1, $0) }
      case .pooling: ck_pool_gradient(&from, &x, &to, 1)
      case .upsampling: ck_upsample_gradient(&from, &x, &to, 1)
      }
    }
  }
}
