// What does not change is held still bit for bit, what does is followed, whatever the noise.

import AdaINPictures
import AdaINTestSupport
import Testing

@Suite struct FrameHoldTests {
  @Test(arguments: [(1, 1), (1, 7), (5, 1), (9, 11), (31, 4)])
  func aWindowsMeanIsTheMeanOfItsPixels(width: Int, height: Int) {
    var random = SeededRandom(31)
    let plane = random.floats(width * height)
    var means = plane
    WindowMean(width: width, height: height, radius: 3).apply(&means)
    var wanted: [Float] = []
    for y in 0..<height {
      for x in 0..<width {
        let rows = max(y - 3, 0)...min(y + 3, height - 1)
        let columns = max(x - 3, 0)...min(x + 3, width - 1)
        let sum = rows.reduce(0.0) { sum, row in columns.reduce(sum) { $0 + Double(plane[row * width + $1]) }
        }
        wanted.append(Float(sum / Double(rows.count * columns.count)))
      }
    }
    expectClose(means, wanted, shape: [height, width], tolerance: 1e-6)
  }

  /// Of 9 x 9 pixels x 3 channels the energy strays by a tenth, so 2.5 times it is many deviations away.
  @Test(arguments: [Float(0), 0.004, 0.02])
  func aStaticSceneStandsStill(sigma: Float) {
    var scene = NoisyScene(seed: 41)
    var hold = FrameHold(width: scene.width, height: scene.height)
    let first = scene.frame(sigma: sigma)
    let isFirst = hold.next(first) == first
    #expect(isFirst, "the first frame is as it is")
    for step in 1...4 {
      let isStill = hold.next(scene.frame(sigma: sigma)) == first
      #expect(isStill, "frame \(step)")
    }
  }

  @Test(arguments: [Float(0), 0.02])
  func whatMovesIsFollowed(sigma: Float) {
    var scene = NoisyScene(seed: 43)
    let (width, height) = (scene.width, scene.height)
    var hold = FrameHold(width: width, height: height)
    let first = hold.next(scene.frame(sigma: sigma, disc: (20, 30)))
    var last = first
    for step in 1...5 {
      let disc = (x: 20 + 11 * step, y: 30 + step)
      let frame = scene.frame(sigma: sigma, disc: disc)
      last = hold.next(frame)
      for y in 0..<height {
        for x in 0..<width {
          let pixel = 4 * (y * width + x)
          let (shown, own) = (last[pixel..<pixel + 3], frame[pixel..<pixel + 3])
          if NoisyScene.isInside(x, y, disc, by: 8) {
            #expect(shown == own, "the disc is the frame's, at \(x), \(y) in step \(step)")
          }
        }
      }
    }
    // Far from the disc's way the first frame is still there; where it was, nothing is left of it.
    for y in 0..<height {
      for x in 0..<width where abs(y - 32) > 22 {
        #expect(last[4 * (y * width + x)] == first[4 * (y * width + x)], "held at \(x), \(y)")
      }
    }
    let start = 4 * (30 * width + 20)
    for k in 0..<3 { #expect(abs(last[start + k] - scene.scene.pixels[start + k]) <= 6 * sigma) }
  }

  /// A change of light that each pixel's noise would hide.
  @Test func aLittleLightIsSeen() {
    var scene = NoisyScene(seed: 47)
    var hold = FrameHold(width: scene.width, height: scene.height)
    _ = hold.next(scene.frame(sigma: 0.02))
    let brighter = scene.frame(sigma: 0.02, light: 0.03)
    expectClose(
      hold.next(brighter), brighter, shape: [scene.height, scene.width, 4], tolerance: 0.02 * 6 * 1.5)
    let mean = { (frame: [Float]) in frame.reduce(0, +) / Float(frame.count) }
    #expect(abs(mean(hold.next(brighter)) - mean(brighter)) < 0.004)
  }

  @Test func alphaCounts() {
    var scene = NoisyScene(seed: 53)
    var hold = FrameHold(width: scene.width, height: scene.height)
    let first = scene.frame(sigma: 0.01)
    _ = hold.next(first)
    var erased = first
    for i in 0..<scene.width * 20 { erased[4 * i + 3] = 0 }
    let isErased = hold.next(erased) == erased
    #expect(isErased)
  }

  /// Everything stays with its frames: the same ones give the same again.
  @Test func theSameFramesGiveTheSame() {
    var scene = NoisyScene(seed: 59)
    let frames = (0..<3).map { scene.frame(sigma: 0.01, disc: (15 + 20 * $0, 30)) }
    var (one, two) = (FrameHold(width: 97, height: 71), FrameHold(width: 97, height: 71))
    for frame in frames {
      let areSame = one.next(frame) == two.next(frame)
      #expect(areSame)
    }
  }
}
