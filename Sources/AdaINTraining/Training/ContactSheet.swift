// A contact sheet: fixed pairs of content and style with what the network makes of them now, to watch a
// training by.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// Pairs that a training never learns from, and a picture of them.
package struct ContactSheet: Sendable {
  /// Pixels along a side of each picture.
  package let side: Int
  /// `[pair][y][x][3]`, 0...1.
  private let contents, styles: [Float]
  private let pairs: Int

  /// - Parameter pictures: content and style of each pair.
  package init(_ pictures: [(content: TrainingPicture, style: TrainingPicture)], side: Int) throws(AdaINError)
  {
    self.side = side
    pairs = pictures.count
    var (contents, styles): ([Float], [Float]) = ([], [])
    for (content, style) in pictures {
      contents += try content.middle(side: side)
      styles += try style.middle(side: side)
    }
    (self.contents, self.styles) = (contents, styles)
  }

  package var width: Int { 4 * side }
  package var height: Int { pairs * side }

  /// A row a pair: content, style, stylised, and the content decoded without a style.
  /// - Returns: `[y][x][3]`, 0...1.
  package func render(_ trainer: Trainer) throws(AdaINError) -> [Float] {
    let (store, machine) = (trainer.store, trainer.machine)
    let size = Size(width: side, height: side)
    let content = try store.batch(images: pairs, channels: 3, size: size)
    let style = try store.batch(images: pairs, channels: 3, size: size)
    content.setPixels(contents)
    style.setPixels(styles)
    let stylized = try trainer.network.stylize(content, style, from: store, on: machine)
    let features = try trainer.network.encode(content, from: store, on: machine).outputs.last!
    let plain = try trainer.network.decoder.forward(features, from: store, on: machine).outputs.last!

    var sheet = [Float](repeating: 0, count: width * height * 3)
    for (column, batch) in [content, style, stylized, plain].enumerated() {
      for pair in 0..<pairs {
        let block = batch.ckMap(pair, 0)
        for y in 0..<side {
          for x in 0..<side {
            for k in 0..<3 {
              let value = block.data[y * block.row_stride + x * FeatureMap.blockSize + k]
              sheet[((pair * side + y) * width + column * side + x) * 3 + k] = min(max(value, 0), 1)
            }
          }
        }
      }
    }
    return sheet
  }
}
