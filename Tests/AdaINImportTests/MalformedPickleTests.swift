// Pickles that no state dict is: an error that says why, whatever they ask for, and nothing is run or grows.

import AdaINImport
import Testing

private typealias P = PickleBytes

@Suite struct MalformedPickleTests {
  @discardableResult
  private func run(_ pickle: [UInt8]) throws -> (PickleMachine, PickleValue) {
    var machine = PickleMachine(ByteReader(P.protocol2 + pickle))
    let value = try machine.run().value
    return (machine, value)
  }

  private func file(_ pickle: [UInt8], _ storages: [String: [UInt8]] = [:]) throws -> TorchFile {
    try TorchFile(ZipBytes.stateDictionary(pickle, storages))
  }

  @Test(arguments: [
    ("os", "system"), ("posix", "system"), ("builtins", "eval"), ("__builtin__", "getattr"),
    ("torch", "load"), ("torch.storage", "_load_from_bytes"), ("torch._utils", "_rebuild_tensor_v3"),
    ("collections", "OrderedDict.__init__"), ("torch", "BFloat16Storage"), ("", ""), ("torch.nn", "Linear"),
  ])
  func namesThatAreNotExpected(module: String, name: String) {
    expectMalformed("\(module).\(name)", "nothing of it was used", "state_dict()") {
      try run(P.global(module, name) + P.text("true") + [0x85] + P.call + P.end)
    }
    // Not even when it is never called.
    expectMalformed("\(module).\(name)") { try run(P.global(module, name) + P.end) }
  }

  /// All but those that the reader knows, which this lists again.
  @Test func instructionsThatAreNotKnown() {
    let known = Set(".(NKMJGXUTcqrhj)]}taesuQRb".utf8).union([0x80, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A])
    for code in UInt8.min...UInt8.max where !known.contains(code) {
      let digits = String(code, radix: 16, uppercase: true)
      expectMalformed("instruction 0x\(digits)", what: digits) { try run(P.emptyDictionary + [code] + P.end) }
    }
    expectMalformed("protocol 4") {
      var machine = PickleMachine(ByteReader([0x80, 4] + P.none + P.end))
      _ = try machine.run()
    }
  }

