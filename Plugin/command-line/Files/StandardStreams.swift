// Pictures through pipes: read whole from standard input, written whole to standard output. Between the two a
// file in the folder for temporary files, which is gone afterwards.

import CAdaINGEGL
import Glibc

enum StandardStreams {
  static func readPicture() throws -> Picture {
    guard isatty(STDIN_FILENO) == 0 else {
      throw CommandFailure(
        message: word("standard input is a terminal; send a picture through a pipe, or name a file"))
    }
    return try withTemporaryFile("stdin", called: word("standard input")) { path in
      let file = open(path.system, O_WRONLY | O_CREAT | O_EXCL, 0o600)
      guard file >= 0 else { throw failure }
      defer { close(file) }
      try copy(from: STDIN_FILENO, to: file)
      return try Picture(path: path)
    }
  }

  /// - Parameter ending: the format's.
  static func writePicture(ending: String, write: (_ path: String) throws -> Void) throws {
    try withTemporaryFile("stdout." + ending, called: word("standard output")) { path in
      try write(path)
      try Interruption.check()
      let file = open(path.system, O_RDONLY)
      guard file >= 0 else { throw failure }
      defer { close(file) }
      try copy(from: file, to: STDOUT_FILENO)
    }
  }

  private static var failure: CommandFailure {
    .system(
      word("cannot pass a picture through a pipe"),
      remedy: word("check TMPDIR and what is at the pipe's other end"))
  }

  private static func copy(from source: Int32, to target: Int32) throws {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(source, &bytes, bytes.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure }
      if count == 0 { return }
      var done = 0
      while done < count {
        let written = bytes.withUnsafeBytes { Glibc.write(target, $0.baseAddress! + done, count - done) }
        if written < 0 && errno == EINTR { continue }
        guard written > 0 else { throw failure }
        done += written
      }
    }
  }

  /// Failures speak of `what` instead of the file.
  private static func withTemporaryFile<Result>(
    _ name: String, called what: String, _ body: (String) throws -> Result
  ) throws -> Result {
    let parent = getenv("TMPDIR").map { String(system: $0) } ?? "/tmp"
    var template = (parent + "/adain-XXXXXX").system
    guard mkdtemp(&template) != nil else { throw failure }
    let folder = template.withUnsafeBufferPointer { String(system: $0.baseAddress!) }
    FileCleanup.addStaging(folder)
    defer { FileCleanup.removeStaging(folder) }
    do { return try body(folder + "/" + name) } catch var failure as CommandFailure {
      failure.message.replace(folder + "/" + name, with: what)
      throw failure
    }
  }
}
