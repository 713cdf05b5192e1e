// `adain style save`: writes what stylising needs of an image (a few kilobytes) to a file, or makes a
// gallery of a folder of images.

import ArgumentParser
import CAdaINGEGL

struct StyleSaveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "save",
    abstract: word("Save the style of an image in a small file."),
    discussion: word(
      """
      adain style save painting.jpg -o painting.safetensors --title 'Somebody, A Painting, 1890'
      adain style save paintings/ --titles paintings/titles.tsv -o styles/

      A saved style fits the models it was made with. In a folder the files are named IMAGE.safetensors.
      """))

  @Argument(help: ArgumentHelp(word("Images, or folders of images."), valueName: "image"))
  var images: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      word("A file for one style (.safetensors), a folder for several."), valueName: "file-or-folder"))
  var output: String

  @Option(help: ArgumentHelp(word("The style's title (default: the image's name)."), valueName: "text"))
  var title: String?

  @Option(
    help: ArgumentHelp(
      word("A text file with the titles of several: lines 'FILE<tab>TITLE', '#' starts a comment."),
      valueName: "file"))
  var titles: String?

  @OptionGroup(title: word("Model")) var model: ModelOptions

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      word("Another model that the style is to fit as well; may be repeated."), valueName: "file-or-name"))
  var alsoModel: [String] = []

  @Flag(name: .shortAndLong, help: ArgumentHelp(word("Print the name of every file written.")))
  var verbose = false

  func validate() throws {
    if title != nil && titles != nil {
      throw ValidationError(word("--title and --titles exclude each other; leave one out"))
    }
  }

  func run() throws {
    try GEGLSession.run { session in
      let images = try Files.images(of: self.images)
      if title != nil && images.count > 1 {
        throw CommandFailure(
          message: word("--title is for one image, not %s; give titles in a file with --titles", images.count)
        )
      }
      let plan = try outputPlan(images: images)
      let titles = try self.titles.map { try Self.titles(in: $0) } ?? [:]
      let models = try ([self.model.name] + alsoModel).map { try session.model($0) }
      let failures = try save(images, plan: plan, titles: titles, models: models, session: session)
      if failures == 0 { return }
      throw CommandFailure.summary(failures: failures, of: images.count) {
        word("%s of %s styles failed, as told above", $0, $1)
      }
    }
  }

  private func outputPlan(images: [String]) throws -> OutputPlan {
    let plan = try OutputPlan(
      output: output, folderNames: images.map { Files.stem(of: $0) + ".safetensors" }, sources: images,
      inputs: images, countsFolder: self.images.contains { Files.isFolder($0) })
    for name in plan.names where Files.ending(of: name) != "safetensors" {
      throw CommandFailure(
        message: word("%s would not be found as a saved style; name a file that ends in .safetensors", name))
    }
    return plan
  }

  /// - Returns: how many failed.
  private func save(
    _ images: [String], plan: OutputPlan, titles: [String: String], models: [OpaquePointer],
    session: GEGLSession
  ) throws -> Int {
    let staging = try StagingFolder(in: plan.folder)
    let bar = ProgressBar(total: images.count)
    var failures = 0
    for (index, image) in images.enumerated() {
      bar.begin(Files.name(of: image))
      do {
        let styles: [OpaquePointer?] = try models.map {
          try session.style(image, model: $0, size: self.model.styleSize)
        }
        let title = self.title ?? titles[Files.name(of: image)] ?? Files.stem(of: image)
        try staging.place(plan.names[index]) { path in
          try reportingFailure {
            adain_gegl_save_style(session.handle, styles, styles.count, path.system, title, $0)
          }
        }
        if verbose {
          bar.erase()
          Terminal.printLine(plan.path(index))
        }
      } catch let failure as CommandFailure {
        bar.erase()
        Terminal.printError("adain: \(images.count > 1 ? image + ": " : "")\(failure.message)")
        failures += 1
      }
      bar.finish()
    }
    return failures
  }

  /// Titles by file name.
  private static func titles(in path: String) throws -> [String: String] {
    var titles: [String: String] = [:]
    for (index, line) in try Files.text(of: path).split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let line = line.last == "\r" ? line.dropLast() : line
      if line.isEmpty || line.first == "#" { continue }
      guard let tab = line.firstIndex(of: "\t") else {
        throw CommandFailure(
          message: word("%s, line %s, has no tab; write FILE, a tab and the TITLE", path, index + 1))
      }
      titles[String(line[..<tab])] = String(line[line.index(after: tab)...])
    }
    return titles
  }
}
