// Soft spatial regions at the resolution of the features: where each counts, and how they mix.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// The regions' masks, averaged over each feature position's pixels.
package struct RegionGrid {
  /// For each region, one value a position of the grid; nil: 1 everywhere.
  private let masks: [FloatBuffer?]
  private let grid: Size
  /// Whether each region is normalised by the statistics of the whole picture.
  fileprivate let sharesStatistics: Bool

  package init(_ regions: [Region], size: Size, statistics: RegionStatistics, progress: Progress)
    throws(AdaINError)
  {
    grid = size.featureGrid
    sharesStatistics = statistics == .whole
    // Each mask is read once, whichever regions and their opposites it is for.
    var read: [ObjectIdentifier: FloatBuffer] = [:]
    var masks: [FloatBuffer?] = []
    for region in regions {
      guard let mask = region.mask else {
        masks.append(nil)
        continue
      }
      let key = ObjectIdentifier(mask.identity)
      if read[key] == nil { read[key] = try mask.averaged(size: size, progress: progress) }
      let averages = read[key]!
      masks.append(region.invertsMask ? try averages.inverted() : averages)
    }
    let named = regions.indices.filter { !regions[$0].isRest }.map { masks[$0] }
    for i in regions.indices where regions[i].isRest {
      masks[i] = try FloatBuffer.rest(of: named, count: grid.area)
    }
    self.masks = masks
  }

  package var count: Int { masks.count }

  /// Empty sums for the statistics of each region.
  package func moments(blocks: Int) -> RegionMoments { RegionMoments(grid: self, blocks: blocks) }

  /// A region's weights in the statistics of a tile: mask times alpha. Nil: all 1.
  package func statisticsWeights(_ region: Int, tile: Rect, alpha: [Float]?) -> [Float]? {
    guard let mask = masks[region], !sharesStatistics else { return alpha }
    var weights = [Float](repeating: 0, count: tile.area)
    for i in 0..<tile.area {
      let at = (tile.y + i / tile.width) * grid.width + tile.x + i % tile.width
      weights[i] = mask.pointer[at] * (alpha?[i] ?? 1)
    }
    return weights
  }

  /// Each region's share at a tile's positions, summing to 1. Where no region reaches, all have the same
  /// share: such positions only matter through the decoder's view of their neighbours. Nil: a single region's
  /// 1.
  package func shares(tile: Rect) -> [[Float]]? {
    guard count > 1 else { return nil }
    var shares = [[Float]](repeating: [Float](repeating: 0, count: tile.area), count: count)
    for i in 0..<tile.area {
      let at = (tile.y + i / tile.width) * grid.width + tile.x + i % tile.width
      let sum = masks.reduce(Float(0)) { $0 + ($1?.pointer[at] ?? 1) }
      for region in 0..<count {
        shares[region][i] = sum > 0 ? (masks[region]?.pointer[at] ?? 1) / sum : 1 / Float(count)
      }
    }
    return shares
  }
}

/// The statistics of each region's features, added up tile by tile.
package struct RegionMoments {
  private let grid: RegionGrid
  package private(set) var sums: RegionSums

  fileprivate init(grid: RegionGrid, blocks: Int) {
    self.grid = grid
    let none = Moments(blocks: blocks)
    sums = RegionSums(regions: [Moments](repeating: none, count: grid.count), whole: none)
  }

  package mutating func add(_ tile: Rect, _ features: FeatureMap, alpha: [Float]?) {
    var needsWhole = false
    for i in sums.regions.indices {
      if i > 0 && grid.sharesStatistics {
        sums.regions[i] = sums.regions[0]
        continue
      }
      let weights = grid.statisticsWeights(i, tile: tile, alpha: alpha)
      sums.regions[i].add(features, weights: weights)
      needsWhole = needsWhole || weights != nil
    }
    // Without weights the region's sums are the whole picture's already.
    if needsWhole { sums.whole.add(features) }
  }

  package var statistics: [ChannelStatistics] { sums.statistics }
}

extension FloatBuffer {
  /// What several masks, nil being 1 everywhere, leave over of 1.
  fileprivate static func rest(of masks: [FloatBuffer?], count: Int) throws(AdaINError) -> FloatBuffer {
    let rest = try FloatBuffer(count: count)
    for i in 0..<count { rest.pointer[i] = max(masks.reduce(1) { $0 - ($1?.pointer[i] ?? 1) }, 0) }
    return rest
  }

  fileprivate func inverted() throws(AdaINError) -> FloatBuffer {
    let inverted = try FloatBuffer(count: count)
    for i in 0..<count { inverted.pointer[i] = 1 - pointer[i] }
    return inverted
  }
}

extension PixelSource {
  /// The mean of the clamped mask over each feature position's pixels.
  fileprivate func averaged(size: Size, progress: Progress) throws(AdaINError) -> FloatBuffer {
    let grid = size.featureGrid
    let cell = Architecture.cell
    let buffer = try FloatBuffer(count: cell * size.width)
    let averages = try FloatBuffer(count: grid.area)
    for row in 0..<grid.height {
      try progress.check()
      let rect = Rect(x: 0, y: row * cell, width: size.width, height: min(cell, size.height - row * cell))
      try loadMask(rect, inverted: false, into: buffer.pointer)
      for column in 0..<grid.width {
        let (left, right) = (column * cell, min((column + 1) * cell, size.width))
        var sum: Float = 0
        for y in 0..<rect.height {
          for x in left..<right { sum += buffer.pointer[y * size.width + x] }
        }
        averages.pointer[row * grid.width + column] = sum / Float(rect.height * (right - left))
      }
    }
    return averages
  }
}

extension PixelSource {
  /// Reads a rectangle of a mask, checked, clamped to 0...1 and inverted if asked.
  package func loadMask(_ rect: Rect, inverted: Bool, into data: UnsafeMutablePointer<Float>)
    throws(AdaINError)
  {
    try read(rect, data, rect.width)
    try check(rect, UnsafeMutableBufferPointer(start: data, count: rect.area), stride: 1)
    for i in 0..<rect.area {
      let value = min(max(data[i], 0), 1)
      data[i] = inverted ? 1 - value : value
    }
  }
}
