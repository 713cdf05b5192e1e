// The first look at frames: how many there are, whether they have one size, and a few of them, evenly spread,
// by which all are normalised.

/// What is known of frames before any is stylised.
struct FrameSurvey {
  /// How many frames are kept at most: enough for a scene, and few enough to be held in memory.
  private static let mostSamples = 16

  private(set) var frames: [(name: String, file: String?)] = []
  private(set) var samples: [Frame] = []
  /// Whether any frame can be transparent, and the deepest frame's bits: a file has one kind of frames.
  private(set) var hasAlpha = false
  private(set) var depth = BitDepth.eight
  let plays: Int
  let rate: String?
  /// How long the first frame is shown.
  let milliseconds: Int

  init(_ path: String, _ bar: (_ name: String) -> Void) throws {
    let source = try FrameFormat.read(path)
    var step = 1
    while let frame = try source.next() {
      try Interruption.check()
      bar(frame.name)
      let index = frames.count
      frames.append((frame.name, frame.file))
      hasAlpha = hasAlpha || frame.picture.hasAlpha
      depth = max(depth, BitDepth(holding: frame.picture.format))
      if let first = samples.first?.picture.extent {
        let extent = frame.picture.extent
        guard extent.width == first.width, extent.height == first.height else {
          throw CommandFailure(
            message: "\(path) has frames of \(first.width)x\(first.height) and of \(extent.width)x"
              + "\(extent.height), at \(frame.name); give them one size, or leave out --frames")
        }
      }
      if index % step == 0 { samples.append(frame) }
      if samples.count > Self.mostSamples {
        samples = samples.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        step *= 2
      }
    }
    guard let first = samples.first else {
      throw CommandFailure(message: word("there are no frames in %s; name another one", path))
    }
    (plays, rate, milliseconds) = (source.plays, source.rate, first.milliseconds)
  }

  /// Frames a second for a video.
  var videoRate: String { rate ?? (milliseconds > 0 ? "1000/\(milliseconds)" : "10") }
}
