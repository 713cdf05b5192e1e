// The --style options made into what a picture is stylised with: S[:WEIGHT] taken apart, folders opened, and
// the choice between a picture for each style and one mixture of them all. Reads no style.

import CAdaIN
import CAdaINGEGL
import CGEGL

/// One --style option: an image's path, a saved style's path, a gallery name or a folder.
struct StyleArgument: Equatable {
  var source: String
  var weight: Double?

  init(_ text: String) throws {
    var source: UnsafeMutablePointer<CChar>?
    var weight = 0.0
    var hasWeight: gboolean = 0
    try reportingFailure { adain_gegl_parse_style(text.system, &source, &weight, &hasWeight, $0) }
    defer { g_free(source) }
    self.source = String(system: source!)
    self.weight = hasWeight != 0 ? weight : nil
  }
}

/// A --region or --label option: an image that says where, and the style there; "": that of the rest.
struct RegionArgument {
  var image: String
  var style: String

  init(region text: String) throws {
    var (mask, style): (UnsafeMutablePointer<CChar>?, UnsafeMutablePointer<CChar>?)
    try reportingFailure { adain_gegl_parse_region(text.system, &mask, &style, $0) }
    defer {
      g_free(mask)
      g_free(style)
    }
    (image, self.style) = (String(system: mask!), String(system: style!))
  }

  init(label text: String, of labels: String?) throws {
    var style: UnsafeMutablePointer<CChar>?
    var color: [guint8] = [0, 0, 0]
    try reportingFailure { adain_gegl_parse_label(text.system, &color, &style, $0) }
    defer { g_free(style) }
    (image, self.style) = (labels ?? "", String(system: style!))
  }
}

/// The styles of one picture, with their weights.
struct StyleMixture {
  struct Part {
    var source: String
    var weight: Double
  }

  var parts: [Part]
  /// The styles of parts of the picture.
  var regions: [RegionArgument] = []

  /// Whether the number of mixtures depends on what is in a folder.
  static func dependsOnFolder(_ options: [String], combine: Bool) throws -> Bool {
    let arguments = try options.map(StyleArgument.init)
    return !combine && arguments.allSatisfy { $0.weight == nil }
      && arguments.contains { Files.isFolder($0.source) }
  }

  /// "starry-night" or "starry-night+great-wave", for file names and messages.
  var label: String {
    sources.map { Files.stem(of: $0) }.joined(separator: "+")
  }

  /// All styles there are in the picture.
  var sources: [String] { parts.map(\.source) + regions.map(\.style).filter { !$0.isEmpty } }

  /// A mixture a style, or one of them all when a weight is given or `combine` asks for it. Regions are in
  /// each; without styles there are only they.
  static func all(of options: StyleOptions) throws -> [StyleMixture] {
    let regions = try options.parts()
    var mixtures = try all(of: options.sources, combine: options.combine)
    if mixtures.isEmpty { mixtures = [StyleMixture(parts: [])] }
    for i in mixtures.indices { mixtures[i].regions = regions }
    return mixtures
  }

  private static func all(of options: [String], combine: Bool) throws -> [StyleMixture] {
    guard !options.isEmpty else { return [] }
    let arguments = try options.map(StyleArgument.init)
    let isMixed = combine || arguments.contains { $0.weight != nil }
    let parts = try arguments.flatMap { argument in
      let sources = try styles(in: argument.source)
      // A folder in a mixture weighs as much as a single style.
      return sources.map { Part(source: $0, weight: (argument.weight ?? 1) / Double(sources.count)) }
    }
    guard isMixed else { return parts.map { StyleMixture(parts: [Part(source: $0.source, weight: 1)]) } }
    let mixture = StyleMixture(parts: parts)
    try mixture.validate()
    return [mixture]
  }

  private func validate() throws {
    if parts.count > Int(ADAIN_MAX_STYLES) {
      throw CommandFailure(
        message: word("%s styles are too many for one mixture; mix %s at most", parts.count, ADAIN_MAX_STYLES)
      )
    }
    let sum = parts.reduce(0) { $0 + $1.weight }
    if !(sum > 0 && sum.isFinite) {
      throw CommandFailure(
        message: sum > 0
          ? word("the weights of the styles sum to infinity; give at least one of them a usable weight")
          : word("the weights of the styles sum to 0; give at least one of them a usable weight"))
    }
  }

  /// The folder's images and saved styles, or the source alone.
  private static func styles(in source: String) throws -> [String] {
    guard Files.isFolder(source) else { return [source] }
    return try Files.filesToRead(in: source, what: word("images or saved styles")) {
      ImageFormat.isImage($0) || Files.ending(of: $0) == "safetensors"
    }
  }
}
