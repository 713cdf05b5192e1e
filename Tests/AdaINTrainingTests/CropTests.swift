// Crops by settings: scales, places and the filter; flat ones drawn again; noise, blur and changes follow
// from the random numbers.

import AdaINTestSupport
import AdaINTraining
import Testing

@Suite struct CropTests {
  /// Red says where a pixel is from left to right, green from top to bottom: the gradients say the scale.
  private static let ramp: TrainingPicture = {
    let (width, height) = (201, 163)
    return TrainingPicture(
      width: width, height: height,
      pixels: (0..<width * height).flatMap { [UInt8($0 % width), UInt8($0 / width), 40] })
  }()

  private static func noise(_ width: Int, _ height: Int, seed: UInt64) -> TrainingPicture {
    var random = SeededRandom(seed)
    return TrainingPicture(
      width: width, height: height, pixels: (0..<width * height * 3).map { _ in UInt8(random.int(0...255)) })
  }

  /// A cubic filter keeps straight ramps, away from the border.
  @Test(arguments: [(20.25, 70.0, 31), (9.5, 17.0, 40), (3.0, 160.0, 16), (0.5, 33.0, 33)])
  func squaresSayWhereTheyAre(start: Double, edge: Double, side: Int) {
    let square = Self.ramp.square(x: start + 1, y: start, edge: edge, side: side)
    #expect(square.count == side * side * 3)
    let scale = edge / Double(side)
    for at in [side / 3, side / 2, side * 2 / 3] {
      let expected = (start + scale * (Double(at) + 0.5) - 0.5) / 255
      #expect(abs(Double(square[(at * side + at) * 3 + 1]) - expected) < 1e-4)
      #expect(abs(Double(square[(at * side + at) * 3]) - expected - 1.0 / 255) < 1e-4)
    }
    #expect(stride(from: 2, to: square.count, by: 3).allSatisfy { abs(square[$0] - 40.0 / 255) < 1e-6 })
  }

  /// What is finer than an output pixel averages out.
  @Test func shrinkingIsAntialiased() {
    let square = Self.noise(640, 640, seed: 3).square(x: 3, y: 5, edge: 630, side: 21)
    #expect(TrainingPicture.lumaDeviation(square) < 0.02)
  }

  @Test func scalesCoverTheirRange() throws {
    var settings = CropSettings()
    settings.scale = ScaleRange(0.25, 2)
    var random = CounterRandom(seed: 1, stream: 1)
    var scales: [Double] = []
    for _ in 0..<400 {
      let crop = try Self.ramp.crop(side: 32, settings, &random)
      // Red's gradient across the middle, mirrored or not.
      let change = Double(crop[(16 * 32 + 24) * 3] - crop[(16 * 32 + 8) * 3]) * 255 / 16
      scales.append(1 / abs(change))
    }
    #expect(scales.allSatisfy { (0.249...2.01).contains($0) })
    // Evenly spread in the logarithm: half of them on either side of the geometric mean.
    let low = scales.filter { $0 < 0.7071 }.count
    #expect((160...240).contains(low), "\(low) of 400 below the middle")
  }

  /// A picture that is smaller than all scales ask for is enlarged as a whole.
  @Test func smallPicturesAreEnlarged() throws {
    var settings = CropSettings()
    settings.scale = ScaleRange(0.5, 1)
    var random = CounterRandom(seed: 1, stream: 2)
    #expect(try Self.noise(9, 7, seed: 1).crop(side: 32, settings, &random).count == 32 * 32 * 3)
  }

  @Test func flatCropsAreDrawnAgain() throws {
    // Noise on the left, flat on the right.
    let noise = Self.noise(200, 60, seed: 5)
    let picture = TrainingPicture(
      width: 200, height: 60,
      pixels: noise.pixels.enumerated().map { $0 / 3 % 200 < 70 ? $1 : 128 })
    var settings = CropSettings()
    settings.scale = ScaleRange(1, 1)
    func flat() throws -> Int {
      var random = CounterRandom(seed: 2, stream: 2)
      return try (0..<200).filter { _ in
        try TrainingPicture.lumaDeviation(picture.crop(side: 24, settings, &random)) < 0.06
      }.count
    }
    #expect(try flat() > 80)
    settings.flatThreshold = 0.06
    #expect(try (1...30).contains(flat()))
  }

