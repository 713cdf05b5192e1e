// The time of each convolution, taken between the observations of the encoder and the decoder.

import AdaINNetwork
import AdaINRuntime

/// A convolution's work and time.
public struct LayerTimes {
  public let name: String
  /// Of the plain convolution.
  public let multiplyAdds: Int
  public let median: Double

  public var gigaflops: Double { 2 * Double(multiplyAdds) / median * 1e-9 }

  static func measure(_ model: Model, width: Int, height: Int, threads: Int, runs: Int) throws(AdaINError)
    -> [LayerTimes]
  {
    let side = 1024
    let probe = try NetworkProbe(
      model: model, width: min(width, side), height: min(height, side), threads: threads)
    var times = [[Double]](repeating: [], count: probe.layers.count)
    for run in 0...runs {
      let seconds = try probe.run()
      if run > 0 { for (i, value) in seconds.enumerated() { times[i].append(value) } }
    }
    return zip(probe.layers, times).map { layer, times in
      LayerTimes(
        name: layer.name, multiplyAdds: layer.multiplyAdds, median: BenchmarkReport.median(times.sorted()))
    }
  }
}
