// Holds still what does not change from frame to frame: where a frame differs from what was shown before by
// noise alone, that is shown on. So a static part is the same in every frame, bit for bit, and whatever is
// made of it is, too.

/// The frames of one scene, in their order. What comes out depends on the frames so far and on nothing else.
public struct FrameHold {
  private let width, height: Int
  private var held: [Float] = []

  public init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// - Parameter frame: `[y][x][4]`, R'G'B'A.
  /// - Returns: the frame as it is shown; the first one as it is.
  public mutating func next(_ frame: [Float]) -> [Float] {
    if held.isEmpty {
      held = frame
      return frame
    }
    let change = FrameChange(from: held, to: frame, width: width, height: height)
    for (i, amount) in change.amounts.enumerated() where amount > 0 {
      for k in 4 * i..<4 * i + 4 {
        held[k] = amount == 1 ? frame[k] : held[k] + amount * (frame[k] - held[k])
      }
    }
    return held
  }
}
