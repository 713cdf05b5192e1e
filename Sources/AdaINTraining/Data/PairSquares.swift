// The middle squares of pairs of pictures: what a training is measured by and looked at with, and never sees.

import AdaINPictures
import AdaINRuntime

/// Contents and styles of some pairs, a square each.
struct PairSquares {
  let pairs: Int
  /// Pixels along a side.
  let side: Int
  /// `[pair][y][x][3]`, 0...1.
  private let contents, styles: [Float]

  init(_ pictures: [(content: TrainingPicture, style: TrainingPicture)], side: Int) throws(AdaINError) {
    self.side = side
    pairs = pictures.count
    var (contents, styles): ([Float], [Float]) = ([], [])
    for (content, style) in pictures {
      contents += try content.middle(side: side)
      styles += try style.middle(side: side)
    }
    (self.contents, self.styles) = (contents, styles)
  }

  /// Some pairs as batches.
  func batches(_ places: Range<Int>, from store: BatchStore) throws(AdaINError)
    -> (content: FeatureBatch, style: FeatureBatch)
  {
    (try batch(contents, places, from: store), try batch(styles, places, from: store))
  }

  private func batch(_ pixels: [Float], _ places: Range<Int>, from store: BatchStore) throws(AdaINError)
    -> FeatureBatch
  {
    let batch = try store.batch(images: places.count, channels: 3, size: Size(width: side, height: side))
    let count = side * side * 3
    batch.setPixels(Array(pixels[places.lowerBound * count..<places.upperBound * count]))
    return batch
  }
}
