// Strokes of a chosen size, and the picture's detail in them: the picture is painted where the model's
// strokes have that size, and the change is carried to the picture's own pixels.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

extension Options {
  /// What counts as a brush of the model, in its pixels: two positions of the feature grid.
  private static let brush = Double(2 * Architecture.cell)
  /// Beyond four times the picture's pixels, strokes would be finer than it can show.
  private static let mostEnlargement = 4
  /// The share of the shorter side that detail has to have to be painted, so that a picture of 400 pixels is
  /// painted like one of 4000; what is finer comes back from the picture.
  private static let finestDetail = 1.0 / 400
  /// Pixels of the painting that are detail for fine strokes at any rate.
  private static let mostBlur = 2.5

  /// The size at which a picture is painted.
  package func workingSize(_ size: Size) -> Size {
    guard strokeSize > 0 else { return size }
    let longer = max(size.width, size.height)
    let wanted = (100 * Self.brush / strokeSize).rounded()
    let most = min(Double(Self.mostEnlargement), Double(PixelSource.longestSide) / Double(longer))
    let scale = min(wanted / Double(shorterSide(size)), most)
    func scaled(_ side: Int) -> Int { max(Int((Double(side) * scale).rounded()), 1) }
    return Size(width: scaled(size.width), height: scaled(size.height))
  }

  /// How many of the picture's pixels on each side are averaged where it is resampled to its working size.
  package func reach(_ size: Size) -> Double {
    guard strokeSize > 0 else { return 1 }
    let (shorter, painted) = (min(size.width, size.height), workingSize(size))
    let scale = max(Double(shorter) / Double(min(painted.width, painted.height)), 1)
    return min(max(Double(shorterSide(size)) * Self.finestDetail, scale), Self.mostBlur * scale)
  }

  /// Whether what is painted is not the picture itself.
  fileprivate func resamples(_ size: Size) -> Bool { workingSize(size) != size || reach(size) > 1 }
}

/// A picture whose change is carried to its pixels after it has been painted, and what that takes.
package struct StrokeWork {
  fileprivate let content: PixelSource
  fileprivate let regions: [Region]
  fileprivate let options: Options
  package let size: Size
  fileprivate let isResampled: Bool

  /// Nil: it is painted in its own pixels, and no more.
  package init?(_ content: PixelSource, _ regions: [Region], _ options: Options) {
    size = options.workingSize(content.size)
    isResampled = options.resamples(content.size)
    guard isResampled || options.detail > 0 else { return nil }
    self.content = content
    self.regions = regions
    self.options = options
  }

  /// Bytes of the painting, and of content and masks at the working size where they are resampled to it.
  package static func storeBytes(_ content: PixelSource, masks: Int, _ options: Options) -> Int {
    let values = options.resamples(content.size) ? 2 * content.channels + masks : content.channels
    return options.workingSize(content.size).area * values * MemoryLayout<Float>.stride
  }

  /// Whether they stay in memory: when that takes no more than a quarter of what the call may use.
  package static func isInMemory(_ bytes: Int, _ options: Options) -> Bool {
    bytes <= memory(options) / 4
  }

  /// What it takes beside painting; masks are not counted.
  func cost(tileSide: Int?) -> (storedInMemory: Int, storedInFile: Int, scratch: Int, paintingMemory: Int) {
    let stores = Self.storeBytes(content, masks: 0, options)
    let inMemory = Self.isInMemory(stores, options)
    let enlarging = EnlargingPass.bytes(content.size, size, side: tileSide ?? EnlargingPass.usualSide)
    let resampling =
      isResampled ? content.resamplingBytes(to: size, reach: options.reach(content.size)) : 0
    return (
      inMemory ? stores : 0, inMemory ? 0 : stores, max(resampling, enlarging),
      inMemory ? Self.memory(options) - stores : options.memory
    )
  }

  fileprivate static func memory(_ options: Options) -> Int {
    options.memory > 0 ? options.memory : WorkPlan.defaultMemory
  }

  fileprivate var masks: [PixelSource] {
    var masks: [PixelSource] = []
    for mask in regions.compactMap(\.mask) where !masks.contains(where: { $0.identity === mask.identity }) {
      masks.append(mask)
    }
    return masks
  }

  /// The content and the regions at the working size.
  fileprivate func resampled(_ masks: [PixelSource], inMemory: Bool) throws(AdaINError)
    -> (content: PixelSource, regions: [Region])
  {
    guard isResampled else { return (content, regions) }
    let progress = Progress(total: content.height, report: report(0...shares.resampled))
    let small = try content.stored(
      as: size, reach: options.reach(content.size), inMemory: inMemory, progress: progress
    ).source
    var smallRegions = regions
    for mask in masks {
      let reduced = try mask.stored(as: size, inMemory: inMemory, progress: progress).source
      for i in regions.indices where regions[i].mask?.identity === mask.identity {
        smallRegions[i].mask = reduced
      }
    }
    return (small, smallRegions)
  }

  /// A part of the call's progress, from one share of it to another.
  fileprivate func report(_ shares: ClosedRange<Double>) -> ((Double) -> Bool)? {
    guard let report = options.progress else { return nil }
    let (first, last) = (shares.lowerBound, shares.upperBound)
    // Rounded, the sum may lie above the end, where the next part begins.
    return { report(min(first + $0 * (last - first), last)) }
  }

  /// Where in the progress the picture has been resampled, and where it has been painted. A pixel costs the
  /// network about forty times what it costs to resample it.
  fileprivate var shares: (resampled: Double, painted: Double) {
    let (all, painting) = (Double(content.size.area), 40 * Double(size.area))
    let sum = 3 * all + painting
    return (all / sum, (all + painting) / sum)
  }
}

extension StyleTransfer {
  func stylize(at work: StrokeWork, _ model: Model, into output: PixelSink) throws(AdaINError) {
    let (content, size, shares) = (work.content, work.size, work.shares)
    let masks = work.masks
    let bytes = StrokeWork.storeBytes(content, masks: masks.count, work.options)
    let inMemory = StrokeWork.isInMemory(bytes, work.options)

    // Resampling, then the passes at the working size, then the change in the picture's own pixels.
    let (small, regions) = try work.resampled(masks, inMemory: inMemory)
    let painted = try PictureStore(size: size, channels: content.channels, inMemory: inMemory)
    var options = work.options
    options.progress = work.report(shares.resampled...shares.painted)
    if inMemory { options.memory = StrokeWork.memory(options) - bytes }
    try paint(small, regions: regions, coverage: Coverage([]), model, options, into: painted.sink)
    let rest = Progress(total: content.size.area, report: work.report(shares.painted...1))
    let enlarging = EnlargingPass(
      content: content, small: small, painted: painted.source, coverage: Coverage(work.regions),
      detail: options.detail, output: output, progress: rest, pool: machine.pool,
      side: tileSide ?? EnlargingPass.usualSide)
    try enlarging.run()
    try rest.finish()
  }
}
