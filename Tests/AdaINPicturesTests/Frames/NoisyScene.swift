// Frames for tests: a scene, the same in each but for sensor noise and a disc where the test wants it.

import AdaINTestSupport

/// A static picture behind noise that is new in every frame.
struct NoisyScene {
  let width = 97
  let height = 71
  let scene: Picture
  private var random: SeededRandom

  init(seed: UInt64) {
    scene = Picture.synthetic(seed: seed, width: 97, height: 71).withAlpha
    random = SeededRandom(seed + 1)
  }

  /// Noise that is nearly normal: the sum of twelve evenly spread numbers has a variance of 1.
  private mutating func noise() -> Float { random.floats(12).reduce(-6, +) }

  /// - Parameters:
  ///   - sigma: the noise's deviation.
  ///   - disc: the middle of a bright disc with a radius of 9 pixels.
  ///   - light: added everywhere.
  mutating func frame(sigma: Float, disc: (x: Int, y: Int)? = nil, light: Float = 0) -> [Float] {
    var pixels = scene.pixels
    for y in 0..<height {
      for x in 0..<width {
        for k in 0..<3 {
          let at = 4 * (y * width + x) + k
          if let disc, Self.isInside(x, y, disc) { pixels[at] = 0.9 - 0.3 * Float(k) }
          pixels[at] += light + sigma * noise()
        }
      }
    }
    return pixels
  }

  static func isInside(_ x: Int, _ y: Int, _ disc: (x: Int, y: Int), by radius: Int = 9) -> Bool {
    (x - disc.x) * (x - disc.x) + (y - disc.y) * (y - disc.y) <= radius * radius
  }
}
