// Errors of the command line: a text that says what was wrong and what to do, and the exit status.

import CAdaIN
import CAdaINGEGL
import Glibc

/// Something that cannot be done. `message` reads "what was wrong; what to do", or is empty when that has
/// been said already.
struct CommandFailure: Error, CustomStringConvertible {
  var message: String
  var exitStatus: Int32 = 1

  var description: String { message }

  /// The end of a run of `count` pieces of work, of which some have failed and been reported.
  /// - Parameter text: says how many of how many.
  static func summary(failures: Int, of count: Int, _ text: (Int, Int) -> String) -> CommandFailure {
    CommandFailure(message: count == 1 ? "" : text(failures, count))
  }
}

extension CommandFailure {
  /// The failure of the last C-library call, as in "cannot create the folder out: Permission denied".
  static func system(_ action: String, remedy: String) -> CommandFailure {
    CommandFailure(message: word("%s: %s; %s", action, String(cString: strerror(errno)), remedy))
  }
}

/// Calls a function that reports through a GError, and throws what it reported.
///
/// - Parameter call: returns nil exactly when it has set the error.
func reporting<Result>(
  _ call: (UnsafeMutablePointer<UnsafeMutablePointer<GError>?>) -> Result?
) throws -> Result {
  var error: UnsafeMutablePointer<GError>?
  let result = call(&error)
  defer { g_clear_error(&error) }
  if let result { return result }
  guard let error else {
    throw CommandFailure(message: word("something failed without a reason; please report this as a bug"))
  }
  if error.pointee.domain == adain_gegl_error_quark(), Int(error.pointee.code) == Int(ADAIN_CANCELLED) {
    throw Interrupted()
  }
  throw CommandFailure(message: asClause(String(system: error.pointee.message)))
}

/// The same for functions that return a gboolean.
func reportingFailure(
  _ call: (UnsafeMutablePointer<UnsafeMutablePointer<GError>?>) -> gboolean
) throws {
  try reporting { error -> Void? in call(error) != 0 ? () : nil }
}

/// A sentence made to go on after "adain: " like the program's own texts.
private func asClause(_ sentence: String) -> String {
  var clause = sentence[...]
  while clause.last == "." || clause.last == "\n" { clause.removeLast() }
  let start = Words.isEnglish ? clause.prefix(2) : ""
  // "GEGL" and the like keep their capitals.
  guard start.last?.isLowercase == true else { return String(clause) }
  return start.lowercased() + clause.dropFirst(2)
}
