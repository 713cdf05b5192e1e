// Names of files as the system has them: bytes, which need not be text.

#if canImport(Glibc)
  import Glibc
#endif

/// A file's path. As text, bytes that are no UTF-8 stand as scalars of a private range, one for each, so that
/// every name comes back as it was.
public struct FilePath: Sendable {
  /// Ended by a 0.
  package let bytes: [CChar]

  /// The byte 0x80 is U+10FE80, and so on.
  private static let firstScalar: UInt32 = 0x10FE00
  private static func isByte(_ scalar: Unicode.Scalar) -> Bool {
    (firstScalar + 0x80...firstScalar + 0xFF).contains(scalar.value)
  }

  public init(_ text: String) {
    guard text.unicodeScalars.contains(where: Self.isByte) else {
      bytes = Array(text.utf8CString)
      return
    }
    var bytes: [CChar] = []
    for scalar in text.unicodeScalars {
      if Self.isByte(scalar) {
        bytes.append(CChar(bitPattern: UInt8(scalar.value - Self.firstScalar)))
      } else {
        bytes += UTF8.encode(scalar)!.map { CChar(bitPattern: $0) }
      }
    }
    self.bytes = bytes + [0]
  }

  public init(cString: UnsafePointer<CChar>) {
    bytes = Array(UnsafeBufferPointer(start: cString, count: strlen(cString) + 1))
  }

  /// The path as text that `init(_:)` takes back.
  public var text: String {
    let units = bytes.dropLast().map { UInt8(bitPattern: $0) }
    if let text = String(validating: units, as: UTF8.self), !text.unicodeScalars.contains(where: Self.isByte)
    {
      return text
    }
    var text = String.UnicodeScalarView()
    var rest = units[...]
    func keep(_ count: Int) {
      for byte in rest.prefix(count) { text.append(Unicode.Scalar(Self.firstScalar + UInt32(byte))!) }
    }
    while !rest.isEmpty {
      var iterator = rest.makeIterator()
      var parser = UTF8.ForwardParser()
      var count = 1
      if case .valid(let encoded) = parser.parseScalar(from: &iterator) {
        count = encoded.count
        let scalar = UTF8.decode(encoded)
        // A name that has such scalars of its own keeps their bytes.
        if Self.isByte(scalar) { keep(count) } else { text.append(scalar) }
      } else {
        keep(1)
      }
      rest = rest.dropFirst(count)
    }
    return String(text)
  }

  /// The path for readers that take nothing but UTF-8: what is none of it becomes U+FFFD.
  package var displayText: String {
    String(decoding: bytes.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
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
