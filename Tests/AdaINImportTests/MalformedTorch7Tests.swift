// Torch7 files that are damaged, that hold something else than a network, or that want to be followed for
// ever.

import AdaINImport
import Testing

private typealias T = Torch7Bytes

@Suite struct MalformedTorch7Tests {
  private func convolutions(_ bytes: [UInt8]) throws -> [PublishedConvolution] {
    try Torch7File(bytes).networkConvolutions()
  }

  @Test func networksInARow() throws {
    let nested = T.sequential(
      1,
      [
        T.convolution(10, [3, 3, 1, 1]),
        T.sequential(20, [T.convolution(30, [4, 3, 3, 3]), T.layer(40, "nn.ReLU")]),
      ])
    #expect(try convolutions(nested).map(\.weight.shape) == [[3, 3, 1, 1], [4, 3, 3, 3]])
    // Code in any of its three forms is passed over.
    let code = T.string("\u{1B}Lua") + T.table(51, [])
    for function in [
      little(Int32(6)) + code, little(Int32(7)) + little(Int32(50)) + code,
      little(Int32(8)) + little(Int32(50)) + code,
    ] {
      let layer = T.convolution(10, [3, 3, 1, 1], more: [("hook", function)])
      #expect(try convolutions(T.sequential(1, [layer])).count == 1)
    }
    // Before there were versions, the class came at once.
    let old = little(Int32(4)) + little(Int32(1)) + T.string("nn.Sequential")
    #expect(try convolutions(old + T.table(2, [(T.text("modules"), T.list(3, []))])).isEmpty)
  }

  @Test func matricesOfWeights() throws {
    func layer(_ sides: [(String, Double)], shape: [Int] = [2, 18], strides: [Int]? = nil) -> [UInt8] {
      T.layer(
        1, "nn.SpatialConvolutionMM",
        sides.map { ($0.0, T.number($0.1)) } + [
          ("weight", T.tensor(3, shape, strides: strides, [Float](repeating: 0, count: 36))),
          ("bias", T.tensor(5, [2], [0, 0])),
        ])
    }
    let right = [("nInputPlane", 2.0), ("kH", 3), ("kW", 3)]
    #expect(try convolutions(layer(right))[0].weight.shape == [2, 2, 3, 3])
    for (what, bytes) in [
      ("a side is missing", layer(Array(right.dropLast()))),
      ("no whole number", layer([("nInputPlane", 2.5), right[1], right[2]])),
      ("too few", layer([("nInputPlane", 1), right[1], right[2]])),
      ("NaN", layer([("nInputPlane", .nan), right[1], right[2]])),
      ("0", layer([("nInputPlane", 0), right[1], right[2]])),
      ("huge", layer([("nInputPlane", 1e300), right[1], right[2]])),
      ("swapped axes", layer(right, strides: [1, 2])),
    ] {
      expectMalformed("matrix", what: what) { _ = try convolutions(bytes) }
    }
  }

  @Test(arguments: [
    ("nn.SpatialBatchNormalization", ["layer 1", "nn.SpatialBatchNormalization"]),
    ("nn.SpatialFullConvolution", ["nn.SpatialFullConvolution"]),
  ])
  func layersThatDoNotBelong(name: String, words: [String]) {
    let layer = T.layer(10, name, [("weight", T.tensor(12, [1], [0]))])
    expectMalformed(words[0], name) { _ = try convolutions(T.sequential(1, [layer])) }
  }

  @Test func networksThatAreNotInARow() {
    let branches = T.layer(10, "nn.ConcatTable", [("modules", T.list(12, []))])
    expectMalformed("nn.ConcatTable") { _ = try convolutions(T.sequential(1, [branches])) }
    expectMalformed("no network") { _ = try convolutions(T.table(1, [])) }
    expectMalformed("no network") { _ = try convolutions(T.sequential(1, [T.number(1)])) }
    expectMalformed("list of layers") { _ = try convolutions(T.layer(1, "nn.Sequential")) }
    expectMalformed("without weights") { _ = try convolutions(T.layer(1, "nn.SpatialConvolution")) }
    expectMalformed("without a bias") {
      _ = try convolutions(T.layer(1, "nn.SpatialConvolution", [("weight", T.tensor(3, [1, 1, 1, 1], [0]))]))
    }
    for field in ["padW", "padH", "dW", "dH"] {
      expectMalformed("layer 1 (nn.SpatialConvolution)", field.hasPrefix("pad") ? "zeros" : "stride 2") {
        _ = try convolutions(T.convolution(1, [1, 1, 3, 3], more: [(field, T.number(2))]))
      }
    }
  }

  @Test(arguments: [
    "tds.Hash", "torch.Timer", "torch.", "torch.FooTensor", "torch.Tensor", "AdaptiveInstanceNorm", "",
  ])
  func classesThatAreNotKnown(name: String) {
    expectMalformed("class \(name)") { _ = try Torch7File(T.object(1, name, T.table(2, []))) }
  }

