// The second pass: AdaIN and the decoder, tile by tile with a halo, and the pixels put together again.

import CKernels

/// Decodes all tiles of a picture. The pixels equal those of the whole picture decoded at once.
package final class DecodingPass {
  private let content: PixelSource
  private let regions: [Region]
  private let grid: RegionGrid
  private let plan: WorkPlan
  private let options: Options
  private let model: Model
  private let machine: Machine
  private let output: PixelSink
  private var features = ReusedBuffer()
  private var mixed = ReusedBuffer()
  private var decoded = ReusedBuffer()
  private var reconstructed = ReusedBuffer()
  private var original = ReusedBuffer()
  private var masks: [ReusedBuffer]

  package init(
    content: PixelSource, regions: [Region], grid: RegionGrid, plan: WorkPlan, options: Options, model: Model,
    machine: Machine, output: PixelSink
  ) {
    self.content = content
    self.regions = regions
    self.grid = grid
    self.plan = plan
    self.options = options
    self.model = model
    self.machine = machine
    self.output = output
    masks = regions.map { _ in ReusedBuffer() }
  }

  private var needsResidual: Bool { options.tradeOff == .exact && options.strength < 1 }

  /// Units of progress that `run` adds.
  package func work(residualKnown: Bool) -> Int {
    let once = plan.tiles.reduce(0) {
      $0 + model.decoder.plan(pixels: plan.pixels($1), grid: plan.grid).work
    }
    return needsResidual && !residualKnown ? 2 * once : once
  }

  /// - Parameter maps: each region's AdaIN.
  package func run(_ encoded: EncodedContent, maps: [AdaINMap]) throws(AdaINError) {
    let known = encoded.residual
    let found = needsResidual && known == nil ? try ResidualStore(size: plan.size) : nil
    let compositor = Compositor(regions: regions, options: options, content: encoded.colors)
    for tile in plan.tiles {
      let pixels = plan.pixels(tile)
      let layers = model.decoder.plan(pixels: pixels, grid: plan.grid)
      let count = FeatureMap.count(blocks: model.featureBlocks, rect: layers.features)
      let input = FeatureMap(
        data: try features.take(count), blocks: model.featureBlocks, rect: layers.features, level: plan.grid)
      try encoded.store.read(into: input)
      let target = FeatureMap(
        data: try mixed.take(count), blocks: model.featureBlocks, rect: layers.features, level: plan.grid)
      mix(input, maps, into: target)

      let picture = try pixelMap(&decoded, pixels)
      try model.decoder.decode(target, plan: layers, into: picture, on: machine)
      if let found {
        let reconstruction = try pixelMap(&reconstructed, pixels)
        try model.decoder.decode(input, plan: layers, into: reconstruction, on: machine)
        try compose(compositor, picture, reconstruction: reconstruction, residual: found)
      } else {
        try compose(compositor, picture, reconstruction: nil, residual: needsResidual ? known : nil)
      }
    }
    if let found { encoded.residual = found }
  }

  /// t = (1 - strength) c + strength sum over regions of share x AdaIN(c).
  private func mix(_ input: FeatureMap, _ maps: [AdaINMap], into target: FeatureMap) {
    let shares = grid.shares(tile: input.rect)
    let blocks = input.blocks
    let strength = Float(options.strength)
    machine.pool.run(blocks) { block, _ in
      let channels = block * FeatureMap.blockSize
      var from = input.kernelMap
      var to = target.kernelMap
      from.data += block * from.block_stride
      to.data += block * to.block_stride
      withPointers(maps, shares, channels) { ck_mix(&from, &to, 1, $0, Int32(maps.count), strength) }
    }
  }

  private func pixelMap(_ buffer: inout ReusedBuffer, _ rect: Rect) throws(AdaINError) -> PixelMap {
    PixelMap(data: try buffer.take(rect.area * 4), rect: rect, level: plan.grid.doubled.doubled.doubled)
  }

  /// Reads what the finished pixels need besides the decoded ones, puts them together and writes them.
  private func compose(
    _ compositor: Compositor, _ picture: PixelMap, reconstruction: PixelMap?, residual: ResidualStore?
  ) throws(AdaINError) {
    let rect = picture.rect
    let pixels = try original.take(rect.area * 4)
    try content.load(rect, into: pixels)
    let coverage = try coverage(rect)
    machine.pool.run((rect.height + 15) / 16) { band, _ in
      for y in band * 16..<min(band * 16 + 16, rect.height) {
        compositor.composeRow(
          width: rect.width, decoded: picture.data + 4 * y * rect.width, content: pixels + 4 * y * rect.width,
          reconstruction: reconstruction.map { $0.data + 4 * y * rect.width },
          residual: residual.map { $0[rect.x, rect.y + y] },
          coverage: coverage.map { $0 + y * rect.width })
      }
    }
    try output.store(rect, from: picture.data)
    try machine.progress.check()
  }

  /// The sum of the regions' masks at each pixel; nil: 1 everywhere.
  private func coverage(_ rect: Rect) throws(AdaINError) -> UnsafeMutablePointer<Float>? {
    guard regions.allSatisfy({ $0.mask != nil }) else { return nil }
    var sum: UnsafeMutablePointer<Float>?
    for (i, region) in regions.enumerated() {
      let mask = try masks[i].take(rect.area)
      try region.mask!.loadMask(rect, inverted: region.invertsMask, into: mask)
      if let sum {
        for i in 0..<rect.area { sum[i] += mask[i] }
      } else {
        sum = mask
      }
    }
    return sum
  }
}

/// The regions' maps and shares as the kernel takes them, for the channels from `channel` on.
private func withPointers(
  _ maps: [AdaINMap], _ shares: [[Float]]?, _ channel: Int, _ body: ([ck_affine]) -> Void
) {
  func append(_ index: Int, _ affine: [ck_affine]) {
    guard index < maps.count else { return body(affine) }
    maps[index].scale.withUnsafeBufferPointer { scale in
      maps[index].shift.withUnsafeBufferPointer { shift in
        var next = ck_affine(
          scale: scale.baseAddress! + channel, shift: shift.baseAddress! + channel, weights: nil)
        guard let shares else { return append(index + 1, affine + [next]) }
        shares[index].withUnsafeBufferPointer { weights in
          next.weights = weights.baseAddress
          append(index + 1, affine + [next])
        }
      }
    }
  }
  append(0, [])
}
