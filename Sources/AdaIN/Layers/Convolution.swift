// A 3x3 convolution as the network runs it: weights in the form its kernel wants, and the loop over tiles.

import CKernels

/// The instruction sets' kernels; the best one this processor has is the default.
package struct Kernels: @unchecked Sendable {
  package let table: UnsafePointer<ck_kernels>

  package var name: String { String(cString: table.pointee.name) }

  /// All that this processor can run, slowest first.
  package static let available: [Kernels] = {
    var all: [Kernels] = []
    var entry = ck_available()!
    while let table = entry.pointee {
      all.append(Kernels(table: table))
      entry += 1
    }
    return all
  }()

  package static let best = available.last!
}

/// A convolution between feature maps, with Winograd kernels transformed once.
package final class Convolution: @unchecked Sendable {
  package let name: String
  package let inputs, outputs: Int
  package let kind: ck_winograd
  package let relu: Bool
  private let kernels: FloatBuffer
  private let bias: FloatBuffer

  package init(_ weights: ConvolutionWeights, kind: ck_winograd, relu: Bool = true) throws(AdaINError) {
    name = weights.name
    inputs = weights.inputs
    outputs = weights.outputs
    self.kind = kind
    self.relu = relu
    kernels = try FloatBuffer(count: Int(ck_kernel_count(kind, Int32(outputs), Int32(inputs))))
    ck_transform_kernels(
      kind, weights.weights, Int32(outputs), Int32(inputs), 0, Int32(FeatureMap.blocks(channels: outputs)),
      kernels.pointer)
    bias = try paddedBias(weights.bias)
  }

  package var inputBlocks: Int { FeatureMap.blocks(channels: inputs) }
  package var outputBlocks: Int { FeatureMap.blocks(channels: outputs) }
  package var upsamples: Bool { kind == CK_WINOGRAD_UP5 }
  package var bytes: Int { kernels.bytes + bias.bytes }

  /// Multiply-adds of the plain convolution for so many outputs: the unit that progress and speed count in.
  package func work(_ rect: Rect) -> Int { rect.area * inputs * outputs * 9 }

  /// Writes `output` (its rectangle decides what is computed) from `input`, which covers all that this needs.
  package func run(_ input: FeatureMap, into output: FeatureMap, pool: Bool, on machine: Machine)
    throws(AdaINError)
  {
    precondition(input.blocks == inputBlocks && output.blocks == outputBlocks)
    var layer = ck_convolution(
      input: input.kernelMap, output: output.kernelMap, input_blocks: Int32(inputBlocks),
      output_blocks: Int32(outputBlocks), kernels: kernels.pointer, bias: bias.pointer, relu: relu ? 1 : 0,
      pool: pool ? 1 : 0)
    let tiles = Int(ck_tile_count(kind, &layer))
    let batch = tilesPerBatch(tiles, machine)
    let scratch = try machine.scratch(Int(ck_scratch(kind, &layer, Int32(batch))))
    let unpooled = pool ? output.rect.area * 4 : output.rect.area
    let unit = unpooled * inputs * outputs * 9 / tiles
    let table = machine.kernels.table.pointee
    let (kind, constant) = (kind, layer)
    try machine.run((tiles + batch - 1) / batch, unitsPerItem: unit * batch) { item, worker in
      var layer = constant
      let first = item * batch
      table.convolve(kind, &layer, Int32(first), Int32(min(batch, tiles - first)), scratch(worker))
    }
  }

  /// As many tiles as keep the transformed input and output of a batch in the second-level cache, more where
  /// a pass over large kernels costs more than that, and an even share for every thread.
  private func tilesPerBatch(_ tiles: Int, _ machine: Machine) -> Int {
    let shape = ck_shape(kind)
    let perTile =
      Int(shape.points * shape.points) * (inputBlocks + outputBlocks * Int(shape.phases)) * FeatureMap.blockSize * 4
    let most = min(max(Self.batchBytes / perTile, kernels.bytes / Self.kernelBytesPerTile, 12), Self.mostTiles)
    let multiple = Int(machine.kernels.table.pointee.tile_multiple)
    let rounds = (tiles + most * machine.threads - 1) / (most * machine.threads)
    let even = (tiles + rounds * machine.threads - 1) / (rounds * machine.threads)
    return (even + multiple - 1) / multiple * multiple
  }

  /// About what a batch of the deepest layers takes, for estimates.
  package static func scratchBytes(featureBlocks: Int) -> Int {
    mostTiles * 64 * featureBlocks * 3 / 2 * FeatureMap.blockSize * MemoryLayout<Float>.stride
  }

  /// Measured on 512x512 and 1024x1024 pictures; see docs/performance.md.
  private static let batchBytes = 1 << 20
  private static let kernelBytesPerTile = 256 << 10
  private static let mostTiles = 72
}

