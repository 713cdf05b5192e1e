// What `adain evaluate` has found: the figures of every pair and their means, as a table, CSV or JSON.

import AdaINRuntime
import AdaINTraining

struct EvaluationReport {
  /// One picture's figures, or means.
  struct Figures {
    var losses: Evaluation
    /// Nil: not measured.
    var gain: Double?

    /// By their names, as in the table's columns.
    var columns: [(name: String, value: Double)] {
      [("content", losses.content), ("style", losses.style)]
        + zip(LossNetwork.styleLayerNames, losses.styleLayers).map { ($0, $1) } + [("total", losses.total)]
    }
  }

  private let sizes: [Int], styleSize: Int
  private let hasGain: Bool
  private let methods: [String]
  /// The figures of each pair of each size by each method.
  private var pairs: [(pair: EvaluationPairs.Pair, size: Int, figures: [Figures])] = []
  /// Files that could not be read.
  var leftOut: [String] = []

  init(_ command: EvaluateCommand, methods: [String]) {
    (sizes, styleSize, hasGain) = (command.sizes, command.styleSize, command.flatGain)
    self.methods = methods
  }

  mutating func add(_ pair: EvaluationPairs.Pair, _ size: Int, _ figures: [Figures]) {
    pairs.append((pair, size, figures))
  }

  /// Pairs that were measured, at each size.
  var pictures: Int { pairs.count / sizes.count }

  private func mean(_ method: Int, _ size: Int) -> Figures {
    let pairs = pairs.filter { $0.size == size }
    var mean = Figures(losses: Evaluation(), gain: nil)
    for pair in pairs { mean.losses.add(pair.figures[method].losses) }
    let gains = pairs.compactMap { $0.figures[method].gain }
    if !gains.isEmpty { mean.gain = gains.reduce(0, +) / Double(gains.count) }
    return mean
  }

  var table: String {
    let heads =
      [""] + (sizes.count > 1 ? ["size"] : []) + ["content", "style"] + LossNetwork.styleLayerNames + [
        "content + 10 style"
      ]
      + (hasGain ? ["flat gain"] : [])
    let cells = rows.map { index, size in
      let mean = mean(index, size)
      return [methods[index]] + (sizes.count > 1 ? ["\(size)"] : [])
        + mean.columns.map { Self.digits($0.value) }
        + (hasGain ? [mean.gain.map(Self.digits) ?? "-"] : [])
    }
    let widths = heads.indices.map { i in ([heads] + cells).map { $0[i].count }.max()! }
    let lines = ([heads] + cells).map { line in
      zip(line, widths).enumerated().map { i, cell in
        let spaces = String(repeating: " ", count: cell.1 - cell.0.count)
        return i == 0 ? cell.0 + spaces : spaces + cell.0
      }.joined(separator: "  ")
    }
    return lines.joined(separator: "\n") + "\n\(Quantity.count(pictures, "picture")) each"
  }

  /// Every method at every size.
  private var rows: [(method: Int, size: Int)] {
    sizes.flatMap { size in methods.indices.map { (method: $0, size: size) } }
  }

  /// Four digits behind the point.
  private static func digits(_ value: Double) -> String {
    let parts = Int((min(value, 1e12) * 10_000).rounded())
    let rest = String(parts % 10_000)
    return "\(parts / 10_000).\(String(repeating: "0", count: 4 - rest.count))\(rest)"
  }

  /// A row for every pair and method.
  var csv: String {
    let names = Figures(losses: Evaluation(), gain: nil).columns.map(\.name)
    var text =
      (["content_file", "style_file", "method"] + names + ["flat_gain", "size"]).joined(separator: ",") + "\n"
    for (pair, size, figures) in pairs {
      for (method, figures) in zip(methods, figures) {
        let texts = [Files.name(of: pair.content), Files.name(of: pair.style), method].map(Self.quoted)
        let numbers = figures.columns.map { "\($0.value)" } + [figures.gain.map { "\($0)" } ?? "", "\(size)"]
        text += (texts + numbers).joined(separator: ",") + "\n"
      }
    }
    return text
  }

  private static func quoted(_ text: String) -> String {
    let text = FilePath(text).displayText
    guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  var json: String {
    JSON.object([
      ("sizes", .array(sizes.map { .integer($0) })), ("style_size", .integer(styleSize)),
      ("pictures", .integer(pictures)),
      (
        "rows",
        .array(
          rows.map { index, size in
            .object(
              [("name", .string(methods[index])), ("size", .integer(size))] + members(mean(index, size)))
          })
      ),
      (
        "pairs",
        .array(
          pairs.flatMap { pair, size, figures in
            zip(methods, figures).map { method, figures in
              .object(
                [
                  ("content_file", name(pair.content)), ("style_file", name(pair.style)),
                  ("name", .string(method)), ("size", .integer(size)),
                ] + members(figures))
            }
          })
      ),
      ("left_out", .array(leftOut.map { .string(FilePath($0).displayText) })),
    ]).text
  }

  private func name(_ path: String) -> JSON { .string(FilePath(Files.name(of: path)).displayText) }

  private func members(_ figures: Figures) -> [(key: String, value: JSON)] {
    let losses = figures.losses
    let layers = zip(LossNetwork.styleLayerNames, losses.styleLayers).map { ($0, JSON.other("\($1)")) }
    return [
      ("content", .other("\(losses.content)")), ("style", .other("\(losses.style)")),
      ("style_layers", .object(layers)), ("total", .other("\(losses.total)")),
    ] + (figures.gain.map { [("flat_gain", .other("\($0)"))] } ?? [])
  }
}
