// The names that a state dict's pickle may use, and what they make here. There are no others: a name is
// looked up in this list and nowhere else, and no code of any file or library is run.

import AdaINRuntime

/// A name of Python's that is expected.
package enum PickleGlobal: Equatable {
  case orderedDictionary
  /// The first form is of PyTorch before 0.4.
  case rebuildTensor, rebuildTensor2, rebuildParameter
  case storage(ElementType)

  init(module: String, name: String) throws(AdaINError) {
    switch (module, name) {
    case ("collections", "OrderedDict"): self = .orderedDictionary
    case ("torch._utils", "_rebuild_tensor"): self = .rebuildTensor
    case ("torch._utils", "_rebuild_tensor_v2"): self = .rebuildTensor2
    case ("torch._utils", "_rebuild_parameter"): self = .rebuildParameter
    case ("torch", "FloatStorage"), ("torch.cuda", "FloatStorage"): self = .storage(.float32)
    case ("torch", "HalfStorage"), ("torch.cuda", "HalfStorage"): self = .storage(.float16)
    case ("torch", "DoubleStorage"), ("torch.cuda", "DoubleStorage"): self = .storage(.float64)
    // Counters that some layers keep.
    case ("torch", "LongStorage"): self = .storage(.other(bytes: 8))
    default:
      throw .malformed(
        "asks for \(module.shown).\(name.shown), which a state dict of float weights does not need, "
          + "so nothing of it was used; save only a state_dict()")
    }
  }
}

extension PickleMachine {
  /// What a call makes.
  mutating func call(_ callee: PickleValue, _ arguments: PickleValue) throws(AdaINError) -> PickleValue {
    guard case .global(let global) = callee, case .tuple(let place) = arguments else {
      throw .malformed("has a pickle that calls something that is not a function")
    }
    let arguments = objects[place]
    switch global {
    case .orderedDictionary: return try dictionary(arguments)
    case .rebuildTensor: return try tensor(arguments, count: 4)
    case .rebuildTensor2: return try tensor(arguments, count: 6)
    case .rebuildParameter:
      guard let first = arguments.first, case .tensor = first else {
        throw .malformed("has a parameter that is not made of a tensor")
      }
      return first
    case .storage: throw .malformed("has a pickle that calls something that is not a function")
    }
  }

  /// Without arguments an empty one; Python 2 gives a list of lists of a key and a value.
  private mutating func dictionary(_ arguments: [PickleValue]) throws(AdaINError) -> PickleValue {
    var entries: [PickleValue] = []
    if let first = arguments.first {
      guard case .list(let place) = first, arguments.count == 1 else {
        throw .malformed("has an OrderedDict that is not made of a list")
      }
      for pair in objects[place] {
        guard case .list(let place) = pair, objects[place].count == 2 else {
          throw .malformed("has an OrderedDict that is not made of pairs")
        }
        entries += objects[place]
      }
    }
    return .dictionary(try place(entries))
  }

  /// Storage, offset, shape and strides; the other arguments are about training.
  private mutating func tensor(_ arguments: [PickleValue], count: Int) throws(AdaINError) -> PickleValue {
    guard arguments.count >= count, arguments.count <= 7, case .storage(let storage) = arguments[0],
      case .integer(let offset) = arguments[1], let shape = integers(arguments[2]),
      let strides = integers(arguments[3])
    else { throw .malformed("has a tensor that is described wrongly") }
    tensors.append(PickledTensor(storage: storage, offset: offset, shape: shape, strides: strides))
    return .tensor(tensors.count - 1)
  }

  /// A tuple of few integers, such as a shape.
  private func integers(_ value: PickleValue) -> [Int]? {
    guard case .tuple(let place) = value, objects[place].count <= 8 else { return nil }
    var numbers: [Int] = []
    for item in objects[place] {
      guard case .integer(let number) = item else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The storage that a tuple names: "storage", the type, the key, where it was, how many numbers it has, and
  /// in the old form what it is a view of.
  mutating func storage(_ value: PickleValue) throws(AdaINError) -> PickledStorage {
    guard case .tuple(let place) = value, (5...6).contains(objects[place].count),
      case .text("storage") = objects[place][0], case .global(.storage(let type)) = objects[place][1],
      case .text(let key) = objects[place][2], case .integer(let count) = objects[place][4], count >= 0
    else { throw .malformed("has a storage that is described wrongly") }
    if objects[place].count == 6 {
      guard case .none = objects[place][5] else {
        throw .malformed("has a storage that is a view of another; save clones of the tensors")
      }
    }
    let storage = PickledStorage(key: key, type: type, count: count)
    guard storages[key, default: storage] == storage else {
      throw .malformed("describes the storage \(key.shown) in two ways")
    }
    storages[key] = storage
    return storage
  }
}