  @Test(arguments: [
    P.end, P.put(0), P.get(3), [UInt8(ascii: "j"), 1, 2, 3, 4], P.tuple, [0x85], P.none + [0x86],
    P.persistent,
    P.call, P.append, P.appends, P.setItem, P.build, P.none + P.none + P.append, P.none + P.mark + P.appends,
    P.none + P.none + P.none + P.setItem, P.emptyDictionary + P.mark + P.none + Array("u".utf8),
    P.none + P.none + P.build,
    // What lies below a mark is out of reach.
    P.none + P.mark + [0x85], P.none + P.mark + P.end, P.none + P.mark + P.put(0),
    P.none + P.emptyTuple + P.call, P.global("torch", "FloatStorage") + P.emptyTuple + P.call,
    P.global("collections", "OrderedDict") + P.none + P.call, [0x8A, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    P.global("collections", "OrderedDict") + P.none + [0x85] + P.call,
    P.global("collections", "OrderedDict") + P.emptyList + P.emptyList + P.append + [0x85] + P.call,
    P.global("torch._utils", "_rebuild_parameter") + P.emptyTuple + P.call,
    P.global("torch._utils", "_rebuild_parameter") + P.none + [0x85] + P.call,
    P.global("torch._utils", "_rebuild_tensor_v2") + P.emptyTuple + P.call,
    P.none + P.persistent, P.emptyTuple + P.persistent, P.storage("0", type: "FloatStorage", count: -1),
    [UInt8(ascii: "X"), 0xFF, 0xFF, 0xFF, 0xFF], [UInt8(ascii: "T"), 0xFF, 0xFF, 0xFF, 0xFF],
    P.text(String(repeating: "x", count: 5000)), Array("ctorch".utf8), Array("ctorch\nFloat".utf8),
  ])
  func nonsense(pickle: [UInt8]) {
    expectMalformed(what: "\(pickle.prefix(40))") { try run(pickle + P.end) }
    expectMalformed(what: "cut \(pickle.prefix(40))") { try run(Array(pickle.dropLast())) }
  }

  @Test func numbersOfEveryLength() throws {
    for (bytes, number) in [
      ([0x8A, 0], 0), ([0x8A, 1, 0xFF], -1), ([0x8A, 2, 0xFF, 0], 255), ([0x8A, 3, 0, 0, 0x80], -0x80_0000),
      ([0x8A, 8, 0, 0, 0, 0, 0, 0, 0, 0x80], Int.min), ([UInt8(ascii: "J"), 0xFE, 0xFF, 0xFF, 0xFF], -2),
      ([UInt8(ascii: "M"), 0xFF, 0xFF], 65535), ([UInt8(ascii: "K"), 200], 200),
    ] as [([UInt8], Int)] {
      guard case .integer(number) = try run(bytes + P.end).1 else {
        Issue.record("\(bytes)")
        continue
      }
    }
  }

  /// Tuples of the tuple before, twice each: 2^20000 when followed, 20000 here. Nothing goes down into them,
  /// also not when their memory is given back.
  @Test func doublingAndNesting() throws {
    let double = P.put(0) + P.get(0) + [0x86]
    let (machine, _) = try run(P.emptyTuple + (0..<20_000).flatMap { _ in double } + P.end)
    #expect(machine.items(20_000).count == 2)
    try run(P.emptyTuple + [UInt8](repeating: 0x85, count: 60_000) + P.end)
    try run(P.emptyList + (0..<20_000).flatMap { _ in P.put(0) + P.get(0) + P.append } + P.end)
    let bomb = P.dictionary("0.weight", P.emptyTuple + (0..<20_000).flatMap { _ in double })
    expectMalformed("no tensors named") {
      _ = try PublishedNetwork(bytes: ZipBytes.stateDictionary(bomb), path: "x")
    }
  }

  @Test func moreInstructionsThanAnyModel() {
    expectMalformed("instructions") { try run([UInt8](repeating: UInt8(ascii: ")"), count: 1 << 20)) }
    expectMalformed("instructions") { try run((0..<1 << 16).flatMap { _ in P.mark } + P.end) }
    // Each call copies a list of 10,000 pairs.
    let pair = P.put(1) + P.emptyList + P.mark + P.text("k") + P.none + P.appends + P.put(2) + P.append
    let list = P.emptyList + pair + P.mark + (0..<10_000).flatMap { _ in P.get(2) } + P.appends
    let calls = (0..<10_000).flatMap { _ in
      P.global("collections", "OrderedDict") + P.get(1) + [0x85] + P.call
    }
    expectMalformed("items") { try run(list + calls + P.end) }
  }

  @Test func storagesThatDoNotFit() throws {
    func tensor(_ count: Int, _ shape: [Int], view: [UInt8] = []) -> [UInt8] {
      P.dictionary("0.bias", P.tensor(P.storage("7", count: count, view: view), shape: shape, strides: [1]))
    }
    let eight: [String: [UInt8]] = ["7": [UInt8](repeating: 0, count: 8)]
    #expect(try file(tensor(2, [2]), eight).tensors["0.bias"]?.byteCount == 8)
    #expect(try file(tensor(2, [2], view: P.none), eight).tensors.count == 1)
    for count in [3, 1 << 31, 1 << 61, Int.max] {
      expectMalformed("0.bias", "\(count)") { _ = try file(tensor(count, [2]), eight) }
    }
    expectMalformed("0.bias") { _ = try file(tensor(2, [2]), ["8": [0, 0, 0, 0, 0, 0, 0, 0]]) }
    expectMalformed("view") { _ = try file(tensor(2, [2], view: P.integer(1)), eight) }
    expectMalformed("two ways") {
      _ = try file(P.storage("7", count: 2) + P.storage("7", count: 3), eight)
    }
    expectMalformed("two ways") {
      _ = try file(P.storage("7", count: 2) + P.storage("7", type: "DoubleStorage", count: 2), eight)
    }
  }

  @Test func tensorsWithoutAPartner() throws {
    let storage = P.tensor(P.storage("0", count: 1), shape: [1, 1, 1, 1], strides: [1, 1, 1, 1])
    let data: [String: [UInt8]] = ["0": [0, 0, 0, 0]]
    func network(_ pickle: [UInt8]) throws {
      _ = try PublishedNetwork(bytes: ZipBytes.stateDictionary(pickle, data), path: "x")
    }
    expectMalformed("no tensor 0.bias") { try network(P.dictionary("0.weight", storage)) }
    for key in [
      "features.0.weight", "00.weight", "-1.weight", "+1.weight", "99999.weight", ".weight", "٣.weight",
    ] {
      expectMalformed("no tensors named 0.weight", what: key) { try network(P.dictionary(key, storage)) }
    }
    expectMalformed("two tensors named 0.weight") {
      try network(P.dictionary("0.weight", storage) + P.text("0.weight") + storage + P.setItem)
    }
    expectMalformed("layer 0", "4 axes") {
      let flat = P.tensor(P.storage("0", count: 1), shape: [1], strides: [1])
      try network(P.dictionary("0.weight", flat) + P.text("0.bias") + flat + P.setItem)
    }
  }

  /// A small file must not become a large model, by strides of 0 or by one storage for many tensors.
  @Test func tensorsThatShareNumbers() throws {
    let weight = P.tensor(P.storage("0", count: 9), shape: [3, 3, 1, 1], strides: [3, 1, 1, 1])
    var pickle = P.emptyDictionary
    for layer in 0..<10 {
      pickle += P.text("\(layer).weight") + weight + P.setItem
      pickle +=
        P.text("\(layer).bias") + P.tensor(P.storage("1", count: 500), shape: [500], strides: [1]) + P.setItem
    }
    let data = ["0": [UInt8](repeating: 0, count: 36), "1": [UInt8](repeating: 0, count: 2000)]
    let encoder = try PublishedNetwork(bytes: ZipBytes.stateDictionary(pickle, data), path: "shared.pth")
    expectMalformed("shared.pth", "share numbers") {
      _ = try PublishedModel.model(encoder, ModelFiles.network("decoder.t7"), name: "test", license: nil)
    }
  }

  /// As Python 2 wrote them: an OrderedDict of a list of pairs, short texts, and tensors of PyTorch before
  /// 0.4.
  @Test func olderPickles() throws {
    let name = [UInt8(ascii: "U"), 6] + Array("0.bias".utf8)
    let tensor =
      P.global("torch._utils", "_rebuild_tensor") + P.mark + P.storage("0", count: 2) + P.integer(0)
      + P.integers([2])
      + P.integers([1]) + P.tuple + P.call
    let list = P.emptyList + P.emptyList + P.mark + name + tensor + P.appends + P.append
    let state = try file(
      P.global("collections", "OrderedDict") + list + [0x85] + P.call, ["0": little(UInt64(5))])
    #expect(state.tensors["0.bias"]?.shape == [2])
  }
}
