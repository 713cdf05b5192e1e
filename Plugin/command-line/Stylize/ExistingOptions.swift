// What to do with files that are there already, and how a run's pictures are told.

import AdaINRuntime
import ArgumentParser

struct ExistingOptions: ParsableArguments {
  @Flag(help: ArgumentHelp(word("Allow -o to replace the content or another input.")))
  var overwrite = false

  @Flag(help: ArgumentHelp(word("Refuse to start if a result exists; otherwise it is replaced.")))
  var noClobber = false

  @Flag(help: ArgumentHelp(word("Keep the results that exist, and make the others.")))
  var skipExisting = false

  func validate() throws {
    if [overwrite, noClobber, skipExisting].filter({ $0 }).count > 1 {
      throw ValidationError(
        word("--overwrite, --no-clobber and --skip-existing exclude each other; give one"))
    }
  }

  /// The results that are not to be made; refuses if none may be there.
  func skipped(_ plan: OutputPlan) throws -> Set<Int> {
    let existing = plan.existing
    if noClobber, let first = existing.first {
      throw CommandFailure(
        message: word(
          "%s exists already; choose another name with -o, or leave out --no-clobber", plan.path(first)))
    }
    return skipExisting ? Set(existing) : []
  }
}

/// One line of `--json`.
struct PictureRecord {
  enum Outcome {
    case written(width: Int, height: Int, seconds: Double)
    case skipped
    case failed(String)
  }

  let content: String
  let mixture: StyleMixture
  let output: String

  func line(_ outcome: Outcome) -> String {
    var members: [(key: String, value: JSON)] = [
      ("content", Self.path(content)),
      (
        "styles",
        .array(
          mixture.parts.map {
            .object([("style", Self.path($0.source)), ("weight", .other("\($0.weight)"))])
          })
      ),
      ("output", Self.path(output)),
    ]
    if !mixture.regions.isEmpty { members.insert(("regions", regions), at: 2) }
    switch outcome {
    case .written(let width, let height, let seconds):
      members += [
        ("status", .string("written")), ("width", .integer(width)), ("height", .integer(height)),
        ("seconds", .other("\(seconds)")),
      ]
    case .skipped: members.append(("status", .string("skipped")))
    case .failed(let message): members += [("status", .string("failed")), ("error", Self.path(message))]
    }
    return JSON.object(members).text
  }

  private var regions: JSON {
    .array(
      mixture.regions.map {
        .object([("image", Self.path($0.image)), ("style", Self.path($0.style))])
      })
  }

  /// JSON is UTF-8, which names of files need not be.
  private static func path(_ text: String) -> JSON { .string(FilePath(text).displayText) }
}

extension StylizeCommand {
  /// What --verbose and --json print of a picture.
  func tell(_ outcome: PictureRecord.Outcome, _ record: PictureRecord, _ bar: ProgressBar) {
    if result.json {
      bar.erase()
      Terminal.printLine(record.line(outcome))
    } else if result.verbose, case .written = outcome {
      bar.erase()
      Terminal.printLine(record.output)
    }
  }
}
