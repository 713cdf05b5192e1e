// Published files become the model they are: bit for bit, in every format, in either order; and what does not
// fit together is told with the file's name.

import AdaINImport
import AdaINNetwork
import AdaINRuntime
import Testing

@Suite struct ImportTests {
  private static let pairs = [
    ("encoder.zip.pth", "decoder.zip.pth", "PyTorch (zip)", "PyTorch (zip)"),
    ("encoder.pickle.pth", "decoder.pickle.pth", "PyTorch (pickle)", "PyTorch (pickle)"),
    ("encoder.t7", "decoder.t7", "Torch7", "Torch7"),
    ("encoder.t7", "decoder.zip.pth", "Torch7", "PyTorch (zip)"),
    ("encoder.zip.pth", "decoder.t7", "PyTorch (zip)", "Torch7"),
    ("encoder.pickle.pth", "decoder-double.pickle.pth", "PyTorch (pickle)", "PyTorch (pickle)"),
  ]

  @Test(arguments: pairs)
  func everyFormatGivesTheSameBits(
    encoder: String, decoder: String, encoderFormat: String, decoderFormat: String
  ) throws {
    let expected = try ModelFiles.expected
    let (a, b) = (ModelFiles.path(encoder), ModelFiles.path(decoder))
    for (first, second) in [(a, b), (b, a)] {
      let model = try PublishedModel.read(first, second, name: "test", license: nil)
      #expect(model.tensors.keys.sorted() == expected.keys.sorted())
      for (name, tensor) in expected {
        let found = try #require(model.tensors[name])
        #expect(found.shape == tensor.shape && found.precision == .float32, "\(name)")
        #expect(found.values.map(\.bitPattern) == tensor.values.map(\.bitPattern), "\(name) of \(first)")
      }
      #expect(model.metadata["origin"] == "imported; encoder \(encoderFormat), decoder \(decoderFormat)")
    }
  }

