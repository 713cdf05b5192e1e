// How much frames flicker, measured and told: `adain evaluate --frames`. Every frame is read once.

import AdaINPictures
import AdaINRuntime
import CGEGL

struct FlickerReport {
  private let names: [String]
  /// Of 0 to 1: the content's, then each result's.
  private let differences: [Double]
  private let staticShare: Double
  private let frames: Int

  init(content: String, results: [String]) throws {
    let paths = [content] + results
    let sources = try paths.map { try FrameFormat.read($0) }
    var flicker: Flicker?
    var extent = GeglRectangle()
    var count = 0
    while let frame = try sources[0].next() {
      try Interruption.check()
      var pictures = [frame.picture]
      for (source, path) in zip(sources, paths).dropFirst() {
        guard let result = try source.next() else {
          throw CommandFailure(
            message: word("%s has fewer frames than %s; they do not belong together", path, content))
        }
        pictures.append(result.picture)
      }
      if flicker == nil {
        extent = frame.picture.extent
        flicker = Flicker(width: Int(extent.width), height: Int(extent.height), results: results.count)
      }
      for (picture, path) in zip(pictures, paths)
      where picture.extent.width != extent.width || picture.extent.height != extent.height {
        throw CommandFailure(
          message: word(
            "frame %s of %s is not as large as the content's first one, %sx%s; make them without --size",
            frame.name, path, extent.width, extent.height))
      }
      flicker!.add(pictures.map(\.rgba))
      count += 1
    }
    guard let flicker, let differences = flicker.differences else {
      throw Self.immeasurable(content, frames: count)
    }
    (self.differences, staticShare, frames) = (differences, flicker.staticShare, count)
    names = paths.map { Files.name(of: $0) }
  }

  private static func immeasurable(_ content: String, frames: Int) -> CommandFailure {
    let text =
      switch frames {
      case 0: word("%s has 0 frames; flicker takes two", content)
      case 1: word("%s has 1 frame; flicker takes two", content)
      default:
        word(
          "nothing in %s stays as it is from one frame to the next, so that no flicker can be seen", content)
      }
    return CommandFailure(message: text)
  }

  var table: String {
    let rows = zip(names, differences).map { name, value in
      [name, Self.digits(255 * value), differences[0] > 0 ? Self.digits(value / differences[0]) : "-"]
    }
    let cells = [["", "difference of 255", "of the content's"]] + rows
    let widths = (0..<3).map { i in cells.map { $0[i].count }.max()! }
    let lines = cells.map { line in
      zip(line, widths).enumerated().map { i, cell in
        let spaces = String(repeating: " ", count: cell.1 - cell.0.count)
        return i == 0 ? cell.0 + spaces : spaces + cell.0
      }.joined(separator: "  ")
    }
    return lines.joined(separator: "\n")
      + "\n\(Quantity.count(frames, "frame")), \(Self.digits(100 * staticShare)) % of the pixels static"
  }

  /// Three digits behind the point.
  private static func digits(_ value: Double) -> String {
    let parts = Int((min(value, 1e12) * 1000).rounded())
    let rest = String(parts % 1000)
    return "\(parts / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  var json: String {
    JSON.object([
      ("frames", .integer(frames)), ("static_share", .other("\(staticShare)")),
      (
        "rows",
        .array(
          zip(names, differences).map {
            .object([("name", .string(FilePath($0).displayText)), ("difference", .other("\($1)"))])
          })
      ),
    ]).text
  }
}
