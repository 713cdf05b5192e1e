// The contact sheets of a training as files.

import AdaINTraining

/// Writes the contact sheet of a training.
struct SheetWriter {
  private let path: String
  private let sheet: ContactSheet

  init(_ path: String, pairs: ([String], [String]), _ options: TrainingOptions) throws {
    self.path = path
    let pictures = zip(pairs.0, pairs.1).compactMap { content, style in
      (try? TrainingPictures.load(content)).flatMap { content in
        (try? TrainingPictures.load(style)).map { (content: content, style: $0) }
      }
    }
    guard !pictures.isEmpty else {
      throw CommandFailure(message: word("no pair for the contact sheet can be read; leave out --sheet"))
    }
    sheet = try ContactSheet(pictures, side: max(options.crop, 256) / 8 * 8)
    _ = try ImageFormat.ofOutput(path)
  }

  func write(_ trainer: Trainer, step: Int) throws {
    let pixels = try sheet.render(trainer)
    let staging = try StagingFolder(in: Files.folder(of: path))
    let name = "\(Files.stem(of: path))-\(step).\(Files.ending(of: path))"
    try staging.place(name) {
      let path = $0
      try TrainingPictures.exclusively {
        try Picture(width: sheet.width, height: sheet.height, pixels: pixels).write(to: path, depth: .eight)
      }
    }
  }
}
