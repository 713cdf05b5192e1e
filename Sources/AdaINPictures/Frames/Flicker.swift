// How much frames flicker: the mean difference of consecutive ones where the content does not change.

/// The flicker of a content's frames and of what was made of them, added up frame by frame.
public struct Flicker {
  private let width, height: Int
  private var last: [[Float]] = []
  private var sums: [Double]
  private var values = 0
  private var pixels = 0

  /// - Parameter results: how many results of the content there are.
  public init(width: Int, height: Int, results: Int) {
    self.width = width
    self.height = height
    sums = [Double](repeating: 0, count: results + 1)
  }

  /// - Parameter frames: the content's, then each result's, all `[y][x][4]`, R'G'B'A.
  public mutating func add(_ frames: [[Float]]) {
    precondition(frames.count == sums.count)
    defer { last = frames }
    guard !last.isEmpty else { return }
    let change = FrameChange(from: last[0], to: frames[0], width: width, height: height)
    for (i, amount) in change.amounts.enumerated() where amount == 0 {
      values += 3
      for (index, frame) in frames.enumerated() {
        for k in 4 * i..<4 * i + 3 { sums[index] += Double(abs(frame[k] - last[index][k])) }
      }
    }
    pixels += width * height
  }

  /// The share of all pixels, from the second frame on, that have not changed.
  public var staticShare: Double { pixels > 0 ? Double(values / 3) / Double(pixels) : 0 }

  /// Mean absolute differences, of 0 to 1, of the content and of each result. Nil when nothing was static.
  public var differences: [Double]? { values > 0 ? sums.map { $0 / Double(values) } : nil }
}
