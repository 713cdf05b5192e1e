// The options of how a result's file is written: what it tells besides pixels, what lies under what is
// transparent, how well it is kept. For every command that writes pictures.

import ArgumentParser
import CAdaINGEGL

struct OutputOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      word("Leave out EXIF, XMP, IPTC, resolution and colour profile; the colours become sRGB's.")))
  var strip = false

  @Option(
    help: ArgumentHelp(
      word("Colour behind transparent parts in files without transparency: white, black, grey or #RRGGBB."),
      valueName: "colour"))
  var background = Color.white

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Quality of JPEG and WebP files, from 1 to 100."), valueName: "number"))
  var quality = Int(ADAIN_GEGL_DEFAULT_QUALITY)

  func validate() throws {
    if !(1...100).contains(quality) {
      throw ValidationError(word("--quality %s is out of range; choose 1 to 100", quality))
    }
  }

  /// As the writers of files take them, without metadata.
  func saving(depth: BitDepth) -> AdainGeglSaving {
    var saving = AdainGeglSaving()
    adain_gegl_saving_init(&saving)
    saving.bit_depth = Int32(depth.rawValue)
    saving.quality = Int32(quality)
    let ground = background.components
    saving.background = (ground[0], ground[1], ground[2])
    return saving
  }

  /// A note about a result that is not transparent although its content is.
  func flattening(_ path: String) -> String {
    word(
      "%s cannot be transparent as its content is, and lies on %s (--background); PNG can", path, background)
  }

  /// What is used where nobody is asked.
  static var standard: OutputOptions {
    var options = OutputOptions()
    options.strip = false
    options.background = .white
    options.quality = Int(ADAIN_GEGL_DEFAULT_QUALITY)
    return options
  }
}
