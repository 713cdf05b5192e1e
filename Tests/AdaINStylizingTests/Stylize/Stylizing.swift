// What the tests of whole pictures share: one call that stylises a picture in memory.

import AdaINNetwork
import AdaINStylizing
import AdaINTestSupport

extension StyleTransfer {
  /// Stylises a picture into a new one.
  func stylized(
    _ content: Picture, _ regions: [Region], model: Model, change: (inout Options) -> Void = { _ in }
  ) throws -> Picture {
    var options = Options()
    change(&options)
    let canvas = Canvas(width: content.width, height: content.height, channels: content.channels)
    try stylize(content.source, regions: regions, model: model, options: options, into: canvas.sink)
    return canvas.picture
  }
}

extension Region {
  /// One style, everywhere or where a mask says.
  init(_ style: Style, mask: Picture? = nil, inverted: Bool = false) {
    self.init(styles: [(style, 1)], mask: mask?.source, invertsMask: inverted)
  }
}

/// The bundled model, a content and two styles that most tests use.
struct Studio {
  let model: Model
  let content: Picture
  let styleA, styleB: Style

  init(width: Int = 61, height: Int = 45, channels: Int = 3) throws {
    model = try GoldenModel.compact.model
    content = .synthetic(seed: 201, width: width, height: height, channels: channels)
    styleA = try Style(
      Picture.synthetic(seed: 202, width: 50, height: 40).source, shorterSide: 0, model: model)
    styleB = try Style(
      Picture.synthetic(seed: 203, width: 34, height: 47).source, shorterSide: 0, model: model)
  }

  /// The content with a new `StyleTransfer`, so that nothing is remembered.
  func stylized(_ regions: [Region], change: (inout Options) -> Void = { _ in }) throws -> Picture {
    try StyleTransfer().stylized(content, regions, model: model, change: change)
  }

  /// A style without pixels, as a saved style's file has it.
  func saved(_ style: Style) throws -> Style { try Style(style.file()) }
}
