// The options of `adain train` that say what crops look like.

import AdaINTraining
import ArgumentParser

struct CropArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      word(
        """
        Range of the crops' scales, drawn log-uniformly; above 1 they are enlarged, as by \
        0.2:2.3 (default: half to all of the shorter side).
        """), valueName: "low:high"))
  var scale: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Redraw crops whose luma deviates less than this, 0 to 1; 0.06 leaves out skies and walls.")))
  var flatThreshold = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Largest deviation of the noise added to contents, 0 to 1.")))
  var noise = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Share of contents that are blurred."), valueName: "share"))
  var blur = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Largest step at the edges of JPEG blocks that is smoothed in contents, 0 to 1."))
  )
  var soften = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Share of styles recoloured, made drawings, or replaced by drawn patterns."), valueName: "share"))
  var vary = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Share of contents shown in other light or without colour."), valueName: "share"))
  var varyContent = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Share of pairs that repeat earlier ones of high loss."), valueName: "share"))
  var hard = 0.0

  func validate() throws {
    guard scale.map({ ScaleRange($0) != nil }) ?? true else {
      throw ValidationError(
        word("--scale %s is not a range; give LOW:HIGH, as 0.2:2.3, within 0.001 to 16", scale!))
    }
    for (name, value) in [
      ("flat-threshold", flatThreshold), ("noise", noise), ("blur", blur), ("soften", soften), ("vary", vary),
      ("vary-content", varyContent), ("hard", hard),
    ] { try checkRange(name, value, 0...1) }
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
