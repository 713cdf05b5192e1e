// A 3x3 convolution whose weights may change: forwards, and the gradients of its input, weights and bias.

import AdaINNetwork
import AdaINRuntime
import CKernels

/// A convolution with reflection padding 1 and stride 1 on batches, by Winograd's F(6x6, 3x3) in all three
/// directions.
package final class TrainableConvolution {
  package let name: String
  package let inputs, outputs: Int
  /// How many weighted values an output is the sum of.
  let summands: Int
  /// `[output][input][3][3]`
  package let weights: FloatBuffer
  /// `[output]`, zeros up to a whole block.
  package let bias: FloatBuffer
  /// Nil: frozen.
  package let gradients: ConvolutionGradients?
  private let forwards, backwards: WinogradKernels
  private let noBias: FloatBuffer

  /// - Parameter isPointwise: only the centre taps learn; the others are taken to be 0.
  package init(
    _ initial: ConvolutionWeights, isFrozen: Bool, isPointwise: Bool = false, on pool: WorkerPool
  ) throws(AdaINError) {
    name = initial.name
    inputs = initial.inputs
    outputs = initial.outputs
    summands = inputs * (isPointwise ? 1 : 9)
    weights = try FloatBuffer(count: initial.weights.count)
    weights.pointer.update(from: initial.weights, count: initial.weights.count)
    bias = try FloatBuffer(count: FeatureMap.blocks(channels: outputs) * FeatureMap.blockSize)
    bias.fill(0)
    bias.pointer.update(from: initial.bias, count: outputs)
    noBias = try FloatBuffer(count: FeatureMap.blocks(channels: inputs) * FeatureMap.blockSize)
    noBias.fill(0)
    forwards = try WinogradKernels(inputs: inputs, outputs: outputs, kind: CK_WINOGRAD_F6)
    backwards = try WinogradKernels(inputs: outputs, outputs: inputs, kind: CK_WINOGRAD_F6)
    gradients =
      isFrozen ? nil : try ConvolutionGradients(inputs: inputs, outputs: outputs, isPointwise: isPointwise)
    weightsDidChange(pool)
  }

  /// The weights and the bias as a model file has them.
  package var current: ConvolutionWeights {
    ConvolutionWeights(
      name: name, outputs: outputs, inputs: inputs,
      weights: Array(UnsafeBufferPointer(start: weights.pointer, count: weights.count)),
      bias: Array(UnsafeBufferPointer(start: bias.pointer, count: outputs)))
  }

  /// Makes the kernels follow the weights.
  package func weightsDidChange(_ pool: WorkerPool) {
    forwards.transform(weights.pointer, on: pool)
    backwards.transform(weights.pointer, adjoint: true, on: pool)
  }

  /// y = w * x + b, after ReLU if asked.
  package func forward(_ input: FeatureBatch, relu: Bool, from store: BatchStore, on machine: Machine)
    throws(AdaINError) -> FeatureBatch
  {
    let output = try store.batch(images: input.images, channels: outputs, size: input.size)
    try forward(input, into: output, relu: relu, on: machine)
    return output
  }

  package func forward(_ input: FeatureBatch, into output: FeatureBatch, relu: Bool, on machine: Machine)
    throws(AdaINError)
  {
    try forwards.convolve(
      input.map, into: output.map, bias: bias.pointer, form: .init(relu: relu), on: machine)
  }

  /// dL / dx from dL / dy (before bias and ReLU), in a batch with a border of 1 whose values mean nothing.
  package func inputGradient(_ gradient: FeatureBatch, from store: BatchStore, on machine: Machine)
    throws(AdaINError) -> FeatureBatch
  {
    let padded = try store.batch(images: gradient.images, channels: inputs, size: gradient.size, border: 1)
    try backwards.convolve(
      gradient.map, into: padded.map, bias: noBias.pointer, form: .init(border: CK_BORDER_ZERO), on: machine)
    machine.pool.run(over: padded) { image, block in
      var map = padded.map.ckMap
      map.data += image * map.image_stride + block * map.block_stride
      ck_fold(&map, 1)
    }
    return padded
  }
}

