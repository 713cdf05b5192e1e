// What goes wrong because of files, memory, arguments or pixels: values with a text, never traps.

/// An error that came from outside the program: a code for the caller and a text for the user.
public struct AdaINError: Error, Equatable, CustomStringConvertible {
  /// What kind of thing went wrong. Raw values are those of `adain_status` in adain.h.
  public enum Code: Int32, Sendable {
    case cancelled = 1
    case invalidArgument = 2
    case unreadable = 3
    case malformed = 4
    case mismatch = 5
    case invalidPixels = 6
    case outOfMemory = 7
  }

  public let code: Code
  /// What was wrong and what to do about it.
  public let message: String

  public init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }

  package static let cancelled = AdaINError(.cancelled, "cancelled")

  package static func outOfMemory(bytes: Int) -> AdaINError {
    AdaINError(
      .outOfMemory,
      "\(bytes >> 20) MiB of memory are not available; close other programs, lower the memory limit "
        + "or make the picture smaller")
  }
}
