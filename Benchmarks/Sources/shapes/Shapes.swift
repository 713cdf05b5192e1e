// Measures what the choices in the core rest on: each layer's fast forms, the products behind them against
// OpenBLAS's, both networks at several sizes and thread counts, and what a changed strength costs.
// Prints Markdown. Arguments: model files; --large adds 64 megapixels; --changes: only what changes cost.

import AdaINBenchmark
import AdaINNetwork
import AdaINRuntime
import COpenBLAS

@main
enum Shapes {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let models = arguments.filter { !$0.hasPrefix("--") }
    let changesOnly = arguments.contains("--changes")
    if !changesOnly {
      try layers()
      products()
    }
    for path in models {
      let model = try Model(path: path)
      if !changesOnly { try network(model, large: arguments.contains("--large")) }
      try changes(model)
    }
  }

  /// Milliseconds of the median of some runs after one that warms up.
  static func median(runs: Int = 7, _ body: () throws -> Void) rethrows -> Double {
    var times: [Double] = []
    for run in 0...runs {
      let start = Progress.seconds()
      try body()
      if run > 0 { times.append((Progress.seconds() - start) * 1000) }
    }
    return times.sorted()[runs / 2]
  }

  static func rounded(_ value: Double, _ digits: Int = 1) -> String {
    let scale = digits == 0 ? 1.0 : digits == 1 ? 10 : 100
    let text = String((value * scale).rounded() / scale)
    return digits == 0 ? String(text.dropLast(2)) : text
  }

  static func heading(_ title: String, _ columns: [String]) {
    let rule = "|" + String(repeating: "---|", count: columns.count)
    print("\n## \(title)\n\n| \(columns.joined(separator: " | ")) |\n\(rule)")
  }

  static func layers() throws {
    heading("Layers, one thread", ["convolution", "form", "ms", "GFLOP/s direct-equivalent"])
    let shapes = [
      (64, 64, 512), (64, 128, 256), (128, 128, 256), (128, 256, 128), (256, 256, 128), (256, 512, 64),
      (512, 256, 64), (256, 128, 128), (128, 64, 256), (16, 16, 512), (32, 32, 256), (64, 64, 128),
    ]
    for (inputs, outputs, side) in shapes {
      for form in LayerProbe.Form.allCases {
        let probe = try LayerProbe(inputs: inputs, outputs: outputs, side: side, form: form, threads: 1)
        let time = try median { try probe.run() }
        let gigaflops = 2 * Double(probe.multiplyAdds) / time * 1e-6
        print(
          "| \(inputs) → \(outputs) at \(side) x \(side) | \(form.rawValue) | \(rounded(time, 2)) "
            + "| \(rounded(gigaflops, 0)) |")
      }
    }
  }

  /// OpenBLAS at the sizes of the products behind the layers: tiles x inputs by inputs x outputs, 64 of them.
  static func products() {
    heading("Products in OpenBLAS, one thread", ["tiles x inputs x outputs", "GFLOP/s"])
    openblas_set_num_threads(1)
    for (tiles, inputs, outputs) in [
      (48, 16, 16), (48, 64, 64), (24, 128, 128), (72, 256, 256), (72, 512, 256),
    ] {
      let planes = 64
      let a = [Float](repeating: 1, count: planes * tiles * inputs)
      let b = [Float](repeating: 1, count: planes * inputs * outputs)
      var c = [Float](repeating: 0, count: planes * tiles * outputs)
      let time = median {
        for plane in 0..<planes {
          c.withUnsafeMutableBufferPointer { c in
            a.withUnsafeBufferPointer { a in
              b.withUnsafeBufferPointer { b in
                cblas_sgemm(
                  CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(tiles), Int32(outputs), Int32(inputs), 1,
                  a.baseAddress! + plane * tiles * inputs, Int32(inputs),
                  b.baseAddress! + plane * inputs * outputs,
                  Int32(outputs), 0, c.baseAddress! + plane * tiles * outputs, Int32(outputs))
              }
            }
          }
        }
      }
      let gigaflops = 2 * Double(planes * tiles * inputs * outputs) / time * 1e-6
      print("| \(tiles) x \(inputs) x \(outputs) | \(rounded(gigaflops, 0)) |")
    }
  }

  static func network(_ model: Model, large: Bool) throws {
    heading(model.name, ["picture", "threads", "s", "s a megapixel", "GFLOP/s direct-equivalent"])
    let sizes = [512, 1024, 2048, 4096] + (large ? [8192] : [])
    for side in sizes {
      for threads in [1, 0] where side <= 1024 || threads == 0 {
        var benchmark = NetworkBenchmark(width: side, height: side)
        benchmark.threads = threads
        benchmark.runs = side <= 1024 ? 5 : 3
        let report = try benchmark.run(model)
        print(
          "| \(side) x \(side) | \(report.threads) | \(rounded(report.median, 2)) | "
            + "\(rounded(report.median / Double(side * side) * 1e6, 2)) | \(rounded(report.gigaflops, 0)) |")
      }
    }
  }

  /// A 12-megapixel picture whose content is kept.
  static func changes(_ model: Model) throws {
    let benchmark = try ChangeBenchmark(width: 4000, height: 3000, model: model)
    heading("\(model.name), changes, 4000 x 3000", ["step", "s", "of the first run"])
    for strength in [1, 0.9] {
      let runs = try (0..<3).map { _ in try benchmark.run(strength: strength) }
      let seconds = runs[0].indices.map { step in runs.map { $0[step].seconds }.sorted()[1] }
      for (step, time) in zip(runs[0], seconds) {
        print("| \(step.name) | \(rounded(time, 2)) | \(rounded(100 * time / seconds[0], 0)) % |")
      }
    }
  }
}