/// The sums that a step gathers for one convolution.
package final class ConvolutionGradients {
  /// dL / d weights, `[output][input][3][3]`, after `finish`.
  package let weights: FloatBuffer
  /// dL / d bias, `[output]` and zeros.
  package let bias: FloatBuffer
  private let inputs, outputs: Int
  private let isPointwise: Bool
  /// dL / d transformed kernels.
  private let kernels: FloatBuffer
  /// The bias's gradient in the pass that has not ended.
  private var biasSums: [Double]
  private var planes = ReusedBuffer()

  fileprivate init(inputs: Int, outputs: Int, isPointwise: Bool) throws(AdaINError) {
    self.isPointwise = isPointwise
    self.inputs = inputs
    self.outputs = outputs
    weights = try FloatBuffer(count: inputs * outputs * 9)
    bias = try FloatBuffer(count: FeatureMap.blocks(channels: outputs) * FeatureMap.blockSize)
    kernels = try FloatBuffer(count: Int(ck_kernel_count(CK_WINOGRAD_F6, Int32(outputs), Int32(inputs))))
    biasSums = [Double](repeating: 0, count: bias.count)
    reset()
  }

  package func reset() {
    kernels.fill(0)
    bias.fill(0)
  }

  /// Adds what one pass says. The order of the sums does not depend on the threads.
  package func add(input: FeatureBatch, gradient: FeatureBatch, on machine: Machine) throws(AdaINError) {
    try addPart(input: input, gradient: gradient, on: machine)
    endPass()
  }

  /// Adds what some images of a pass say; the sums are the same as those of all at once.
  /// - Parameters:
  ///   - input: what the convolution read.
  ///   - gradient: dL / d output, before bias and ReLU.
  package func addPart(input: FeatureBatch, gradient: FeatureBatch, on machine: Machine)
    throws(AdaINError)
  {
    var layer = ck_gradient(
      input: input.map.ckMap, gradient: gradient.map.ckMap, images: Int32(input.images),
      input_blocks: Int32(input.blocks), output_blocks: Int32(gradient.blocks),
      chunk: Int32(Self.chunk(blocks: input.blocks + gradient.blocks)), planes: nil, kernels: kernels.pointer)
    let tiles = Int(ck_gradient_tile_count(&layer))
    layer.chunk = min(layer.chunk, Int32(tiles))
    layer.planes = try planes.take(Int(ck_gradient_planes(&layer)))
    let (constant, chunk) = (layer, Int(layer.chunk))
    let table = machine.instructionSet.table.pointee
    for start in stride(from: 0, to: tiles, by: chunk) {
      let count = min(chunk, tiles - start)
      try machine.run((count + Self.tilesAtOnce - 1) / Self.tilesAtOnce, unitsPerItem: 0) { item, _ in
        var layer = constant
        let first = item * Self.tilesAtOnce
        table.gradient_transforms(
          &layer, Int32(start), Int32(start + first), Int32(min(Self.tilesAtOnce, count - first)))
      }
      try machine.run(Self.points, unitsPerItem: 0) { point, _ in
        var layer = constant
        table.gradient_products(&layer, Int32(point), Int32(count))
      }
    }
    addBias(gradient, machine.pool)
  }

  private func addBias(_ gradient: FeatureBatch, _ pool: WorkerPool) {
    let size = FeatureMap.blockSize
    biasSums.withUnsafeMutableBufferPointer { all in
      nonisolated(unsafe) let all = all
      pool.run(gradient.blocks) { block, _ in
        for image in 0..<gradient.images {
          var sums = [Double](repeating: 0, count: 2 * size)
          var map = gradient.ckMap(image, block)
          ck_moments(&map, 1, nil, &sums)
          for k in 0..<size { all[block * size + k] += sums[k] }
        }
      }
    }
  }

  /// All images of a pass have been added.
  package func endPass() {
    for i in biasSums.indices {
      bias.pointer[i] += Float(biasSums[i])
      biasSums[i] = 0
    }
  }

  /// Turns the kernels' gradient into the weights'.
  package func finish(_ pool: WorkerPool) {
    pool.run(FeatureMap.blocks(channels: outputs)) { block, _ in
      ck_weight_gradient(kernels.pointer, Int32(outputs), Int32(inputs), Int32(block), 1, weights.pointer)
    }
    if isPointwise {
      for at in 0..<inputs * outputs * 9 where at % 9 != 4 { weights.pointer[at] = 0 }
    }
  }

  /// After `finish`.
  func multiply(_ factor: Float, on pool: WorkerPool) {
    pool.run(pieces: weights.count) { at, count in
      for i in at..<at + count { weights.pointer[i] *= factor }
    }
    for i in 0..<bias.count { bias.pointer[i] *= factor }
  }

  private static let points = 64
  private static let tilesAtOnce = 8

  /// As many tiles as keep a chunk's planes in the last-level cache, and no fewer than make it worth to walk
  /// through all kernels.
  private static func chunk(blocks: Int) -> Int {
    max((8 << 20) / (points * FeatureMap.blockSize * MemoryLayout<Float>.stride * blocks), 96)
  }
}
