// Rectangles of a level, and the sizes of the levels: which part of one layer's map another layer needs.

/// A rectangle of integer positions.
public struct Rect: Equatable, Sendable {
  public var x, y, width, height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  package init(_ size: Size) { self.init(x: 0, y: 0, width: size.width, height: size.height) }

  package var right: Int { x + width }
  package var bottom: Int { y + height }
  package var area: Int { width * height }

  private func clipped(to level: Size) -> Rect {
    let left = max(x, 0)
    let top = max(y, 0)
    return Rect(
      x: left, y: top, width: min(right, level.width) - left, height: min(bottom, level.height) - top)
  }

  /// What a 3x3 convolution reads to write this.
  package func readBy3x3(in level: Size) -> Rect {
    Rect(x: x - 1, y: y - 1, width: width + 2, height: height + 2).clipped(to: level)
  }

  /// What 2x2 pooling reads to write this; `level` is the unpooled one.
  package func readByPooling(in level: Size) -> Rect {
    Rect(x: 2 * x, y: 2 * y, width: 2 * width, height: 2 * height).clipped(to: level)
  }

  /// What up-sampling by 2 and a 3x3 convolution read to write this; `level` is the small one.
  package func readByUpsampling3x3(in level: Size) -> Rect {
    let left = (x - 1) >> 1
    let top = (y - 1) >> 1
    return Rect(
      x: left, y: top, width: (right >> 1) + 1 - left, height: (bottom >> 1) + 1 - top
    ).clipped(to: level)
  }
}

/// A level's width and height.
package struct Size: Equatable, Sendable {
  package var width, height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  package var area: Int { width * height }
  /// After 2x2 pooling, ceil mode.
  package var halved: Size { Size(width: (width + 1) / 2, height: (height + 1) / 2) }
  package var doubled: Size { Size(width: 2 * width, height: 2 * height) }
  /// The level of relu4_1: three poolings.
  package var featureGrid: Size { halved.halved.halved }
}