  @Test func halvesStayHalves() throws {
    let model = try PublishedModel.read(
      ModelFiles.path("decoder-half.zip.pth"), ModelFiles.path("encoder.t7"), name: "test", license: nil)
    for (name, tensor) in try ModelFiles.expected {
      let found = try #require(model.tensors[name])
      let isHalf = name.hasPrefix("decoder.")
      #expect(found.precision == (isHalf ? .float16 : .float32))
      #expect(
        found.values == (isHalf ? tensor.values.map { Half.float(Half.bits($0)) } : tensor.values), "\(name)")
    }
  }

  @Test func theResultIsAModelOfThisProject() throws {
    let file = try PublishedModel.read(
      ModelFiles.path("encoder.zip.pth"), ModelFiles.path("decoder.zip.pth"), name: "small",
      license: "research only")
    #expect(
      file.metadata == [
        "name": "small", "license": "research only", "format": "adain", "architecture": "vgg19-relu4_1",
        "origin": "imported; encoder PyTorch (zip), decoder PyTorch (zip)",
      ])
    let model = try Model(Safetensors(bytes: file.bytes))
    #expect(model.name == "small" && model.featureChannels == 7)
    #expect(model.parameterCount == (try ModelFiles.expected.values.reduce(0) { $0 + $1.values.count }))
    #expect(model.id.hasPrefix("small-"))
  }

  @Test func aVGGThatEndsAtRelu41() throws {
    let whole = try ModelFiles.network("encoder.t7")
    #expect(whole.convolutions.count == 17)
    let layers = try Self.encoder(convolutions: 10)
    let file = try PublishedModel.model(layers, ModelFiles.network("decoder.t7"), name: "test", license: nil)
    #expect(file.tensors["encoder.conv4_1.weight"] != nil)
  }

  @Test func twoFilesOfOneKind() throws {
    let (a, b) = (ModelFiles.path("encoder.zip.pth"), ModelFiles.path("encoder.t7"))
    expectMalformed(a, b, "both encoders", "the decoder") {
      _ = try PublishedModel.read(a, b, name: "test", license: nil)
    }
    let decoder = ModelFiles.path("decoder.t7")
    expectMalformed("both decoders", "the encoder") {
      _ = try PublishedModel.read(decoder, decoder, name: "test", license: nil)
    }
  }

  /// Torchvision's VGG, for one, begins with conv1_1.
  @Test func anEncoderWithoutItsFirstConvolution() throws {
    let layers = Torch7Bytes.sequential(1, [Torch7Bytes.convolution(10, [4, 3, 3, 3])])
    let vgg = try PublishedNetwork(bytes: layers, path: "vgg.t7")
    expectMalformed("vgg.t7", "[4, 3, 3, 3]", "1x1", "vgg_normalised") {
      _ = try PublishedModel.model(vgg, ModelFiles.network("decoder.t7"), name: "test", license: nil)
    }
  }

  @Test func partsThatDoNotFit() throws {
    let decoder = try ModelFiles.network("decoder.t7")
    let short = try Self.encoder(convolutions: 9)
    expectMalformed("short.t7", "9 convolutions", "10") {
      _ = try PublishedModel.model(short, decoder, name: "test", license: nil)
    }
    let three = try PublishedNetwork(
      bytes: Torch7Bytes.sequential(1, [Torch7Bytes.convolution(10, [3, 7, 3, 3])]), path: "one.t7")
    expectMalformed("one.t7", "decoder of 1 convolutions", "9") {
      _ = try PublishedModel.model(ModelFiles.network("encoder.t7"), three, name: "test", license: nil)
    }
    let other = try PublishedNetwork(
      bytes: Torch7Bytes.sequential(1, [Torch7Bytes.convolution(10, [5, 4, 3, 3])]), path: "other.t7")
    expectMalformed("other.t7", "neither", "[5, 4, 3, 3]") {
      _ = try PublishedModel.model(ModelFiles.network("encoder.t7"), other, name: "test", license: nil)
    }
    // The widths chain within the encoder, but not to the decoder.
    let wide = try Self.encoder(convolutions: 10, last: 8)
    expectMalformed("short.t7", "decoder.t7", "decoder.conv4_1", "8 channels") {
      _ = try PublishedModel.model(wide, decoder, name: "test", license: nil)
    }
  }

  /// An encoder of zeros, `last` channels wide at its end.
  private static func encoder(convolutions count: Int, last: Int = 7) throws -> PublishedNetwork {
    var layers = [Torch7Bytes.convolution(10, [3, 3, 1, 1])]
    var channels = 3
    for layer in 1..<count {
      let outputs = layer == count - 1 ? last : 4
      layers.append(Torch7Bytes.convolution(Int32(10 * (layer + 1)), [outputs, channels, 3, 3]))
      channels = outputs
    }
    return try PublishedNetwork(bytes: Torch7Bytes.sequential(1, layers), path: "short.t7")
  }

  @Test func filesOfOtherFormats() throws {
    let expected = try ModelFiles.bytes("expected.safetensors")
    let cases: [([UInt8], String)] = [
      ([], "is empty"), (Array("\u{89}PNG and more".utf8), "neither"), (expected, "safetensors"),
      (Array("4\n1\n3\nV 1\n13\nnn.Sequential\n".utf8), "text form"), ([0x80, 2, 0x8A], "neither"),
      (PickleBytes.protocol2 + PickleBytes.emptyDictionary + PickleBytes.end, "neither"),
    ]
    for (bytes, words) in cases {
      expectMalformed(words) { _ = try PublishedNetwork(bytes: bytes, path: "x") }
    }
    expectMalformed("list.zip.pth", "no state dict") { _ = try ModelFiles.network("list.zip.pth") }
    expectMalformed("module.zip.pth", "torch.nn.modules.container.Sequential", "state_dict()") {
      _ = try ModelFiles.network("module.zip.pth")
    }
  }

  @Test func aMissingFile() {
    #expect(throws: AdaINError(.unreadable, "file /no/such.pth cannot be opened: No such file or directory"))
    {
      try PublishedNetwork(path: "/no/such.pth")
    }
  }
}
