// `adain optimize`: one picture made by optimising its pixels, with a progress bar. The optimisation itself
// is AdaINTraining's.

import AdaINRuntime
import AdaINTraining
import ArgumentParser
import CAdaINGEGL

struct OptimizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize",
    abstract: word("Paint a picture by optimising its pixels, slowly."),
    discussion: word(
      """
      adain optimize photo.jpg --style painting.jpg --loss-network vgg.safetensors -o out.png

      The method of Gatys et al. that AdaIN is measured against: many passes through the loss network \
      for one picture. In a folder the result is named CONTENT_STYLE.ending.
      """))

  @Argument(help: ArgumentHelp(word("An image."), valueName: "content"))
  var content: String

  @Option(help: ArgumentHelp(word("An image; no saved style."), valueName: "image"))
  var style: String

  @OptionGroup(title: word("Objective")) var objective: ObjectiveArguments
  @OptionGroup(title: word("Descent")) var descent: DescentArguments
  @OptionGroup(title: word("Result")) var result: OptimizedResultArguments
  @OptionGroup(title: word("File")) var file: OutputOptions

  func run() throws {
    try GEGLSession.run(threads: result.threads) { session in
      do { try OptimizeRun(self, session: session).run() } catch let error as AdaINError {
        if error.code == .cancelled { throw Interrupted() }
        throw CommandFailure(message: error.message)
      }
    }
  }

  /// Where the result goes.
  func outputPlan() throws -> OutputPlan {
    let own = Files.ending(of: content)
    let ending =
      ImageFormat.writable.contains { $0.ending == own } ? String(content.suffix(own.count)) : "png"
    let plan = try OutputPlan(
      output: result.output, folderNames: ["\(Files.stem(of: content))_\(Files.stem(of: style)).\(ending)"],
      sources: [word("%s with %s", content, style)], inputs: [content, style, objective.lossNetwork],
      overwrites: result.overwrite)
    let format = try ImageFormat.ofOutput(plan.names[0])
    if let depth = result.depth { _ = try format.depth(requested: depth, content: depth) }
    return plan
  }

  var options: PictureOptions {
    var options = PictureOptions()
    options.method = descent.method
    options.styleLoss = objective.loss
    options.target = objective.target
    options.start = descent.start
    options.contentWeight = objective.contentWeight
    options.styleWeight = objective.styleWeight
    if let rate = descent.learningRate { options.learningRate = rate }
    options.seed = descent.seed
    return options
  }
}
