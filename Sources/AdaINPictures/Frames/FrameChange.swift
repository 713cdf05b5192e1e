// Where one frame differs from another by more than noise. The noise is estimated from both; nobody has to
// tell it. Knows no motion: what moves has changed.

/// How much each pixel has changed.
public struct FrameChange {
  /// `[y][x]`: 0 where noise alone can be seen, up to 1.
  public let amounts: [Float]

  /// Pixels around one that are looked at with it: 9 x 9 are enough to know noise by its energy within a
  /// tenth.
  static let radius = 4
  /// In units of the noise's energy: up to the first it is noise alone, from the second on all of it is
  /// change.
  private static let noiseEnds: Float = 2.5
  private static let changeBegins: Float = 5
  /// The mean of 81 pixels' three channels has a 243rd of the noise's energy, or some more where it is not
  /// white: times this it stays well below that energy, but what is darker or brighter throughout does not.
  private static let shiftGain: Float = 12

  /// - Parameters: both `[y][x][4]`, R'G'B'A from 0 to 1.
  public init(from old: [Float], to new: [Float], width: Int, height: Int) {
    precondition(old.count == width * height * 4 && new.count == old.count)
    let mean = WindowMean(width: width, height: height, radius: Self.radius)
    var energy = [Float](repeating: 0, count: width * height)
    var shift = energy
    for i in energy.indices {
      let (r, g, b) = (
        new[4 * i] - old[4 * i], new[4 * i + 1] - old[4 * i + 1], new[4 * i + 2] - old[4 * i + 2]
      )
      let alpha = new[4 * i + 3] - old[4 * i + 3]
      energy[i] = (r * r + g * g + b * b) / 3 + alpha * alpha
      shift[i] = (r + g + b) / 3
    }
    mean.apply(&energy)
    mean.apply(&shift)
    var light = Self.light(new)
    mean.apply(&light)
    let noise = NoiseLevels(energy, grain: Self.grain(new, width: width, height: height, mean), light)
    for i in energy.indices {
      let level = noise.level(light[i])
      let value = energy[i] + Self.shiftGain * mean.share(i) * shift[i] * shift[i]
      let amount = (value - Self.noiseEnds * level) / ((Self.changeBegins - Self.noiseEnds) * level)
      energy[i] = value <= Self.noiseEnds * level ? 0 : min(amount, 1)
    }
    amounts = energy
  }

  private static func light(_ frame: [Float]) -> [Float] {
    (0..<frame.count / 4).map { (frame[4 * $0] + frame[4 * $0 + 1] + frame[4 * $0 + 2]) / 3 }
  }

  /// The energy of each pixel's noise, if it were all that is there: the difference of two Laplacians, which
  /// edges and slopes hardly show in (Immerkaer, "Fast Noise Variance Estimation", 1996).
  private static func grain(_ frame: [Float], width: Int, height: Int, _ mean: WindowMean) -> [Float] {
    var grain = [Float](repeating: 0, count: width * height)
    guard width > 2, height > 2 else { return grain }
    frame.withUnsafeBufferPointer { frame in
      for y in 1..<height - 1 {
        for x in 1..<width - 1 {
          var sum: Float = 0
          for k in 0..<3 {
            let at = 4 * (y * width + x) + k
            let (up, down) = (at - 4 * width, at + 4 * width)
            let corners = frame[up - 4] + frame[up + 4] + frame[down - 4] + frame[down + 4]
            let sides = frame[up] + frame[down] + frame[at - 4] + frame[at + 4]
            let value = corners - 2 * sides + 4 * frame[at]
            sum += value * value
          }
          // The weights' squares sum to 36.
          grain[y * width + x] = sum / (3 * 36)
        }
      }
    }
    mean.apply(&grain)
    return grain
  }
}
