// The zip archives that PyTorch writes: where each entry's bytes are. Entries lie in them as they are;
// compressed or encrypted ones are refused. Checksums are not looked at: PyTorch can be told to leave them
// out.

import AdaINRuntime

/// The list of a zip archive's entries.
package struct ZipArchive {
  private struct Entry {
    let header: Int
    let size: Int
    let method: UInt16
    let isEncrypted: Bool
  }

  /// Entries of the largest archive that is read; a state dict has one a tensor.
  private static let mostEntries = 1 << 14
  private static let endLength = 22
  private static let longestComment = 0xFFFF

  private let bytes: [UInt8]
  private var entries: [String: Entry] = [:]

  package static func isZip(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4B, 3, 4]) }

  package init(_ bytes: [UInt8]) throws(AdaINError) {
    self.bytes = bytes
    let (count, start) = try Self.directory(bytes)
    guard count <= Self.mostEntries else {
      throw .malformed("is a zip archive of \(count) entries, more than any model")
    }
    guard start >= 0 && start <= bytes.count else {
      throw .malformed("is a zip archive whose directory is not in it")
    }
    var reader = ByteReader(bytes, start..<bytes.count)
    for _ in 0..<count {
      let (name, entry) = try Self.entry(&reader)
      guard entries.updateValue(entry, forKey: name) == nil else {
        throw .malformed("is a zip archive with two entries named \(name.shown)")
      }
    }
  }

  package var names: [String] { Array(entries.keys) }

  /// The place of an entry's contents; nil when there is no such entry.
  package func contents(_ name: String) throws(AdaINError) -> Range<Int>? {
    guard let entry = entries[name] else { return nil }
    guard entry.method == 0 else {
      throw .malformed(
        "has the compressed entry \(name.shown); PyTorch does not compress, so save it again with it")
    }
    guard !entry.isEncrypted else { throw .malformed("has the encrypted entry \(name.shown)") }
    guard entry.header >= 0 && entry.header <= bytes.count else {
      throw .malformed("is a zip archive whose entry \(name.shown) is not in it")
    }
    var reader = ByteReader(bytes, entry.header..<bytes.count)
    guard try reader.integer(UInt32.self) == 0x0403_4B50 else {
      throw .malformed("is a zip archive whose entry \(name.shown) is damaged")
    }
    _ = try reader.skip(22)
    let nameLength = Int(try reader.integer(UInt16.self))
    let extraLength = Int(try reader.integer(UInt16.self))
    _ = try reader.skip(nameLength + extraLength)
    return try reader.skip(entry.size)
  }

  /// How many entries the directory has, and where it begins.
  private static func directory(_ bytes: [UInt8]) throws(AdaINError) -> (count: Int, start: Int) {
    guard let end = endRecord(bytes) else {
      throw .malformed("is a zip archive that is cut short: its directory is missing")
    }
    var reader = ByteReader(bytes, end..<bytes.count)
    _ = try reader.skip(10)
    let count = Int(try reader.integer(UInt16.self))
    _ = try reader.skip(4)
    let start = Int(try reader.integer(UInt32.self))
    // What does not fit stands in a larger record, which another one just before this one tells the place of.
    guard count == 0xFFFF || start == 0xFFFF_FFFF else { return (count, start) }
    guard end >= 20 else { throw .malformed("is a zip archive without the large directory that it tells of") }
    reader = ByteReader(bytes, end - 20..<end)
    let locator = try reader.integer(UInt32.self)
    _ = try reader.skip(4)
    let place = try reader.long()
    guard locator == 0x0706_4B50, place >= 0, place <= end else {
      throw .malformed("is a zip archive without the large directory that it tells of")
    }
    reader = ByteReader(bytes, place..<end)
    guard try reader.integer(UInt32.self) == 0x0606_4B50 else {
      throw .malformed("is a zip archive without the large directory that it tells of")
    }
    _ = try reader.skip(28)
    let largeCount = try reader.long()
    _ = try reader.skip(8)
    let largeStart = try reader.long()
    guard largeCount >= 0 else { throw .malformed("is a zip archive of \(largeCount) entries") }
    return (largeCount, largeStart)
  }

  /// The last record, which only a comment of known length follows.
  private static func endRecord(_ bytes: [UInt8]) -> Int? {
    let last = bytes.count - endLength
    guard last >= 0 else { return nil }
    for at in (max(0, last - longestComment)...last).reversed()
    where bytes[at] == 0x50 && bytes[at + 1] == 0x4B && bytes[at + 2] == 5 && bytes[at + 3] == 6 {
      let comment = Int(bytes[at + 20]) | Int(bytes[at + 21]) << 8
      if at + endLength + comment == bytes.count { return at }
    }
    return nil
  }

  private static func entry(_ reader: inout ByteReader) throws(AdaINError) -> (String, Entry) {
    guard try reader.integer(UInt32.self) == 0x0201_4B50 else {
      throw .malformed("is a zip archive whose directory is damaged")
    }
    _ = try reader.skip(4)
    let flags = try reader.integer(UInt16.self)
    let method = try reader.integer(UInt16.self)
    _ = try reader.skip(8)
    var packed = Int(try reader.integer(UInt32.self))
    var size = Int(try reader.integer(UInt32.self))
    let nameLength = Int(try reader.integer(UInt16.self))
    let extraLength = Int(try reader.integer(UInt16.self))
    let commentLength = Int(try reader.integer(UInt16.self))
    _ = try reader.skip(8)
    var header = Int(try reader.integer(UInt32.self))
    let name = try reader.text(nameLength)
    let extra = try reader.skip(extraLength)
    _ = try reader.skip(commentLength)
    try readLarge(ByteReader(reader.bytes, extra), size: &size, packed: &packed, header: &header)
    guard method != 0 || packed == size else {
      throw .malformed("is a zip archive whose entry \(name.shown) has two sizes")
    }
    return (name, Entry(header: header, size: size, method: method, isEncrypted: flags & 1 != 0))
  }

  /// Replaces numbers that did not fit into 32 bits by those of the extra field 1, which has them in this
  /// order.
  private static func readLarge(
    _ extra: ByteReader, size: inout Int, packed: inout Int, header: inout Int
  ) throws(AdaINError) {
    let tooLarge = 0xFFFF_FFFF
    var extra = extra
    while extra.remaining >= 4 {
      let kind = try extra.integer(UInt16.self)
      var field = ByteReader(extra.bytes, try extra.skip(Int(extra.integer(UInt16.self))))
      guard kind == 1 else { continue }
      if size == tooLarge { size = try field.long() }
      if packed == tooLarge { packed = try field.long() }
      if header == tooLarge { header = try field.long() }
    }
  }
}
