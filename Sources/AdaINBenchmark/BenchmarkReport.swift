// What a measurement of the network found, and how it reads: a table for people, JSON for programs.

import AdaINRuntime

/// What was measured.
public struct BenchmarkReport {
  public let model: String
  public let width, height, threads: Int
  /// The instruction set in use.
  public let instructionSet: String
  /// Each run of the whole, in ascending order.
  public let seconds: [Double]
  /// Floating-point operations of the plain convolutions: two for a multiply-add.
  public let operations: Int
  public let layers: [LayerTimes]
  /// The process's largest memory so far, in bytes.
  public let peakMemory: Int

  public var median: Double { Self.median(seconds) }
  /// What plain convolutions would have to reach to be as fast.
  public var gigaflops: Double { Double(operations) / median * 1e-9 }

  static func median(_ sorted: [Double]) -> Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}

extension BenchmarkReport {
  /// A line for the whole and a line for each layer.
  public var table: String {
    let times = "\(milliseconds(seconds.first!)) to \(milliseconds(seconds.last!))"
    let whole =
      "\(model), \(width) x \(height), \(threads) thread\(threads == 1 ? "" : "s"), \(instructionSet): "
      + "median \(milliseconds(median)) ms (\(times)), \(Int(gigaflops)) GFLOP/s direct-equivalent, "
      + "peak memory \(peakMemory >> 20) MiB"
    let parts = layers.map {
      "  \(padded($0.name, 16)) \(padded(milliseconds($0.median), -9)) ms"
        + " \(padded(String(Int($0.gigaflops)), -5)) GFLOP/s"
    }
    return ([whole] + parts).joined(separator: "\n")
  }

  /// All reports of one model and size as one object; its median and memory are the last report's.
  public static func json(_ reports: [BenchmarkReport]) -> String {
    let last = reports.last!
    return JSON.object([
      ("model", .string(last.model)), ("width", .integer(last.width)), ("height", .integer(last.height)),
      ("median_seconds", .other("\(last.median)")), ("peak_memory_bytes", .integer(last.peakMemory)),
      ("runs", .array(reports.map(\.json))),
    ]).text
  }

  private var json: JSON {
    let layers = layers.map {
      JSON.object([
        ("name", .string($0.name)), ("median_seconds", .other("\($0.median)")),
        ("gflops_direct_equivalent", .other("\($0.gigaflops)")),
      ])
    }
    return .object([
      ("threads", .integer(threads)), ("instruction_set", .string(instructionSet)),
      ("median_seconds", .other("\(median)")), ("seconds", .array(seconds.map { .other("\($0)") })),
      ("gflops_direct_equivalent", .other("\(gigaflops)")), ("layers", .array(layers)),
    ])
  }
}

private func milliseconds(_ seconds: Double) -> String {
  let hundredths = Int((seconds * 1e5).rounded())
  return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
}

/// Filled up with spaces: on the right, or on the left for a negative width.
private func padded(_ text: String, _ width: Int) -> String {
  let spaces = String(repeating: " ", count: max(abs(width) - text.count, 0))
  return width < 0 ? spaces + text : text + spaces
}