  /// What refers to itself is read, and refused where it would be followed.
  @Test func cycles() throws {
    expectMalformed("within itself") { _ = try convolutions(T.sequential(1, [T.reference(1)])) }
    expectMalformed("twice") {
      _ = try convolutions(T.sequential(1, [T.convolution(10, [3, 3, 1, 1]), T.reference(10)]))
    }
    expectMalformed("no network") {
      _ = try convolutions(T.table(1, [(T.reference(1, tag: 3), T.reference(1, tag: 3))]))
    }
    // A layer's fields that are the layer, a weight that is its own storage, a list that is the layer's
    // fields.
    expectMalformed("within itself") {
      _ = try convolutions(T.sequential(1, [T.object(10, "nn.ReLU", T.reference(1))]))
    }
    expectMalformed("without numbers") {
      _ = try Torch7File(
        T.object(1, "torch.FloatTensor", little(Int32(0)) + little(Int64(1)) + T.reference(1)))
    }
    expectMalformed("list of layers of its own") {
      _ = try convolutions(T.layer(1, "nn.Sequential", [("modules", T.reference(2, tag: 3))]))
    }
  }

  /// Each holds the one before twice: 2^1000 layers when followed. Layers that share a table, which is as
  /// bad.
  @Test func doubling() throws {
    var layers = [T.layer(1, "nn.ReLU")]
    for level in 1..<1000 {
      let number = Int32(10 * level)
      let before = level == 1 ? T.reference(1) : T.reference(number - 10)
      layers.append(T.sequential(number, [before, before]))
    }
    let all = T.list(100_000, layers)
    expectMalformed("twice") {
      _ = try convolutions(T.layer(200_000, "nn.Sequential", [("modules", all), ("x", T.none)]))
    }
    let shared = T.layer(10, "nn.ReLU", [("x", T.none)])
    expectMalformed("twice") {
      _ = try convolutions(T.sequential(1, [shared, T.object(20, "nn.ReLU", T.reference(11))]))
    }
  }

  /// A chain of 20,000 networks in networks, by references, which no recursion would survive.
  @Test func aLongChain() throws {
    var layers: [[UInt8]] = []
    for level in 1...15_000 {
      let number = Int32(10 * level)
      layers.append(T.sequential(number, level == 1 ? [] : [T.reference(number - 10)]))
    }
    // The last one comes first in the walk, and leads through all the others.
    let all = T.table(200_001, layers.enumerated().map { (T.text("\($0.offset)"), $0.element) })
    let first = (T.number(1), T.reference(150_000))
    let modules = T.table(200_000, [(T.text("all"), all), first])
    #expect(try convolutions(T.layer(300_000, "nn.Sequential", [("modules", modules)])).isEmpty)
  }

  @Test func nesting() {
    for depth in [100, 100_000] {
      let tables = (1...depth).flatMap {
        little(Int32(3)) + little(Int32($0)) + little(Int32(1)) + T.number(1)
      }
      expectMalformed("nests deeper") { _ = try Torch7File(tables + T.none) }
      let functions = (1...depth).flatMap { little(Int32(8)) + little(Int32($0)) + T.string("") }
      expectMalformed("nests deeper") { _ = try Torch7File(T.table(-1, [(T.text("x"), functions + T.none)])) }
      let objects = (1...depth).flatMap {
        little(Int32(4)) + little(Int32($0)) + T.string("V 1") + T.string("nn.X")
      }
      expectMalformed("nests deeper") { _ = try Torch7File(objects + T.none) }
    }
  }

  @Test func moreThanAnyNetwork() {
    let nothing = [UInt8](repeating: 0, count: 8 << 20)
    expectMalformed("values") {
      _ = try Torch7File(little(Int32(3)) + little(Int32(1)) + little(Int32.max) + nothing)
    }
    expectMalformed("-1 entries") {
      _ = try Torch7File(little(Int32(3)) + little(Int32(1)) + little(Int32(-1)))
    }
    for count in [Int.min, -1, 3, 1 << 31, 1 << 61, 1 << 62, Int.max] {
      expectMalformed(what: "\(count)") { _ = try Torch7File(T.storage(1, [1, 2], count: count)) }
    }
    for axes in [-1, 17, Int32.max, Int32.min] {
      expectMalformed("\(axes) axes") {
        _ = try Torch7File(T.object(1, "torch.FloatTensor", little(axes) + nothing))
      }
    }
    for length in [-1, 5000, Int32.max, Int32.min] {
      expectMalformed(what: "\(length)") {
        _ = try Torch7File(little(Int32(4)) + little(Int32(1)) + little(length) + nothing)
      }
    }
    for tag in [-1, 9, Int32.max, Int32.min] {
      expectMalformed("kind \(tag)") { _ = try Torch7File(T.table(1, [(little(tag), T.none)])) }
    }
  }
}
