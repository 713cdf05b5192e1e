// `adain bench`: how fast this machine stylises, whole and layer by layer.

import AdaINBenchmark
import AdaINNetwork
import AdaINRuntime
import ArgumentParser
import CAdaIN

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: word("Measure the speed of a model on this machine."),
    discussion: word(
      """
      Stylises a picture of noise with the style's statistics at hand, several times, and prints the median. \
      GFLOP/s count the plain convolutions' operations. Without --threads it measures one thread and all.
      """))

  @Option(
    help: ArgumentHelp(word("A safetensors file or the name of a bundled model."), valueName: "file-or-name"))
  var model = ADAIN_DEFAULT_MODEL

  @Option(
    parsing: .unconditional, help: ArgumentHelp(word("Width and height of the picture."), valueName: "pixels")
  )
  var size = 512

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_THREADS, "count"))
  var threads: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("How often the picture is stylised."), valueName: "count"))
  var runs = 5

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("0 to 1; below 1 the reconstruction residual is found as well.")))
  var strength = 1.0

  @Flag(
    help: ArgumentHelp(
      word("Print it as JSON; median_seconds is that of the last entry, with the most threads.")))
  var json = false

  func validate() throws {
    try checkSide("size", size, least: 1)
    try checkRange("runs", runs, 1...1000)
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
