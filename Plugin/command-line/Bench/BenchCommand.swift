// `adain bench`: how fast this machine stylises, whole and layer by layer.

import AdaINBenchmark
import AdaINNetwork
import AdaINRuntime
import ArgumentParser
import CAdaIN

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure the speed of a model on this machine.",
    discussion: """
      Stylises a picture of noise with the style's statistics at hand, several times, and prints the median. \
      GFLOP/s count the plain convolutions' operations. Without --threads it measures one thread and all.
      """)

  @Option(help: ArgumentHelp("A safetensors file or the name of a bundled model.", valueName: "file-or-name"))
  var model = ADAIN_DEFAULT_MODEL

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Width and height of the picture.", valueName: "pixels"))
  var size = 512

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Processor threads; 0 uses all cores.", valueName: "count"))
  var threads: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("How often the picture is stylised.", valueName: "count"))
  var runs = 5

  @Option(parsing: .unconditional, help: "0 to 1; below 1 the reconstruction residual is found as well.")
  var strength = 1.0

  @Flag(help: "Print it as JSON; median_seconds is that of the last entry, with the most threads.")
  var json = false

  func validate() throws {
    try checkSide("size", size, least: 1)
    guard (1...1000).contains(runs) else {
      throw ValidationError("--runs \(runs) is out of range; choose 1 to 1000")
    }
    try ADAIN_OPTION_THREADS.check(Double(threads ?? 0))
  }

  func run() throws {
    var path = model
    try GEGLSession.runWithoutPictures { path = try $0.modelPath(model) }
    do {
      let loaded = try Model(path: path)
      var reports: [BenchmarkReport] = []
      for count in threads.map({ [$0] }) ?? [1, 0] {
        var benchmark = NetworkBenchmark(width: size, height: size)
        benchmark.threads = count
        benchmark.runs = runs
        benchmark.strength = strength
        reports.append(try benchmark.run(loaded))
      }
      print(json ? Self.json(reports) : reports.map(Self.table).joined(separator: "\n\n"))
    } catch {
      throw CommandFailure(message: error.message)
    }
  }

  private static func table(_ report: BenchmarkReport) -> String {
    var lines = [
      "\(report.model), \(report.width) x \(report.height), \(Quantity.count(report.threads, "thread")), "
        + "\(report.kernels): median \(milliseconds(report.median)) ms "
        + "(\(milliseconds(report.seconds.first!)) to \(milliseconds(report.seconds.last!))), "
        + "\(Int(report.gigaflops)) GFLOP/s direct-equivalent, "
        + "peak memory \(report.peakMemory >> 20) MiB"
    ]
    for layer in report.layers {
      lines.append(
        "  \(padded(layer.name, 16)) \(padded(milliseconds(layer.median), -9)) ms"
          + " \(padded(String(Int(layer.gigaflops)), -5)) GFLOP/s")
    }
    return lines.joined(separator: "\n")
  }

  private static func milliseconds(_ seconds: Double) -> String {
    let hundredths = Int((seconds * 1e5).rounded())
    return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
  }

  /// Filled up with spaces: on the right, or on the left for a negative width.
  private static func padded(_ text: String, _ width: Int) -> String {
    let spaces = String(repeating: " ", count: max(abs(width) - text.count, 0))
    return width < 0 ? spaces + text : text + spaces
  }

  private static func json(_ reports: [BenchmarkReport]) -> String {
    let last = reports.last!
    return JSON.object([
      ("model", .string(last.model)), ("width", .integer(last.width)), ("height", .integer(last.height)),
      ("median_seconds", .other("\(last.median)")), ("peak_memory_bytes", .integer(last.peakMemory)),
      ("runs", .array(reports.map(json))),
    ]).text
  }

  private static func json(_ report: BenchmarkReport) -> JSON {
    .object([
      ("threads", .integer(report.threads)), ("kernels", .string(report.kernels)),
      ("median_seconds", .other("\(report.median)")),
      ("seconds", .array(report.seconds.map { .other("\($0)") })),
      ("gflops_direct_equivalent", .other("\(report.gigaflops)")),
      (
        "layers",
        .array(
          report.layers.map {
            .object([
              ("name", .string($0.name)), ("median_seconds", .other("\($0.median)")),
              ("gflops_direct_equivalent", .other("\($0.gigaflops)")),
            ])
          })
      ),
    ])
  }
}
