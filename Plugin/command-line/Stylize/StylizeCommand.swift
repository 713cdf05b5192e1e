// `adain stylize`: what its options decide before any work. The work itself is StylizeRun's.

import ArgumentParser
import CAdaIN
import CAdaINGEGL

struct StylizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stylize",
    abstract: word("Stylise pictures."),
    discussion: word(
      """
      A style is an image, a saved style, a folder of these, or a name from 'adain style list'. Several \
      styles make a picture each; with a weight on one of them (S:WEIGHT) or --combine they are mixed. Mixed \
      styles without a weight count 1.

      adain stylize photo.jpg --style starry-night -o out.jpg
      adain stylize photo.jpg --style the-kiss:0.7 --style art.jpg:0.3 -o out.png
      adain stylize photos/ --style paintings/ --strength 0.8 -o results/

      In a folder the results are named CONTENT_STYLE.ending; the folder is made if it is missing. Existing \
      files are replaced, inputs are not, and no unfinished file stays behind. A content - is read from \
      standard input, and -o - writes to standard output, in the format of --format.

      With --frames the content is an animation (GIF, WebP, APNG), a folder of frames in the order of their \
      names, or a video, and so is the result: all frames get the same look, and what does not move is held \
      still. Videos need ffmpeg; their sound is kept.

      adain stylize film.mp4 --frames --style starry-night -o painted.mp4
      """),
    aliases: ["stylise"])

  @Argument(help: ArgumentHelp(word("Images, or folders of images."), valueName: "content"))
  var contents: [String]

  @OptionGroup(title: word("Style")) var style: StyleOptions
  @OptionGroup(title: word("Result")) var result: ResultOptions
  @OptionGroup(title: word("Files that exist")) var existing: ExistingOptions
  @OptionGroup(title: word("File")) var file: OutputOptions
  @OptionGroup(title: word("Model")) var model: ModelOptions
  @OptionGroup(title: word("Resources")) var resources: ResourceOptions

  func run() throws {
    let readModel = { (session: GEGLSession) in _ = try? session.model(model.name) }
    try GEGLSession.run(threads: resources.threads, meanwhile: readModel) { session in
      if result.frames { return try FramesRun(self, session: session).run() }
      let run = try StylizeRun(self, session: session)
      let failures = try run.run()
      if failures == 0 { return }
      throw CommandFailure.summary(failures: failures, of: run.plan.names.count) {
        word("%s of %s pictures failed, as told above", $0, $1)
      }
    }
  }
}

extension StylizeCommand {
  /// Where the results go, after a look at every name and format.
  func outputPlan(contents: ContentList, mixtures: [StyleMixture]) throws -> OutputPlan {
    var names: [String] = []
    var sources: [String] = []
    for content in contents.entries {
      for mixture in mixtures {
        names.append("\(content.subfolder)\(content.stem)_\(mixture.label).\(ending(for: content.path))")
        sources.append(word("%s with %s", content.path, mixture.label))
      }
    }
    let styles = mixtures.flatMap(\.sources)
    let stylesFolder = try StyleMixture.dependsOnFolder(style.sources, combine: style.combine)
    if result.isStandardOutput {
      guard names.count == 1, !contents.hasFolder, !stylesFolder else {
        throw CommandFailure(message: word("only one picture goes to standard output; name a folder with -o"))
      }
      return OutputPlan(standardOutput: try ImageFormat.ofOutput("-." + result.format!).ending)
    }
    let plan = try OutputPlan(
      output: result.output, folderNames: names, sources: sources,
      inputs: contents.entries.map(\.path) + styles + style.moreInputs,
      countsFolder: contents.hasFolder || stylesFolder, overwrites: existing.overwrite)
    for name in plan.names {
      let imageFormat = try ImageFormat.ofOutput(name)
      if let depth = result.depth { _ = try imageFormat.depth(requested: depth, content: depth) }
      if let format = result.format, imageFormat.ending != format.lowercased() {
        throw CommandFailure(
          message: word("--format %s contradicts the name %s; leave one out", format, name))
      }
    }
    return plan
  }

  func ending(for content: String) -> String {
    if let format = result.format { return format }
    let name = Files.name(of: content)
    let own = Files.ending(of: content)
    // As written: IMG_1.JPG gives IMG_1_starry-night.JPG.
    return ImageFormat.writable.contains { $0.ending == own } ? String(name.suffix(own.count)) : "png"
  }

  /// Finds a missing model, an unknown style name or a missing mask before any picture is read. Image files
  /// are left for later: reading them is work.
  func checkNames(mixtures: [StyleMixture], session: GEGLSession) throws {
    let model = try session.model(self.model.name)
    for image in try Set(style.parts().map(\.image)).sorted() where !Files.exists(image) {
      throw CommandFailure(
        message: word("there is no image %s to say where a style goes; check its path", image))
    }
    let sources = mixtures.flatMap(\.sources) + [style.backgroundStyle].compactMap { $0 }
    for source in Set(sources).sorted() where !Files.exists(source) {
      _ = try session.style(source, model: model, size: self.model.styleSize)
    }
  }
}
