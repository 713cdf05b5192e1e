// What Torch7's torch.save writes, in its binary form (little-endian, longs of 8 bytes): the objects of a
// file as flat lists. Functions in a file are skipped, classes are names and tables: nothing is run or built.

import AdaINRuntime

/// A value of Lua's.
package enum Torch7Value {
  case none
  case number(Double)
  case text(String)
  case boolean(Bool)
  /// In the file's list of objects.
  case object(Int)
}

/// What several values may refer to, also from within itself.
package enum Torch7Object {
  /// Keys and values in turn.
  case table([Torch7Value])
  /// An object of a class of the packages nn or cudnn, and the table of its fields.
  case module(name: String, fields: Torch7Value)
  case tensor(StoredTensor)
  /// A tensor without numbers.
  case emptyTensor
  case storage(Storage)
  case function
}

/// The objects of a file.
package struct Torch7File {
  /// Values of the largest file that is read, many times those of a network: it bounds the memory.
  private static let mostValues = 1 << 17
  /// Objects within objects. A network's are a module, its fields, their list of modules, a tensor, its
  /// storage.
  private static let deepest = 48

  /// The first object's value.
  package private(set) var root = Torch7Value.none
  private var objects: [Torch7Object] = []
  /// Places in `objects` by the numbers that the file gives them.
  private var places: [Int32: Int] = [:]
  private var valueCount = 0
  private var reader: ByteReader

  /// Whether it begins like an object or a table of that format.
  package static func isTorch7(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [4, 0, 0, 0, 1, 0, 0, 0]) || bytes.starts(with: [3, 0, 0, 0, 1, 0, 0, 0])
  }

  /// Error texts continue "file NAME …".
  package init(_ bytes: [UInt8]) throws(AdaINError) {
    reader = ByteReader(bytes)
    root = try value(depth: 0)
  }

  package func object(_ value: Torch7Value?) -> Torch7Object? {
    guard case .object(let place) = value else { return nil }
    return objects[place]
  }

  /// The items of a table by their keys: 1, 2 … of a list; others are left out.
  package func list(_ value: Torch7Value?) -> [Torch7Value]? {
    guard case .table(let items) = object(value) else { return nil }
    var numbered: [Int: Torch7Value] = [:]
    for i in stride(from: 0, to: items.count - 1, by: 2) {
      if case .number(let key) = items[i], let key = Int(exactly: key) { numbered[key] = items[i + 1] }
    }
    var list: [Torch7Value] = []
    while let item = numbered[list.count + 1] { list.append(item) }
    return list
  }

  /// The fields of a table by their names.
  package func fields(_ value: Torch7Value) -> [String: Torch7Value] {
    guard case .table(let items) = object(value) else { return [:] }
    var fields: [String: Torch7Value] = [:]
    for i in stride(from: 0, to: items.count - 1, by: 2) {
      if case .text(let key) = items[i] { fields[key] = items[i + 1] }
    }
    return fields
  }

  private mutating func value(depth: Int) throws(AdaINError) -> Torch7Value {
    guard depth <= Self.deepest else {
      throw .malformed("nests deeper than \(Self.deepest) objects, more than any network")
    }
    valueCount += 1
    guard valueCount <= Self.mostValues else {
      throw .malformed("has more than \(Self.mostValues) values, more than any network")
    }
    let tag = try reader.integer(Int32.self)
    switch tag {
    case 0: return .none
    case 1: return .number(Double(bitPattern: try reader.integer(UInt64.self)))
    case 2: return .text(try reader.text(Int(reader.integer(Int32.self))))
    case 5: return .boolean(try reader.integer(Int32.self) == 1)
    case 6:  // a function as older versions wrote it, without a number
      try skipFunction(depth: depth)
      return .none
    case 3, 4, 7, 8: return .object(try object(tag, depth: depth))
    default: throw .malformed("is damaged: it has a value of the unknown kind \(tag)")
    }
  }

  /// An object, or the number of one that came before.
  private mutating func object(_ tag: Int32, depth: Int) throws(AdaINError) -> Int {
    let number = try reader.integer(Int32.self)
    if let place = places[number] { return place }
    let place = objects.count
    places[number] = place
    // Stands there in case what is read next refers to it.
    objects.append(.function)
    switch tag {
    case 3: objects[place] = .table(try table(depth: depth))
    case 4: objects[place] = try torchObject(depth: depth)
    default: try skipFunction(depth: depth)
    }
    return place
  }

  /// Code and the values that belong to it.
  private mutating func skipFunction(depth: Int) throws(AdaINError) {
    let size = Int(try reader.integer(Int32.self))
    _ = try reader.skip(size)
    _ = try value(depth: depth + 1)
  }

  private mutating func table(depth: Int) throws(AdaINError) -> [Torch7Value] {
    let count = try reader.integer(Int32.self)
    guard count >= 0 else { throw .malformed("is damaged: it has a table of \(count) entries") }
    var items: [Torch7Value] = []
    for _ in 0..<count {
      items.append(try value(depth: depth + 1))
      items.append(try value(depth: depth + 1))
    }
    return items
  }

  private mutating func torchObject(depth: Int) throws(AdaINError) -> Torch7Object {
    var name = try reader.text(Int(reader.integer(Int32.self)))
    // Before there were versions the name came at once.
    if name.hasPrefix("V ") { name = try reader.text(Int(reader.integer(Int32.self))) }
    if name.hasPrefix("nn.") || name.hasPrefix("cudnn.") {
      return .module(name: name, fields: try value(depth: depth + 1))
    }
    if name.hasPrefix("torch."), name.hasSuffix("Tensor"), Self.elements[String(name.dropLast(6))] != nil {
      return try tensor(depth: depth)
    }
    guard name.hasPrefix("torch."), name.hasSuffix("Storage"),
      let type = Self.elements[String(name.dropLast(7))]
    else {
      throw .malformed("has an object of the class \(name.shown), which is not a layer, tensor or storage")
    }
    let count = try reader.long()
    guard let size = count.times(type.bytes) else {
      throw .malformed("is damaged: it has \(count) numbers in a row")
    }
    return .storage(Storage(type: type, place: try reader.skip(size)))
  }

  private static let elements: [String: ElementType] = [
    "torch.Float": .float32, "torch.Double": .float64, "torch.Half": .float16,
    "torch.Cuda": .float32, "torch.CudaDouble": .float64, "torch.CudaHalf": .float16,
    "torch.Byte": .other(bytes: 1), "torch.Char": .other(bytes: 1), "torch.Short": .other(bytes: 2),
    "torch.Int": .other(bytes: 4), "torch.Long": .other(bytes: 8), "torch.CudaLong": .other(bytes: 8),
    "torch.CudaInt": .other(bytes: 4), "torch.CudaByte": .other(bytes: 1),
  ]

  private mutating func tensor(depth: Int) throws(AdaINError) -> Torch7Object {
    let axes = Int(try reader.integer(Int32.self))
    guard (0...16).contains(axes) else { throw .malformed("is damaged: it has a tensor of \(axes) axes") }
    var shape: [Int] = []
    var strides: [Int] = []
    for _ in 0..<axes { shape.append(try reader.long()) }
    for _ in 0..<axes { strides.append(try reader.long()) }
    // Lua counts from 1.
    let first = try reader.long()
    let storage = try value(depth: depth + 1)
    if case .none = storage { return .emptyTensor }
    guard case .storage(let numbers) = object(storage), first >= 1 else {
      throw .malformed("is damaged: it has a tensor without numbers")
    }
    if axes == 0 { return .emptyTensor }
    return .tensor(StoredTensor(storage: numbers, shape: shape, strides: strides, offset: first - 1))
  }
}
