// The options of `adain stylize`: what they are called, what they mean, and which values they may have.

import ArgumentParser
import CAdaIN

struct StyleOptions: ParsableArguments {
  @Option(
    name: .customLong("style"),
    help: ArgumentHelp(
      word("A style and its weight in a mixture; may be repeated."), valueName: "style[:weight]"))
  var sources: [String] = []

  @Flag(help: ArgumentHelp(word("Mix all styles into one picture even if none has a weight.")))
  var combine = false

  @Option(help: ArgumentHelp(word("An image: white is stylised, black is not."), valueName: "image"))
  var mask: String?

  @Option(help: .of(ADAIN_OPTION_BACKGROUND_STYLE, "style"))
  var backgroundStyle: String?

  @Option(name: .customLong("region"), help: .of(ADAIN_OPTION_REGIONS, "mask:style"))
  var regions: [String] = []

  @Option(help: .of(ADAIN_OPTION_LABELS, "image"))
  var labels: String?

  @Option(name: .customLong("label"), help: .of(ADAIN_OPTION_LABEL, "colour:style"))
  var labelStyles: [String] = []

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_BORDER, "percent"))
  var border = ADAIN_BORDER_DEFAULT

  @Option(help: .of(ADAIN_OPTION_REGION_STATISTICS, "which"))
  var regionStatistics = Choice<RegionStatistics>()

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_STRENGTH, "number"))
  var strength = ADAIN_STRENGTH_DEFAULT

  @Option(help: .of(ADAIN_OPTION_PRESERVE_COLOR, "how"))
  var preserveColor = Choice<PreserveColor>()

  @Option(help: .of(ADAIN_OPTION_TRADE_OFF, "how"))
  var tradeOff = Choice<TradeOff>()

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_TONE, "number"))
  var tone = ADAIN_TONE_DEFAULT

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_COLOR, "number"))
  var color = ADAIN_COLOR_DEFAULT

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_STROKE_SIZE, "percent"))
  var strokeSize = ADAIN_STROKE_SIZE_DEFAULT

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_DETAIL, "number"))
  var detail = ADAIN_DETAIL_DEFAULT

  /// Puts what was asked for into a job's options.
  func fill(_ options: inout adain_options) {
    options.strength = strength
    options.preserve_color = preserveColor.value
    options.trade_off = tradeOff.value
    options.tone = tone
    options.color = color
    options.stroke_size = strokeSize
    options.detail = detail
    options.border = border
    options.region_statistics = regionStatistics.value
  }

  func validate() throws {
    try ADAIN_OPTION_STRENGTH.check(strength)
    try ADAIN_OPTION_TONE.check(tone)
    try ADAIN_OPTION_COLOR.check(color)
    try ADAIN_OPTION_STROKE_SIZE.check(strokeSize)
    try ADAIN_OPTION_DETAIL.check(detail)
    try ADAIN_OPTION_BORDER.check(border)
    if sources.isEmpty && !hasParts {
      throw ValidationError(word("there is no style; add --style, or --region, or --labels with --label"))
    }
    if hasParts && mask != nil {
      throw ValidationError(
        word("--mask excludes --region and --labels; make the mask a --region MASK:STYLE"))
    }
    if labels != nil && labelStyles.isEmpty {
      throw ValidationError(word("--labels names no part; add --label, as in --label '#ff0000:starry-night'"))
    }
    if labels == nil && !labelStyles.isEmpty {
      throw ValidationError(word("--label has no effect without an image; add --labels"))
    }
    if backgroundStyle != nil && mask == nil {
      throw ValidationError(word("--background-style has no effect without a mask; add --mask"))
    }
    let names = [("--mask", mask), ("--background-style", backgroundStyle), ("--labels", labels)]
    for (name, value) in names where value == "" {
      throw ValidationError(word("%s is empty; name an image or leave the option out", name))
    }
  }

  /// Files that are read beside contents and styles.
  var moreInputs: [String] {
    let images = (try? parts().map(\.image)) ?? []
    return [mask, backgroundStyle].compactMap { $0 } + images
  }

  /// Whether parts of the picture have styles of their own.
  var hasParts: Bool { !regions.isEmpty || labels != nil }

  /// The images and styles that they are of, in the options' order.
  func parts() throws -> [RegionArgument] {
    try regions.map(RegionArgument.init(region:))
      + labelStyles.map { try RegionArgument(label: $0, of: labels) }
  }
}

enum PreserveColor: TableChoice { static let option = ADAIN_OPTION_PRESERVE_COLOR }
enum TradeOff: TableChoice { static let option = ADAIN_OPTION_TRADE_OFF }
enum RegionStatistics: TableChoice { static let option = ADAIN_OPTION_REGION_STATISTICS }

struct ResultOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(word("A file for one result, a folder for several."), valueName: "file-or-folder"))
  var output: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Shorter side of the results; 0 keeps the content's own."), valueName: "pixels"))
  var size = 0

  @Option(
    help: ArgumentHelp(
      word("Bits per channel, 32 in floating point (default: the content's, if the format can)."),
      valueName: "bits"))
  var depth: BitDepth?

  @Option(
    help: ArgumentHelp(
      word("Ending of the results in a folder (default: the content's)."), valueName: "ending"))
  var format: String?

  @Flag(
    help: ArgumentHelp(
      word("Take the content as frames that follow each other: an animation, a folder or a video.")))
  var frames = false

  @Flag(name: .shortAndLong, help: ArgumentHelp(word("Print the name of every picture written.")))
  var verbose = false

  @Flag(
    help: ArgumentHelp(
      word("Print a line of JSON for every picture: what it is made of, where it is, whether it failed.")))
  var json = false

  @Flag(
    help: ArgumentHelp(
      word("Also take the images in all subfolders; results go to subfolders of the same names.")))
  var recursive = false

  var isStandardOutput: Bool { output == "-" }

  func validate() throws {
    if isStandardOutput && format == nil {
      throw ValidationError(
        word("a picture on standard output has no ending to tell its format; add --format"))
    }
    if isStandardOutput && (verbose || json) {
      throw ValidationError(
        word("standard output takes the picture; leave out --verbose and --json, or name a file"))
    }
    if frames && recursive {
      throw ValidationError(word("--frames and --recursive exclude each other; leave one out"))
    }
    if verbose && json {
      throw ValidationError(word("--verbose and --json exclude each other; leave one out"))
    }
    try checkSide("size", size)
  }
}
