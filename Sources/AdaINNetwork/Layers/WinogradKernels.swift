// Transformed kernels of a 3x3 convolution, and the loop over tiles that multiplies with them.

import AdaINRuntime
import CKernels

/// The kernels of a 3x3 convolution in the form of one of Winograd's methods.
package final class WinogradKernels: @unchecked Sendable {
  package let inputs, outputs: Int
  package let kind: ck_winograd
  private let kernels: FloatBuffer

  /// Kernels that `transform` has to fill before they are used.
  package init(inputs: Int, outputs: Int, kind: ck_winograd) throws(AdaINError) {
    self.inputs = inputs
    self.outputs = outputs
    self.kind = kind
    kernels = try FloatBuffer(count: Int(ck_kernel_count(kind, Int32(outputs), Int32(inputs))))
  }

  package var inputBlocks: Int { FeatureMap.blocks(channels: inputs) }
  package var outputBlocks: Int { FeatureMap.blocks(channels: outputs) }
  package var bytes: Int { kernels.bytes }

  /// - Parameters:
  ///   - weights: `[output][input][3][3]`.
  ///   - adjoint: `weights` are `[input][output][3][3]`, of the convolution in the other direction, whose
  ///     gradient this one carries back.
  package func transform(_ weights: UnsafePointer<Float>, adjoint: Bool = false, on pool: WorkerPool? = nil) {
    func transform(_ first: Int, _ count: Int) {
      ck_transform_kernels(
        kind, weights, Int32(outputs), Int32(inputs), adjoint ? 1 : 0, Int32(first), Int32(count),
        kernels.pointer)
    }
    guard let pool else { return transform(0, outputBlocks) }
    pool.run(outputBlocks) { block, _ in transform(block, 1) }
  }

  /// How the sums become outputs, and what lies beyond the input's level.
  package struct Form {
    package var relu = false
    /// 2x2 maximum pooling follows.
    package var pools = false
    package var border = CK_BORDER_REFLECT

    package init(relu: Bool = false, pools: Bool = false, border: ck_border = CK_BORDER_REFLECT) {
      self.relu = relu
      self.pools = pools
      self.border = border
    }
  }

  /// Writes `output` (its rectangle decides what is computed) from `input`, which covers all that this needs.
  /// - Parameter bias: `[output block][16]`.
  package func convolve(
    _ input: FeatureMap, into output: FeatureMap, bias: UnsafePointer<Float>, form: Form, on machine: Machine
  ) throws(AdaINError) {
    precondition(
      input.blocks == inputBlocks && output.blocks == outputBlocks && input.images == output.images)
    var layer = layer(input.ckMap, output.ckMap, images: input.images, bias: bias, form: form)
    let tiles = Int(ck_tile_count(kind, &layer))
    let batch = tilesPerBatch(tiles, machine)
    let scratch = try machine.scratch(scratchCount(&layer, batch, machine))
    let unpooled = output.images * (form.pools ? output.rect.area * 4 : output.rect.area)
    let unit = unpooled * inputs * outputs * 9 / tiles
    let table = machine.instructionSet.table.pointee
    let (kind, constant) = (kind, layer)
    try machine.run((tiles + batch - 1) / batch, unitsPerItem: unit * batch) { item, worker in
      var layer = constant
      let first = item * batch
      table.convolve(kind, &layer, Int32(first), Int32(min(batch, tiles - first)), scratch(worker))
    }
  }

  private func layer(_ input: ck_map, _ output: ck_map, images: Int, bias: UnsafePointer<Float>, form: Form)
    -> ck_convolution
  {
    ck_convolution(
      input: input, output: output, images: Int32(images), input_blocks: Int32(inputBlocks),
      output_blocks: Int32(outputBlocks), border: Int32(form.border.rawValue), kernels: kernels.pointer,
      bias: bias,
      relu: form.relu ? 1 : 0, pool: form.pools ? 1 : 0)
  }

  private func scratchCount(_ layer: inout ck_convolution, _ tiles: Int, _ machine: Machine) -> Int {
    let group = Int(machine.instructionSet.table.pointee.tile_multiple)
    return Int(ck_scratch(kind, &layer, Int32((tiles + group - 1) / group * group)))
  }

  /// A convolution of one image that a thread does alone, for layers that share out their work in another
  /// way.
  package struct Alone {
    /// Floats of scratch that it needs.
    package let scratchCount: Int
    fileprivate let kernels: WinogradKernels
    fileprivate let bias: UnsafePointer<Float>
    fileprivate let form: Form
    fileprivate let batch: Int
    fileprivate let table: ck_instruction_set

    package func convolve(_ input: ck_map, into output: ck_map, scratch: UnsafeMutablePointer<Float>) {
      var layer = kernels.layer(input, output, images: 1, bias: bias, form: form)
      let tiles = Int(ck_tile_count(kernels.kind, &layer))
      for first in stride(from: 0, to: tiles, by: batch) {
        table.convolve(kernels.kind, &layer, Int32(first), Int32(min(batch, tiles - first)), scratch)
      }
    }
  }

  package func alone(bias: UnsafePointer<Float>, form: Form, on machine: Machine) -> Alone {
    var layer = layer(ck_map(), ck_map(), images: 1, bias: bias, form: form)
    let batch = mostTiles(machine)
    return Alone(
      scratchCount: scratchCount(&layer, batch, machine), kernels: self, bias: bias, form: form, batch: batch,
      table: machine.instructionSet.table.pointee)
  }

  /// As many tiles as keep the transformed input and output of a batch in the second-level cache, or more
  /// where a pass over large kernels costs more than that; in whole groups of the micro-kernel.
  private func mostTiles(_ machine: Machine) -> Int {
    let shape = ck_shape(kind)
    let perTile =
      Int(shape.points * shape.points) * (inputBlocks + outputBlocks * Int(shape.phases))
      * FeatureMap.blockSize * 4
    let group = Int(machine.instructionSet.table.pointee.tile_multiple)
    let wanted = min(
      max(Self.batchBytes / perTile, kernels.bytes / Self.kernelBytesPerTile, 12), Self.mostTiles)
    return (wanted + group - 1) / group * group
  }

  /// What gives all threads the same.
  private func tilesPerBatch(_ tiles: Int, _ machine: Machine) -> Int {
    let group = Int(machine.instructionSet.table.pointee.tile_multiple)
    let most = mostTiles(machine)
    let least = (tiles + most * machine.threads - 1) / (most * machine.threads)
    /// What a thread multiplies in so many rounds; the last group of a batch is padded to thirds.
    func cost(_ rounds: Int) -> Int {
      let size = Self.share(tiles, rounds * machine.threads)
      return rounds * ((size + group / 3 - 1) / (group / 3))
    }
    let rounds = (least...least + 3).min { cost($0) < cost($1) }!
    return Self.share(tiles, rounds * machine.threads)
  }

  private static func share(_ tiles: Int, _ batches: Int) -> Int { (tiles + batches - 1) / batches }

  /// About what a batch of the deepest layers takes, for estimates.
  package static func scratchBytes(featureBlocks: Int) -> Int {
    mostTiles * 64 * featureBlocks * 3 / 2 * FeatureMap.blockSize * MemoryLayout<Float>.stride
  }

  /// Measured on 512x512 and 1024x1024 pictures; see docs/performance.md.
  private static let batchBytes = 1 << 20
  private static let kernelBytesPerTile = 256 << 10
  private static let mostTiles = 72
}
