// Cuts between scenes are found where they are; fades, flashes, pans, noise and what moves are none.

import AdaINPictures
import AdaINTestSupport
import Testing

@Suite struct SceneCutsTests {
  private let width = 203
  private let height = 151

  private func starts(_ frames: [Picture]) -> [Int] {
    var cuts = SceneCuts()
    for frame in frames {
      cuts.add(frame.withAlpha.pixels, width: frame.width, height: frame.height)
    }
    cuts.finish()
    return cuts.starts
  }

  /// Squares of 9 pixels, each with a light of its own.
  private func scene(_ seed: UInt64, width: Int? = nil) -> Picture {
    var random = SeededRandom(seed)
    var scene = Picture(width: width ?? self.width, height: height, color: [0, 0, 0])
    let columns = (scene.width + 8) / 9
    let lights = random.floats(columns * ((height + 8) / 9))
    for y in 0..<height {
      for x in 0..<scene.width { for k in 0..<3 { scene[x, y, k] = lights[y / 9 * columns + x / 9] } }
    }
    return scene
  }

  private func mixed(_ one: Picture, _ other: Picture, _ share: Float) -> Picture {
    var mixed = one
    for i in mixed.pixels.indices { mixed.pixels[i] += share * (other.pixels[i] - mixed.pixels[i]) }
    return mixed
  }

  private func black() -> Picture { Picture(width: width, height: height, color: [0, 0, 0]) }
  private func white() -> Picture { Picture(width: width, height: height, color: [1, 1, 1]) }

  /// The part of a wide picture from `x` on.
  private func part(_ wide: Picture, from x: Int) -> Picture {
    var part = black()
    for v in 0..<height {
      for u in 0..<width { for k in 0..<3 { part[u, v, k] = wide[u + x, v, k] } }
    }
    return part
  }

  @Test func nothingHasNoScene() {
    #expect(starts([]) == [])
    #expect(starts([scene(1)]) == [0])
    #expect(starts([black(), white(), black()]) == [0])
  }

  @Test func cutsAreFoundWhereTheyAre() {
    let scenes = (1...3).map { scene($0) }
    let frames = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2].map { scenes[$0] }
    #expect(starts(frames) == [0, 5, 9])
    #expect(starts((1...6).map { scene($0) }) == [0, 1, 2, 3, 4, 5], "a scene may have one frame")
  }

  /// Black between them belongs to the scene before.
  @Test func aScenesFirstFrameIsTheFirstThatShowsIt() {
    let frames = [scene(1), scene(1), black(), black(), scene(2), scene(2), scene(2), scene(2)]
    #expect(starts(frames) == [0, 4])
  }

  @Test func fadesAreNoCuts() {
    let (one, other) = (scene(1), scene(2))
    #expect(starts((0...12).map { mixed(one, other, Float($0) / 12) }) == [0], "from one to another")
    #expect(
      starts((0...12).map { mixed(one, black(), abs(Float($0) / 6 - 1)) }) == [0], "from black and back")
    #expect(starts((0...8).map { mixed(one, white(), Float($0) / 8) }) == [0], "to white")
  }

  @Test func flashesAreNoCuts() {
    let one = scene(1)
    for length in 1...3 {
      for flash in [white(), mixed(one, white(), 0.7), scene(2)] {
        let frames = [one, one] + Array(repeating: flash, count: length) + [one, one, one, one]
        #expect(starts(frames) == [0], "\(length) frames")
      }
    }
    let long = [one, one] + Array(repeating: scene(2), count: 4) + Array(repeating: one, count: 4)
    #expect(starts(long) == [0, 2, 6], "four frames are a scene")
  }

  @Test(arguments: [1, 7, 20, 40])
  func pansAreNoCuts(step: Int) {
    let wide = scene(5, width: width + 8 * 40)
    #expect(starts((0...8).map { part(wide, from: step * $0) }) == [0])
    #expect(starts((0...8).map { part(wide, from: step * (8 - $0)) }) == [0], "and back")
  }

  @Test func noiseIsNoCut() {
    var noisy = NoisyScene(seed: 71)
    var cuts = SceneCuts()
    for step in 0..<6 {
      cuts.add(
        noisy.frame(sigma: 0.04, disc: (15 + 12 * step, 35)), width: noisy.width, height: noisy.height)
    }
    cuts.finish()
    #expect(cuts.starts == [0])
  }

  @Test(arguments: [(1, 1), (1, 90), (3, 5), (16, 11)])
  func smallFramesAreLookedAt(width: Int, height: Int) {
    var cuts = SceneCuts()
    let frame = Picture.synthetic(seed: 3, width: width, height: height).withAlpha.pixels
    for _ in 0..<3 { cuts.add(frame, width: width, height: height) }
    cuts.finish()
    #expect(cuts.starts == [0])
  }
}
