// Options that several commands share: the model with the size of styles, and the machine's resources.

import ArgumentParser
import CAdaINGEGL

/// The longest side that may be asked for, in pixels.
let maximalSide = 65_536

struct ModelOptions: ParsableArguments {
  @Option(
    name: .customLong("model"),
    help: ArgumentHelp(
      "A model: a safetensors file or the name of a bundled one (default: compact).",
      valueName: "file-or-name"))
  var name: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Shorter side that style images are resampled to; 0 keeps their own.", valueName: "pixels"))
  var styleSize = Int(ADAIN_GEGL_DEFAULT_STYLE_SIZE)

  func validate() throws {
    if !(0...maximalSide).contains(styleSize) {
      throw ValidationError("--style-size \(styleSize) is out of range; choose 0 to \(maximalSide)")
    }
    if name == "" { throw ValidationError("the model's name is empty; name a file or leave out --model") }
  }
}

struct ResourceOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Memory that the work may use, in MiB; 0 takes a share of what is free.", valueName: "mib"))
  var memory = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Processor threads; 0 uses all cores.", valueName: "count"))
  var threads = 0

  var memoryBytes: guint64 { guint64(memory) << 20 }

  func validate() throws {
    if !(0...(1 << 30)).contains(memory) {
      throw ValidationError("--memory \(memory) is out of range; give MiB, or 0 for a share of what is free")
    }
    if !(0...1024).contains(threads) {
      throw ValidationError("--threads \(threads) is out of range; choose 1 to 1024, or 0 for all cores")
    }
  }
}
