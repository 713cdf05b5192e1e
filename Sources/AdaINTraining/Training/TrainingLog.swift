// A training's log: a row a step, cut off where a run goes on from a checkpoint.

import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

/// The losses of each step as comma-separated values.
package final class TrainingLog {
  private static let header = "content,style,identity,total,seconds\n"
  private static let longHeader =
    "content,style,identity,total,seconds,held-out-content,held-out-style,average-content,average-style\n"
  /// Whether rows have the longer header's columns.
  private let hasHeldOut: Bool
  private let path: String
  private let descriptor: Int32

  /// Opens a log and cuts it off after so many rows. One that is there keeps its columns.
  package init(_ path: String, rows: Int, hasHeldOut: Bool) throws(AdaINError) {
    self.path = path
    var text = rows > 0 ? try? File.read(path, limit: 1 << 30, kind: "log") : nil
    let isLong = text.map { $0.starts(with: Self.longHeader.utf8) } ?? false
    if let known = text, !isLong, !known.starts(with: Self.header.utf8) { text = nil }
    self.hasHeldOut = text == nil ? hasHeldOut : isLong
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (text == nil ? O_TRUNC : 0), 0o666)
    guard descriptor >= 0 else {
      throw AdaINError(.unreadable, "log \(path) cannot be written: \(File.reason(errno))")
    }
    guard let text else {
      try write(hasHeldOut ? Self.longHeader : Self.header)
      return
    }
    var left = rows + 1
    let end = text.firstIndex {
      if $0 == UInt8(ascii: "\n") { left -= 1 }
      return left == 0
    }
    let length = end.map { $0 + 1 } ?? text.count
    guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, off_t(length), SEEK_SET) >= 0 else {
      throw AdaINError(.unreadable, "log \(path) cannot be written: \(File.reason(errno))")
    }
  }

  deinit { close(descriptor) }

  /// - Parameters:
  ///   - seconds: since the run began.
  ///   - heldOut: nil: not measured, empty columns.
  package func add(_ losses: StepLosses, seconds: Double, heldOut: HeldOutReport? = nil) throws(AdaINError) {
    var row = "\(losses.content),\(losses.style),\(losses.identity),\(losses.total),\(seconds)"
    if hasHeldOut {
      for losses in [heldOut?.current, heldOut?.average] {
        row += losses.map { ",\($0.content),\($0.style)" } ?? ",,"
      }
    }
    try write(row + "\n")
  }

  private func write(_ line: String) throws(AdaINError) {
    var bytes = Array(line.utf8)
    while !bytes.isEmpty {
      let count = Glibc.write(descriptor, bytes, bytes.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        throw AdaINError(.unreadable, "log \(path) cannot be written: \(File.reason(errno))")
      }
      bytes.removeFirst(count)
    }
  }
}
