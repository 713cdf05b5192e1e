// The work of `adain evaluate`: every pair of content and style by every method. A picture that cannot be
// read is named once and left out, with its pairs, for all methods alike.

import AdaINNetwork
import AdaINPictures
import AdaINStylizing
import AdaINTraining

final class EvaluationRun {
  /// Where a method's pictures come from.
  private enum Method {
    case contents
    case model(Model)
    /// Its pictures' paths by their names without ending.
    case folder(String, [String: String])
  }

  /// What is kept of a style: the same for every content.
  private struct PreparedStyle {
    let measured: Evaluator.Style
    /// A model's, at its method's place.
    let styles: [Style?]
  }

  private let command: EvaluateCommand
  private let pairs: [EvaluationPairs.Pair]
  private let evaluator: Evaluator
  private let methods: [(name: String, method: Method)]
  private let transfer = StyleTransfer()
  private var styles: [String: PreparedStyle?] = [:]
  private var leftOut: [String] = []

  init(_ command: EvaluateCommand, session: GEGLSession) throws {
    self.command = command
    pairs = try EvaluationPairs(command).all
    let network = try LossNetworkFile(path: session.modelPath(command.lossNetwork!))
    evaluator = try Evaluator(network.weights, threads: command.threads)
    var methods: [(name: String, method: Method)] = [("no stylisation", .contents)]
    for name in command.model {
      methods.append((Files.stem(of: name), .model(try Model(path: session.modelPath(name)))))
    }
    for folder in command.pictures {
      let paths = try Files.images(of: [folder]).map { (Files.stem(of: $0), $0) }
      methods.append((Files.name(of: folder), .folder(folder, Dictionary(paths) { first, _ in first })))
    }
    self.methods = methods
  }

  func measure() throws -> EvaluationReport {
    var report = EvaluationReport(command, methods: methods.map(\.name))
    let bar = ProgressBar(total: pairs.count * command.sizes.count)
    for size in command.sizes { try measure(size, bar, into: &report) }
    bar.erase()
    report.leftOut = leftOut
    guard report.pictures > 0 else {
      throw CommandFailure(message: word("no pair could be measured, as told above"))
    }
    return report
  }

  /// All pairs, with contents of one size.
  private func measure(_ size: Int, _ bar: ProgressBar, into report: inout EvaluationReport) throws {
    var current: (path: String, picture: EvaluatedPicture, content: Evaluator.Content, flat: FlatGain?)?
    for pair in pairs {
      bar.begin(Files.name(of: pair.content))
      if current?.path != pair.content {
        current = nil
        if !leftOut.contains(pair.content),
          let picture = try load(
            pair.content, { try EvaluatedPicture(content: pair.content, shorterSide: size) })
        {
          current = (
            pair.content, picture, try evaluator.content(picture.pixels, size: picture.size),
            command.flatGain ? FlatGain(picture) : nil
          )
        }
      }
      if let current, let style = try prepared(pair.style) {
        if let found = try figures(pair, current.picture, current.content, current.flat, style) {
          report.add(pair, size, found)
        }
      }
      bar.finish()
    }
  }

  /// Of a pair, by every method; nil when one has no picture.
  private func figures(
    _ pair: EvaluationPairs.Pair, _ picture: EvaluatedPicture, _ content: Evaluator.Content,
    _ flat: FlatGain?, _ style: PreparedStyle
  ) throws -> [EvaluationReport.Figures]? {
    var found: [EvaluationReport.Figures] = []
    for (index, method) in methods.enumerated() {
      try Interruption.check()
      guard let pixels = try pixels(method.method, picture, style.styles[index], pair) else { return nil }
      var figures = EvaluationReport.Figures(
        losses: try evaluator.evaluate(pixels, content: content, style: style.measured), gain: nil)
      if let flat, let saved = style.styles[index], case .model(let model) = method.method {
        figures.gain = flat.gain(try stylized(flat.content, model, saved))
      }
      found.append(figures)
    }
    return found
  }

  /// Nil: the picture cannot be read, and has been named.
  private func load(_ path: String, _ read: () throws -> EvaluatedPicture) throws -> EvaluatedPicture? {
    do { return try read() } catch let failure as CommandFailure {
      leftOut.append(path)
      ProgressBar.eraseAtOnce()
      Terminal.printError("adain: \(word("%s is left out: %s", path, failure.message))")
      return nil
    }
  }

  private func prepared(_ path: String) throws -> PreparedStyle? {
    if let known = styles[path] { return known }
    var style: PreparedStyle?
    if let picture = try load(path, { try EvaluatedPicture(style: path, shorterSide: command.styleSize) }) {
      style = PreparedStyle(
        measured: try evaluator.style(picture.pixels, size: picture.size),
        styles: try methods.map { method in
          guard case .model(let model) = method.method else { return nil }
          let style = try transfer.style(picture.source, shorterSide: 0, model: model, options: options)
          // As from a file, without its pixels: there may be hundreds.
          return try Style(style.file())
        })
    }
    styles[path] = .some(style)
    return style
  }

  private var options: Options {
    var options = Options()
    options.threads = command.threads
    options.progress = { _ in !Interruption.isRequested }
    return options
  }

  /// A method's picture of a pair; nil when it cannot be read.
  private func pixels(
    _ method: Method, _ content: EvaluatedPicture, _ style: Style?, _ pair: EvaluationPairs.Pair
  ) throws -> [Float]? {
    switch method {
    case .contents: return content.pixels
    case .model(let model): return try stylized(content, model, style!)
    case .folder(let folder, let paths):
      let name = "\(Files.stem(of: pair.content))_\(Files.stem(of: pair.style))"
      guard let file = paths[name] else {
        throw CommandFailure(
          message: word(
            "there is no picture %s in the folder %s; add it or leave the folder out", name, folder))
      }
      return try load(file) { try EvaluatedPicture(file, size: content.size) }?.pixels
    }
  }

  private func stylized(_ content: EvaluatedPicture, _ model: Model, _ style: Style) throws -> [Float] {
    let size = content.size
    var pixels = [Float](repeating: 0, count: content.pixels.count)
    let sink = PixelSink(width: size.width, height: size.height, channels: 3) { rect, from, stride in
      for y in 0..<rect.height {
        let at = ((rect.y + y) * size.width + rect.x) * 3
        // What people get to see: as in a file, 0 to 1.
        for i in 0..<3 * rect.width { pixels[at + i] = min(max(from[y * stride + i], 0), 1) }
      }
    }
    try transfer.stylize(
      content.source, regions: [Region(styles: [(style, 1)])], model: model, options: options, into: sink)
    return pixels
  }
}
