// The options of `adain stylize`: what they are called, what they mean, and which values they may have.

import AdaINStylizing
import ArgumentParser
import CAdaIN

struct StyleOptions: ParsableArguments {
  @Option(
    name: .customLong("style"),
    help: ArgumentHelp("A style and its weight in a mixture; may be repeated.", valueName: "style[:weight]"))
  var sources: [String]

  @Flag(help: "Mix all styles in one picture although none has a weight.")
  var combine = false

  @Option(help: ArgumentHelp("An image: white is stylised, black is not.", valueName: "image"))
  var mask: String?

  @Option(
    help: ArgumentHelp(
      "A style for where the mask is black (default: the content stays).", valueName: "style"))
  var backgroundStyle: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("From 0 (the content) to 1 (all of the style).", valueName: "number"))
  var strength = 1.0

  @Option(
    help: ArgumentHelp(
      "Keep the content's colours: match the style's to them, or stylise only the luminance.",
      valueName: "how"))
  var preserveColor = PreserveColor.none

  @Option(
    help: ArgumentHelp("Below strength 1: without a jump to the content, or as published.", valueName: "how"))
  var tradeOff = TradeOff.exact

  func validate() throws {
    if !(strength >= 0 && strength <= 1) {
      throw ValidationError("--strength \(strength) is out of range; choose 0 to 1")
    }
    if backgroundStyle != nil && mask == nil {
      throw ValidationError("--background-style has no effect without a mask; add --mask")
    }
    for (name, value) in [("--mask", mask), ("--background-style", backgroundStyle)] where value == "" {
      throw ValidationError("\(name) is empty; name an image or leave the option out")
    }
  }
}

enum PreserveColor: String, ExpressibleByArgument, CaseIterable {
  case none, match, luminance

  var code: Int32 {
    switch self {
    case .none: Int32(ADAIN_PRESERVE_NONE)
    case .match: Int32(ADAIN_PRESERVE_MATCH)
    case .luminance: Int32(ADAIN_PRESERVE_LUMINANCE)
    }
  }
}

enum TradeOff: String, ExpressibleByArgument, CaseIterable {
  case exact, paper

  var code: Int32 {
    switch self {
    case .exact: Int32(ADAIN_TRADE_OFF_EXACT)
    case .paper: Int32(ADAIN_TRADE_OFF_PAPER)
    }
  }
}

struct ResultOptions: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A file for one result, a folder for several.", valueName: "file-or-folder"))
  var output: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Shorter side of the results; 0 keeps the content's own.", valueName: "pixels"))
  var size = 0

  @Option(
    help: ArgumentHelp(
      "Bits per channel, 32 in floating point (default: the content's, if the format can).",
      valueName: "bits"))
  var depth: BitDepth?

  @Option(
    help: ArgumentHelp("Ending of the results in a folder (default: the content's).", valueName: "ending"))
  var format: String?

  @Flag(name: .shortAndLong, help: "Print the name of every picture written.")
  var verbose = false

  func validate() throws {
    if !(0...maximalSide).contains(size) {
      throw ValidationError("--size \(size) is out of range; choose 0 to \(maximalSide)")
    }
  }
}
