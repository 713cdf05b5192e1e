// Whole files in, whole files out: reading with errors that say why, writing that never leaves half a file.

#if canImport(Glibc)
  import Glibc
#endif

package enum File {
  /// The contents of a regular file of at most `limit` bytes.
  package static func read(_ path: FilePath, limit: Int, kind: String) throws(AdaINError) -> [UInt8] {
    // Without waiting for a writer, in case it is a named pipe.
    let descriptor = open(path.bytes, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw AdaINError(.unreadable, "\(kind) \(path.text) cannot be opened: \(reason(errno))")
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw AdaINError(.unreadable, "\(kind) \(path.text) is not a file")
    }
    guard status.st_size <= limit else {
      throw AdaINError(
        .malformed, "\(kind) \(path.text) has \(status.st_size) bytes, more than any such file")
    }
    let size = Int(status.st_size)
    try FreeMemory.check(bytes: size)
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress! + count, size - count)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { break }
        count += got
      }
    }
    guard failure == 0 else {
      throw AdaINError(.unreadable, "\(kind) \(path.text) cannot be read: \(reason(failure))")
    }
    // Whoever writes anew into a file gives those who read it a bit of both; a file that takes another's
    // place does not.
    var now = stat()
    guard bytes.count == size, fstat(descriptor, &now) == 0, now.st_size == status.st_size,
      now.st_mtim.tv_sec == status.st_mtim.tv_sec, now.st_mtim.tv_nsec == status.st_mtim.tv_nsec
    else {
      throw AdaINError(.unreadable, "\(kind) \(path.text) changed while it was read; try again")
    }
    return bytes
  }

  /// Writes to a temporary file beside `path` that then takes its place; on failure nothing is left.
  /// - Parameter staging: the temporary file's name. One that is written again and again has a fixed one, so
  ///   that what a killed process leaves there is replaced the next time.
  package static func write(_ bytes: [UInt8], to path: FilePath, kind: String, staging: FilePath? = nil)
    throws(AdaINError)
  {
    // Made by open, so that it gets the permissions of any new file without a look at the process's umask.
    let suffix = String(UInt32.random(in: .min ... .max), radix: 36)
    let template = staging?.bytes ?? path.bytes.dropLast() + Array(".\(suffix)".utf8CString)
    let descriptor = open(
      template, O_WRONLY | O_CREAT | (staging == nil ? O_EXCL : O_TRUNC) | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw AdaINError(.unreadable, "\(kind) \(path.text) cannot be written: \(reason(errno))")
    }
    var failure: Int32 = 0
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let put = Glibc.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
        if put < 0 && errno == EINTR { continue }
        if put <= 0 {
          failure = put < 0 ? errno : EIO
          return
        }
        done += put
      }
    }
    if failure == 0 && fsync(descriptor) != 0 { failure = errno }
    if close(descriptor) != 0 && failure == 0 { failure = errno }
    if failure == 0 && rename(template, path.bytes) != 0 { failure = errno }
    guard failure == 0 else {
      unlink(template)
      throw AdaINError(.unreadable, "\(kind) \(path.text) cannot be written: \(reason(failure))")
    }
  }

  package static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
