// Model files: whatever is missing, misshapen or no number is named, and the id tells encoders apart.

import AdaINNetwork
import AdaINTestSupport
import Testing

@Suite struct ModelFileTests {
  private func changed(_ change: (inout Safetensors) throws -> Void) throws -> Safetensors {
    var file = try GoldenModel.compact.file
    try change(&file)
    return file
  }

  @Test func theBundledModel() throws {
    let model = try GoldenModel.compact.model
    #expect(model.name == "compact")
    #expect(model.featureChannels == 256)
    #expect(model.id.hasPrefix("compact-") && model.id.count == "compact-".count + 16)
    let file = try GoldenModel.compact.file
    #expect(model.parameterCount == file.tensors.values.reduce(0) { $0 + $1.values.count })
    #expect(model.summary.contains("license: CC0-1.0") && model.summary.hasPrefix("name: compact\n"))
  }

  @Test func everyTensorIsNeeded() throws {
    for name in try GoldenModel.compact.file.tensors.keys.sorted() {
      let file = try changed { $0.tensors[name] = nil }
      expectError(.malformed, name) { _ = try Model(file) }
    }
  }

  @Test func shapesMustFitTheArchitecture() throws {
    let shapes: [(String, [Int])] = [
      ("encoder.preprocess.weight", [3, 3]), ("encoder.preprocess.weight", [4, 3, 1, 1]),
      ("encoder.preprocess.bias", [4]), ("encoder.conv1_1.weight", [16, 4, 3, 3]),
      ("encoder.conv1_1.weight", [16, 27]), ("encoder.conv1_1.weight", []),
      ("encoder.conv1_1.weight", [0, 3, 3, 3]),
      ("encoder.conv2_1.weight", [16, 16, 3, 3]), ("encoder.conv2_1.weight", [32, 16, 1, 9]),
      ("encoder.conv3_2.bias", [1]), ("encoder.conv3_2.bias", []), ("encoder.conv3_2.bias", [64, 1]),
      ("decoder.conv4_1.weight", [64, 64, 3, 3]), ("decoder.conv1_1.weight", [4, 16, 3, 3]),
      ("encoder.conv1_1.weight", [5000, 3, 3, 3]),
    ]
    for (name, shape) in shapes {
      let file = try changed {
        $0.tensors[name] = .init(shape: shape, values: [Float](repeating: 0, count: shape.reduce(1, *)))
      }
      expectError(.malformed, "shape", what: "\(name) \(shape)") { _ = try Model(file) }
    }
    let four = try changed {
      $0.tensors["decoder.conv1_1.weight"] = .init(
        shape: [4, 16, 3, 3], values: [Float](repeating: 0, count: 576))
      $0.tensors["decoder.conv1_1.bias"] = .init(shape: [4], values: [0, 0, 0, 0])
    }
    expectError(.malformed, "4 channels") { _ = try Model(four) }
  }

  @Test(arguments: [Float.nan, .infinity])
  func weightsMustBeNumbers(value: Float) throws {
    for name in ["encoder.preprocess.bias", "encoder.conv4_1.weight", "decoder.conv1_1.bias"] {
      let file = try changed { $0.tensors[name]!.values[1] = value }
      expectError(.malformed, name, "NaN") { _ = try Model(file) }
    }
  }

  @Test func theIdentityFollowsTheEncoderAndTheName() throws {
    let id = try GoldenModel.compact.model.id
    for name in ["encoder.preprocess.bias", "encoder.conv1_1.bias", "encoder.conv4_1.weight"] {
      let file = try changed { $0.tensors[name]!.values[0] += 0.001 }
      #expect(try Model(file).id != id, "\(name)")
    }
    #expect(try Model(changed { $0.metadata["name"] = "other" }).id != id)
    #expect(try Model(changed { $0.metadata["training"] = "other" }).id == id)
    // A style fits any decoder of the same encoder.
    #expect(try Model(changed { $0.tensors["decoder.conv1_1.bias"]!.values[0] += 0.1 }).id == id)
  }

  @Test func aFileErrorNamesTheFile() throws {
    try TestFiles.withFolder { folder in
      let path = folder + "/model.safetensors"
      try Safetensors().write(to: path, kind: "model")
      expectError(.malformed, "model \(path)", "encoder.preprocess.weight") { _ = try Model(path: path) }
    }
  }

  /// A model of widths that are no multiples of a block of channels.
  @Test func oddWidths() throws {
    let model = try Model(OddModel.file(seed: 31))
    #expect(model.featureChannels == 21)
  }
}
