// `adain evaluate`: content and style losses of stylised pictures under a loss network, as a table or as
// JSON. The pictures are made by models, read from a folder, or the contents as they are.

import AdaINRuntime
import AdaINTraining
import ArgumentParser
import CAdaIN

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Measure how well stylised pictures keep content and meet style.",
    discussion: """
      adain evaluate --content photos/ --style paintings/ --loss-network vgg.safetensors --model my.safetensors

      Every content with every style, or with --paired the first with the first and so on. The losses are the \
      training's: content is the mean squared difference at relu4_1 from AdaIN of content and style, style the sum over \
      relu1_1 to relu4_1 of the mean squared differences of means and of deviations. The first row is the contents \
      themselves, not stylised. Pictures made elsewhere are named CONTENT_STYLE.ending.
      """)

  @Option(help: ArgumentHelp("A folder of contents, or an image; may be repeated.", valueName: "folder"))
  var content: [String]

  @Option(help: ArgumentHelp("A folder of styles, or an image; may be repeated.", valueName: "folder"))
  var style: [String]

  @Option(help: ArgumentHelp("The model whose encoder measures the losses.", valueName: "file"))
  var lossNetwork: String

  @Option(help: ArgumentHelp("A model to measure; may be repeated.", valueName: "file-or-name"))
  var model: [String] = []

  @Option(help: ArgumentHelp("A folder of pictures made elsewhere; may be repeated.", valueName: "folder"))
  var pictures: [String] = []

  @Flag(help: "The first content with the first style, and so on, instead of all with all.")
  var paired = false

  @Option(parsing: .unconditional, help: "Shorter side that contents are resampled to; 0 keeps their own.")
  var size = 512

  @Option(parsing: .unconditional, help: "Shorter side that styles are resampled to; 0 keeps their own.")
  var styleSize = Int(ADAIN_STYLE_SIZE_DEFAULT)

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Processor threads; 0 uses all cores.", valueName: "count"))
  var threads = 0

  @Flag(help: "Print it as JSON.")
  var json = false

  func validate() throws {
    try checkSide("size", size)
    try ADAIN_OPTION_STYLE_SIZE.check(Double(styleSize))
    try ADAIN_OPTION_THREADS.check(Double(threads))
  }

  func run() throws {
    try GEGLSession.run { session in
      do {
        let run = try EvaluationRun(self, session: session)
        let rows = try run.rows()
        print(json ? Self.json(rows, self) : Self.table(rows))
      } catch let error as AdaINError {
        throw CommandFailure(message: error.message)
      }
    }
  }

  /// A method's name and its means.
  typealias Row = (name: String, means: Evaluation)

  private static func table(_ rows: [Row]) -> String {
    let heads = ["", "content", "style"] + LossNetwork.styleLayerNames + ["content + 10 style"]
    let cells = rows.map { row in
      [row.name]
        + ([row.means.content, row.means.style] + row.means.styleLayers + [row.means.total]).map(digits)
    }
    let widths = heads.indices.map { i in ([heads] + cells).map { $0[i].count }.max()! }
    let lines = ([heads] + cells).map { line in
      zip(line, widths).enumerated().map { i, cell in
        let spaces = String(repeating: " ", count: cell.1 - cell.0.count)
        return i == 0 ? cell.0 + spaces : spaces + cell.0
      }.joined(separator: "  ")
    }
    return lines.joined(separator: "\n") + "\n\(Quantity.count(rows[0].means.pictures, "picture")) each"
  }

  /// Four digits behind the point.
  private static func digits(_ value: Double) -> String {
    let parts = Int((min(value, 1e12) * 10_000).rounded())
    let rest = String(parts % 10_000)
    return "\(parts / 10_000).\(String(repeating: "0", count: 4 - rest.count))\(rest)"
  }

  private static func json(_ rows: [Row], _ command: Self) -> String {
    JSON.object([
      ("size", .integer(command.size)), ("style_size", .integer(command.styleSize)),
      ("pictures", .integer(rows[0].means.pictures)),
      (
        "rows",
        .array(
          rows.map { name, means in
            .object([
              ("name", .string(name)), ("content", .other("\(means.content)")),
              ("style", .other("\(means.style)")),
              (
                "style_layers",
                .object(zip(LossNetwork.styleLayerNames, means.styleLayers).map { ($0, .other("\($1)")) })
              ),
              ("total", .other("\(means.total)")),
            ])
          })
      ),
    ]).text
  }
}
