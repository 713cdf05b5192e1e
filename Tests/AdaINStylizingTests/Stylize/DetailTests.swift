// The picture's fine detail in the painting: neutral values, what comes back, tiles and what stays.

import AdaINPictures
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct DetailTests {
  private func stylized(
    _ studio: Studio, _ detail: Double, side: Int? = nil, change: (inout Options) -> Void = { _ in }
  ) throws -> Picture {
    try StyleTransfer(instructionSet: .best, tileSide: side)
      .stylized(studio.content, [Region(studio.styleA)], model: studio.model) {
        $0.detail = detail
        change(&$0)
      }
  }

  @Test func nothingIsThePaintingBitForBit() throws {
    let studio = try Studio()
    let painting = try studio.stylized([Region(studio.styleA)])
    #expect(try stylized(studio, 0).pixels.map(\.bitPattern) == painting.pixels.map(\.bitPattern))
    #expect(try stylized(studio, 0.5) != painting)
  }

  /// It is a straight line from the painting to the linear model.
  @Test func halfIsHalfway() throws {
    let studio = try Studio(width: 75, height: 62)
    let (none, half) = (try stylized(studio, 0), try stylized(studio, 0.5))
    let all = try stylized(studio, 1)
    let middle = zip(none.pixels, all.pixels).map { ($0 + $1) / 2 }
    // Sums of 25 products of numbers up to about 2, divided by 0.01 and more.
    expectClose(half.pixels, middle, shape: half.shape, tolerance: 1e-4)
  }

  /// Where the picture has no detail there is none to come back: the painting's own grain goes instead.
  @Test func aFlatPictureBecomesSmoother() throws {
    let studio = try Studio()
    // Not quite flat: of a picture that is, a painting has nothing but its roundings.
    var flat = Picture(width: 80, height: 64, color: [0.4, 0.5, 0.3])
    var random = SeededRandom(41)
    let noise = random.floats(flat.pixels.count)
    for i in noise.indices { flat.pixels[i] += 0.01 * (noise[i] - 0.5) }
    func roughness(_ detail: Double) throws -> Float {
      let picture = try StyleTransfer().stylized(flat, [Region(studio.styleA)], model: studio.model) {
        $0.detail = detail
      }
      var sum: Float = 0
      for y in 8..<56 {
        for x in 8..<72 { sum += abs(picture[x + 1, y, 1] - picture[x, y, 1]) }
      }
      return sum
    }
    let (none, all) = (try roughness(0), try roughness(1))
    #expect(all < none / 2, "\(all), \(none) without")
  }

  /// A step that the picture has stays as sharp as it was: the linear model follows it.
  @Test func anEdgeComesBack() throws {
    let studio = try Studio()
    var edge = Picture(width: 96, height: 64, color: [0.15, 0.2, 0.25])
    for y in 0..<64 {
      for x in 48..<96 { for k in 0..<3 { edge[x, y, k] = 0.8 - 0.1 * Float(k) } }
    }
    let all = try StyleTransfer().stylized(edge, [Region(studio.styleA)], model: studio.model) {
      $0.detail = 1
    }
    let none = try StyleTransfer().stylized(edge, [Region(studio.styleA)], model: studio.model)
    func step(_ picture: Picture) -> Float {
      var sum: Float = 0
      for y in 8..<56 { for k in 0..<3 { sum += abs(picture[48, y, k] - picture[47, y, k]) } }
      return sum
    }
    #expect(step(all) > step(none), "\(step(all)), \(step(none)) without")
  }

  @Test(arguments: [0.0, 20])
  func tiledEqualsUntiled(strokeSize: Double) throws {
    let studio = try Studio(width: 145, height: 91, channels: 4)
    let whole = try stylized(studio, 0.7, side: 4096) { $0.strokeSize = strokeSize }
    for side in [24, 64] {
      let tiled = try stylized(studio, 0.7, side: side) { $0.strokeSize = strokeSize }
      expectClose(tiled, whole, tolerance: 1e-4, "tiles of \(side)")
    }
    let file = try stylized(studio, 0.7) { ($0.strokeSize, $0.memory) = (strokeSize, 1) }
    expectClose(file, whole, tolerance: 1e-4, "a file")
  }

  @Test(arguments: [-0.1, 1.1, .nan, .infinity])
  func othersAreRefused(detail: Double) throws {
    let studio = try Studio()
    expectError(.invalidArgument, "detail") { _ = try stylized(studio, detail) }
  }
}
