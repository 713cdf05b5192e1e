// `adain style`: the group of commands about styles, and `adain style list`.

import AdaINRuntime
import ArgumentParser

struct StyleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "style",
    abstract: word("Save styles, and list the bundled ones."),
    subcommands: [StyleListCommand.self, StyleSaveCommand.self])
}

struct StyleListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: word("List the bundled styles."),
    discussion: word("The names can be given to --style wherever a style is asked for."))

  @Flag(help: ArgumentHelp(word("Print name, title and path as JSON.")))
  var json = false

  func run() throws {
    try GEGLSession.runWithoutPictures { session in
      let styles = session.gallery()
      if styles.isEmpty {
        throw CommandFailure(
          message: word(
            """
            no bundled styles were found; install them, or set ADAIN_DATA_DIR to the folder that \
            holds 'styles' and 'models'
            """))
      }
      print(json ? Self.json(styles) : Self.table(styles))
    }
  }

  private static func table(_ styles: [GEGLSession.GalleryStyle]) -> String {
    let width = styles.map(\.name.count).max() ?? 0
    return styles.map { style in
      style.name + String(repeating: " ", count: width + 2 - style.name.count) + style.title.harmless
    }.joined(separator: "\n")
  }

  private static func json(_ styles: [GEGLSession.GalleryStyle]) -> String {
    JSON.array(
      styles.map { style in
        .object([
          ("name", .string(style.name)), ("title", .string(style.title)), ("path", .string(style.path)),
        ])
      }
    ).text
  }
}
