// Times the network on a picture of noise: whole, as a user waits for it, and layer by layer.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINStylizing

/// What to measure.
public struct NetworkBenchmark {
  public var width: Int
  public var height: Int
  /// 0: one for each processor.
  public var threads = 0
  /// How often the whole picture is stylised, after one run that warms up.
  public var runs = 5
  /// 1, or less to include the reconstruction residual.
  public var strength = 1.0

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// Stylises with the style's statistics at hand and nothing else kept between runs.
  public func run(_ model: Model) throws(AdaINError) -> BenchmarkReport {
    let content = Self.noise(width: width, height: height)
    let style = try Style(Self.noise(width: 256, height: 256), shorterSide: 0, model: model)
    let transfer = StyleTransfer(cacheLimit: 0)
    var options = Options()
    options.threads = threads
    options.strength = strength
    let sink = PixelSink(width: width, height: height, channels: 3) { _, _, _ in }
    var seconds: [Double] = []
    for run in 0...runs {
      let start = Progress.seconds()
      try transfer.stylize(
        content, regions: [Region(styles: [(style, 1)])], model: model, options: options, into: sink)
      if run > 0 { seconds.append(Progress.seconds() - start) }
    }
    let layers = try LayerTimes.measure(model, width: width, height: height, threads: threads, runs: runs)
    return BenchmarkReport(
      model: model.name, width: width, height: height, threads: transfer.threads,
      instructionSet: transfer.instructionSetName,
      seconds: seconds.sorted(), operations: 2 * layers.reduce(0) { $0 + $1.multiplyAdds }, layers: layers,
      peakMemory: Self.peakMemory())
  }

  /// A picture of uniform noise, the same each time; its rows are pieces of one long row.
  static func noise(width: Int, height: Int) -> PixelSource {
    let count = max(1 << 18, 2 * width * 3)
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    let values = (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) * 0x1p-24
    }
    return PixelSource(width: width, height: height, channels: 3) { rect, pixels, stride in
      values.withUnsafeBufferPointer { values in
        for y in 0..<rect.height {
          let from = (rect.y + y) * 7919 % (count - width * 3) + rect.x * 3
          (pixels + y * stride).update(from: values.baseAddress! + from, count: rect.width * 3)
        }
      }
    }
  }
}
