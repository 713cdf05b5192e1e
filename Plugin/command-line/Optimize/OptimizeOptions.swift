// The options of `adain optimize`: what they are called, which values they may have, and what follows from
// them.

import AdaINTraining
import ArgumentParser
import CAdaIN

struct ObjectiveArguments: ParsableArguments {
  @Option(help: ArgumentHelp(word("The model whose encoder measures the losses."), valueName: "file"))
  var lossNetwork: String

  @Option(
    help: ArgumentHelp(
      word("What the style loss compares: Gram matrices (gram), or means and deviations (statistics)."),
      valueName: "what"))
  var loss = PictureOptions.StyleLoss.gram

  @Option(
    help: ArgumentHelp(
      word("What the content loss compares with: the content (content), or AdaIN of both (adain)."),
      valueName: "what"))
  var target = PictureOptions.Target.content

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Weight of the content loss.")))
  var contentWeight = 1.0

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Weight of the style loss.")))
  var styleWeight = 10.0

  func validate() throws {
    try checkRange("content-weight", contentWeight, 0...1e6)
    try checkRange("style-weight", styleWeight, 0...1e6)
    if contentWeight == 0 && styleWeight == 0 {
      throw ValidationError(word("with both weights 0 there is nothing to optimise; choose one above 0"))
    }
    if lossNetwork.isEmpty { throw ValidationError(word("the loss network's name is empty; name a file")) }
  }
}

struct DescentArguments: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Number of steps; each costs little more than one forward and one backward pass.")))
  var steps = 500

  @Option(help: ArgumentHelp(word("How steps are found: lbfgs or adam."), valueName: "method"))
  var method = PictureOptions.Method.lbfgs

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Learning rate of adam (default: 0.02; pixels are 0 to 1).")))
  var learningRate: Double?

  @Option(
    name: .customLong("init"),
    help: ArgumentHelp(word("What the picture starts from: content or noise."), valueName: "picture"))
  var start = PictureOptions.Start.content

  @Option(parsing: .unconditional, help: ArgumentHelp(word("Seed of the noise.")))
  var seed: UInt64 = 1

  func validate() throws {
    try checkRange("steps", steps, 1...1_000_000)
    if let learningRate {
      guard learningRate > 0, learningRate <= 1 else {
        throw ValidationError(
          word("--%s %s is out of range; choose one above 0, up to 1", "learning-rate", learningRate))
      }
      guard method == .adam else {
        throw ValidationError(
          word("--learning-rate has no effect on lbfgs, which finds its own; add --method adam"))
      }
    }
  }
}

struct OptimizedResultArguments: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(word("The picture to write, or its folder."), valueName: "file-or-folder"))
  var output: String

  @Flag(help: ArgumentHelp(word("Allow -o to replace the content or the style.")))
  var overwrite = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Shorter side of the result; 0 keeps the content's own."), valueName: "pixels"))
  var size = 512

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Shorter side that the style is resampled to; 0 keeps its own."), valueName: "pixels"))
  var styleSize = Int(ADAIN_STYLE_SIZE_DEFAULT)

  @Option(
    help: ArgumentHelp(
      word("Bits per channel, 32 in floating point (default: the content's, if the format can)."),
      valueName: "bits"
    ))
  var depth: BitDepth?

  @Option(
    help: ArgumentHelp(
      word("Write the losses before and after each step to this file."), valueName: "file.csv"))
  var log: String?

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_THREADS, "count"))
  var threads = 0

  func validate() throws {
    try checkSide("size", size)
    try ADAIN_OPTION_STYLE_SIZE.check(Double(styleSize))
    try ADAIN_OPTION_THREADS.check(Double(threads))
    if log == "" { throw ValidationError(word("--log is empty; name a file or leave the option out")) }
  }
}

extension PictureOptions.Method: ExpressibleByArgument {}
extension PictureOptions.StyleLoss: ExpressibleByArgument {}
extension PictureOptions.Target: ExpressibleByArgument {}
extension PictureOptions.Start: ExpressibleByArgument {}
