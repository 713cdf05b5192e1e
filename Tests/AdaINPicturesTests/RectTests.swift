// Which part of a map another layer needs, against a search of every position that it touches.

import AdaINPictures
import Testing

@Suite struct RectTests {
  /// Where a padded position comes from, by the definition of reflection padding.
  private func reflected(_ i: Int, _ size: Int) -> Int {
    size == 1 ? 0 : i < 0 ? -i : i >= size ? 2 * (size - 1) - i : i
  }

  /// All rectangles of a level.
  private func rects(of level: Size) -> [Rect] {
    (0..<level.height).flatMap { y in
      (0..<level.width).flatMap { x in
        (1...level.height - y).flatMap { height in
          (1...level.width - x).map { Rect(x: x, y: y, width: $0, height: height) }
        }
      }
    }
  }

  /// The smallest rectangle that has all positions.
  private func hull(_ rect: Rect, _ columns: (Int) -> [Int], _ rows: (Int) -> [Int]) -> Rect {
    let xs = (rect.x..<rect.right).flatMap(columns)
    let ys = (rect.y..<rect.bottom).flatMap(rows)
    return Rect(
      x: xs.min()!, y: ys.min()!, width: xs.max()! - xs.min()! + 1, height: ys.max()! - ys.min()! + 1)
  }

  private let levels = [(1, 1), (2, 1), (1, 3), (4, 3), (5, 5), (6, 7)].map {
    Size(width: $0.0, height: $0.1)
  }

  @Test func whatA3x3ConvolutionReads() {
    for level in levels {
      for rect in rects(of: level) {
        let touched = hull(
          rect, { x in (-1...1).map { reflected(x + $0, level.width) } },
          { y in (-1...1).map { reflected(y + $0, level.height) } })
        #expect(covers(rect.readBy3x3(in: level), touched, level), "\(rect) of \(level)")
      }
    }
  }

  @Test func whatPoolingReads() {
    for level in levels {
      for rect in rects(of: level.halved) {
        let touched = hull(
          rect, { x in [2 * x, min(2 * x + 1, level.width - 1)] },
          { y in [2 * y, min(2 * y + 1, level.height - 1)] })
        #expect(rect.readByPooling(in: level) == touched, "\(rect) of \(level)")
      }
    }
  }

  @Test func whatUpsamplingReads() {
    for level in levels {
      let large = level.doubled
      for rect in rects(of: large) {
        let touched = hull(
          rect, { x in (-1...1).map { reflected(x + $0, large.width) / 2 } },
          { y in (-1...1).map { reflected(y + $0, large.height) / 2 } })
        #expect(covers(rect.readByUpsampling3x3(in: level), touched, level), "\(rect) of \(large)")
      }
    }
  }

  /// Whether `rect` has all of `other`, is inside the level, and has at most a position more on each side.
  private func covers(_ rect: Rect, _ other: Rect, _ level: Size) -> Bool {
    rect.x <= other.x && rect.y <= other.y && rect.right >= other.right && rect.bottom >= other.bottom
      && rect.x >= 0 && rect.y >= 0 && rect.right <= level.width && rect.bottom <= level.height
      && other.x - rect.x <= 1 && other.y - rect.y <= 1 && rect.right - other.right <= 1
      && rect.bottom - other.bottom <= 1
  }

  @Test func sizesRoundUp() {
    #expect(Size(width: 7, height: 4).halved == Size(width: 4, height: 2))
    #expect(Size(width: 1, height: 1).featureGrid == Size(width: 1, height: 1))
    #expect(Size(width: 1921, height: 1081).featureGrid == Size(width: 241, height: 136))
    for side in 1...200 {
      #expect(Size(width: side, height: 1).featureGrid.width == (side + 7) / 8)
    }
  }
}
