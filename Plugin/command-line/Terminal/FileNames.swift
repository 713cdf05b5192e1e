// Names of files between this program's strings and the system's bytes, which need not be text. Every call
// that hands a path to C goes through here, and every string that comes from there.

import AdaINRuntime

extension String {
  /// A path, an argument or a message that may name one, as the system has it.
  init(system bytes: UnsafePointer<CChar>) { self = FilePath(cString: bytes).text }

  /// As the system has it, ended by a 0.
  var system: [CChar] { FilePath(self).bytes }
}

extension CommandLine {
  /// Without the program's name.
  static var words: [String] {
    (1..<max(Int(argc), 1)).compactMap { unsafeArgv[$0].map { String(system: $0) } }
  }
}
