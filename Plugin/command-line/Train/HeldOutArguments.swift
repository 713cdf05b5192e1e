// The pictures that `adain train` does not learn from: for contact sheets, and to measure on.

import AdaINRuntime
import AdaINTraining
import ArgumentParser

struct HeldOutArguments: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word(
        """
        Steps between two measurements on held-out pairs, the log's last columns (default: 100 \
        with --average, else never).
        """), valueName: "steps"))
  var heldOut: Int?

  @Option(
    help: ArgumentHelp(
      word("Contents to measure on (default: the last 16 of --content)."), valueName: "folder"))
  var heldOutContent: [String] = []

  @Option(
    help: ArgumentHelp(word("Styles to measure on (default: the last 16 of --style)."), valueName: "folder"))
  var heldOutStyle: [String] = []

  func validate() throws {
    guard (1...1_000_000_000).contains(heldOut ?? 1) else {
      throw ValidationError(word("--%s %s is out of range; choose 1 or more", "held-out", heldOut!))
    }
  }

  /// Pairs of a contact sheet, and of those that are measured on.
  private static let (sheetPairs, pairs) = (4, 16)

  /// The last files of a folder are kept out of the training where there are many: four for contact sheets,
  /// and those that are measured on.
  func split(_ paths: [String], folders: [String], measures: Bool) throws -> (
    training: [String], sheet: [String], measured: [String]
  ) {
    let fromFolder = measures && folders.isEmpty
    let count = fromFolder ? Self.pairs : Self.sheetPairs
    let training = paths.count >= 10 * count ? paths.dropLast(count) : paths[...]
    let measured =
      fromFolder ? Array(paths.suffix(Self.pairs)) : measures ? try Files.images(of: folders) : []
    return (Array(training), Array(paths.suffix(Self.sheetPairs)), measured)
  }

  /// Each content with a style, as many pairs as there are of the more numerous kind.
  func pairs(_ contents: [String], _ styles: [String], side: Int, interval: Int) throws -> HeldOutPairs {
    let pictures = try (0..<max(contents.count, styles.count)).map { i in
      (
        content: try TrainingPictures.load(contents[i % contents.count]),
        style: try TrainingPictures.load(styles[i % styles.count])
      )
    }
    return try HeldOutPairs(pictures, side: side, interval: interval)
  }
}
