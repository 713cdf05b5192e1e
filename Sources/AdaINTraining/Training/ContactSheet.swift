// A contact sheet: fixed pairs of content and style with what the network makes of them now, to watch a
// training by.

import AdaINNetwork
import AdaINRuntime

/// Pairs that a training never learns from, and a picture of them.
package struct ContactSheet: Sendable {
  private let squares: PairSquares
  private var side: Int { squares.side }
  private var pairs: Int { squares.pairs }

  /// - Parameters:
  ///   - pictures: content and style of each pair.
  ///   - side: pixels along a side of each picture.
  package init(_ pictures: [(content: TrainingPicture, style: TrainingPicture)], side: Int) throws(AdaINError)
  {
    squares = try PairSquares(pictures, side: side)
  }

  package var width: Int { 4 * side }
  package var height: Int { pairs * side }

  /// A row a pair: content, style, stylised, and the content decoded without a style.
  /// - Returns: `[y][x][3]`, 0...1.
  package func render(_ trainer: Trainer) throws(AdaINError) -> [Float] {
    let (store, machine) = (trainer.store, trainer.machine)
    let (content, style) = try squares.batches(0..<pairs, from: store)
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
