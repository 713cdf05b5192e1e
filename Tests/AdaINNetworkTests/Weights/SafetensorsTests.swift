// The container of models and styles: what is written is read, in both precisions.

import AdaINNetwork
import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct SafetensorsTests {
  private func sample(_ precision: Safetensors.Precision) -> Safetensors {
    var random = SeededRandom(21)
    // Values that half precision holds exactly.
    func values(_ count: Int) -> [Float] { random.floats(count, -8...8).map { Half.float(Half.bits($0)) } }
    return Safetensors(
      tensors: [
        "b": .init(shape: [2, 3, 4], values: values(24), precision: precision),
        "a": .init(shape: [5], values: values(5), precision: precision),
        "empty": .init(shape: [0, 7], values: [], precision: precision),
        "scalar": .init(shape: [], values: values(1), precision: precision),
        "an \"odd\"\\name\n🎨": .init(shape: [1], values: [-0.0], precision: precision),
      ],
      metadata: ["title": "“Étoile” \"quoted\"\\\n", "format": "adain"])
  }

  @Test(arguments: [Safetensors.Precision.float32, .float16])
  func whatIsWrittenIsRead(precision: Safetensors.Precision) throws {
    let file = sample(precision)
    let back = try Safetensors(bytes: file.bytes)
    #expect(back.metadata == file.metadata)
    #expect(back.tensors.keys.sorted() == file.tensors.keys.sorted())
    for (name, tensor) in file.tensors {
      let other = try #require(back.tensors[name])
      #expect(other.shape == tensor.shape && other.precision == precision)
      #expect(other.values.map(\.bitPattern) == tensor.values.map(\.bitPattern), "\(name)")
    }
    #expect(back.bytes == file.bytes, "writing again gives the same bytes")
  }

  @Test func everyFloatKeepsItsBits() throws {
    let odd: [Float] = [.nan, .infinity, -.infinity, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
    let file = Safetensors(tensors: ["x": .init(shape: [6], values: odd)])
    let back = try Safetensors(bytes: file.bytes)
    #expect(back.tensors["x"]?.values.map(\.bitPattern) == odd.map(\.bitPattern))
  }

  @Test func halvesAreRoundedToNearest() throws {
    let values: [Float] = [0.1, 1 / 3, 65_504, 1e6, 1e-9]
    let file = Safetensors(tensors: ["x": .init(shape: [5], values: values, precision: .float16)])
    #expect(file.bytes.count < 100 + 5 * 2)
    let back = try #require(try Safetensors(bytes: file.bytes).tensors["x"])
    #expect(back.values == values.map { Half.float(Half.bits($0)) })
  }

  /// The layout by the format's description, byte by byte.
  @Test func theBytesAreTheFormats() throws {
    let header = #"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    let bytes =
      [UInt8(header.utf8.count)] + [UInt8](repeating: 0, count: 7) + Array(header.utf8)
      + [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0]
    #expect(try Safetensors(bytes: bytes).tensors["x"]?.values == [1, -2])
    let written = Safetensors(tensors: ["x": .init(shape: [2], values: [1, -2])]).bytes
    #expect(written[0] % 8 == 0, "the header is padded, so that the tensors are aligned")
    #expect(Array(written[8..<8 + header.utf8.count]) == Array(header.utf8))
    #expect(Array(written.suffix(8)) == Array(bytes.suffix(8)))
  }

  @Test func filesAreReadAndWritten() throws {
    try TestFiles.withFolder { folder in
      let path = folder + "/weights.safetensors"
      let file = sample(.float16)
      try file.write(to: path, kind: "model")
      #expect(try Safetensors(path: path, kind: "model").bytes == file.bytes)
      try File.write(Array(file.bytes.dropLast()), to: path, kind: "model")
      expectError(.malformed, "model \(path)", "cut short") { _ = try Safetensors(path: path, kind: "model") }
      expectError(.unreadable, "style \(folder)/none") {
        _ = try Safetensors(path: folder + "/none", kind: "style")
      }
    }
  }

  @Test func anEmptyContainer() throws {
    let back = try Safetensors(bytes: Safetensors().bytes)
    #expect(back.tensors.isEmpty && back.metadata.isEmpty)
  }
}
