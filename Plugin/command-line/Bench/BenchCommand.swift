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
      print(json ? BenchmarkReport.json(reports) : reports.map(\.table).joined(separator: "\n\n"))
    } catch {
      throw CommandFailure(message: error.message)
    }
  }
}
