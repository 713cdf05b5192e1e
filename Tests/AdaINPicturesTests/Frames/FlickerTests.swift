// The measure of flicker: known differences come out as they are, and what moves does not count.

import AdaINPictures
import AdaINTestSupport
import Testing

@Suite struct FlickerTests {
  @Test func differencesOfAStaticScene() throws {
    let scene = Picture.synthetic(seed: 61, width: 31, height: 23).withAlpha.pixels
    let brighter = scene.enumerated().map { $0.offset % 4 == 3 ? $0.element : $0.element + 0.25 }
    var flicker = Flicker(width: 31, height: 23, results: 2)
    flicker.add([scene, scene, scene])
    #expect(flicker.differences == nil, "one frame tells nothing")
    flicker.add([scene, brighter, scene])
    flicker.add([scene, scene, scene])
    flicker.add([scene, scene, scene])
    let found = try #require(flicker.differences)
    // Two of three steps have it.
    expectClose(found.map { Float($0) }, [0, 0.25 * 2 / 3, 0], shape: [3], tolerance: 1e-6)
    #expect(flicker.staticShare == 1)
  }

  @Test func whatMovesDoesNotCount() throws {
    var scene = NoisyScene(seed: 67)
    var flicker = Flicker(width: scene.width, height: scene.height, results: 1)
    for step in 0..<3 {
      let frame = scene.frame(sigma: 0, disc: (15 + 30 * step, 35))
      flicker.add([frame, frame])
    }
    #expect(try #require(flicker.differences) == [0, 0])
    #expect(flicker.staticShare > 0.5 && flicker.staticShare < 1)
  }
}
