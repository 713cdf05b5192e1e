// What a picture will cost, told before the work starts.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import CAdaIN

/// Memory, disk and time of a call.
public struct Estimate: Equatable, Sendable {
  /// Bytes at the peak: model, tiles, kept features.
  public let memoryBytes: Int
  /// Bytes of a temporary file.
  public let diskBytes: Int
  public let seconds: Double
}

/// How fast this machine is, as far as it has been measured.
struct Speeds {
  /// Multiply-adds a second, by model id.
  var networks: [String: Double] = [:]
  /// Pixels a second.
  var resampling: Double?
}

extension StyleTransfer {
  /// Estimates stylising a picture of this size. The speed is measured once, in a few milliseconds.
  public func estimate(width: Int, height: Int, model: Model, options: Options = Options()) throws(AdaINError)
    -> Estimate
  {
    try options.validate()
    let content = PixelSource(width: width, height: height, channels: 4) { _, _, _ in }
    try content.validate(as: "content", channels: [4])
    use(threads: options.threads)
    let size = options.workingSize(content.size)
    let resampling = StrokeWork(content, [], options).map { $0.cost(tileSide: tileSide) }
    let plan = try WorkPlan(
      size: size, model: model, memory: resampling?.paintingMemory ?? options.memory,
      threads: machine.threads,
      tileSide: tileSide)
    let decodes = options.tradeOff == .exact && options.strength < 1 ? 2 : 1
    let work = plan.sum {
      model.encoder.plan(tile: $0, size: plan.size).work
        + decodes * model.decoder.plan(pixels: plan.pixels($0), grid: plan.grid).work
    }
    let residualBytes = decodes == 2 ? size.area * 6 : 0
    let painting = (memory: plan.memoryBytes + residualBytes, seconds: Double(work) / (try speed(model)))
    guard let resampling else {
      return Estimate(memoryBytes: painting.memory, diskBytes: plan.diskBytes, seconds: painting.seconds)
    }
    return Estimate(
      memoryBytes: resampling.storedInMemory + max(painting.memory, plan.modelBytes + resampling.scratch),
      diskBytes: plan.diskBytes + resampling.storedInFile,
      seconds: painting.seconds + Double(content.size.area + size.area) / (try resamplingSpeed()))
  }

  /// Pixels a second, of the picture and of its painting together, that are resampled and enlarged.
  private func resamplingSpeed() throws(AdaINError) -> Double {
    if let known = speeds.resampling { return known }
    let (size, small) = (Size(width: 192, height: 192), Size(width: 96, height: 96))
    let picture = PixelSource(
      width: size.width, height: size.height, channels: 4,
      pixels: [Float](repeating: 0.5, count: size.area * 4))
    let output = try PictureStore(size: size, channels: 4, inMemory: true)
    let progress = Progress(total: .max, report: nil)
    var best = 0.0
    for _ in 0..<2 {
      let start = Progress.seconds()
      let reduced = try picture.stored(as: small, reach: 5, inMemory: true, progress: progress).source
      let enlarging = EnlargingPass(
        content: picture, small: reduced, painted: reduced, coverage: Coverage([]), detail: 0,
        output: output.sink, progress: progress, pool: machine.pool, side: EnlargingPass.usualSide)
      try enlarging.run()
      best = max(best, Double(size.area + small.area) / (Progress.seconds() - start))
    }
    speeds.resampling = best
    return best
  }

  /// Multiply-adds a second of this machine with this model: its network on a small picture.
  private func speed(_ model: Model) throws(AdaINError) -> Double {
    if let known = speeds.networks[model.id] { return known }
    let size = Size(width: 128, height: 128)
    let source = PixelSource(
      width: size.width, height: size.height, channels: 3,
      pixels: [Float](repeating: 0.5, count: size.area * 3))
    let plan = try WorkPlan(size: size, model: model, memory: 0, threads: machine.threads)
    var best = 0.0
    for _ in 0..<2 {
      let pass = EncodingPass(source: source, model: model, plan: plan, machine: machine)
      machine.progress = Progress(total: pass.work, report: nil)
      let start = Progress.seconds()
      try pass.run { (_, _, _) throws(AdaINError) in }
      best = max(best, Double(pass.work) / (Progress.seconds() - start))
    }
    speeds.networks[model.id] = best
    return best
  }

  /// Encodes a style on this object's threads.
  public func style(
    _ source: PixelSource, shorterSide: Int = Int(ADAIN_STYLE_SIZE_DEFAULT), model: Model,
    options: Options = Options()
  ) throws(AdaINError) -> Style {
    try options.validate()
    use(threads: options.threads)
    return try Style(source, shorterSide: shorterSide, model: model, options: options, machine: machine)
  }
}
