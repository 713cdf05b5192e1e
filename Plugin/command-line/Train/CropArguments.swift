// The options of `adain train` that say what crops look like.

import AdaINTraining
import ArgumentParser

struct CropArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Scales of crops, their side over that in the picture, log-uniform; 0.2:2.3 enlarges, too "
        + "(default: half to all of the shorter side).",
      valueName: "low:high"))
  var scale: String?

  @Option(
    parsing: .unconditional,
    help: "Draw crops again whose luma deviates less, 0 to 1; 0.06 leaves out skies and walls.")
  var flatThreshold = 0.0

  @Option(
    parsing: .unconditional,
    help: "Largest deviation of the noise on the contents that the network sees, 0 to 1.")
  var noise = 0.0

  @Option(
    parsing: .unconditional, help: ArgumentHelp("Share of contents that are blurred.", valueName: "share"))
  var blur = 0.0

  @Option(
    parsing: .unconditional,
    help: "Largest step at the edges of JPEG's blocks that is smoothed in contents, 0 to 1.")
  var soften = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Share of styles in other colours, as drawings, or drawn patterns.", valueName: "share"))
  var vary = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Share of contents in other light or without colour.", valueName: "share"))
  var varyContent = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Share of pairs that are drawn again, by their last losses.", valueName: "share"))
  var hard = 0.0

  func validate() throws {
    guard scale.map({ ScaleRange($0) != nil }) ?? true else {
      throw ValidationError("--scale \(scale!) is no range; give LOW:HIGH, as 0.2:2.3, within 0.001 to 16")
    }
    for (name, value) in [
      ("flat-threshold", flatThreshold), ("noise", noise), ("blur", blur), ("soften", soften), ("vary", vary),
      ("vary-content", varyContent), ("hard", hard),
    ] where !(0...1).contains(value) {
      throw ValidationError("--\(name) \(value) is out of range; choose 0 to 1")
    }
  }

  var options: CropOptions {
    var options = CropOptions()
    options.scale = scale.flatMap { ScaleRange($0) }
    options.flatThreshold = flatThreshold
    options.noise = noise
    options.blur = blur
    options.soften = soften
    options.vary = vary
    options.varyContent = varyContent
    options.hard = hard
    return options
  }
}
