// The first look at frames: how many there are, whether they have one size, and where scenes begin. Frames
// stay in memory for the work that follows, as many as there is room for.

import AdaINPictures
import AdaINRuntime
import CAdaINGEGL
import CGEGL

/// What is known of frames before any is stylised.
struct FrameSurvey {
  private(set) var frames: [(name: String, file: String?)] = []
  private(set) var kept: KeptFrames<Frame>
  /// The frames' numbers, scene by scene.
  private(set) var scenes: [Range<Int>] = []
  /// Whether any frame can be transparent, and the deepest frame's bits: a file has one kind of frames.
  private(set) var hasAlpha = false
  private(set) var depth = BitDepth.eight
  let plays: Int
  let rate: String?
  let first: Frame

  /// - Parameter memory: bytes that the work may use; 0: a share of what is free.
  init(_ path: String, memory: Int) throws {
    kept = KeptFrames(limit: memory > 0 ? memory / 4 : min(FreeMemory.bytes / 4, 1 << 30))
    let source = try FrameFormat.read(path)
    var cuts = SceneCuts()
    var first: Frame?
    while let frame = try source.next() {
      try Interruption.check()
      frames.append((frame.name, frame.file))
      hasAlpha = hasAlpha || frame.picture.hasAlpha
      depth = max(depth, BitDepth(holding: frame.picture.format))
      let (own, wanted) = (frame.picture.extent, first?.picture.extent ?? frame.picture.extent)
      guard own.width == wanted.width, own.height == wanted.height else {
        throw CommandFailure(
          message: word(
            "%s has frames of %sx%s and of %sx%s, at %s; give them one size, or leave out --frames", path,
            wanted.width, wanted.height, own.width, own.height, frame.name))
      }
      if first == nil { first = frame }
      cuts.add(frame.picture.rgba, width: Int(own.width), height: Int(own.height))
      kept.add(frame, bytes: frame.picture.storedBytes)
    }
    cuts.finish()
    guard let first else {
      throw CommandFailure(message: word("there are no frames in %s; name another one", path))
    }
    scenes = zip(cuts.starts, cuts.starts.dropFirst() + [frames.count]).map { $0..<$1 }
    (plays, rate, self.first) = (source.plays, source.rate, first)
  }

  /// Frames a second for a video.
  var videoRate: String { rate ?? (first.milliseconds > 0 ? "1000/\(first.milliseconds)" : "10") }
}

extension Picture {
  fileprivate var storedBytes: Int {
    Int(extent.width) * Int(extent.height) * Int(babl_format_get_bytes_per_pixel(format))
  }
}