/// The network's first convolution: pixels to a feature map, with `preprocess` folded into it.
package final class FirstConvolution: @unchecked Sendable {
  package let outputs: Int
  private let kernels: FloatBuffer
  private let bias: FloatBuffer

  package init(_ weights: ConvolutionWeights) throws(AdaINError) {
    outputs = weights.outputs
    let blocks = FeatureMap.blocks(channels: outputs)
    kernels = try FloatBuffer(count: blocks * 27 * FeatureMap.blockSize)
    kernels.fill(0)
    for o in 0..<outputs {
      for k in 0..<3 {
        for tap in 0..<9 {
          let at = (o / FeatureMap.blockSize * 27 + tap * 3 + k) * FeatureMap.blockSize
          kernels.pointer[at + o % FeatureMap.blockSize] = weights.weights[(o * 3 + k) * 9 + tap]
        }
      }
    }
    bias = try paddedBias(weights.bias)
  }

  package var outputBlocks: Int { FeatureMap.blocks(channels: outputs) }
  package func work(_ rect: Rect) -> Int { rect.area * outputs * 27 }

  package func run(_ input: PixelMap, into output: FeatureMap, on machine: Machine) throws(AdaINError) {
    precondition(output.blocks == outputBlocks)
    var layer = ck_first(
      input: input.kernelMap, output: output.kernelMap, output_blocks: Int32(outputBlocks),
      kernels: kernels.pointer, bias: bias.pointer)
    let scratch = try machine.scratch(Int(ck_first_scratch(&layer)))
    let table = machine.kernels.table.pointee
    let constant = layer
    let rows = output.rect.height
    try machine.run((rows + 7) / 8, unitsPerItem: 8 * output.rect.width * outputs * 27) { item, worker in
      var layer = constant
      table.first(&layer, Int32(item * 8), Int32(min(8, rows - item * 8)), scratch(worker))
    }
  }
}

/// The network's last convolution: a feature map to pixels, without ReLU.
package final class LastConvolution: @unchecked Sendable {
  package let inputs: Int
  private let kernels: FloatBuffer
  private let bias: (Float, Float, Float)

  package init(_ weights: ConvolutionWeights) throws(AdaINError) {
    inputs = weights.inputs
    bias = (weights.bias[0], weights.bias[1], weights.bias[2])
    let size = FeatureMap.blockSize
    kernels = try FloatBuffer(count: FeatureMap.blocks(channels: inputs) * 27 * size)
    kernels.fill(0)
    for k in 0..<3 {
      for i in 0..<inputs {
        for tap in 0..<9 {
          kernels.pointer[((i / size * 9 + tap) * 3 + k) * size + i % size] =
            weights.weights[(k * inputs + i) * 9 + tap]
        }
      }
    }
  }

  package var inputBlocks: Int { FeatureMap.blocks(channels: inputs) }
  package func work(_ rect: Rect) -> Int { rect.area * inputs * 27 }

  package func run(_ input: FeatureMap, into output: PixelMap, on machine: Machine) throws(AdaINError) {
    precondition(input.blocks == inputBlocks)
    let constant = ck_last(
      input: input.kernelMap, output: output.kernelMap, input_blocks: Int32(inputBlocks),
      kernels: kernels.pointer, bias: bias)
    let table = machine.kernels.table.pointee
    let rows = output.rect.height
    try machine.run((rows + 7) / 8, unitsPerItem: 8 * output.rect.width * inputs * 27) { item, _ in
      var layer = constant
      table.last(&layer, Int32(item * 8), Int32(min(8, rows - item * 8)))
    }
  }
}

/// A bias filled up with zeros to whole blocks.
private func paddedBias(_ bias: [Float]) throws(AdaINError) -> FloatBuffer {
  let buffer = try FloatBuffer(count: FeatureMap.blocks(channels: bias.count) * FeatureMap.blockSize)
  buffer.fill(0)
  buffer.pointer.update(from: bias, count: bias.count)
  return buffer
}
