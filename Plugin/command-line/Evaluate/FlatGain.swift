// How much a model makes of nothing: in the middle of a photo lies grey with a little noise, and the gain is
// the deviation of the stylised grey over that of the grey. A model that lays a texture over what is flat has
// a large one.

import AdaINTraining

struct FlatGain {
  /// The noise's deviation, of 0 to 1.
  private static let noise = 0.005
  /// Pixels at the grey's edge that are not measured: strokes come in from outside.
  private static let edge = 24

  let content: EvaluatedPicture
  /// What is measured: columns and rows.
  private let columns, rows: Range<Int>

  /// Nil: the photo is too small.
  init?(_ photo: EvaluatedPicture) {
    let (width, height) = (photo.size.width, photo.size.height)
    columns = width / 4 + Self.edge..<max(width - width / 4 - Self.edge, width / 4 + Self.edge)
    rows = height / 4 + Self.edge..<max(height - height / 4 - Self.edge, height / 4 + Self.edge)
    guard columns.count >= 16, rows.count >= 16 else { return nil }
    var random = CounterRandom(seed: 1, stream: 0)
    var pixels = photo.pixels
    for y in height / 4..<height - height / 4 {
      for i in 3 * (width / 4)..<3 * (width - width / 4) {
        pixels[3 * width * y + i] = Float(0.5 + Self.noise * random.normal())
      }
    }
    content = EvaluatedPicture(size: photo.size, pixels: pixels)
  }

  /// - Parameter stylized: as large as the content.
  func gain(_ stylized: [Float]) -> Double { deviation(stylized) / deviation(content.pixels) }

  /// From each channel's mean.
  private func deviation(_ pixels: [Float]) -> Double {
    var variance = 0.0
    for channel in 0..<3 {
      var (sum, squares) = (0.0, 0.0)
      for y in rows {
        for x in columns {
          let value = Double(pixels[3 * (content.size.width * y + x) + channel]) - 0.5
          sum += value
          squares += value * value
        }
      }
      let count = Double(rows.count * columns.count)
      variance += (squares - sum * sum / count) / count / 3
    }
    return variance.squareRoot()
  }
}
