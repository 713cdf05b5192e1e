// Where frames come from: a folder, an animation or a video, one after the other. Stylises nothing.

import AdaINPictures
import CAdaINGEGL
import CGEGL

/// One picture of several that follow each other.
struct Frame {
  let picture: Picture
  /// How long it is shown.
  let milliseconds: Int
  /// What its file is called in a folder, without an ending.
  let name: String
  /// Its file's name, where it has one.
  let file: String?
}

/// Frames in their order, read one at a time.
protocol FrameSource {
  /// The next frame; nil after the last one.
  func next() throws -> Frame?
  /// Passes the next frame over.
  func skip() throws
  /// How often they are played, 0: without end. Known after the last frame.
  var plays: Int { get }
  /// Frames a second, as "25" or "30000/1001"; nil where each has a time of its own.
  var rate: String? { get }
}

extension FrameSource {
  func skip() throws { _ = try next() }
  var plays: Int { 0 }
  var rate: String? { nil }
}

/// What frames are read from or written to, told by its name.
enum FrameFormat {
  case folder
  case animation
  case video

  /// Endings of what ffmpeg reads and writes as videos.
  private static let videos = [
    "mp4", "m4v", "mov", "mkv", "webm", "avi", "ogv", "mpg", "mpeg", "ts", "wmv", "flv",
  ]

  /// Nil: none of them.
  init?(_ path: String) {
    if Files.isFolder(path) || path.hasSuffix("/") || Files.ending(of: path).isEmpty {
      self = .folder
    } else if adain_gegl_is_animation_ending(path.system) != 0 {
      self = .animation
    } else if Self.videos.contains(Files.ending(of: path)) {
      self = .video
    } else {
      return nil
    }
  }

  static func of(_ path: String) throws -> FrameFormat {
    if let format = FrameFormat(path) { return format }
    throw CommandFailure(
      message: word(
        "%s cannot hold frames; give a folder, a GIF, WebP or APNG, or a video (.%s)", path,
        videos.joined(separator: ", .")))
  }

  /// Begins to read.
  /// - Parameter kept: frames that were read before. None is decoded again where all of them are there; of a
  ///   folder, only those that are not.
  static func read(_ path: String, kept: KeptFrames<Frame>? = nil) throws -> any FrameSource {
    if let kept, kept.isWhole { return ReadFrames(kept) }
    return switch try of(path) {
    case .folder: try FolderFrames(path, kept: kept)
    case .animation: try AnimationFrames(path)
    case .video: try VideoFrames(path)
    }
  }
}

/// Frames that have all been read before.
private final class ReadFrames: FrameSource {
  private let kept: KeptFrames<Frame>
  private var read = 0

  init(_ kept: KeptFrames<Frame>) {
    self.kept = kept
  }

  func next() -> Frame? {
    defer { read += 1 }
    return kept[read]
  }
}

/// The images of a folder, sorted by name.
final class FolderFrames: FrameSource {
  /// 25 a second.
  private static let milliseconds = 40

  private let paths: [String]
  private let kept: KeptFrames<Frame>?
  private var read = 0

  init(_ folder: String, kept: KeptFrames<Frame>?) throws {
    self.kept = kept
    paths = try Files.filesToRead(in: folder, what: word("frames"), where: ImageFormat.isImage)
  }

  func next() throws -> Frame? {
    guard read < paths.count else { return nil }
    let path = paths[read]
    let file = Files.name(of: path)
    defer { read += 1 }
    if let known = kept?[read], known.file == file { return known }
    return Frame(
      picture: try Picture(path: path), milliseconds: Self.milliseconds, name: Files.stem(of: path),
      file: file)
  }

  func skip() { read += 1 }
}

/// The frames of a GIF, WebP or APNG.
final class AnimationFrames: FrameSource {
  private let handle: OpaquePointer
  private var read = 0

  init(_ path: String) throws {
    handle = try reporting { adain_gegl_animation_open(path.system, $0) }
  }

  deinit {
    adain_gegl_animation_close(handle)
  }

  var plays: Int { Int(adain_gegl_animation_plays(handle)) }

  func next() throws -> Frame? {
    var milliseconds: Int32 = 0
    var error: UnsafeMutablePointer<GError>?
    guard let buffer = adain_gegl_animation_next(handle, &milliseconds, &error) else {
      if error != nil {
        try reportingFailure {
          $0.pointee = error
          return 0
        }
      }
      return nil
    }
    read += 1
    return Frame(
      picture: Picture(owning: buffer), milliseconds: Int(milliseconds), name: Self.number(read), file: nil)
  }

  /// "000012", so that names sort as numbers do.
  static func number(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(6 - digits.count, 0)) + digits
  }
}
