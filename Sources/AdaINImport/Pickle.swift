// The part of Python's pickle format that state dicts use, as a machine that can build values and nothing
// else: instructions it does not know, and names it does not expect (PickleGlobals.swift), end it with an
// error.

import AdaINRuntime

/// A value on the machine's stack. Whatever holds others is a number of a place in a list of the machine, so
/// that a value that is held a thousand times, that holds itself or that nests without end is as flat as any
/// other: nothing here, not even releasing memory, goes from value to value by itself.
package enum PickleValue {
  case none
  case boolean(Bool)
  case integer(Int)
  case real
  case text(String)
  case global(PickleGlobal)
  case storage(PickledStorage)
  /// In `tensors`.
  case tensor(Int)
  /// In `objects`.
  case tuple(Int)
  case list(Int)
  case dictionary(Int)
}

/// What a file says of a storage; where its numbers are is told elsewhere.
package struct PickledStorage: Equatable {
  package let key: String
  package let type: ElementType
  package let count: Int
}

package struct PickledTensor {
  package let storage: PickledStorage
  package let offset: Int
  package let shape, strides: [Int]
}

/// Runs one pickle.
package struct PickleMachine {
  /// Instructions of the longest pickle that is run, many times those of a state dict of this network: each
  /// can make a value, so this bounds the memory.
  private static let mostInstructions = 1 << 16

  var reader: ByteReader
  var stack: [PickleValue] = []
  /// Heights of the stack at the marks.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  /// Items of tuples and lists; keys and values of dictionaries in turn.
  var objects: [[PickleValue]] = []
  private var itemCount = 0
  package internal(set) var tensors: [PickledTensor] = []
  package internal(set) var storages: [String: PickledStorage] = [:]

  package init(_ reader: ByteReader) { self.reader = reader }

  /// Runs to the pickle's end.
  /// - Returns: its value, and the reader behind it.
  package mutating func run() throws(AdaINError) -> (value: PickleValue, reader: ByteReader) {
    for _ in 0..<Self.mostInstructions {
      let code = try reader.byte()
      if code == UInt8(ascii: ".") {
        let value = try pop()
        return (value, reader)
      }
      if try pushes(code) { continue }
      if try remembers(code) { continue }
      try builds(code)
    }
    throw .malformed("has a pickle of more than \(Self.mostInstructions) instructions, more than any model")
  }

  package func items(_ place: Int) -> [PickleValue] { objects[place] }

  /// The entries of a dictionary whose keys are texts; others are left out. Nil for any other value.
  package func entries(_ value: PickleValue) -> [(key: String, value: PickleValue)]? {
    guard case .dictionary(let place) = value else { return nil }
    let items = objects[place]
    return stride(from: 0, to: items.count - 1, by: 2).compactMap {
      if case .text(let key) = items[$0] { (key, items[$0 + 1]) } else { nil }
    }
  }

  /// Constants.
  private mutating func pushes(_ code: UInt8) throws(AdaINError) -> Bool {
    switch code {
    case 0x80:  // PROTO
      let version = try reader.byte()
      guard version <= 3 else {
        throw .malformed(
          "has a pickle of protocol \(version); save it with torch.save's own protocol, which is 2")
      }
    case UInt8(ascii: "N"): stack.append(.none)
    case 0x88: stack.append(.boolean(true))
    case 0x89: stack.append(.boolean(false))
    case UInt8(ascii: "K"): stack.append(.integer(Int(try reader.byte())))
    case UInt8(ascii: "M"): stack.append(.integer(Int(try reader.integer(UInt16.self))))
    case UInt8(ascii: "J"): stack.append(.integer(Int(try reader.integer(Int32.self))))
    case 0x8A: stack.append(.integer(try long(bytes: Int(reader.byte()))))
    case UInt8(ascii: "G"):
      _ = try reader.skip(8)
      stack.append(.real)
    // Python 3's texts, and the short and long ones of Python 2.
    case UInt8(ascii: "X"): stack.append(.text(try reader.text(Int(reader.integer(UInt32.self)))))
    case UInt8(ascii: "U"): stack.append(.text(try reader.text(Int(reader.byte()))))
    case UInt8(ascii: "T"): stack.append(.text(try reader.text(Int(reader.integer(Int32.self)))))
    case UInt8(ascii: "c"):
      stack.append(.global(try PickleGlobal(module: reader.line(), name: reader.line())))
    default: return false
    }
    return true
  }

  /// A whole number of any length that fits.
  private mutating func long(bytes: Int) throws(AdaINError) -> Int {
    guard bytes <= 8 else {
      throw .malformed("has a number of \(bytes) bytes in its pickle, larger than any size")
    }
    var number: UInt64 = 0
    var sign: UInt8 = 0
    for i in 0..<bytes {
      sign = try reader.byte()
      number |= UInt64(sign) << (8 * UInt64(i))
    }
    if sign & 0x80 != 0 && bytes < 8 { number |= .max << (8 * UInt64(bytes)) }
    return Int(Int64(bitPattern: number))
  }

  /// What is kept under a number, and marks.
  private mutating func remembers(_ code: UInt8) throws(AdaINError) -> Bool {
    switch code {
    case UInt8(ascii: "q"): memo[Int(try reader.byte())] = try top()
    case UInt8(ascii: "r"): memo[Int(try reader.integer(UInt32.self))] = try top()
    case UInt8(ascii: "h"): stack.append(try recalled(Int(reader.byte())))
    case UInt8(ascii: "j"): stack.append(try recalled(Int(reader.integer(UInt32.self))))
    case UInt8(ascii: "("): marks.append(stack.count)
    default: return false
    }
    return true
  }

  private func recalled(_ number: Int) throws(AdaINError) -> PickleValue {
    guard let value = memo[number] else { throw .malformed("has a pickle that recalls what it never kept") }
    return value
  }

  /// Everything that is made of values on the stack.
  private mutating func builds(_ code: UInt8) throws(AdaINError) {
    switch code {
    case UInt8(ascii: ")"): stack.append(.tuple(try place([])))
    case UInt8(ascii: "]"): stack.append(.list(try place([])))
    case UInt8(ascii: "}"): stack.append(.dictionary(try place([])))
    case 0x85, 0x86, 0x87: stack.append(.tuple(try place(pop(Int(code) - 0x84))))
    case UInt8(ascii: "t"): stack.append(.tuple(try place(popToMark())))
    case UInt8(ascii: "a"): try addToList(pop(1))
    case UInt8(ascii: "e"): try addToList(popToMark())
    case UInt8(ascii: "s"): try addToDictionary(pop(2))
    case UInt8(ascii: "u"): try addToDictionary(popToMark())
    case UInt8(ascii: "Q"): stack.append(.storage(try storage(pop())))
    case UInt8(ascii: "R"):
      let arguments = try pop()
      stack.append(try call(pop(), arguments))
    case UInt8(ascii: "b"):
      // The state of an ordered dictionary is a version that PyTorch adds; it is not needed.
      _ = try pop()
      guard case .dictionary = try top() else {
        throw .malformed("has a pickle with an object that is not a dictionary")
      }
    default:
      let digits = String(code, radix: 16, uppercase: true)
      throw .malformed(
        "has the pickle instruction 0x\(digits), which no state dict needs; save only a state_dict()")
    }
  }

  /// Keeps the items of a new object. Most were each pushed by an instruction; only what is copied of other
  /// objects could be more than that, again and again.
  mutating func place(_ items: [PickleValue]) throws(AdaINError) -> Int {
    itemCount += items.count
    guard itemCount <= 2 * Self.mostInstructions else {
      throw .malformed("has a pickle of more than \(2 * Self.mostInstructions) items, more than any model")
    }
    objects.append(items)
    return objects.count - 1
  }

  private mutating func addToList(_ items: [PickleValue]) throws(AdaINError) {
    guard case .list(let place) = try top() else {
      throw .malformed("has a pickle that adds items to something other than a list")
    }
    objects[place] += items
  }

  private mutating func addToDictionary(_ items: [PickleValue]) throws(AdaINError) {
    guard case .dictionary(let place) = try top(), items.count % 2 == 0 else {
      throw .malformed("has a pickle that adds entries to something other than a dictionary")
    }
    objects[place] += items
  }

  // The stack, of which what lies below the last mark is out of reach.

  private func top() throws(AdaINError) -> PickleValue {
    guard stack.count > marks.last ?? 0 else {
      throw .malformed("has a pickle that takes more than it has made")
    }
    return stack[stack.count - 1]
  }

  private mutating func pop() throws(AdaINError) -> PickleValue {
    let value = try top()
    stack.removeLast()
    return value
  }

  private mutating func pop(_ count: Int) throws(AdaINError) -> [PickleValue] {
    guard stack.count - (marks.last ?? 0) >= count else {
      throw .malformed("has a pickle that takes more than it has made")
    }
    defer { stack.removeLast(count) }
    return Array(stack.suffix(count))
  }

  private mutating func popToMark() throws(AdaINError) -> [PickleValue] {
    guard let mark = marks.popLast() else {
      throw .malformed("has a pickle that looks for a mark it never made")
    }
    defer { stack.removeSubrange(mark...) }
    return Array(stack[mark...])
  }
}
