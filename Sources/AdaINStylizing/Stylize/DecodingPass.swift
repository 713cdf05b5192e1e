// The second pass: AdaIN and the decoder, tile by tile with a halo, and the pixels put together again.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
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
  /// - Parameters:
  ///   - known: the content's encoding, if it was kept.
  ///   - store: where its features will be, if they are kept at all.
  package func work(known: EncodedContent?, store: FeatureStore?) -> Int {
    let decodes = needsResidual && known?.residual == nil ? 2 : 1
    let encodesAgain = known == nil && store == nil
    return plan.sum {
      let layers = model.decoder.plan(pixels: plan.pixels($0), grid: plan.grid)
      let again = encodesAgain ? model.encoder.plan(tile: layers.features, size: plan.size).work : 0
      return decodes * layers.work + again
    }
  }

  /// - Parameters:
  ///   - maps: each region's AdaIN.
  ///   - encoding: encodes again what could not be stored.
  ///   - keepsResidual: whether a residual that had to be found is worth its memory.
  package func run(
    _ encoded: EncodedContent, maps: [AdaINMap], encoding: EncodingPass, keepsResidual: Bool
  ) throws(AdaINError) {
    let known = needsResidual ? encoded.residual : nil
    let found = needsResidual && known == nil && keepsResidual ? try ResidualStore(size: plan.size) : nil
    let compositor = Compositor(regions: regions, options: options, content: encoded.colors)
    for tile in plan.tiles {
      let pixels = plan.pixels(tile)
      let layers = model.decoder.plan(pixels: pixels, grid: plan.grid)
      let count = FeatureMap.count(blocks: model.featureBlocks, rect: layers.features)
      let features = FeatureMap(
        data: try machine.memory(.features, count), blocks: model.featureBlocks, rect: layers.features,
        level: plan.grid)
      if let store = encoded.store {
        try store.read(into: features, on: machine.pool)
      } else {
        try encoding.encodeAgain(into: features)
      }
      var reconstruction: PixelMap?
      if needsResidual && known == nil {
        reconstruction = try pixelMap(.reconstructed, pixels)
        try model.decoder.decode(features, plan: layers, into: reconstruction!, on: machine)
      }
      mix(features, maps)
      let picture = try pixelMap(.decoded, pixels)
      try model.decoder.decode(features, plan: layers, into: picture, on: machine)
      try compose(compositor, picture, reconstruction: reconstruction, known: known, found: found)
    }
    if let found, found.isFaithful { encoded.residual = found }
  }

  /// In place, t = (1 - strength) c + strength sum over regions of share x AdaIN(c).
  private func mix(_ features: FeatureMap, _ maps: [AdaINMap]) {
    let shares = grid.shares(tile: features.rect)
    let blocks = features.blocks
    let strength = Float(options.strength)
    machine.pool.run(blocks) { block, _ in
      let channels = block * FeatureMap.blockSize
      var map = features.ckMap
      map.data += block * map.block_stride
      let output = map
      withPointers(maps, shares, channels) { affine in
        withUnsafePointer(to: output) { ck_mix(&map, $0, 1, affine, Int32(maps.count), strength) }
      }
    }
  }

  private func pixelMap(_ use: Machine.Use, _ rect: Rect) throws(AdaINError) -> PixelMap {
    PixelMap(
      data: try machine.memory(use, rect.area * 4), rect: rect, level: plan.grid.doubled.doubled.doubled)
  }

  /// Reads what the finished pixels need besides the decoded ones, puts them together and writes them.
  /// - Parameters:
  ///   - reconstruction: decode(encode(content)), where the residual is wanted and not known.
  ///   - found: keeps the residual that follows from it.
  private func compose(
    _ compositor: Compositor, _ picture: PixelMap, reconstruction: PixelMap?, known: ResidualStore?,
    found: ResidualStore?
  ) throws(AdaINError) {
    let rect = picture.rect
    let pixels = try machine.memory(.content, rect.area * 4)
    try content.load(rect, into: pixels, on: machine.pool)
    try machine.progress.check()
    let coverage = try coverage(rect)
    let residuals = known == nil && reconstruction == nil ? nil : try machine.memory(.residual, 3 * rect.area)
    machine.pool.run((rect.height + 15) / 16) { band, _ in
      for y in band * 16..<min(band * 16 + 16, rect.height) {
        let at = y * rect.width
        let row = residuals.map { $0 + 3 * at }
        if let row, let known { known.read(x: rect.x, y: rect.y + y, width: rect.width, into: row) }
        if let row, let reconstruction {
          subtract(reconstruction.data + 4 * at, from: pixels + 4 * at, width: rect.width, into: row)
          found?.write(x: rect.x, y: rect.y + y, width: rect.width, from: row)
        }
        compositor.composeRow(
          width: rect.width, decoded: picture.data + 4 * at, content: pixels + 4 * at, residual: row,
          coverage: coverage.map { $0 + at })
      }
    }
    try machine.progress.check()
    try output.store(rect, from: picture.data, on: machine.pool)
    try machine.progress.check()
  }

  private func subtract(
    _ reconstruction: UnsafePointer<Float>, from content: UnsafePointer<Float>, width: Int,
    into residual: UnsafeMutablePointer<Float>
  ) {
    for x in 0..<width {
      // What is hidden is none of the network's.
      let hides = content[4 * x + 3] <= 0
      for k in 0..<3 { residual[3 * x + k] = hides ? 0 : content[4 * x + k] - reconstruction[4 * x + k] }
    }
  }

  /// Whether the regions' masks sum to 1 or more everywhere: one has no mask, or two are each other's
  /// opposites.
  private var isCovered: Bool {
    regions.contains { region in
      guard let mask = region.mask else { return true }
      return regions.contains { $0.mask?.identity === mask.identity && $0.invertsMask != region.invertsMask }
    }
  }

  /// The sum of the regions' masks at each pixel; nil: 1 everywhere.
  private func coverage(_ rect: Rect) throws(AdaINError) -> UnsafeMutablePointer<Float>? {
    guard !isCovered else { return nil }
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

/// The regions' maps and shares as ck_mix takes them, for the channels from `channel` on.
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
