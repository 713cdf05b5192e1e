// Saved styles: small, complete, and refused when they are anything else.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct StyleFileTests {
  private let studio: Studio

  init() throws { studio = try Studio() }

  @Test func whatIsSavedIsLoaded() throws {
    try TestFiles.withFolder { folder in
      let path = folder + "/style.safetensors"
      try studio.styleA.file(title: "Étoile “A”").write(to: path, kind: "style")
      let style = try Style(path: path)
      #expect(style.modelID == studio.model.id)
      #expect(style.title == "Étoile “A”")
      #expect(style.picture == nil)
      #expect(style.statistics == studio.styleA.statistics)
      #expect(style.colors.weight == studio.styleA.colors.weight)
      for i in 0..<3 { #expect(abs(style.colors.mean[i] - studio.styleA.colors.mean[i]) < 1e-6) }
      for i in 0..<9 { #expect(abs(style.colors.covariance[i] - studio.styleA.colors.covariance[i]) < 1e-6) }
      #expect(
        style.file().bytes == studio.styleA.file(title: "Étoile “A”").bytes, "saving again gives the same")
      #expect(style.file(title: "B").metadata["title"] == "B")
      #expect(try File.read(path, limit: 1 << 20, kind: "style").count < 4096)
    }
  }

  /// A gallery's style works with every bundled model.
  @Test func aStyleOfTwoModelsFitsBoth() throws {
    let other = try GoldenModel.standard.model
    let picture = try GoldenModel.compact.picture("style_a")
    let own = try [studio.model, other].map { try Style(picture.source, shorterSide: 0, model: $0) }
    let file = try Style(joining: own).file(title: "A")
    let both = try Style(file)
    #expect(file.metadata["model"] == studio.model.id && file.metadata["model.2"] == other.id)
    #expect(both.modelID == studio.model.id && both.title == "A" && both.file().bytes == file.bytes)
    for (model, style) in zip([studio.model, other], own) {
      #expect(both.statistics(for: model) == style.statistics)
      let regions = [Region(both), Region(style)]
      for region in regions { try region.validate(content: picture.source, model: model) }
    }
    #expect(try both.statistics(for: GoldenModel.compact.model) == own[0].statistics)
    expectError(.mismatch, other.id) {
      try Region(own[0]).validate(content: picture.source, model: other)
    }
    expectError(.invalidArgument, studio.model.id) { _ = try Style(joining: [own[0], both]) }
    expectError(.invalidArgument, "no style") { _ = try Style(joining: []) }
    var broken = file
    broken.tensors["std.2"]!.values[0] = .nan
    expectError(.malformed, "std.2") { _ = try Style(broken) }
  }

  @Test func aLoadedStyleStylisesAlike() throws {
    let direct = try studio.stylized([Region(studio.styleA)])
    #expect(try studio.stylized([Region(try studio.saved(studio.styleA))]) == direct)
  }

  /// Also with less than two pixels' worth of alpha, where the covariance is a matter of definition.
  @Test(arguments: [0.3, 1, 1.5, 2, 3] as [Float])
  func coloursOfFewPixelsComeBack(alpha: Float) throws {
    var picture = Picture.synthetic(seed: 261, width: 3, height: 1, channels: 4)
    for x in 0..<3 { picture[x, 0, 3] = alpha / 3 }
    let style = try Style(picture.source, shorterSide: 0, model: studio.model)
    let back = try studio.saved(style)
    expectClose(
      back.colors.mean.map(Float.init), style.colors.mean.map(Float.init), shape: [3], tolerance: 1e-6)
    expectClose(
      back.colors.covariance.map(Float.init), style.colors.covariance.map(Float.init), shape: [3, 3],
      tolerance: 1e-6,
      "covariance of \(alpha) pixels")
  }

  private func refused(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation, change: (inout Safetensors) -> Void
  ) {
    var file = studio.styleA.file(title: "A")
    change(&file)
    expectError(.malformed, what: what, sourceLocation: sourceLocation) { _ = try Style(file) }
  }

  @Test func whatIsMissingOrMisshapenIsRefused() {
    for name in studio.styleA.file().tensors.keys { refused(name) { $0.tensors[name] = nil } }
    refused("no model") { $0.metadata["model"] = nil }
    for (name, shape) in [
      ("mean", [127]), ("mean", [128, 1]), ("mean", []), ("mean", [0]), ("std", [129]), ("std", [1, 128]),
      ("color.mean", [4]), ("color.mean", [1, 3]), ("color.covariance", [9]), ("color.covariance", [3, 4]),
      ("color.pixels", [2]), ("color.pixels", []),
    ] as [(String, [Int])] {
      refused("\(name) \(shape)") {
        $0.tensors[name] = .init(shape: shape, values: [Float](repeating: 1, count: shape.reduce(1, *)))
      }
    }
    refused("no channels") {
      $0.tensors["mean"] = .init(shape: [0], values: [])
      $0.tensors["std"] = .init(shape: [0], values: [])
    }
    refused("5000 channels") {
      for name in ["mean", "std"] {
        $0.tensors[name] = .init(shape: [5000], values: [Float](repeating: 1, count: 5000))
      }
    }
  }

  /// Pixels are floats: an alpha far above 1 counts as 1, so that the sum can be saved.
  @Test func anAlphaAboveOneIsOne() throws {
    var picture = Picture.synthetic(seed: 61, width: 33, height: 31).withAlpha
    picture[3, 5, 3] = 1e30
    let style = try Style(picture.source, shorterSide: 0, model: studio.model)
    #expect(style.colors.weight == 33 * 31)
    #expect(try Style(style.file()).colors.weight == 33 * 31)
  }

  @Test func numbersMustBePossible() {
    for value in [Float.nan, .infinity, -.infinity] {
      for name in studio.styleA.file().tensors.keys {
        refused("\(name) \(value)") { $0.tensors[name]!.values[0] = value }
      }
    }
    refused("a negative deviation") { $0.tensors["std"]!.values[5] = -0.1 }
    refused("no pixels") { $0.tensors["color.pixels"]!.values[0] = 0 }
    refused("less than no pixels") { $0.tensors["color.pixels"]!.values[0] = -1 }
  }

  /// Whatever numbers a file has that is taken: finite pixels or an error, with every kind of colour
  /// preservation.
  @Test func extremeStylesGiveNumbersOrErrors() throws {
    let extremes: [Float] = [0, .leastNonzeroMagnitude, 1e-30, 1, 1e6, 9e11, -9e11]
    for (index, value) in extremes.enumerated() {
      for name in studio.styleA.file().tensors.keys.sorted() {
        var file = studio.styleA.file()
        for i in file.tensors[name]!.values.indices { file.tensors[name]!.values[i] = value }
        guard let style = try? Style(file) else { continue }
        for color in ColorPreservation.allCases {
          let result = try? studio.stylized([Region(style)]) { $0.preserveColor = color }
          #expect(result?.isFinite != false, "\(name) all \(value), \(color), \(index)")
        }
      }
    }
  }

  @Test func otherFilesAreNoStyles() throws {
    try TestFiles.withFolder { folder in
      expectError(.unreadable, "style \(folder)/none") { _ = try Style(path: folder + "/none") }
      let path = folder + "/model.safetensors"
      try GoldenModel.compact.file.write(to: path, kind: "model")
      expectError(.malformed, "style \(path)", "is no saved style") { _ = try Style(path: path) }
      let bytes = studio.styleA.file().bytes
      for length in stride(from: 0, to: bytes.count, by: 7) {
        try File.write(Array(bytes[..<length]), to: path, kind: "style")
        expectError(.malformed, what: "\(length) bytes") { _ = try Style(path: path) }
      }
    }
  }

  @Test func theShorterSideIsResampledFirst() throws {
    let picture = Picture.synthetic(seed: 262, width: 90, height: 60)
    let canvas = Canvas(width: 30, height: 20, channels: 3)
    try resize(picture.source, into: canvas.sink)
    let resampled = try Style(picture.source, shorterSide: 20, model: studio.model)
    let direct = try Style(canvas.picture.source, shorterSide: 0, model: studio.model)
    #expect(resampled.statistics == direct.statistics)
    #expect(resampled.picture?.size == Size(width: 30, height: 20))
    let own = try Style(picture.source, shorterSide: 0, model: studio.model)
    let same = try Style(picture.source, shorterSide: 60, model: studio.model)
    #expect(own.statistics == same.statistics)
    #expect(own.statistics != direct.statistics)
  }

  @Test func aStyleOfOnePixel() throws {
    let style = try Style(
      Picture(width: 1, height: 1, color: [0.2, 0.4, 0.6]).source, shorterSide: 0, model: studio.model)
    #expect(style.statistics.deviation.allSatisfy { $0 == Float(1e-5.squareRoot()) })
    for color in ColorPreservation.allCases {
      #expect(try studio.stylized([Region(style)]) { $0.preserveColor = color }.isFinite)
    }
  }
}
