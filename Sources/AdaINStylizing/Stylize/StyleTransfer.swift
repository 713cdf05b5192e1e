// The walk of the data, in one place: content → features → statistics → AdaIN → mixture → decoder → pixels.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import CAdaIN

/// Stylises pictures, and keeps what the next call may use again. One call at a time.
public final class StyleTransfer {
  package private(set) var machine: Machine
  package var contents: ContentCache
  private var matchedStyles: [MatchedStyle] = []
  private let instructionSet: InstructionSet
  /// See Estimate.swift.
  var speeds = Speeds()
  /// Pixels along a side of a tile, instead of what the memory asks for.
  package var tileSide: Int?

  /// Bytes of maps and scratch that stay for the next call: enough for a tile of a narrow network or a small
  /// picture, where fresh memory would cost a tenth of the time.
  private static let keptWorkingMemory = 256 << 20

  /// - Parameter cacheLimit: bytes that are kept between calls.
  public init(cacheLimit: Int = 512 << 20) {
    contents = ContentCache(limit: cacheLimit)
    instructionSet = .best
    machine = Machine(threads: 0)
  }

  package init(instructionSet: InstructionSet, tileSide: Int? = nil) {
    contents = ContentCache(limit: 512 << 20)
    self.instructionSet = instructionSet
    self.tileSide = tileSide
    machine = Machine(threads: 0, instructionSet: instructionSet)
  }

  /// Threads of the last call.
  public var threads: Int { machine.threads }
  /// The instruction set that the layers run with.
  public var instructionSetName: String { instructionSet.name }

  /// Bytes that are kept between calls; lowering it drops what exceeds it.
  public var cacheLimit: Int {
    get { contents.limit }
    set {
      contents.limit = newValue
      if newValue == 0 { matchedStyles = [] }
    }
  }

  /// Stylises `content` into `output`, which shares no memory with it.
  ///
  /// Regions mix softly where their masks overlap; where they cover less than 1 in sum, the content stays.
  public func stylize(
    _ content: PixelSource, regions: [Region], model: Model, options: Options = Options(),
    into output: PixelSink
  ) throws(AdaINError) {
    try validate(content, regions, model, options)
    try validate(output, for: content)
    if options.areNeutral { return try copy(content, output, options) }
    use(threads: options.threads)
    defer { if machine.bytes > Self.keptWorkingMemory { machine.releaseMemory() } }
    let regions = try regions.softened(options, size: content.size)
    if let work = StrokeWork(content, regions, options) {
      try stylize(at: work, model, into: output)
    } else {
      try paint(content, regions: regions, coverage: Coverage(regions), model, options, into: output)
    }
  }

  /// The two passes over a picture, in its own pixels.
  func paint(
    _ content: PixelSource, regions: [Region], coverage: Coverage, _ model: Model, _ options: Options,
    into output: PixelSink
  ) throws(AdaINError) {
    let plan = try WorkPlan(
      size: content.size, model: model, memory: options.memory, threads: machine.threads, tileSide: tileSide)
    // Until the work's size is known, the progress stands at 0 but can be cancelled.
    machine.progress = Progress(total: .max, report: options.progress)
    let grid = try RegionGrid(
      regions, size: plan.size, statistics: options.regionStatistics, progress: machine.progress)
    let decoding = DecodingPass(
      content: content, regions: regions, grid: grid, coverage: coverage, plan: plan, options: options,
      model: model, machine: machine, output: output)
    let known = try find(content, plan, model)
    let encoding = EncodingPass(source: content, model: model, plan: plan, machine: machine)
    let store = known == nil ? try store(plan, model) : nil
    machine.progress = Progress(
      total: (known == nil ? encoding.work : 0) + decoding.work(known: known, store: store),
      report: options.progress)

    var moments = grid.moments(blocks: model.featureBlocks)
    let encoded: EncodedContent
    if let known {
      encoded = known
      try walk(encoded, plan, model) { moments.add($0, $1, alpha: $2) }
    } else {
      encoded = try encode(encoding, store) { moments.add($0, $1, alpha: $2) }
    }

    let styles = try styles(regions, options.colors(of: encoded), model, options)
    let maps = zip(options.statistics?.regions ?? moments.statistics, styles).map {
      AdaINMap(content: $0, styles: $1)
    }
    let keeps =
      encoded.store?.isInMemory == true && contents.hasRoom(encoded.bytes + ResidualStore.bytes(plan.size))
    try decoding.run(encoded, maps: maps, encoding: encoding, keepsResidual: keeps)
    contents.keep(encoded)
    if !contents.holds(encoded), let memory = encoded.store?.memory { machine.giveBack(memory) }
    try machine.progress.finish()
  }

  /// The content's encoding, if it is kept.
  private func find(_ content: PixelSource, _ plan: WorkPlan, _ model: Model) throws(AdaINError)
    -> EncodedContent?
  {
    guard contents.mayHold(size: plan.size, modelID: model.weightsID) else { return nil }
    let pass = EncodingPass(source: content, model: model, plan: plan, machine: machine)
    return contents.find(digest: try pass.digestOnly(), size: plan.size, modelID: model.weightsID)
  }

  /// Room for the features; nil where neither memory nor disk has any.
  private func store(_ plan: WorkPlan, _ model: Model) throws(AdaINError) -> FeatureStore? {
    if plan.storage == .file {
      return try? FeatureStore(blocks: model.featureBlocks, grid: plan.grid, storage: .file, on: machine)
    }
    return try FeatureStore(blocks: model.featureBlocks, grid: plan.grid, storage: .memory, on: machine)
  }

