// Files that are not what they should be: an error each, never a trap and never more memory than the file
// deserves.

import AdaINNetwork
import AdaINTestSupport
import Testing

@Suite struct MalformedSafetensorsTests {
  private func container(_ header: String, _ data: Int = 0) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) } + Array(header.utf8)
      + [UInt8](repeating: 0, count: data)
  }

  private let sample: [UInt8] = {
    var random = SeededRandom(22)
    return Safetensors(
      tensors: [
        "first": .init(shape: [2, 3], values: random.floats(6)),
        "second": .init(shape: [4], values: random.floats(4), precision: .float16),
      ], metadata: ["name": "sample"]
    ).bytes
  }()

  @Test func aFileCutShortAnywhereIsRefused() throws {
    _ = try Safetensors(bytes: sample)
    for length in 0..<sample.count {
      expectError(.malformed, what: "\(length) of \(sample.count) bytes") {
        _ = try Safetensors(bytes: Array(sample[..<length]))
      }
    }
  }

  private static let lengths: [UInt64] = [
    .max, .max - 7, 1 << 63, 1 << 63 - 1, 1 << 32, 1 << 20, 0, 1, 2, 100,
  ]

  @Test(arguments: lengths)
  func headerLengths(length: UInt64) {
    let bytes = withUnsafeBytes(of: length.littleEndian) { Array($0) } + sample[8...]
    expectError(.malformed) { _ = try Safetensors(bytes: bytes) }
  }

  @Test(arguments: [
    "[]", "1", "\"x\"", "{\"__metadata__\":1}", "{\"__metadata__\":[]}", "{\"x\":1}", "{\"x\":{}}",
    "{\"x\":null}",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1]}}", "{\"x\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}",
    "{\"x\":{\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"x\":{\"dtype\":1,\"shape\":[1],\"data_offsets\":[0,4]}}",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4.0]}}",
  ])
  func headersOfTheWrongKind(header: String) {
    expectError(.malformed) { _ = try Safetensors(bytes: container(header, 8)) }
  }

  @Test(arguments: ["BF16", "F64", "I8", "BOOL", "f32", ""])
  func typesThatCannotBeRead(type: String) {
    let header = "{\"x\":{\"dtype\":\"\(type)\",\"shape\":[1],\"data_offsets\":[0,4]}}"
    expectError(.malformed, "tensor x", "F32 and F16") { _ = try Safetensors(bytes: container(header, 8)) }
  }

  @Test func impossibleShapesAndOffsets() {
    let large = [
      Int.min, Int.min + 1, -4, -1, 0, 1, 4, 8, 9, 1 << 31, 1 << 32, 1 << 61, 1 << 62, Int.max - 1, Int.max,
    ]
    for a in large {
      for b in large {
        // The data has 8 bytes, so that a shape of 2 and offsets 0, 8 are the only right ones.
        let offsets = "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[\(a),\(b)]}}"
        if (a, b) != (0, 8) && (a, b) != (1, 9) {
          expectError(.malformed, what: offsets) { _ = try Safetensors(bytes: container(offsets, 8)) }
        }
        let shape = "{\"x\":{\"dtype\":\"F32\",\"shape\":[\(a),\(b)],\"data_offsets\":[0,16]}}"
        if a > 0, b > 0, a.multipliedReportingOverflow(by: b) == (4, false) {
          #expect(throws: Never.self) { try Safetensors(bytes: container(shape, 16)) }
        } else {
          expectError(.malformed, what: shape) { _ = try Safetensors(bytes: container(shape, 16)) }
        }
      }
    }
    let many =
      "{\"x\":{\"dtype\":\"F32\",\"shape\":["
      + "\([String](repeating: "65536", count: 9).joined(separator: ","))],"
    expectError(.malformed) { _ = try Safetensors(bytes: container(many + "\"data_offsets\":[0,16]}}", 16)) }
  }

  /// A shape with a 0 has no values, however large its other sides are.
  @Test func emptyTensorsWithLargeSides() {
    for sides in [
      "0,\(Int.max)", "\(1 << 60),0", "0,\(1 << 62),\(1 << 62)", "\(1 << 31),\(1 << 31),0", "\(Int.max),0",
    ] {
      let bytes = container("{\"x\":{\"dtype\":\"F32\",\"shape\":[\(sides)],\"data_offsets\":[0,0]}}")
      // An error is as good; only a trap is not.
      let file = try? Safetensors(bytes: bytes)
      #expect(file?.tensors["x"]?.values.isEmpty != false, "\(sides)")
    }
  }

  @Test func twoTensorsOfOneName() {
    let entry = "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}"
    expectError(.malformed, "two tensors named x") {
      _ = try Safetensors(bytes: container("{\(entry),\(entry)}", 4))
    }
  }

  /// Tensors that share bytes would let a small file ask for any amount of memory.
  @Test(arguments: ["[0,8]", "[4,12]"])
  func tensorsThatShareBytes(second: String) {
    let header =
      "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
      + "\"y\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":\(second)}}"
    expectError(.malformed, what: header) { _ = try Safetensors(bytes: container(header, 12)) }
  }
}
