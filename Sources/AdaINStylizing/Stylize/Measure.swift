// Contents measured without being stylised, for statistics that several of them share.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

extension StyleTransfer {
  /// Adds a content's statistics to those of others.
  public func measure(
    _ content: PixelSource, regions: [Region], model: Model, options: Options = Options(),
    into statistics: ContentStatistics
  ) throws(AdaINError) {
    try validate(content, regions, model, options)
    use(threads: options.threads)
    let regions = try regions.softened(options, size: content.size)
    let plan = try WorkPlan(
      size: content.size, model: model, memory: options.memory, threads: machine.threads, tileSide: tileSide)
    machine.progress = Progress(total: .max, report: options.progress)
    let grid = try RegionGrid(
      regions, size: plan.size, statistics: options.regionStatistics, progress: machine.progress)
    let pass = EncodingPass(source: content, model: model, plan: plan, machine: machine)
    machine.progress = Progress(total: pass.work, report: options.progress)
    var moments = grid.moments(blocks: model.featureBlocks)
    try pass.run { moments.add($0, $1, alpha: $2) }
    try statistics.add(moments.sums, pass.colors.counted(for: plan.size), model: model)
    try machine.progress.finish()
  }
}

extension Options {
  /// The colours that count as the content's.
  package func colors(of content: EncodedContent) -> ColorStatistics {
    statistics?.colors ?? content.colors
  }
}
