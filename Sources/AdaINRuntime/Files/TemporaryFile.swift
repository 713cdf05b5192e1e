// A file for what has no room in memory. It has no name, and is gone with the process.

#if canImport(Glibc)
  import Glibc
#endif

/// An open file without a name, with its space reserved, in $TMPDIR or /var/tmp.
package final class TemporaryFile {
  private let descriptor: Int32
  /// What is in it, for messages.
  private let contents: String

  package init(bytes: Int, contents: String) throws(AdaINError) {
    self.contents = contents
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/var/tmp"
    var template = Array("\(folder)/adain-\(contents).XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else {
      throw AdaINError(
        .unreadable, "no temporary file can be made in \(folder): \(File.reason(errno)); set TMPDIR")
    }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    let status = posix_fallocate(descriptor, 0, off_t(bytes))
    guard status == 0 else {
      throw AdaINError(
        .unreadable,
        "\(folder) has no room for \(bytes >> 20) MiB of \(contents): \(File.reason(status)); "
          + "set TMPDIR to a larger disk or raise the memory limit")
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// - Parameters:
  ///   - count: floats.
  ///   - offset: floats from the file's beginning.
  package func read(_ data: UnsafeMutablePointer<Float>, count: Int, at offset: Int) throws(AdaINError) {
    try transfer(count, offset, "read") { pread(descriptor, UnsafeMutableRawPointer(data) + $0, $1, $2) }
  }

  package func write(_ data: UnsafePointer<Float>, count: Int, at offset: Int) throws(AdaINError) {
    try transfer(count, offset, "written") { pwrite(descriptor, UnsafeRawPointer(data) + $0, $1, $2) }
  }

  private func transfer(
    _ count: Int, _ offset: Int, _ what: String, _ call: (_ done: Int, _ rest: Int, off_t) -> Int
  ) throws(AdaINError) {
    let size = MemoryLayout<Float>.stride
    var done = 0
    while done < count * size {
      let moved = call(done, count * size - done, off_t(offset * size + done))
      if moved < 0 && errno == EINTR { continue }
      guard moved > 0 else {
        throw AdaINError(
          .unreadable,
          "the temporary file of \(contents) could not be \(what): "
            + File.reason(moved < 0 ? errno : ENOSPC) + "; free space in $TMPDIR or raise the memory limit")
      }
      done += moved
    }
  }
}
