// The work of `adain evaluate`: every pair of content and style by every method, one content after the other.

import AdaINNetwork
import AdaINPictures
import AdaINStylizing
import AdaINTraining

struct EvaluationRun {
  /// Where a method's pictures come from.
  private enum Method {
    case contents
    case model(Model)
    /// Its pictures' paths by their names without ending.
    case folder(String, [String: String])
  }

  private let command: EvaluateCommand
  private let contents, styles: [String]
  private let evaluator: Evaluator
  private let methods: [(name: String, method: Method)]

  init(_ command: EvaluateCommand, session: GEGLSession) throws {
    self.command = command
    contents = try Files.images(of: command.content)
    styles = try Files.images(of: command.style)
    if command.paired && contents.count != styles.count {
      throw CommandFailure(
        message: "--paired needs as many styles as contents, not \(styles.count) and \(contents.count)")
    }
    let network = try LossNetworkFile(path: session.modelPath(command.lossNetwork))
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

  /// The means of each method.
  func rows() throws -> [EvaluateCommand.Row] {
    var means = [Evaluation](repeating: Evaluation(), count: methods.count)
    var styleCache: [Int: Evaluator.Style] = [:]
    let transfer = StyleTransfer()
    let bar = ProgressBar(total: contents.count)
    for (index, path) in contents.enumerated() {
      bar.begin(Files.name(of: path))
      let picture = try EvaluatedPicture(path, shorterSide: command.size)
      let content = try evaluator.content(picture.pixels, size: picture.size)
      for number in command.paired ? [index] : Array(styles.indices) {
        try Interruption.check()
        let stylePicture = try EvaluatedPicture(styles[number], shorterSide: command.styleSize)
        let style =
          try styleCache[number] ?? evaluator.style(stylePicture.pixels, size: stylePicture.size)
        if !command.paired { styleCache[number] = style }
        for (i, method) in methods.enumerated() {
          let pixels = try pixels(
            method.method, picture, stylePicture, transfer: transfer,
            name: "\(Files.stem(of: path))_\(Files.stem(of: styles[number]))")
          means[i].add(try evaluator.evaluate(pixels, content: content, style: style))
        }
      }
      bar.finish()
    }
    bar.erase()
    return zip(methods, means).map { ($0.name, $1) }
  }

  private func pixels(
    _ method: Method, _ content: EvaluatedPicture, _ style: EvaluatedPicture, transfer: StyleTransfer,
    name: String
  ) throws -> [Float] {
    switch method {
    case .contents: return content.pixels
    case .model(let model):
      var options = Options()
      options.threads = command.threads
      options.progress = { _ in !Interruption.isRequested }
      let statistics = try transfer.style(style.source, shorterSide: 0, model: model, options: options)
      var pixels = [Float](repeating: 0, count: content.pixels.count)
      let sink = PixelSink(width: content.size.width, height: content.size.height, channels: 3) {
        rect, from, stride in
        for y in 0..<rect.height {
          let at = ((rect.y + y) * content.size.width + rect.x) * 3
          // What people get to see.
          for i in 0..<3 * rect.width { pixels[at + i] = min(max(from[y * stride + i], 0), 1) }
        }
      }
      try transfer.stylize(
        content.source, regions: [Region(styles: [(statistics, 1)])], model: model, options: options,
        into: sink)
      return pixels
    case .folder(let folder, let paths):
      guard let file = paths[name] else {
        throw CommandFailure(
          message: "there is no picture \(name) in the folder \(folder); add it or leave the folder out")
      }
      return try EvaluatedPicture(file, size: content.size).pixels
    }
  }
}

/// A picture as it is measured: resampled, opaque.
struct EvaluatedPicture {
  let size: Size
  /// `[y][x][3]`, R'G'B' 0...1.
  let pixels: [Float]

  /// - Parameter shorterSide: 0: its own.
  init(_ path: String, shorterSide: Int) throws {
    let source = try Self.source(path)
    try self.init(source, size: shorterSide == 0 ? source.size : source.size(shorterSide: shorterSide))
  }

  init(_ path: String, size: Size) throws { try self.init(try Self.source(path), size: size) }

  private static func source(_ path: String) throws -> PixelSource {
    do { return try TrainingPictures.load(path).source } catch let failure as CommandFailure {
      throw CommandFailure(message: "\(path): \(failure.message)")
    }
  }

  private init(_ source: PixelSource, size: Size) throws {
    var pixels = [Float](repeating: 0, count: size.area * 3)
    guard size.area <= 1 << 24 else {
      throw CommandFailure(
        message: "a picture of \(size.width)x\(size.height) is too large to measure; choose a smaller --size")
    }
    if size == source.size {
      try source.read(Rect(size), &pixels, 3 * size.width)
    } else {
      try source.resample(to: size) { y, row in
        for i in 0..<3 * size.width { pixels[3 * y * size.width + i] = row[i] }
      }
    }
    (self.size, self.pixels) = (size, pixels)
  }

  var source: PixelSource { PixelSource(width: size.width, height: size.height, channels: 3, pixels: pixels) }
}
