// The edges of JPEG's blocks made softer, so that a network does not learn them as a texture.

extension TrainingPicture {
  /// Side of the blocks that JPEG transforms.
  private static let block = 8

  /// A picture whose steps at the edges of blocks are smoothed. Of a step no more is taken than goes beyond
  /// what the pixels beside it do, and nothing if that is more than `threshold`: an edge of what is depicted.
  /// - Parameter threshold: 0...1; 0 changes nothing.
  package func softened(_ threshold: Double) -> TrainingPicture {
    guard threshold > 0 else { return self }
    var soft = pixels
    let limit = Int(threshold * 255)
    /// Smooths between `at` and `at + step`.
    func smooth(_ at: Int, step: Int) {
      let (p2, p1, q1, q2) = (
        Int(soft[at - step]), Int(soft[at]), Int(soft[at + step]), Int(soft[at + 2 * step])
      )
      let jump = q1 - p1 - ((p1 - p2) + (q2 - q1)) / 2
      guard jump != 0, abs(jump) <= limit else { return }
      for (place, share) in [(-1, 1), (0, 3), (1, -3), (2, -1)] {
        soft[at + place * step] = UInt8(min(max(Int(soft[at + place * step]) + jump * share / 8, 0), 255))
      }
    }
    for y in 0..<height {
      for x in stride(from: Self.block - 1, to: width - 2, by: Self.block) {
        for k in 0..<3 { smooth((y * width + x) * 3 + k, step: 3) }
      }
    }
    for y in stride(from: Self.block - 1, to: height - 2, by: Self.block) {
      for i in 0..<3 * width { smooth(y * width * 3 + i, step: 3 * width) }
    }
    return TrainingPicture(width: width, height: height, pixels: soft)
  }
}
