// The network's two ends, each a pair of convolutions: the map between them has the picture's full resolution
// and is the largest of all. It is made in strips that stay in the caches, and is never there as a whole.

import AdaINPictures
import AdaINRuntime
import CKernels

/// The first two convolutions: pixels to the second one's output, pooled.
package struct FirstPair {
  package let first: FirstConvolution
  package let second: Convolution

  /// - Parameters:
  ///   - input: covers what `output` needs.
  ///   - level: of the picture, which both convolutions have.
  package func run(_ input: PixelMap, into output: FeatureMap, level: Size, pool: Bool, on machine: Machine)
    throws(AdaINError)
  {
    let second = second.alone(pool: pool, on: machine)
    let height = stripHeight(output.rect.width * (pool ? 2 : 1)) / (pool ? 2 : 1)
    let strips = stride(from: 0, to: output.rect.height, by: height).map { y in
      Rect(
        x: output.rect.x, y: output.rect.y + y, width: output.rect.width,
        height: min(height, output.rect.height - y))
    }
    let middles = strips.map { (pool ? $0.readByPooling(in: level) : $0).readBy3x3(in: level) }
    let middleCount = middles.reduce(0) { max($0, FeatureMap.count(blocks: first.outputBlocks, rect: $1)) }
    var whole = first.layer(input.ckMap, ck_map())
    whole.output.width = Int32(middles[0].width)
    let firstCount = (Int(ck_first_scratch(&whole)) + 15) / 16 * 16
    let scratch = try machine.scratch(firstCount + middleCount + second.scratchCount)
    let (from, to) = (input.ckMap, output.ckMap)
    let table = machine.instructionSet.table.pointee
    let computed = pool ? output.rect.readByPooling(in: level) : output.rect
    let work = first.work(computed.readBy3x3(in: level)) + self.second.work(computed)
    try machine.run(strips.count, unitsPerItem: work / strips.count) { item, worker in
      let memory = scratch(worker)
      let middle = FeatureMap(
        data: memory + firstCount, blocks: first.outputBlocks, rect: middles[item], level: level
      ).ckMap
      var layer = first.layer(from, middle)
      table.first(&layer, 0, middle.height, memory)
      second.convolve(middle, into: to.rows(of: strips[item]), scratch: memory + firstCount + middleCount)
    }
  }

  /// Rows of the second convolution in a strip: whole tiles, so that they are those of the map in one piece.
  private func stripHeight(_ width: Int) -> Int {
    let row = (width + 2) * first.outputBlocks * FeatureMap.blockSize * MemoryLayout<Float>.stride
    let tile = Int(ck_shape(CK_WINOGRAD_F6).step)
    return max(Self.stripBytes / row / tile, 2) * tile
  }

  private static let stripBytes = 1 << 19
}

