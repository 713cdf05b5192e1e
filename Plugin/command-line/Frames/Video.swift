// Videos by an installed ffmpeg, which runs beside this program and hands frames through a pipe: decoded ones
// in, stylised ones out, sound and subtitles past us. What ffmpeg has to say goes to stderr.

import CAdaINGEGL
import CGEGL
import Glibc

/// ffmpeg or ffprobe at work.
final class VideoProcess {
  private var process: GPid
  /// The pipe's end here.
  let pipe: Int32
  private let name: String

  /// - Parameter reads: whether this program reads what it writes, or else the other way round.
  init(_ words: [String], reads: Bool) throws {
    name = words[0]
    guard let found = g_find_program_in_path(name) else {
      throw CommandFailure(
        message: word(
          """
          there is no %s, which reads and writes videos; install it (on Debian: apt install \
          ffmpeg), or give a folder of frames
          """, name))
    }
    g_free(found)
    var arguments = words.map { strdup($0.system) as UnsafeMutablePointer<CChar>? } + [nil]
    defer {
      for argument in arguments { free(argument) }
    }
    let flags = GSpawnFlags(G_SPAWN_SEARCH_PATH.rawValue | G_SPAWN_DO_NOT_REAP_CHILD.rawValue)
    var (end, started): (gint, GPid) = (-1, 0)
    try withUnsafeMutablePointer(to: &end) { end in
      try reportingFailure {
        g_spawn_async_with_pipes(
          nil, &arguments, nil, flags, nil, nil, &started, reads ? nil : end, reads ? end : nil, nil, $0)
      }
    }
    (pipe, process) = (end, started)
  }

  private var isOpen = true

  private func closePipe() {
    if isOpen { close(pipe) }
    isOpen = false
  }

  /// Waits for its end; false when it has failed.
  func finish() -> Bool {
    closePipe()
    guard process != 0 else { return false }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    process = 0
    return status == 0
  }

  /// Without the pipe it ends by itself.
  deinit { _ = finish() }

  /// Reads as many bytes as fit; fewer only at the end.
  func read(into bytes: UnsafeMutableRawBufferPointer) -> Int {
    var done = 0
    while done < bytes.count {
      let count = Glibc.read(pipe, bytes.baseAddress! + done, bytes.count - done)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      done += count
    }
    return done
  }

  /// False when it takes no more.
  func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(pipe, bytes.baseAddress! + done, bytes.count - done)
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return false }
      done += count
    }
    return true
  }
}

/// The frames of a video, as many a second as it has on average.
final class VideoFrames: FrameSource {
  private let path: String
  let rate: String?
  private let process: VideoProcess
  private var read = 0

  init(_ path: String) throws {
    guard Files.exists(path) else {
      throw CommandFailure(message: word("there is no video %s; check the path", path))
    }
    self.path = path
    let rate = try Self.rate(of: path)
    self.rate = rate
    process = try VideoProcess(
      ["ffmpeg", "-nostdin", "-v", "error", "-i", path, "-map", "0:v:0", "-vf", "fps=\(rate)"]
        + ["-f", "image2pipe", "-c:v", "ppm", "-pix_fmt", "rgb24", "pipe:1"], reads: true)
  }

  private static func rate(of path: String) throws -> String {
    let probe = try VideoProcess(
      ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=avg_frame_rate", "-of"]
        + ["csv=p=0", path], reads: true)
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = bytes.withUnsafeMutableBytes { probe.read(into: $0) }
    let text = String(decoding: bytes.prefix(count), as: UTF8.self)
    let rate = String(text.prefix { $0.isASCII && ($0.isNumber || $0 == "/") })
    guard probe.finish(), value(of: rate) > 0 else {
      throw CommandFailure(message: word("ffmpeg finds no video in %s; name another file", path))
    }
    return rate
  }

  /// Frames a second; 0 where it is no rate.
  static func value(of rate: String) -> Double {
    let parts = rate.split(separator: "/").map { Double($0) ?? 0 }
    let value = parts.count == 2 ? parts[0] / parts[1] : parts.first ?? 0
    return value.isFinite ? value : 0
  }

  func next() throws -> Frame? {
    guard let header = try header() else {
      guard process.finish() else { throw damaged }
      return nil
    }
    let (width, height) = header
    var bytes = [UInt8](repeating: 0, count: 3 * width * height)
    guard bytes.withUnsafeMutableBytes({ process.read(into: $0) }) == bytes.count else { throw damaged }
    let perFrame = 1000 / Self.value(of: rate!)
    let (start, end) = (Double(read) * perFrame, Double(read + 1) * perFrame)
    read += 1
    return Frame(
      picture: Picture(width: width, height: height, bytes: bytes),
      milliseconds: Int(end.rounded()) - Int(start.rounded()), name: AnimationFrames.number(read), file: nil)
  }

  private var damaged: CommandFailure {
    CommandFailure(message: word("ffmpeg could not read all of %s", path))
  }

  /// "P6 WIDTH HEIGHT 255" and a white space; nil at the end.
  private func header() throws -> (width: Int, height: Int)? {
    var words: [String] = [""]
    while words.count < 5 {
      var byte: UInt8 = 0
      guard withUnsafeMutableBytes(of: &byte, { process.read(into: $0) }) == 1 else {
        if words == [""] { return nil }
        throw damaged
      }
      if byte > 32 {
        words[words.count - 1].unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        words.append("")
      }
    }
    guard words[0] == "P6", words[3] == "255", let width = Int(words[1]), let height = Int(words[2]),
      width > 0, height > 0, width * height <= Picture.maximalPixels
    else { throw damaged }
    return (width, height)
  }
}

/// A video that is being written, with the sound of another one.
final class VideoSink: FrameSink {
  private let path, rate: String
  private let sound: String?
  private var process: VideoProcess?

  /// - Parameters:
  ///   - rate: frames a second.
  ///   - sound: the video whose sound and subtitles are kept.
  init(_ path: String, rate: String, sound: String?) {
    (self.path, self.rate, self.sound) = (path, rate, sound)
  }

  func add(_ picture: Picture, _ frame: Frame) throws {
    let extent = picture.extent
    if process == nil { process = try start(width: Int(extent.width), height: Int(extent.height)) }
    guard picture.bytes.withUnsafeBytes({ process!.write($0) }) else { throw failure }
  }

  func finish() throws {
    guard let process, process.finish() else { throw failure }
  }

  private var failure: CommandFailure {
    CommandFailure(message: word("ffmpeg could not write %s", path))
  }

  private func start(width: Int, height: Int) throws -> VideoProcess {
    var words = ["ffmpeg", "-nostdin", "-y", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24"]
    words += ["-s", "\(width)x\(height)", "-r", rate, "-i", "pipe:0"]
    if let sound {
      words += ["-i", sound, "-map", "0:v", "-map", "1:a?", "-map", "1:s?", "-c:a", "copy", "-c:s", "copy"]
      words += ["-map_metadata", "1"]
    }
    // What players expect: colours at half the resolution, and so even sides.
    words += ["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-pix_fmt", "yuv420p", path]
    return try VideoProcess(words, reads: false)
  }
}
