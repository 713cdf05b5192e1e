// Tensors as both frameworks keep them: numbers somewhere in a file, seen through a shape, strides and an
// offset. Turns them into plain arrays, after every size has been checked; converts between no layouts of
// axes.

import AdaINNetwork
import AdaINRuntime

/// How a file stores numbers.
package enum ElementType: Equatable, Sendable {
  case float16, float32, float64
  /// Integers and the like, which no weight is made of.
  case other(bytes: Int)

  package var bytes: Int {
    switch self {
    case .float16: 2
    case .float32: 4
    case .float64: 8
    case .other(let bytes): bytes
    }
  }
}

/// Numbers in a row in a file.
package struct Storage: Sendable {
  package let type: ElementType
  /// The first byte's place in the file.
  package let start: Int
  /// Numbers, not bytes.
  package let count: Int

  /// - Parameter place: bytes of the file, as many as the numbers need.
  package init(type: ElementType, place: Range<Int>) {
    self.type = type
    start = place.lowerBound
    count = place.count / type.bytes
  }
}

/// A view of a storage: the element at an index is `offset` + the sum of index times stride.
package struct StoredTensor: Sendable {
  package let storage: Storage
  package var shape: [Int]
  package let strides: [Int]
  package let offset: Int

  package init(storage: Storage, shape: [Int], strides: [Int], offset: Int) {
    self.storage = storage
    self.shape = shape
    self.strides = strides
    self.offset = offset
  }

  /// Bytes in the file; nil for a shape that no tensor has.
  package var byteCount: Int? { count?.times(storage.type.bytes) }

  private var count: Int? {
    var count = 1
    for side in shape {
      guard side >= 0, let product = count.times(side) else { return nil }
      count = product
    }
    return count
  }

  /// The values, the last axis fastest. Doubles are rounded to floats; halves stay halves.
  ///
  /// - Parameter name: what errors call it.
  package func values(in file: [UInt8], name: String) throws(AdaINError) -> Safetensors.Tensor {
    let count = try checkedCount(name)
    var values = [Float](repeating: 0, count: count)
    var index = [Int](repeating: 0, count: shape.count)
    let row = shape.last ?? 1
    let step = strides.last ?? 1
    for start in stride(from: 0, to: count, by: max(row, 1)) {
      var at = offset
      for axis in 0..<max(shape.count - 1, 0) { at += index[axis] * strides[axis] }
      read(row, from: at, step: step, of: file, into: &values, start)
      // The next row's index: the last axis but one counts fastest.
      for axis in (0..<max(shape.count - 1, 0)).reversed() {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
      }
    }
    if storage.type == .float64, !values.allSatisfy(\.isFinite) {
      throw .malformed("has tensor \(name) with a number that single precision cannot hold")
    }
    return Safetensors.Tensor(
      shape: shape, values: values, precision: storage.type == .float16 ? .float16 : .float32)
  }

  /// Whether everything that `values` touches is there.
  private func checkedCount(_ name: String) throws(AdaINError) -> Int {
    if case .other = storage.type {
      throw .malformed("has tensor \(name) of integers, where weights are expected")
    }
    guard shape.count == strides.count, shape.count <= 8, strides.allSatisfy({ $0 >= 0 }), offset >= 0,
      let count
    else { throw .malformed("has tensor \(name) of the impossible shape \(shape), strides \(strides)") }
    // Strides of 0 would make any amount of numbers of one.
    guard count <= storage.count else {
      throw .malformed("has tensor \(name) of shape \(shape), but only \(storage.count) numbers for it")
    }
    if count == 0 { return 0 }
    var last = offset
    for (side, stride) in zip(shape, strides) {
      guard let way = (side - 1).times(stride), let sum = last.plus(way) else {
        throw .malformed("has tensor \(name) with the impossible strides \(strides)")
      }
      last = sum
    }
    guard last < storage.count else {
      throw .malformed("has tensor \(name) that reaches beyond the \(storage.count) numbers stored for it")
    }
    return count
  }

  /// One row of the last axis.
  private func read(
    _ count: Int, from first: Int, step: Int, of file: [UInt8], into values: inout [Float], _ start: Int
  ) {
    let (base, type) = (storage.start, storage.type)
    file.withUnsafeBytes { file in
      for i in 0..<count {
        let at = base + (first + i * step) * type.bytes
        switch type {
        case .float16:
          values[start + i] = Half.float(
            UInt16(littleEndian: file.loadUnaligned(fromByteOffset: at, as: UInt16.self)))
        case .float64:
          let bits = UInt64(littleEndian: file.loadUnaligned(fromByteOffset: at, as: UInt64.self))
          values[start + i] = Float(Double(bitPattern: bits))
        case .float32, .other:
          let bits = UInt32(littleEndian: file.loadUnaligned(fromByteOffset: at, as: UInt32.self))
          values[start + i] = Float(bitPattern: bits)
        }
      }
    }
  }
}
