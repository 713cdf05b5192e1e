// The safetensors container: an 8-byte header length, a JSON header, raw little-endian tensors.
// Reads and writes F32 and F16; checks every size and offset before it touches a byte.

import AdaINRuntime

/// Named tensors and texts, as a safetensors file holds them.
public struct Safetensors: Sendable {
  /// How a file stores a tensor's values.
  public enum Precision: String, Sendable {
    case float32 = "F32"
    case float16 = "F16"
    var bytes: Int { self == .float32 ? 4 : 2 }
  }

  /// A tensor: its values, in Float whatever the file's precision, the last axis fastest.
  public struct Tensor: Sendable {
    public var shape: [Int]
    public var values: [Float]
    public var precision: Precision

    public init(shape: [Int], values: [Float], precision: Precision = .float32) {
      precondition(shape.reduce(1, *) == values.count)
      self.shape = shape
      self.values = values
      self.precision = precision
    }
  }

  /// Bytes of the largest files that are read, and of their headers: far above real ones, and little enough
  /// that a hostile file cannot ask for much memory. A style's is above the bundled models', so that one of
  /// these in its place is told to be none.
  private static let longestStyle = 16 << 20
  private static let longestModel = 1 << 30
  private static let longestHeader = 4 << 20

  public var tensors: [String: Tensor]
  public var metadata: [String: String]

  public init(tensors: [String: Tensor] = [:], metadata: [String: String] = [:]) {
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads a file.
  /// - Parameter kind: what the file is, for error texts: "model", "style".
  public init(path: FilePath, kind: String) throws(AdaINError) {
    let bytes = try File.read(
      path, limit: kind == "style" ? Self.longestStyle : Self.longestModel, kind: kind)
    do { try self.init(bytes: bytes) } catch {
      throw AdaINError(error.code, "\(kind) \(path.text) \(error.message)")
    }
  }

  /// Parses a file's contents.
  public init(bytes: [UInt8]) throws(AdaINError) {
    guard bytes.count >= 8 else { throw Self.malformed("is too short to be a safetensors file") }
    let length = (0..<8).reduce(UInt64(0)) { $0 | UInt64(bytes[$1]) << (8 * UInt64($1)) }
    guard length <= UInt64(bytes.count - 8) else {
      throw Self.malformed("is not a safetensors file, or is cut short within its header")
    }
    guard length <= Self.longestHeader else {
      throw Self.malformed("has a header of \(length) bytes, more than any model")
    }
    let start = 8 + Int(length)
    // Values and their texts take some times the header's bytes.
    try FreeMemory.check(bytes: 16 * Int(length))
    guard let header = JSON(Array(bytes[8..<start])), case .object(let members) = header else {
      throw Self.malformed("is not a safetensors file: its header is not a JSON object")
    }
    self.init()
    // All tensors as Float, which twice as many bytes of F16 hold.
    try FreeMemory.check(bytes: 2 * (bytes.count - start))
    var taken = 0
    for (name, entry) in members {
      if name == "__metadata__" {
        guard case .object(let texts) = entry else { throw Self.malformed("has no texts as its metadata") }
        for (key, value) in texts { metadata[key] = value.stringValue ?? value.text }
      } else {
        guard tensors[name] == nil else { throw Self.malformed("has two tensors named \(name.shown)") }
        let tensor = try Self.tensor(name, entry, bytes[start...])
        // Tensors that shared bytes would let a small file ask for any amount of memory.
        taken += tensor.values.count * tensor.precision.bytes
        guard taken <= bytes.count - start else { throw Self.malformed("has tensors that share bytes") }
        tensors[name] = tensor
      }
    }
  }

  private static func tensor(_ name: String, _ entry: JSON, _ data: ArraySlice<UInt8>)
    throws(AdaINError) -> Tensor
  {
    guard let type = entry["dtype"]?.stringValue, let shape = entry["shape"]?.integers,
      let offsets = entry["data_offsets"]?.integers, offsets.count == 2
    else { throw malformed("describes tensor \(name.shown) incompletely") }
    guard let precision = Precision(rawValue: type) else {
      throw malformed("has tensor \(name.shown) of type \(type.shown); only F32 and F16 can be read")
    }
    var bytes = precision.bytes
    for side in shape {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: side)
      guard side >= 0, !overflow else { throw malformed("has tensor \(name.shown) of an impossible shape") }
      bytes = product
    }
    guard offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= data.count else {
      throw malformed("is cut short: tensor \(name.shown) lies beyond its end")
    }
    guard offsets[1] - offsets[0] == bytes else {
      throw malformed("has tensor \(name.shown) whose bytes do not fit its shape")
    }
    let values = [Float](unsafeUninitializedCapacity: bytes / precision.bytes) { buffer, count in
      count = buffer.count
      data.withUnsafeBytes { data in
        let from = offsets[0]
        switch precision {
        case .float32:
          for i in 0..<count {
            let bits = data.loadUnaligned(fromByteOffset: from + 4 * i, as: UInt32.self)
            buffer[i] = Float(bitPattern: UInt32(littleEndian: bits))
          }
        case .float16:
          for i in 0..<count {
            let bits = data.loadUnaligned(fromByteOffset: from + 2 * i, as: UInt16.self)
            buffer[i] = Half.float(UInt16(littleEndian: bits))
          }
        }
      }
    }
    return Tensor(shape: shape, values: values, precision: precision)
  }

  private static func malformed(_ text: String) -> AdaINError { AdaINError(.malformed, text) }

  /// The file's contents: tensors sorted by name, the header padded to a multiple of 8 bytes.
  public var bytes: [UInt8] {
    var members: [(key: String, value: JSON)] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSON.string($0.value)) }
      members.append(("__metadata__", .object(texts)))
    }
    var data: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let from = data.count
      for value in tensor.values {
        switch tensor.precision {
        case .float32: withUnsafeBytes(of: value.bitPattern.littleEndian) { data += $0 }
        case .float16: withUnsafeBytes(of: Half.bits(value).littleEndian) { data += $0 }
        }
      }
      members.append(
        (
          name,
          .object([
            ("dtype", .string(tensor.precision.rawValue)), ("shape", .array(tensor.shape.map(JSON.integer))),
            ("data_offsets", .array([.integer(from), .integer(data.count)])),
          ])
        ))
    }
    var header = Array(JSON.object(members).text.utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header + data
  }

  /// Writes a file that appears whole or not at all.
  public func write(to path: FilePath, kind: String) throws(AdaINError) {
    try File.write(bytes, to: path, kind: kind)
  }
}

extension Safetensors {
  /// Reads a file; `kind` is what it is, for error texts.
  public init(path: String, kind: String) throws(AdaINError) {
    try self.init(path: FilePath(path), kind: kind)
  }

  /// Writes a file that appears whole or not at all.
  public func write(to path: String, kind: String) throws(AdaINError) {
    try write(to: FilePath(path), kind: kind)
  }
}
