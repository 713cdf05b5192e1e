// Zip archives and rows of pickles around state dicts that are damaged or of another kind: an error each.

import AdaINImport
import Testing

private typealias P = PickleBytes

@Suite struct MalformedFileTests {
  private let entries: [(name: String, contents: [UInt8])] = [
    (
      "m/data.pkl",
      P.protocol2 + P.dictionary("0.bias", P.tensor(P.storage("0", count: 2), shape: [2], strides: [1]))
        + P.end
    ),
    ("m/data/0", [1, 2, 3, 4, 5, 6, 7, 8]),
  ]

  @Test func everyKindOfZipThatStores() throws {
    for zip in [ZipBytes(), ZipBytes(isLarge: true), ZipBytes(comment: Array("PK\u{5}\u{6} a comment".utf8))]
    {
      #expect(try TorchFile(zip.bytes(entries)).tensors["0.bias"]?.byteCount == 8)
    }
    #expect(
      try TorchFile(ZipBytes().bytes(entries + [("m/byteorder", Array("little".utf8))])).tensors.count == 1)
  }

  @Test func kindsOfZipThatCannotBeRead() {
    expectMalformed("compressed entry m/data.pkl") { _ = try TorchFile(ZipBytes(method: 8).bytes(entries)) }
    expectMalformed("encrypted") { _ = try TorchFile(ZipBytes(flags: 1).bytes(entries)) }
    expectMalformed("two entries named m/data/0") {
      _ = try TorchFile(ZipBytes().bytes(entries + [entries[1]]))
    }
    expectMalformed("byte order") {
      _ = try TorchFile(ZipBytes().bytes(entries + [("m/byteorder", Array("big".utf8))]))
    }
    expectMalformed("data.pkl") { _ = try TorchFile(ZipBytes().bytes([entries[1]])) }
    expectMalformed("data.pkl") { _ = try TorchFile(ZipBytes().bytes([("data.pkl", entries[0].contents)])) }
    expectMalformed("2 files named data.pkl") {
      _ = try TorchFile(ZipBytes().bytes(entries + [("n/data.pkl", entries[0].contents)]))
    }
    expectMalformed("20000 entries") {
      _ = try TorchFile(ZipBytes().bytes((0..<20_000).map { ("m/\($0)", []) }))
    }
  }

  @Test(arguments: [false, true])
  func numbersOfAZipThatAreExtreme(isLarge: Bool) throws {
    let bytes = ZipBytes(isLarge: isLarge).bytes(entries)
    let start = try #require(
      bytes.indices.dropLast(3).first { Array(bytes[$0..<$0 + 4]) == [0x50, 0x4B, 1, 2] })
    // Every number of the directory and its end records, in turn.
    for at in start..<bytes.count - 8 {
      for pattern in [[0xFF, 0xFF, 0xFF, 0x7F], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0x80]] as [[UInt8]] {
        for width in [4, 8] {
          var damaged = bytes
          let value = width == 4 ? pattern : [0xFF, 0xFF, 0xFF, 0xFF] + pattern
          damaged.replaceSubrange(at..<at + width, with: value)
          do { _ = try TorchFile(damaged) } catch {
            #expect(error.code == .malformed && !error.message.isEmpty)
          }
        }
      }
    }
  }

  @Test(arguments: [
    "encoder.zip.pth", "encoder.pickle.pth", "encoder.t7", "decoder.t7", "decoder.pickle.pth",
  ])
  func aFileCutShortAnywhere(name: String) throws {
    let bytes = try ModelFiles.bytes(name)
    for length in stride(from: 0, to: bytes.count, by: 37) {
      expectMalformed(what: "\(length) bytes of \(name)") {
        _ = try PublishedNetwork(bytes: Array(bytes[..<length]), path: name)
      }
    }
    expectMalformed("is cut short") { _ = try PublishedNetwork(bytes: Array(bytes.dropLast()), path: name) }
  }

  // The old form

  private func old(
    version: [UInt8] = P.integer(1001), order: [UInt8] = [0x88], keys: [String] = ["0"], counts: [Int] = [2]
  ) -> [UInt8] {
    let magic: [UInt8] = [0x80, 2, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    let pickles = [
      version, P.dictionary("little_endian", order), Array(entries[0].contents.dropFirst(2).dropLast()),
      P.emptyList + P.mark + keys.flatMap(P.text) + P.appends,
    ]
    return magic + P.end + pickles.flatMap { P.protocol2 + $0 + P.end }
      + counts.flatMap { little(Int64($0)) + [UInt8](repeating: 1, count: 8) }
  }

  @Test func rowsOfPickles() throws {
    #expect(try TorchFile(old()).tensors["0.bias"]?.byteCount == 8)
    expectMalformed("version") { _ = try TorchFile(old(version: P.integer(1002))) }
    expectMalformed("version") { _ = try TorchFile(old(version: P.none)) }
    expectMalformed("byte order") { _ = try TorchFile(old(order: [0x89])) }
    expectMalformed("list of storages") { _ = try TorchFile(old(keys: ["1"])) }
    expectMalformed("list of storages") { _ = try TorchFile(old(keys: ["0", "0"], counts: [2, 2])) }
    expectMalformed("0.bias", "not in it") { _ = try TorchFile(old(keys: [], counts: [])) }
    for count in [-1, 1, 3, Int.max, Int.min, 1 << 61] {
      expectMalformed("storage 0", "\(count)") { _ = try TorchFile(old(counts: [count])) }
    }
    expectMalformed("is cut short") { _ = try TorchFile(Array(old().dropLast())) }
    #expect(
      !TorchFile.isTorch([0x80, 2, 0x8A, 0x0A, 0x6C] + [UInt8](repeating: 0, count: 40)), "another number")
  }
}
