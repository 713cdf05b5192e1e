// Where one scene ends and another begins: at a frame that shows nothing of what the one before shows.
// Fades, flashes, pans and what moves are no cuts. It knows pixels, not what they mean.

/// Finds the cuts in frames that come one after the other. Looks a few frames ahead.
public struct SceneCuts {
  /// Numbers of the frames, from 0, that begin a scene, as far as they are known. The first one does.
  public private(set) var starts: [Int] = []

  /// Frames that have to be unlike the scene before: fewer of them are a flash.
  static let longestFlash = 3
  /// Correlation of two frames of one scene, measured on 40 photographs: different ones reach 0.23, one that
  /// moves by a fifth of its width has 0.79 at least, one under a flash that whitens half of it 0.63, and one
  /// that grows by a tenth 0.25, mostly more.
  private static let alike: Float = 0.3

  private var count = 0
  /// The last frame that surely belongs to the scene.
  private var last: Outline?
  /// Frames since then that may belong to another one.
  private var waiting: [(index: Int, outline: Outline)] = []

  public init() {}

  /// - Parameter frame: `[y][x][4]`, R'G'B'A.
  public mutating func add(_ frame: [Float], width: Int, height: Int) {
    if count == 0 { starts = [0] }
    // Black frames, and those that are all white, show nothing, so they begin nothing.
    if let outline = Outline(frame, width: width, height: height) { add(count, outline) }
    count += 1
  }

  private mutating func add(_ index: Int, _ outline: Outline) {
    guard let last, last.correlation(outline) < Self.alike else {
      (last, waiting) = (outline, [])
      return
    }
    waiting.append((index, outline))
    if waiting.count > Self.longestFlash { cut() }
  }

  /// The first of those that wait begins a scene; the others are looked at anew.
  private mutating func cut() {
    let scene = waiting
    (last, waiting) = (scene[0].outline, [])
    starts.append(scene[0].index)
    for (index, outline) in scene.dropFirst() { add(index, outline) }
  }

  /// No more frames come.
  public mutating func finish() {
    while !waiting.isEmpty { cut() }
  }
}

/// The shapes in a frame, small: its light without what is the same around.
struct Outline {
  /// Parts along a side, at most, and the pixels that each has at least, so that noise does not show.
  private static let side = 32
  private static let leastPart = 4
  /// The deviation below which there is nothing to see; a photograph has 0.02 to 0.1.
  private static let least: Float = 0.004

  private let width, height: Int
  private let light: [Float]

  /// Nil: nothing can be seen.
  init?(_ frame: [Float], width: Int, height: Int) {
    self.width = min(max(width / Self.leastPart, 1), Self.side)
    self.height = min(max(height / Self.leastPart, 1), Self.side)
    var light = Self.reduced(frame, Size(width: width, height: height), to: (self.width, self.height))
    var mean = light
    WindowMean(width: self.width, height: self.height, radius: 2).apply(&mean)
    for i in light.indices { light[i] -= mean[i] }
    self.light = light
    let energy = light.reduce(0) { $0 + $1 * $1 } / Float(light.count)
    if energy < Self.least * Self.least { return nil }
  }

  /// Means of equal parts; what is transparent is black.
  private static func reduced(_ frame: [Float], _ size: Size, to small: (width: Int, height: Int)) -> [Float]
  {
    frame.withUnsafeBufferPointer { frame in
      (0..<small.width * small.height).map { place in
        let (x, y) = (place % small.width, place / small.width)
        let columns = x * size.width / small.width..<(x + 1) * size.width / small.width
        let rows = y * size.height / small.height..<(y + 1) * size.height / small.height
        var sum: Float = 0
        for v in rows {
          for u in columns {
            let pixel = 4 * (v * size.width + u)
            sum += frame[pixel + 3] * (frame[pixel] + frame[pixel + 1] + frame[pixel + 2])
          }
        }
        return sum / Float(3 * columns.count * rows.count)
      }
    }
  }

  /// How much two frames show the same, wherever up to a quarter of the side away: at most 1. Light and
  /// contrast do not count.
  func correlation(_ other: Outline) -> Float {
    guard width == other.width, height == other.height else { return 0 }
    let still = correlation(other, x: 0, y: 0)
    if still > 0.8 { return still }
    var most = still
    for y in -height / 4...height / 4 {
      for x in -width / 4...width / 4 { most = max(most, correlation(other, x: x, y: y)) }
    }
    return most
  }

  /// Of each pixel and the other's that lies so far from it.
  private func correlation(_ other: Outline, x: Int, y: Int) -> Float {
    var (product, own, others) = (Float(0), Float(0), Float(0))
    light.withUnsafeBufferPointer { light in
      other.light.withUnsafeBufferPointer { light2 in
        for v in max(-y, 0)..<min(height - y, height) {
          for u in max(-x, 0)..<min(width - x, width) {
            let (a, b) = (light[v * width + u], light2[(v + y) * width + u + x])
            product += a * b
            own += a * a
            others += b * b
          }
        }
      }
    }
    return product / max((own * others).squareRoot(), .leastNormalMagnitude)
  }
}
