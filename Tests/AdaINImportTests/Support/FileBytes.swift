// Pieces of the formats, byte by byte, for files that no framework would write.

import AdaINImport

func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}

/// Instructions of pickles.
enum PickleBytes {
  static let mark = Array("(".utf8), tuple = Array("t".utf8), call = Array("R".utf8), end = Array(".".utf8)
  static let persistent = Array("Q".utf8), none = Array("N".utf8), build = Array("b".utf8)
  static let emptyTuple = Array(")".utf8), emptyList = Array("]".utf8), emptyDictionary = Array("}".utf8)
  static let setItem = Array("s".utf8), append = Array("a".utf8), appends = Array("e".utf8)
  static let protocol2: [UInt8] = [0x80, 2]

  static func global(_ module: String, _ name: String) -> [UInt8] { Array("c\(module)\n\(name)\n".utf8) }
  static func text(_ text: String) -> [UInt8] {
    [UInt8(ascii: "X")] + little(UInt32(text.utf8.count)) + Array(text.utf8)
  }
  static func put(_ number: UInt8) -> [UInt8] { [UInt8(ascii: "q"), number] }
  static func get(_ number: UInt8) -> [UInt8] { [UInt8(ascii: "h"), number] }

  /// A number of any size.
  static func integer(_ value: Int) -> [UInt8] { [0x8A, 8] + little(Int64(value)) }
  static func integers(_ values: [Int]) -> [UInt8] { mark + values.flatMap(integer) + tuple }

  static func storage(_ key: String, type: String = "FloatStorage", count: Int, view: [UInt8] = []) -> [UInt8]
  {
    mark + text("storage") + global("torch", type) + text(key) + text("cpu") + integer(count) + view + tuple
      + persistent
  }

  static func tensor(_ storage: [UInt8], offset: Int = 0, shape: [Int], strides: [Int]) -> [UInt8] {
    global("torch._utils", "_rebuild_tensor_v2") + mark + storage + integer(offset) + integers(shape)
      + integers(strides) + [0x89] + emptyDictionary + tuple + call
  }

  /// A dictionary of one entry.
  static func dictionary(_ key: String, _ value: [UInt8]) -> [UInt8] {
    emptyDictionary + text(key) + value + setItem
  }
}

/// Zip archives.
struct ZipBytes {
  var method: UInt16 = 0
  var flags: UInt16 = 0
  /// Sizes, places and counts in the fields of 64 bits.
  var isLarge = false
  var comment: [UInt8] = []

