// The first pass: a picture to relu4_1, tile by tile with a halo, and what its pixels tell on the way.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import Synchronization

/// Encodes all tiles of a picture. The features equal those of the whole picture encoded at once.
package final class EncodingPass {
  /// Takes a tile's rectangle of the grid, its features (valid during the call) and its positions' mean alpha
  /// (nil: all 1).
  package typealias Visit = (_ tile: Rect, _ features: FeatureMap, _ alpha: [Float]?) throws(AdaINError) ->
    Void

  package let source: PixelSource
  package let model: Model
  package let plan: WorkPlan
  private let machine: Machine
  /// Whether the network sees colours clamped to 0...1.
  package var clamps = true
  /// The whole picture's, after `run`.
  package private(set) var colors = ColorStatistics()
  package private(set) var digest = Digest()
  /// What stands for the colours under an alpha of 0, once a tile has some.
  private var hiddenColors: HiddenColors?

  package init(source: PixelSource, model: Model, plan: WorkPlan, machine: Machine) {
    self.source = source
    self.model = model
    self.plan = plan
    self.machine = machine
  }

  /// Units of progress that `run` adds.
  package var work: Int {
    plan.sum { model.encoder.plan(tile: $0, size: plan.size).work }
  }

  package func run(_ visit: Visit) throws(AdaINError) {
    for tile in plan.tiles {
      let layers = model.encoder.plan(tile: tile, size: plan.size)
      let (pixels, hides, alpha) = try read(tile, layers.pixels)
      try prepare(pixels, hides: hides)
      try visit(tile, model.encoder.encode(pixels, plan: layers, on: machine), alpha)
      try machine.progress.check()
    }
  }

  /// Encodes any rectangle of the grid into `map`, once more.
  package func encodeAgain(into map: FeatureMap) throws(AdaINError) {
    let layers = model.encoder.plan(tile: map.rect, size: plan.size)
    let pixels = PixelMap(
      data: try machine.memory(.content, layers.pixels.area * 4), rect: layers.pixels, level: plan.size)
    try prepare(pixels, hides: try load(pixels))
    let features = try model.encoder.encode(pixels, plan: layers, on: machine)
    map.data.update(from: features.data, count: FeatureMap.count(blocks: map.blocks, rect: map.rect))
  }

  /// The digest of the pixels alone, as `run` would find it.
  package func digestOnly() throws(AdaINError) -> UInt64 {
    for tile in plan.tiles {
      _ = try read(tile, plan.pixels(tile))
      try machine.progress.check()
    }
    return digest.value
  }

  /// Reads pixels; the colours under an alpha of 0 become 0.
  /// - Returns: whether there are such pixels.
  private func load(_ map: PixelMap) throws(AdaINError) -> Bool {
    try source.load(map.rect, into: map.data, on: machine.pool)
    return source.channels == 4 && HiddenColors.blank(map.rect, map.data, on: machine.pool)
  }

  /// Makes pixels what the network sees.
  private func prepare(_ map: PixelMap, hides: Bool) throws(AdaINError) {
    if hides {
      if hiddenColors == nil {
        hiddenColors = try HiddenColors(source, progress: machine.progress, on: machine.pool)
      }
      hiddenColors!.fill(map.rect, map.data, on: machine.pool)
    }
    clamp(map)
  }

  /// Reads a tile's pixels with their halo, and adds the tile itself to colours and digest, which see no
  /// hidden colours.
  private func read(_ tile: Rect, _ rect: Rect) throws(AdaINError) -> (PixelMap, hides: Bool, alpha: [Float]?)
  {
    let map = PixelMap(data: try machine.memory(.content, rect.area * 4), rect: rect, level: plan.size)
    let hides = try load(map)
    try machine.progress.check()
    let core = plan.pixels(tile)
    let bands = tile.height
    var found = [Band](repeating: Band(), count: bands)
    var alpha = [Float](repeating: 1, count: tile.area)
    let hasAlpha = source.channels == 4
    found.withUnsafeMutableBufferPointer { found in
      alpha.withUnsafeMutableBufferPointer { alpha in
        nonisolated(unsafe) let (found, alpha) = (found, alpha)
        machine.pool.run(bands) { band, _ in
          found[band] = Band(
            map, core: core, row: core.y + band * Architecture.cell,
            alpha: hasAlpha ? alpha.baseAddress! + band * tile.width : nil)
        }
      }
    }
    for band in found {
      digest.add(band.digest)
      colors.add(band.colors)
    }
    return (map, hides, hasAlpha && alpha.contains { $0 != 1 } ? alpha : nil)
  }

  private func clamp(_ map: PixelMap) {
    guard clamps else { return }
    let (data, rect) = (map.data, map.rect)
    machine.pool.run((rect.height + 31) / 32) { band, _ in
      for i in band * 32 * rect.width * 4..<min(band * 32 + 32, rect.height) * rect.width * 4 {
        data[i] = min(max(data[i], 0), 1)
      }
    }
  }
}

/// What a row of feature positions finds in its pixels.
private struct Band: Sendable {
  var digest: UInt64 = 0
  var colors = ColorStatistics()

  init() {}

  /// - Parameter alpha: takes each position's mean alpha.
  init(_ map: PixelMap, core: Rect, row: Int, alpha: UnsafeMutablePointer<Float>?) {
    let cell = Architecture.cell
    let rows = row..<min(row + cell, core.bottom)
    var digest = Digest()
    for y in rows {
      let pixels = map.pixel(x: core.x, y: y)
      digest.add(UnsafeBufferPointer(start: pixels, count: 4 * core.width))
      for x in 0..<core.width { colors.add(pixels + 4 * x) }
    }
    self.digest = digest.value
    guard let alpha else { return }
    var position = 0
    for left in stride(from: core.x, to: core.right, by: cell) {
      let right = min(left + cell, core.right)
      var sum: Float = 0
      for y in rows {
        for x in left..<right { sum += min(max(map.pixel(x: x, y: y)[3], 0), 1) }
      }
      alpha[position] = sum / Float(rows.count * (right - left))
      position += 1
    }
  }
}
