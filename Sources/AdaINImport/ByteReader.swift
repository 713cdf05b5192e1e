// A cursor over a file's bytes that never leaves them: what is not there is an error. Knows no format.

import AdaINRuntime

/// Reads little-endian values one after the other from a part of a file.
package struct ByteReader {
  package let bytes: [UInt8]
  /// The next byte's place in `bytes`.
  package private(set) var position: Int
  private let end: Int

  package init(_ bytes: [UInt8]) { self.init(bytes, 0..<bytes.count) }

  /// - Parameter part: must lie within `bytes`.
  package init(_ bytes: [UInt8], _ part: Range<Int>) {
    precondition(part.lowerBound >= 0 && part.upperBound <= bytes.count)
    self.bytes = bytes
    position = part.lowerBound
    end = part.upperBound
  }

  package var remaining: Int { end - position }

  /// The place of the next `count` bytes, which are then behind the cursor.
  package mutating func skip(_ count: Int) throws(AdaINError) -> Range<Int> {
    guard count >= 0 else { throw .malformed("is damaged: it states a length of \(count)") }
    guard count <= remaining else {
      throw .malformed("is cut short: \(count) bytes are stated where \(remaining) are left")
    }
    defer { position += count }
    return position..<position + count
  }

  package mutating func byte() throws(AdaINError) -> UInt8 {
    bytes[try skip(1).lowerBound]
  }

  package mutating func integer<T: FixedWidthInteger>(_ type: T.Type) throws(AdaINError) -> T {
    let from = try skip(MemoryLayout<T>.size).lowerBound
    return bytes.withUnsafeBytes { T(littleEndian: $0.loadUnaligned(fromByteOffset: from, as: T.self)) }
  }

  /// A signed 64-bit number as a count or an index.
  package mutating func long() throws(AdaINError) -> Int { Int(try integer(Int64.self)) }

  /// The longest text that anything is called by; longer ones are signs of damage.
  private static let longestText = 4096

  /// The next `count` bytes as a text.
  package mutating func text(_ count: Int) throws(AdaINError) -> String {
    let place = try skip(count)
    guard count <= Self.longestText else {
      throw .malformed("has a text of \(count) bytes, longer than any name")
    }
    return String(decoding: bytes[place], as: UTF8.self)
  }

  /// A text that a line feed ends.
  package mutating func line() throws(AdaINError) -> String {
    let limit = min(end, position + Self.longestText)
    guard let feed = bytes[position..<limit].firstIndex(of: UInt8(ascii: "\n")) else {
      throw .malformed("is cut short or damaged: a line has no end")
    }
    let line = try text(feed - position)
    _ = try skip(1)
    return line
  }
}

extension AdaINError {
  /// Texts continue "file NAME …".
  static func malformed(_ text: String) -> AdaINError { AdaINError(.malformed, text) }
}

extension Int {
  /// Products and sums that would not fit are nil, as sizes that no file can have.
  func times(_ other: Int) -> Int? {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : product
  }

  func plus(_ other: Int) -> Int? {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? nil : sum
  }
}