  func bytes(_ entries: [(name: String, contents: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for (name, contents) in entries {
      let lengths =
        isLarge
        ? [UInt8](repeating: 0xFF, count: 8) : little(UInt32(contents.count)) + little(UInt32(contents.count))
      let size = UInt64(contents.count)
      let extra =
        isLarge
        ? little(UInt16(1)) + little(UInt16(24)) + little(size) + little(size) + little(UInt64(bytes.count))
        : []
      let place = isLarge ? UInt32.max : UInt32(bytes.count)
      let common =
        little(flags) + little(method) + [UInt8](repeating: 0, count: 8) + lengths
        + little(UInt16(name.utf8.count))
      directory +=
        [0x50, 0x4B, 1, 2, 0, 0, 0, 0] + common + little(UInt16(extra.count))
        + [UInt8](repeating: 0, count: 10)
      directory += little(place) + Array(name.utf8) + extra
      bytes +=
        [0x50, 0x4B, 3, 4, 0, 0] + common + little(UInt16(5)) + Array(name.utf8) + [0xAA, 0xBB, 1, 0, 9]
        + contents
    }
    return bytes + directory + end(count: entries.count, start: bytes.count, length: directory.count)
  }

  private func end(count: Int, start: Int, length: Int) -> [UInt8] {
    let tail = little(UInt16(comment.count)) + comment
    guard isLarge else {
      return [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + little(UInt16(count)) + little(UInt16(count))
        + little(UInt32(length))
        + little(UInt32(start)) + tail
    }
    let numbers =
      little(UInt64(count)) + little(UInt64(count)) + little(UInt64(length)) + little(UInt64(start))
    let record = [0x50, 0x4B, 6, 6] + little(UInt64(44)) + [UInt8](repeating: 0, count: 12) + numbers
    let locator = [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + little(UInt64(start + length)) + little(UInt32(1))
    return record + locator + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 12) + tail
  }

  /// A state dict's pickle and its storages, as PyTorch lays them out.
  static func stateDictionary(_ pickle: [UInt8], _ storages: [String: [UInt8]] = [:]) -> [UInt8] {
    ZipBytes().bytes(
      [
        ("model/data.pkl", PickleBytes.protocol2 + pickle + PickleBytes.end),
        ("model/byteorder", Array("little".utf8)),
      ]
        + storages.sorted { $0.key < $1.key }.map { ("model/data/\($0.key)", $0.value) })
  }
}

/// Values of Torch7 files.
enum Torch7Bytes {
  static let none = little(Int32(0))
  static func number(_ value: Double) -> [UInt8] { little(Int32(1)) + little(value.bitPattern) }
  static func string(_ text: String) -> [UInt8] { little(Int32(text.utf8.count)) + Array(text.utf8) }
  static func text(_ text: String) -> [UInt8] { little(Int32(2)) + string(text) }
  static func reference(_ number: Int32, tag: Int32 = 4) -> [UInt8] { little(tag) + little(number) }

  static func table(_ number: Int32, _ entries: [([UInt8], [UInt8])]) -> [UInt8] {
    little(Int32(3)) + little(number) + little(Int32(entries.count)) + entries.flatMap { $0.0 + $0.1 }
  }

  static func list(_ number: Int32, _ items: [[UInt8]]) -> [UInt8] {
    table(number, items.enumerated().map { (self.number(Double($0.offset + 1)), $0.element) })
  }

  static func object(_ number: Int32, _ name: String, _ contents: [UInt8]) -> [UInt8] {
    little(Int32(4)) + little(number) + string("V 1") + string(name) + contents
  }

  /// Takes the number after its own too.
  static func layer(_ number: Int32, _ name: String, _ fields: [(String, [UInt8])] = []) -> [UInt8] {
    object(number, name, table(number + 1, fields.map { (text($0.0), $0.1) }))
  }

  static func storage(_ number: Int32, _ values: [Float], count: Int? = nil) -> [UInt8] {
    object(
      number, "torch.FloatStorage",
      little(Int64(count ?? values.count)) + values.flatMap { little($0.bitPattern) })
  }

  /// Takes the number after its own for the storage.
  static func tensor(
    _ number: Int32, _ shape: [Int], strides: [Int]? = nil, offset: Int = 0, _ values: [Float]
  ) -> [UInt8] {
    let steps = strides ?? shape.indices.map { shape[($0 + 1)...].reduce(1, *) }
    return object(
      number, "torch.FloatTensor",
      little(Int32(shape.count)) + (shape + steps + [offset + 1]).flatMap { little(Int64($0)) }
        + storage(number + 1, values))
  }

  /// Takes six numbers.
  static func convolution(_ number: Int32, _ shape: [Int], more: [(String, [UInt8])] = []) -> [UInt8] {
    let weight = tensor(number + 2, shape, [Float](repeating: 0, count: shape.reduce(1, *)))
    let bias = tensor(number + 4, [shape[0]], [Float](repeating: 0, count: shape[0]))
    return layer(number, "nn.SpatialConvolution", more + [("weight", weight), ("bias", bias)])
  }

  /// Takes three numbers.
  static func sequential(_ number: Int32, _ layers: [[UInt8]]) -> [UInt8] {
    layer(number, "nn.Sequential", [("modules", list(number + 2, layers))])
  }
}
