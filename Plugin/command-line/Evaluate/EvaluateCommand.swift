// `adain evaluate`: content and style losses of stylised pictures under a loss network, as a table, CSV or
// JSON. The pictures are made by models, read from a folder, or the contents as they are.

import AdaINRuntime
import ArgumentParser
import CAdaIN

struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: word("Measure how well stylised pictures keep content and meet style."),
    discussion: word(
      """
      adain evaluate --content photos/ --style paintings/ --loss-network vgg.safetensors \
      --model my.safetensors

      Every content with every style, with --paired the first with the first and so on, or the pairs that a \
      file names. Pictures are measured as people see them, from 0 to 1. The losses are the training's: \
      content is the mean squared difference at relu4_1 from AdaIN of content and style, style the sum over \
      relu1_1 to relu4_1 of the mean squared differences of means and of deviations. The first row is the \
      contents themselves, not stylised. Pictures made elsewhere are named CONTENT_STYLE.ending.

      adain evaluate --content film/ --frames painted/ --frames by-itself/

      With --frames the flicker alone is measured: the mean difference of consecutive frames, of 255, where \
      those of the content differ by noise alone.
      """))

  @Option(
    help: ArgumentHelp(word("A folder of contents, or an image; may be repeated."), valueName: "folder"))
  var content: [String]

  @Option(help: ArgumentHelp(word("A folder of styles, or an image; may be repeated."), valueName: "folder"))
  var style: [String] = []

  @Option(help: ArgumentHelp(word("The model whose encoder measures the losses."), valueName: "file"))
  var lossNetwork: String?

  @Option(
    help: ArgumentHelp(
      word(
        """
        Measure only how much frames flicker: those made of the content, a folder, animation or \
        video; may be repeated.
        """), valueName: "frames"))
  var frames: [String] = []

  @Option(help: ArgumentHelp(word("A model to measure; may be repeated."), valueName: "file-or-name"))
  var model: [String] = []

  @Option(
    help: ArgumentHelp(word("A folder of pictures made elsewhere; may be repeated."), valueName: "folder"))
  var pictures: [String] = []

  @Flag(
    help: ArgumentHelp(word("The first content with the first style, and so on, instead of all with all.")))
  var paired = false

  @Option(
    help: ArgumentHelp(
      word("The pairs to measure: lines 'CONTENT<tab>STYLE' with names of files among those given."),
      valueName: "file"))
  var pairs: String?

  @Flag(
    help: ArgumentHelp(
      word(
        """
        Also measure what models make of grey with a little noise inside each content: deviation \
        out over in.
        """)))
  var flatGain = false

  @Option(help: ArgumentHelp(word("Write the figures of every pair to this file."), valueName: "file.csv"))
  var csv: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      word(
        """
        Shorter side that contents are resampled to; 0 keeps their own. May be repeated. \
        (default: 512)
        """)))
  var size: [Int] = []

  /// What to measure at.
  var sizes: [Int] { size.isEmpty ? [512] : size }

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Shorter side that styles are resampled to; 0 keeps their own.")))
  var styleSize = Int(ADAIN_STYLE_SIZE_DEFAULT)

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_THREADS, "count"))
  var threads = 0

  @Flag(help: ArgumentHelp(word("Print it as JSON.")))
  var json = false

  func validate() throws {
    if frames.isEmpty && (style.isEmpty || lossNetwork == nil) {
      throw ValidationError(
        word("--style and --loss-network are missing; add them, or --frames for flicker alone"))
    }
    if !frames.isEmpty && !(style.isEmpty && lossNetwork == nil && model.isEmpty && pictures.isEmpty) {
      throw ValidationError(
        word("--frames measures flicker alone; leave out --style, --loss-network and the like"))
    }
    if !frames.isEmpty && content.count != 1 {
      throw ValidationError(word("--frames takes one --content: what the frames were made of"))
    }
    if paired && pairs != nil {
      throw ValidationError(word("--paired and --pairs exclude each other; leave one out"))
    }
    for size in sizes { try checkSide("size", size) }
    if Set(sizes).count < sizes.count {
      throw ValidationError(word("--size is given twice with the same value"))
    }
    try ADAIN_OPTION_STYLE_SIZE.check(Double(styleSize))
    try ADAIN_OPTION_THREADS.check(Double(threads))
  }

  func run() throws {
    try GEGLSession.run { session in
      do {
        if !frames.isEmpty {
          let report = try FlickerReport(content: content[0], results: frames)
          return print(json ? report.json : report.table)
        }
        let staging = try csv.map { path in
          try Files.checkFolder(of: path)
          return try StagingFolder(in: Files.folder(of: path))
        }
        let report = try EvaluationRun(self, session: session).measure()
        if let csv, let staging {
          try staging.place(Files.name(of: csv)) {
            try File.write(Array(report.csv.utf8), to: FilePath($0), kind: "table")
          }
        }
        print(json ? report.json : report.table)
      } catch let error as AdaINError {
        throw CommandFailure(message: error.message)
      }
    }
  }
}