  @Test func noiseHasItsDeviation() {
    var random = CounterRandom(seed: 4, stream: 1)
    let grey = [Float](repeating: 0.5, count: 30_000)
    let noisy = CropChanges.noisy(grey[...], deviation: 0.02, &random).map { Double($0) - 0.5 }
    let mean = noisy.reduce(0, +) / 30_000
    let deviation = (noisy.map { $0 * $0 }.reduce(0, +) / 30_000).squareRoot()
    #expect(abs(mean) < 5e-4 && abs(deviation - 0.02) < 5e-4)
  }

  @Test func changesStayInRangeAndFollowFromTheNumbers() throws {
    let picture = Self.noise(50, 50, seed: 6)
    var settings = CropSettings()
    settings.scale = ScaleRange(0.8, 1.5)
    settings.vary = 1
    settings.blur = 0.5
    for draws in [false, true] {
      settings.draws = draws
      var different = Set<[Float]>()
      for stream in 0..<60 {
        var (a, b) = (
          CounterRandom(seed: 7, stream: UInt64(stream)), CounterRandom(seed: 7, stream: UInt64(stream))
        )
        let crop = try picture.crop(side: 24, settings, &a)
        #expect(try crop == picture.crop(side: 24, settings, &b))
        #expect(crop.count == 24 * 24 * 3 && crop.allSatisfy { (0...1).contains($0) })
        different.insert(crop)
      }
      // Edges of noise are all ink.
      #expect(different.count > 50)
    }
  }

  @Test func coloursTurnAboutGrey() {
    let (red, grey): ([Float], [Float]) = ([0.75, 0.25, 0.25], [0.5, 0.5, 0.5])
    let turned = CropChanges.turned(red + grey, angle: 2 * .pi / 3)
    expectClose(turned, [0.25, 0.75, 0.25] + grey, shape: [2, 3], tolerance: 1e-6)
    let posterized = CropChanges.posterized([0.2, 0.3, 0.6], levels: 3)
    #expect(posterized == [0, 0.5, 0.5])
    #expect(CropChanges.contrast([0.4, 0.4, 0.4, 0.5, 0.5, 0.5], share: 0)[3] == 1)
  }

  @Test func blurKeepsTheMean() {
    var one = [Float](repeating: 0, count: 15 * 15 * 3)
    one[(7 * 15 + 7) * 3] = 1
    let blurred = CropChanges.blurred(one, side: 15, deviation: 1)
    #expect(abs(blurred.reduce(0, +) - 1) < 1e-5)
    // The Gaussian's middle, 1 / (2 pi).
    #expect(abs(blurred[(7 * 15 + 7) * 3] - 0.1592) < 1e-3)
  }

  @Test func edgesOfBlocksSoftenAndOthersStay() {
    // A small step at column 8, an edge of the picture at column 16.
    let values = (0..<24).map { UInt8($0 < 8 ? 100 : $0 < 16 ? 108 : 200) }
    let picture = TrainingPicture(
      width: 24, height: 9, pixels: (0..<9).flatMap { _ in values.flatMap { [$0, $0, $0] } })
    let soft = picture.softened(0.05)
    let row = (0..<24).map { soft.pixels[(4 * 24 + $0) * 3] }
    #expect(Array(row[6..<10]) == [101, 103, 105, 107])
    #expect(Array(row[14...17]) == [108, 108, 200, 200])
    #expect(picture.softened(0).pixels == picture.pixels)
  }

  @Test func rangesAreRead() {
    #expect(ScaleRange("0.2:2.3")?.description == "0.2:2.3")
    for text in ["1", "2:1", "0:1", "a:b", "1:", "1:17", "nan:nan"] { #expect(ScaleRange(text) == nil) }
  }
}