/// The last two convolutions: features at half resolution, up-sampled by the first of the two, to pixels.
package struct LastPair {
  package let first: Convolution
  package let last: LastConvolution

  /// - Parameters:
  ///   - middle: what `output` needs of the map between the two.
  ///   - level: of the picture.
  package func run(_ input: FeatureMap, middle: Rect, level: Size, into output: PixelMap, on machine: Machine)
    throws(AdaINError)
  {
    let first = first.alone(pool: false, on: machine)
    let blocks = last.inputBlocks
    // Two rows of the strip before, and those of a row of tiles.
    let middleCount = FeatureMap.count(
      blocks: blocks, rect: Rect(x: 0, y: 0, width: middle.width, height: Self.tile + 2))
    let scratch = try machine.scratch(middleCount + first.scratchCount)
    let items = items(output.rect, threads: machine.threads)
    let table = machine.instructionSet.table.pointee
    let (from, to) = (input.ckMap, output.ckMap)
    let work = self.first.work(middle) + last.work(output.rect)
    try machine.run(items.count, unitsPerItem: work / items.count) { item, worker in
      let memory = scratch(worker)
      var strip = Strip(
        data: memory, blocks: blocks, middle: middle, level: level, top: items[item].lowerBound)
      var done = items[item].lowerBound
      while done < items[item].upperBound {
        let added = strip.rows(upTo: items[item].upperBound)
        first.convolve(from, into: added, scratch: memory + middleCount)
        let upTo = strip.bottom == level.height ? level.height : strip.bottom - 1
        let rows = done..<max(min(upTo, items[item].upperBound), done)
        var layer = last.layer(
          strip.map,
          to.rows(
            of: Rect(x: output.rect.x, y: rows.lowerBound, width: output.rect.width, height: rows.count)))
        table.last(&layer, 0, Int32(rows.count))
        done = rows.upperBound
        strip.keepTwoRows()
      }
    }
  }

  /// Outputs of a tile of the up-sampling convolution; tiles begin one before a multiple.
  fileprivate static let tile = 2 * Int(ck_shape(CK_WINOGRAD_UP5).step)

  /// The rows of pixels that a thread does in a row: for each item a row of tiles is made twice, and nobody
  /// can cancel in between.
  private func items(_ rect: Rect, threads: Int) -> [Range<Int>] {
    let first = rect.y / Self.tile
    let tiles = (rect.bottom + Self.tile - 1) / Self.tile - first
    let rounds = (tiles + 24 * threads - 1) / (24 * threads)
    let count = min(rounds * threads, tiles)
    return (0..<count).map { i in
      max(
        (first + tiles * i / count) * Self.tile, rect.y)..<min(
          (first + tiles * (i + 1) / count) * Self.tile, rect.bottom)
    }
  }
}

/// A window of the map between the last two convolutions that moves down it, a row of tiles at a time.
private struct Strip {
  let data: UnsafeMutablePointer<Float>
  let blocks: Int
  let middle: Rect
  let level: Size
  var top: Int
  var bottom: Int

  /// - Parameter top: the first row of pixels; the window begins a row above it.
  init(data: UnsafeMutablePointer<Float>, blocks: Int, middle: Rect, level: Size, top: Int) {
    self.data = data
    self.blocks = blocks
    self.middle = middle
    self.level = level
    self.top = max(top - 1, 0)
    bottom = self.top
  }

  private var rowCount: Int { middle.width * FeatureMap.blockSize }
  private var blockCount: Int { rowCount * (LastPair.tile + 2) }

  /// All rows that are there.
  var map: ck_map { map(top, bottom) }

  private func map(_ top: Int, _ bottom: Int) -> ck_map {
    ck_map(
      data: data + (top - self.top) * rowCount, image_stride: 0, block_stride: blockCount,
      row_stride: rowCount,
      x: Int32(middle.x), y: Int32(top), width: Int32(middle.width), height: Int32(bottom - top),
      level_width: Int32(level.width), level_height: Int32(level.height))
  }

  /// Room for the rest of a row of tiles, no further than pixels above `end` need.
  mutating func rows(upTo end: Int) -> ck_map {
    let from = bottom
    let tile = LastPair.tile
    bottom = min(((from + 1) / tile + 1) * tile - 1, min(end + 1, level.height))
    return map(from, bottom)
  }

  /// The next rows of pixels need two of these.
  mutating func keepTwoRows() {
    let kept = min(bottom - top, 2)
    let from = (bottom - kept - top) * rowCount
    guard from > 0 else { return }
    for block in 0..<blocks {
      (data + block * blockCount).update(from: data + block * blockCount + from, count: kept * rowCount)
    }
    top = bottom - kept
  }
}

extension ck_map {
  /// The part of the map that has the rows of `rect`, which has its columns.
  fileprivate func rows(of rect: Rect) -> ck_map {
    var part = self
    part.data += (rect.y - Int(y)) * row_stride
    part.y = Int32(rect.y)
    part.height = Int32(rect.height)
    return part
  }
}
