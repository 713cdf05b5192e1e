// Where stylised frames go when they go into one file.

import CAdaINGEGL

/// A file that frames are added to.
protocol FrameSink {
  func add(_ picture: Picture, _ frame: Frame) throws
  /// Completes the file.
  func finish() throws
}

/// A GIF, WebP or APNG.
final class AnimationSink: FrameSink {
  private var handle: OpaquePointer?

  /// - Parameters:
  ///   - frames: how many will come.
  ///   - plays: how often they are played; 0: without end.
  init(_ path: String, frames: Int, plays: Int, depth: BitDepth, file: OutputOptions) throws {
    var saving = file.saving(depth: depth)
    handle = try reporting {
      adain_gegl_animation_create(path.system, Int32(clamping: frames), Int32(clamping: plays), &saving, $0)
    }
  }

  deinit {
    adain_gegl_animation_abandon(handle)
  }

  func add(_ picture: Picture, _ frame: Frame) throws {
    try reportingFailure {
      adain_gegl_animation_add(handle, picture.buffer, Int32(clamping: frame.milliseconds), $0)
    }
  }

  func finish() throws {
    let finished = handle
    handle = nil
    try reportingFailure { adain_gegl_animation_finish(finished, $0) }
  }
}
