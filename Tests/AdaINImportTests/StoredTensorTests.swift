// Views of storages: any strides give the right values, and none reach beyond what is stored.

import AdaINImport
import AdaINNetwork
import Testing

@Suite struct StoredTensorTests {
  private let numbers: [Float] = (0..<24).map(Float.init)

  private func tensor(_ shape: [Int], _ strides: [Int], offset: Int = 0) -> StoredTensor {
    StoredTensor(
      storage: Storage(type: .float32, place: 4..<100), shape: shape, strides: strides, offset: offset)
  }

  private func values(_ tensor: StoredTensor) throws -> [Float] {
    try tensor.values(in: [9, 9, 9, 9] + numbers.flatMap { little($0.bitPattern) }, name: "x").values
  }

  @Test func stridesAreFollowed() throws {
    #expect(try values(tensor([2, 3, 4], [12, 4, 1])) == numbers)
    #expect(
      try values(tensor([4, 6], [1, 4])) == (0..<4).flatMap { i in (0..<6).map { Float(i + 4 * $0) } })
    #expect(try values(tensor([2, 2, 2], [1, 8, 2], offset: 3)) == [3, 5, 11, 13, 4, 6, 12, 14])
    #expect(try values(tensor([], [], offset: 23)) == [23])
    #expect(try values(tensor([3], [7], offset: 9)) == [9, 16, 23])
    #expect(try values(tensor([1, 2], [Int.max, 1], offset: 22)) == [22, 23], "a side of 1 takes no step")
    #expect(try values(tensor([0, 5], [Int.max, Int.max], offset: Int.max)).isEmpty)
    #expect(try values(tensor([5, 0], [1, 1])).isEmpty)
  }

  @Test(
    arguments: [
      ([24], [1], 1), ([25], [1], 0), ([3], [7], 10), ([4, 6], [6, 2], 0), ([2, 2], [Int.max, 1], 0),
      ([3, 2], [Int.max / 2, Int.max / 2], 0), ([2], [1], Int.max), ([2], [1], -1), ([2], [-1], 5),
      ([-1], [1], 0),
      ([Int.max, Int.max], [0, 0], 0), ([Int.max], [1], 0), ([25], [0], 0), ([Int.min], [1], 0),
      ([2, 2], [1], 0),
      ([1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1], 0), ([1], [1], 24),
    ] as [([Int], [Int], Int)])
  func nothingBeyondTheStorage(shape: [Int], strides: [Int], offset: Int) {
    expectMalformed("tensor x", what: "\(shape) \(strides) \(offset)") {
      _ = try values(tensor(shape, strides, offset: offset))
    }
  }

  @Test func everyFloatKeepsItsBits() throws {
    let odd: [UInt32] = [0x7FC0_1234, 0xFF80_0000, 0x8000_0000, 1, 0x7F7F_FFFF]
    let stored = StoredTensor(
      storage: Storage(type: .float32, place: 0..<20), shape: [5], strides: [1], offset: 0)
    #expect(try stored.values(in: odd.flatMap { little($0) }, name: "x").values.map(\.bitPattern) == odd)
  }

  @Test func doublesAreRoundedOrRefused() throws {
    func read(_ values: [Double]) throws -> Safetensors.Tensor {
      let storage = Storage(type: .float64, place: 0..<8 * values.count)
      return try StoredTensor(storage: storage, shape: [values.count], strides: [1], offset: 0)
        .values(in: values.flatMap { little($0.bitPattern) }, name: "x")
    }
    let tensor = try read([0.1, 1 / 3, -2, 1e-300])
    #expect(tensor.values == [Float(0.1), Float(1.0 / 3), -2, 0] && tensor.precision == .float32)
    for value in [1e39, -1e300, .infinity, .nan] {
      expectMalformed("tensor x", "single precision") { _ = try read([0, value]) }
    }
  }

  @Test func halvesAndIntegers() throws {
    let half = StoredTensor(
      storage: Storage(type: .float16, place: 1..<5), shape: [2], strides: [1], offset: 0)
    let tensor = try half.values(in: [9, 0x00, 0x3C, 0x00, 0xC0], name: "x")
    #expect(tensor.values == [1, -2] && tensor.precision == .float16)
    let long = StoredTensor(
      storage: Storage(type: .other(bytes: 8), place: 0..<8), shape: [1], strides: [1], offset: 0)
    expectMalformed("tensor x", "integers") {
      _ = try long.values(in: [UInt8](repeating: 0, count: 8), name: "x")
    }
  }
}
