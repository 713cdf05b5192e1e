// How much energy noise has in the difference of two frames, at each brightness: sensors are noisier in the
// dark or in the light, and what is cut off at black or white has less.

struct NoiseLevels {
  private static let count = 32
  /// Pixels of a brightness that tell its noise.
  private static let fewest = 24
  /// More noise than this in a channel, of 0 to 1, is none.
  private static let most: Float = 0.04

  /// At the middle of each range of brightness.
  private let levels: [Float]

  /// - Parameters:
  ///   - energy: of the difference of two frames, a window's mean around each pixel.
  ///   - grain: the energy that noise can have in one frame, likewise.
  ///   - light: the brightness, likewise.
  init(_ energy: [Float], grain: [Float], _ light: [Float]) {
    var places = [[Int]](repeating: [], count: Self.count)
    // Where there is no grain at all (black, white, drawings) there is nothing to learn about noise.
    for i in stride(from: 0, to: energy.count, by: 7) where grain[i] > 1e-9 {
      places[min(max(Int(light[i] * Float(Self.count)), 0), Self.count - 1)].append(i)
    }
    let all = places.flatMap { $0 }
    let usual = Self.level(all, energy, grain)
    levels = places.map { $0.count < Self.fewest ? usual : Self.level($0, energy, grain) }
  }

  /// What a quarter of the places stays below, but not more than the frame's own grain explains, since
  /// everything may move.
  private static func level(_ places: [Int], _ energy: [Float], _ grain: [Float]) -> Float {
    guard !places.isEmpty else { return 0 }
    let still = places.map { energy[$0] }.sorted()[places.count / 4]
    let grainy = places.map { grain[$0] }.sorted()[places.count * 3 / 20]
    return min(still, 2 * grainy, 2 * most * most)
  }

  /// The noise's energy at a brightness.
  func level(_ light: Float) -> Float {
    let place = min(max(light * Float(Self.count) - 0.5, 0), Float(Self.count - 1))
    let below = min(Int(place), Self.count - 2)
    return levels[below] + (place - Float(below)) * (levels[below + 1] - levels[below])
  }
}
