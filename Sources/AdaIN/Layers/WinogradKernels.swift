// Transformed kernels of a 3x3 convolution, and the loop over tiles that multiplies with them.

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
  ///   - adjoint: `weights` are `[input][output][3][3]`, of the convolution in the other direction, whose gradient this one
  ///     carries back.
  package func transform(_ weights: UnsafePointer<Float>, adjoint: Bool = false, on pool: WorkerPool? = nil) {
    func transform(_ first: Int, _ count: Int) {
      ck_transform_kernels(
        kind, weights, Int32(outputs), Int32(inputs), adjoint ? 1 : 0, Int32(first), Int32(count), kernels.pointer)
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
    precondition(input.blocks == inputBlocks && output.blocks == outputBlocks && input.images == output.images)
    var layer = ck_convolution(
      input: input.kernelMap, output: output.kernelMap, images: Int32(input.images), input_blocks: Int32(inputBlocks),
      output_blocks: Int32(outputBlocks), border: Int32(form.border.rawValue), kernels: kernels.pointer, bias: bias,
      relu: form.relu ? 1 : 0, pool: form.pools ? 1 : 0)
    let tiles = Int(ck_tile_count(kind, &layer))
    let batch = tilesPerBatch(tiles, machine)
    let multiple = Int(machine.kernels.table.pointee.tile_multiple)
    let scratch = try machine.scratch(
      Int(ck_scratch(kind, &layer, Int32((batch + multiple - 1) / multiple * multiple))))
    let unpooled = output.images * (form.pools ? output.rect.area * 4 : output.rect.area)
    let unit = unpooled * inputs * outputs * 9 / tiles
    let table = machine.kernels.table.pointee
    let (kind, constant) = (kind, layer)
    try machine.run((tiles + batch - 1) / batch, unitsPerItem: unit * batch) { item, worker in
      var layer = constant
      let first = item * batch
      table.convolve(kind, &layer, Int32(first), Int32(min(batch, tiles - first)), scratch(worker))
    }
  }

  /// As many tiles as keep the transformed input and output of a batch in the second-level cache, or more where
  /// a pass over large kernels costs more than that; and then what gives all threads the same and the micro-kernel
  /// whole groups.
  private func tilesPerBatch(_ tiles: Int, _ machine: Machine) -> Int {
    let shape = ck_shape(kind)
    let perTile =
      Int(shape.points * shape.points) * (inputBlocks + outputBlocks * Int(shape.phases)) * FeatureMap.blockSize * 4
    let group = Int(machine.kernels.table.pointee.tile_multiple)
    let wanted = min(max(Self.batchBytes / perTile, kernels.bytes / Self.kernelBytesPerTile, 12), Self.mostTiles)
    let most = (wanted + group - 1) / group * group
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
