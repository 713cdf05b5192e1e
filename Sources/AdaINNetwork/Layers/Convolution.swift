// The 3x3 convolutions as the network runs them: weights in the form their kernels want.

import AdaINPictures
import AdaINRuntime
import CKernels

/// A convolution between feature maps, with Winograd kernels transformed once.
package final class Convolution: @unchecked Sendable {
  package let name: String
  package let relu: Bool
  private let kernels: WinogradKernels
  private let bias: FloatBuffer

  package init(_ weights: ConvolutionWeights, kind: ck_winograd, relu: Bool = true) throws(AdaINError) {
    name = weights.name
    self.relu = relu
    kernels = try WinogradKernels(inputs: weights.inputs, outputs: weights.outputs, kind: kind)
    kernels.transform(weights.weights)
    bias = try paddedBias(weights.bias)
  }

  package var inputBlocks: Int { kernels.inputBlocks }
  package var outputBlocks: Int { kernels.outputBlocks }
  package var upsamples: Bool { kernels.kind == CK_WINOGRAD_UP5 }
  package var bytes: Int { kernels.bytes + bias.bytes }

  /// Multiply-adds of the plain convolution for so many outputs: the unit that progress and speed count in.
  package func work(_ rect: Rect) -> Int { rect.area * kernels.inputs * kernels.outputs * 9 }

  /// Writes `output` (its rectangle decides what is computed) from `input`, which covers all that this needs.
  package func run(_ input: FeatureMap, into output: FeatureMap, pool: Bool, on machine: Machine)
    throws(AdaINError)
  {
    try kernels.convolve(
      input, into: output, bias: bias.pointer, form: .init(relu: relu, pools: pool), on: machine)
  }

  /// The same for one thread alone.
  package func alone(pool: Bool, on machine: Machine) -> WinogradKernels.Alone {
    kernels.alone(bias: bias.pointer, form: .init(relu: relu, pools: pool), on: machine)
  }
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
    var layer = layer(input.ckMap, output.ckMap)
    let scratch = try machine.scratch(Int(ck_first_scratch(&layer)))
    let table = machine.instructionSet.table.pointee
    let constant = layer
    let rows = output.rect.height
    try machine.run((rows + 7) / 8, unitsPerItem: 8 * output.rect.width * outputs * 27) { item, worker in
      var layer = constant
      table.first(&layer, Int32(item * 8), Int32(min(8, rows - item * 8)), scratch(worker))
    }
  }

  package func layer(_ input: ck_map, _ output: ck_map) -> ck_first {
    ck_first(
      input: input, output: output, output_blocks: Int32(outputBlocks), kernels: kernels.pointer,
      bias: bias.pointer)
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
    let constant = layer(input.ckMap, output.ckMap)
    let table = machine.instructionSet.table.pointee
    let rows = output.rect.height
    try machine.run((rows + 7) / 8, unitsPerItem: 8 * output.rect.width * inputs * 27) { item, _ in
      var layer = constant
      table.last(&layer, Int32(item * 8), Int32(min(8, rows - item * 8)))
    }
  }

  package func layer(_ input: ck_map, _ output: ck_map) -> ck_last {
    ck_last(
      input: input, output: output, input_blocks: Int32(inputBlocks), kernels: kernels.pointer, bias: bias)
  }
}

/// A bias filled up with zeros to whole blocks.
private func paddedBias(_ bias: [Float]) throws(AdaINError) -> FloatBuffer {
  let buffer = try FloatBuffer(count: FeatureMap.blocks(channels: bias.count) * FeatureMap.blockSize)
  buffer.fill(0)
  buffer.pointer.update(from: bias, count: bias.count)
  return buffer
}
