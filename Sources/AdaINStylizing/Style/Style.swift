// A style: the statistics of a painting's features and colours, and its pixels while they are at hand.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import CAdaIN

/// What AdaIN needs of a style picture. Immutable; share it between threads.
public final class Style: Sendable {
  /// The id of the model whose encoder made it; of several, the first one's.
  public let modelID: String
  public let title: String
  package let statistics: ChannelStatistics
  /// The same picture by the encoders of other models.
  package let others: [(modelID: String, statistics: ChannelStatistics)]
  package let colors: ColorStatistics
  /// The picture as it was encoded, for colour matching; a style read from a file has none.
  package let picture: StylePicture?

  package init(
    modelID: String, title: String, statistics: ChannelStatistics,
    others: [(modelID: String, statistics: ChannelStatistics)] = [], colors: ColorStatistics,
    picture: StylePicture?
  ) {
    self.modelID = modelID
    self.title = title
    self.statistics = statistics
    self.others = others
    self.colors = colors
    self.picture = picture
  }

  /// How many models a style may fit.
  package static let mostModels = 8

  /// Several styles of one picture, each by another model, as one that fits all of these models. Title and
  /// colours are the first one's; the picture is left behind, as in a saved style.
  public convenience init(joining styles: [Style]) throws(AdaINError) {
    guard let first = styles.first else {
      throw AdaINError(.invalidArgument, "there is no style to join; give one or more")
    }
    let all = styles.flatMap { [(modelID: $0.modelID, statistics: $0.statistics)] + $0.others }
    for (index, one) in all.enumerated() where all[..<index].contains(where: { $0.modelID == one.modelID }) {
      throw AdaINError(
        .invalidArgument, "two of the styles to join are of the model \(one.modelID); give one of each model")
    }
    guard all.count <= Self.mostModels else {
      throw AdaINError(
        .invalidArgument, "a style fits up to \(Self.mostModels) models, not \(all.count); join fewer")
    }
    self.init(
      modelID: first.modelID, title: first.title, statistics: first.statistics,
      others: Array(all.dropFirst()), colors: first.colors, picture: nil)
  }

  /// Whether it was made with this model, among others.
  public func fits(_ model: Model) -> Bool { statistics(for: model) != nil }

  /// What this model's encoder says of the picture; nil where the style was not made with it.
  package func statistics(for model: Model) -> ChannelStatistics? {
    modelID == model.id ? statistics : others.first { $0.modelID == model.id }?.statistics
  }

  /// Encodes a picture of 3 or 4 channels.
  /// - Parameter shorterSide: what it is resampled to first; 0 keeps its size.
  public convenience init(
    _ source: PixelSource, shorterSide: Int = Int(ADAIN_STYLE_SIZE_DEFAULT), model: Model,
    options: Options = Options()
  ) throws(AdaINError) {
    let machine = Machine(threads: options.threads)
    try self.init(source, shorterSide: shorterSide, model: model, options: options, machine: machine)
  }

  package convenience init(
    _ source: PixelSource, shorterSide: Int, model: Model, options: Options, machine: Machine
  ) throws(AdaINError) {
    try source.validate(as: "style image", channels: [3, 4])
    try ADAIN_OPTION_STYLE_SIZE.check(Double(shorterSide))
    let picture = try StylePicture(source, shorterSide: shorterSide, pool: machine.pool)
    let statistics = try picture.encode(model: model, options: options, machine: machine, colorMap: nil)
    self.init(
      modelID: model.id, title: "", statistics: statistics, colors: picture.colors,
      picture: picture)
  }
}

/// A style picture in memory: `[y][x][4]`.
package final class StylePicture: @unchecked Sendable {
  package let size: Size
  package let colors: ColorStatistics
  private let pixels: FloatBuffer

  package init(_ source: PixelSource, shorterSide: Int, pool: WorkerPool) throws(AdaINError) {
    let size = shorterSide > 0 ? source.size(shorterSide: shorterSide) : source.size
    guard size.width <= PixelSource.longestSide, size.height <= PixelSource.longestSide else {
      throw AdaINError(
        .invalidArgument,
        "a style image of \(source.width) x \(source.height) would become \(size.width) x \(size.height); "
          + "crop it or choose a smaller style size")
    }
    let buffer = try FloatBuffer(count: size.area * 4)
    if size == source.size {
      try source.load(Rect(size), into: buffer.pointer, on: pool)
    } else {
      try source.resample(to: size) { y, row in
        for x in 0..<size.width {
          let to = buffer.pointer + 4 * (y * size.width + x)
          for k in 0..<4 { to[k] = k < source.channels ? row[x * source.channels + k] : 1 }
        }
      }
    }
    var colors = ColorStatistics()
    for i in 0..<size.area { colors.add(buffer.pointer + 4 * i) }
    self.size = size
    self.colors = colors.counted(for: size)
    pixels = buffer
  }

  /// The statistics of its features, after a map of its colours if there is one.
  package func encode(model: Model, options: Options, machine: Machine, colorMap: ColorMap?)
    throws(AdaINError) -> ChannelStatistics
  {
    let source = PixelSource(width: size.width, height: size.height, channels: 4) { [self] rect, to, stride in
      for y in 0..<rect.height {
        let from = pixels.pointer + 4 * ((rect.y + y) * size.width + rect.x)
        (to + y * stride).update(from: from, count: 4 * rect.width)
        if let colorMap {
          for x in 0..<rect.width { colorMap.apply(to + y * stride + 4 * x) }
        }
      }
    }
    let plan = try WorkPlan(size: size, model: model, memory: options.memory, threads: machine.threads)
    let pass = EncodingPass(source: source, model: model, plan: plan, machine: machine)
    pass.clamps = colorMap == nil
    machine.progress = Progress(total: pass.work, report: options.progress)
    var weighted = Moments(blocks: model.featureBlocks)
    try pass.run { (_, map, alpha) throws(AdaINError) in weighted.add(map, weights: alpha) }
    try machine.progress.finish()
    guard let statistics = weighted.statistics else {
      throw AdaINError(
        .invalidPixels, "the style image has no visible pixel; choose another one, or make it opaque")
    }
    return statistics.prefix(model.featureChannels)
  }
}
