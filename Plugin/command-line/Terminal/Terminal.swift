// Writing to stdout and stderr, and what is known about the terminal behind stderr. Knows no progress bars.

import CAdaINGEGL
import Glibc

enum Terminal {
  /// Whether stderr is a terminal that a bar can be drawn on.
  static let isInteractive: Bool = {
    guard isatty(STDERR_FILENO) == 1 else { return false }
    guard let kind = getenv("TERM") else { return true }
    return strcmp(kind, "dumb") != 0
  }()

  /// Columns of the terminal; 80 when it does not tell.
  static var columns: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  static func printError(_ line: String) {
    write(line + "\n", to: STDERR_FILENO)
  }

  /// Unbuffered, so that lines of stdout and stderr keep their order.
  static func printLine(_ line: String) {
    write(line + "\n", to: STDOUT_FILENO)
  }

  static func writeError(_ text: String) {
    write(text, to: STDERR_FILENO)
  }

  /// A closed pipe ends the text, not the work.
  private static func write(_ text: String, to descriptor: Int32) {
    text.system.dropLast().withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
    }
  }
}

extension String {
  /// Columns that it takes on a terminal: two for each Hangul syllable and the like.
  var columns: Int { reduce(0) { $0 + $1.columns } }

  /// As much of its beginning as so many columns hold.
  func fitting(columns: Int) -> String {
    var room = columns
    return String(
      prefix {
        room -= $0.columns
        return room >= 0
      })
  }
}

extension Character {
  fileprivate var columns: Int {
    unicodeScalars.contains { g_unichar_iswide($0.value) != 0 } ? 2 : 1
  }
}
