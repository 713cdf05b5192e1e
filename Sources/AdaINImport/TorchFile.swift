// What PyTorch's torch.save writes: a state dict as named tensors, from the zip form (PyTorch 1.6 and later)
// and from the pickles in a row before it. Whole modules, views of storages and big-endian files are refused.

import AdaINRuntime

/// The tensors of a state dict.
package struct TorchFile {
  package let format: String
  package private(set) var tensors: [String: StoredTensor] = [:]

  /// The number that the old form begins with, as the first pickle's instructions.
  private static let magic: [UInt8] = [
    0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
  ]
  /// The old form's version: the number in its second pickle.
  private static let version = 1001

  /// Whether it begins like a file of either form.
  package static func isTorch(_ bytes: [UInt8]) -> Bool { ZipArchive.isZip(bytes) || isOld(bytes) }

  private static func isOld(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 15 && bytes[0] == 0x80 && bytes[2..<15] == magic[...]
  }

  /// Error texts continue "file NAME …".
  package init(_ bytes: [UInt8]) throws(AdaINError) {
    if ZipArchive.isZip(bytes) {
      format = "PyTorch (zip)"
      try readZip(bytes)
    } else if Self.isOld(bytes) {
      format = "PyTorch (pickle)"
      try readPickles(bytes)
    } else {
      throw .malformed("is not a PyTorch file")
    }
  }

  // The zip form

  private mutating func readZip(_ bytes: [UInt8]) throws(AdaINError) {
    let archive = try ZipArchive(bytes)
    let pickles = archive.names.filter { name in
      name.hasSuffix("/data.pkl") && name.utf8.filter { $0 == UInt8(ascii: "/") }.count == 1
    }
    guard pickles.count == 1, let place = try archive.contents(pickles[0]) else {
      throw .malformed(
        "is a zip archive, but not of torch.save: it has \(pickles.count) files named data.pkl")
    }
    let folder = String(pickles[0].dropLast("data.pkl".count))
    if let order = try archive.contents(folder + "byteorder"), bytes[order] != Array("little".utf8)[...] {
      throw .malformed("was saved with another byte order than little-endian; save it on another machine")
    }
    var machine = PickleMachine(ByteReader(bytes, place))
    let (value, _) = try machine.run()
    var places: [String: Range<Int>] = [:]
    for key in machine.storages.keys { places[key] = try archive.contents(folder + "data/" + key) }
    try takeStateDictionary(value, machine, places)
  }

  // The old form: five pickles (a number, a version, the machine's properties, the state dict, the storages'
  // keys), then each storage's count and numbers.

  private mutating func readPickles(_ bytes: [UInt8]) throws(AdaINError) {
    var reader = ByteReader(bytes)
    _ = try reader.skip(2 + Self.magic.count)
    let version = try Self.run(&reader)
    guard case .integer(Self.version) = version.value else {
      throw .malformed("is a PyTorch file of another version than \(Self.version)")
    }
    let properties = try Self.run(&reader)
    let order = properties.machine.entries(properties.value)?.last { $0.key == "little_endian" }
    guard case .boolean(true) = order?.value else {
      throw .malformed("was saved with another byte order than little-endian; save it on another machine")
    }
    let dictionary = try Self.run(&reader)
    let keys = try Self.run(&reader)
    guard case .list(let list) = keys.value else { throw .malformed("has no list of its storages") }
    var places: [String: Range<Int>] = [:]
    for key in keys.machine.items(list) {
      guard case .text(let key) = key, let storage = dictionary.machine.storages[key], places[key] == nil
      else {
        throw .malformed("has a list of storages that does not fit its tensors")
      }
      let count = try reader.long()
      guard count == storage.count, let size = count.times(storage.type.bytes) else {
        throw .malformed(
          "has the storage \(key.shown) of \(count) numbers, where \(storage.count) are stated")
      }
      places[key] = try reader.skip(size)
    }
    try takeStateDictionary(dictionary.value, dictionary.machine, places)
  }

  /// The next pickle.
  private static func run(_ reader: inout ByteReader) throws(AdaINError) -> (
    value: PickleValue, machine: PickleMachine
  ) {
    var machine = PickleMachine(reader)
    let (value, rest) = try machine.run()
    reader = rest
    return (value, machine)
  }

  // Both

  /// Takes the tensors of the dictionary, or of the one in it that training programs call "state_dict".
  private mutating func takeStateDictionary(
    _ value: PickleValue, _ machine: PickleMachine, _ places: [String: Range<Int>]
  ) throws(AdaINError) {
    guard var entries = machine.entries(value) else {
      throw .malformed("holds no state dict; save a model's state_dict()")
    }
    if let inner = entries.last(where: { $0.key == "state_dict" }).flatMap({ machine.entries($0.value) }) {
      entries = inner
    }
    for (name, value) in entries {
      guard case .tensor(let index) = value else { continue }
      let tensor = machine.tensors[index]
      guard let place = places[tensor.storage.key],
        let size = tensor.storage.count.times(tensor.storage.type.bytes), size <= place.count
      else {
        throw .malformed(
          "has tensor \(name.shown), whose \(tensor.storage.count) stated numbers are not in it")
      }
      let storage = Storage(type: tensor.storage.type, place: place.lowerBound..<place.lowerBound + size)
      let stored = StoredTensor(
        storage: storage, shape: tensor.shape, strides: tensor.strides, offset: tensor.offset)
      guard tensors.updateValue(stored, forKey: name) == nil else {
        throw .malformed("has two tensors named \(name.shown)")
      }
    }
  }
}