  private func encode(_ pass: EncodingPass, _ store: FeatureStore?, visit: EncodingPass.Visit)
    throws(AdaINError) -> EncodedContent
  {
    let plan = pass.plan
    var alpha: FloatBuffer?
    try pass.run { (tile, features, tileAlpha) throws(AdaINError) in
      try store?.write(features, on: machine.pool)
      try visit(tile, features, tileAlpha)
      guard let tileAlpha else { return }
      if alpha == nil {
        alpha = try FloatBuffer(count: plan.grid.area)
        alpha!.fill(1)
      }
      for i in 0..<tile.area {
        alpha!.pointer[(tile.y + i / tile.width) * plan.grid.width + tile.x + i % tile.width] = tileAlpha[i]
      }
    }
    return EncodedContent(
      digest: pass.digest.value, modelID: pass.model.weightsID, size: plan.size, store: store,
      colors: pass.colors.counted(for: plan.size),
      alpha: alpha)
  }

  /// Shows `visit` the tiles of features that are already there.
  private func walk(_ encoded: EncodedContent, _ plan: WorkPlan, _ model: Model, visit: EncodingPass.Visit)
    throws(AdaINError)
  {
    for tile in plan.tiles {
      let map = try machine.map(0, blocks: model.featureBlocks, rect: tile, level: plan.grid)
      try encoded.store!.read(into: map, on: machine.pool)
      try visit(tile, map, encoded.alpha(tile))
      try machine.progress.check()
    }
  }

  /// Each region's styles with their weights, their colours matched to the content's if that is asked for.
  private func styles(_ regions: [Region], _ colors: ColorStatistics, _ model: Model, _ options: Options)
    throws(AdaINError) -> [[(weight: Double, statistics: ChannelStatistics)]]
  {
    var all: [[(weight: Double, statistics: ChannelStatistics)]] = []
    for region in regions {
      var mixture: [(weight: Double, statistics: ChannelStatistics)] = []
      for ((style, _), weight) in zip(region.styles, region.normalizedWeights) {
        let matches = options.preserveColor == .match && style.picture != nil
        let own = matches ? try matched(style, colors, model, options) : style.statistics(for: model)!
        mixture.append((weight, own))
      }
      all.append(mixture)
    }
    return all
  }

  private func matched(_ style: Style, _ colors: ColorStatistics, _ model: Model, _ options: Options)
    throws(AdaINError) -> ChannelStatistics
  {
    if let known = matchedStyles.first(where: { $0.style === style && $0.colors == colors }) {
      return known.statistics
    }
    var quiet = options
    let progress = machine.progress
    defer { machine.progress = progress }
    quiet.progress = { _ in progress.poll() }
    let statistics = try style.picture!.encode(
      model: model, options: quiet, machine: machine, colorMap: ColorMap(from: style.colors, to: colors))
    guard contents.limit > 0 else { return statistics }
    matchedStyles.append(MatchedStyle(style: style, colors: colors, statistics: statistics))
    if matchedStyles.count > 16 { matchedStyles.removeFirst() }
    return statistics
  }

  /// Strength 0: the content, bit for bit.
  private func copy(_ content: PixelSource, _ output: PixelSink, _ options: Options) throws(AdaINError) {
    let rows = max((1 << 18) / (content.width * content.channels), 1)
    let buffer = try FloatBuffer(count: rows * content.width * content.channels)
    let progress = Progress(total: content.height, report: options.progress)
    for y in stride(from: 0, to: content.height, by: rows) {
      let rect = Rect(x: 0, y: y, width: content.width, height: min(rows, content.height - y))
      try content.read(rect, buffer.pointer, content.width * content.channels)
      try output.write(rect, buffer.pointer, content.width * content.channels)
      progress.add(rect.height)
      try progress.check()
    }
    try progress.finish()
  }

  func validate(_ content: PixelSource, _ regions: [Region], _ model: Model, _ options: Options)
    throws(AdaINError)
  {
    try options.validate()
    try content.validate(as: "content", channels: [3, 4])
    guard !regions.isEmpty else { throw AdaINError(.invalidArgument, "there is no style; give at least one") }
    guard regions.count <= ADAIN_MAX_REGIONS else {
      throw AdaINError(.invalidArgument, "\(regions.count) regions are more than \(ADAIN_MAX_REGIONS)")
    }
    for region in regions { try region.validate(content: content, model: model) }
    try options.statistics?.validate(regions: regions.count, model: model)
  }

  private func validate(_ output: PixelSink, for content: PixelSource) throws(AdaINError) {
    guard output.width == content.width, output.height == content.height, output.channels == content.channels
    else {
      throw AdaINError(
        .invalidArgument,
        "the output is \(output.width) x \(output.height) with \(output.channels) channels, the content "
          + "\(content.width) x \(content.height) with \(content.channels); make them equal")
    }
  }

  /// Takes a machine with this many threads (0: one for each processor).
  package func use(threads: Int) {
    let wanted = threads > 0 ? threads : WorkerPool.processors
    if machine.threads != wanted { machine = Machine(threads: threads, instructionSet: instructionSet) }
  }
}

/// The statistics of a style whose colours were matched to a content's.
private struct MatchedStyle {
  let style: Style
  let colors: ColorStatistics
  let statistics: ChannelStatistics
}
