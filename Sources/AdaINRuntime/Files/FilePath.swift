// Names of files as the system has them: bytes, which need not be text.

#if canImport(Glibc)
  import Glibc
#endif

/// A file's path.
public struct FilePath: Sendable {
  /// Ended by a 0.
  package let bytes: [CChar]
  /// For messages.
  public var text: String { bytes.withUnsafeBufferPointer { String(cString: $0.baseAddress!) } }

  public init(_ text: String) { bytes = Array(text.utf8CString) }

  public init(cString: UnsafePointer<CChar>) {
    bytes = Array(UnsafeBufferPointer(start: cString, count: strlen(cString) + 1))
  }
}

// Paths that are text, for Swift's callers.

extension File {
  package static func read(_ path: String, limit: Int, kind: String) throws(AdaINError) -> [UInt8] {
    try read(FilePath(path), limit: limit, kind: kind)
  }

  package static func write(_ bytes: [UInt8], to path: String, kind: String, staging: String? = nil)
    throws(AdaINError)
  {
    try write(bytes, to: FilePath(path), kind: kind, staging: staging.map { FilePath($0) })
  }
}
