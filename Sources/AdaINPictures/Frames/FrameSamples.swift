// Which frames stand for many: evenly spread ones, and those that are kept in memory while others are read.
// Knows numbers and bytes, and nothing of what a frame is.

/// The frames that a scene is measured on.
public enum FrameSamples {
  /// Enough for a scene.
  public static let most = 16

  /// Every frame of a scene, or every second, fourth and so on, from its first one on.
  public static func of(_ scene: Range<Int>) -> [Int] {
    var step = 1
    while (scene.count + step - 1) / step > most { step *= 2 }
    return Array(stride(from: scene.lowerBound, to: scene.upperBound, by: step))
  }
}

/// Frames that are kept while they are read for the first time: all of them, or where those are too many for
/// the memory, every second, fourth and so on, but not fewer than `FrameSamples.most`.
public struct KeptFrames<Frame> {
  private let limit: Int
  private var bytes = 0
  private var step = 1
  private var kept: [(index: Int, frame: Frame, bytes: Int)] = []
  /// How many frames have come.
  public private(set) var count = 0

  /// - Parameter limit: bytes.
  public init(limit: Int) {
    self.limit = limit
  }

  public mutating func add(_ frame: Frame, bytes size: Int) {
    if count % step == 0 {
      kept.append((count, frame, size))
      bytes += size
    }
    count += 1
    while bytes > limit, kept.count > FrameSamples.most {
      step *= 2
      kept.removeAll { $0.index % step != 0 }
      bytes = kept.reduce(0) { $0 + $1.bytes }
    }
  }

  /// The frame of a number, if it was kept.
  public subscript(index: Int) -> Frame? {
    guard index >= 0, index % step == 0, index / step < kept.count else { return nil }
    return kept[index / step].frame
  }

  /// Whether none has to be read again.
  public var isWhole: Bool { step == 1 }
}
