// The JSON of safetensors headers, read with limits so that a hostile file gets an error and nothing else.

/// A JSON value. Numbers of headers are integers; anything else numeric is kept as text.
package indirect enum JSON: Equatable {
  case object([(key: String, value: JSON)])
  case array([JSON])
  case string(String)
  case integer(Int)
  case other(String)

  package static func == (a: JSON, b: JSON) -> Bool { a.text == b.text }

  package subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package var stringValue: String? {
    if case .string(let text) = self { text } else { nil }
  }

  package var integers: [Int]? {
    guard case .array(let values) = self else { return nil }
    var numbers: [Int] = []
    for value in values {
      guard case .integer(let number) = value else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The value as JSON text.
  package var text: String {
    switch self {
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .string(let text): Self.quoted(text)
    case .integer(let number): String(number)
    case .other(let text): text
    }
  }

  /// A string with its quotes and escapes.
  package static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// Parses a whole text; nil if it is not JSON or nests deeper than 16 levels.
  package init?(_ bytes: [UInt8]) {
    var parser = JSONParser(bytes: bytes)
    guard let value = parser.value(depth: 0) else { return nil }
    parser.skipSpace()
    guard parser.position == bytes.count else { return nil }
    self = value
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipSpace() {
    while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }

  private mutating func accept(_ character: Character) -> Bool {
    skipSpace()
    guard next == character.asciiValue else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) -> JSON? {
    guard depth < 16 else { return nil }
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map(JSON.string)
    default: return word()
    }
  }

  private mutating func object(depth: Int) -> JSON? {
    position += 1
    var members: [(key: String, value: JSON)] = []
    if accept("}") { return .object(members) }
    repeat {
      skipSpace()
      guard let key = string(), accept(":"), let value = value(depth: depth + 1) else { return nil }
      members.append((key, value))
    } while accept(",")
    return accept("}") ? .object(members) : nil
  }

  private mutating func array(depth: Int) -> JSON? {
    position += 1
    var values: [JSON] = []
    if accept("]") { return .array(values) }
    repeat {
      guard let value = value(depth: depth + 1) else { return nil }
      values.append(value)
    } while accept(",")
    return accept("]") ? .array(values) : nil
  }

  /// A number or one of true, false and null.
  private mutating func word() -> JSON? {
    let start = position
    while let byte = next, !" \t\r\n,]}:".utf8.contains(byte) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if let number = Int(word) { return .integer(number) }
    return ["true", "false", "null"].contains(word) || Double(word) != nil ? .other(word) : nil
  }

  private mutating func string() -> String? {
    guard next == UInt8(ascii: "\"") else { return nil }
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"):
        guard let scalar = escape() else { return nil }
        text += Array(String(scalar).utf8)
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    guard let byte = next else { return nil }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "u"):
      guard let high = hexadecimal() else { return nil }
      if !(0xD800...0xDBFF).contains(high) { return Unicode.Scalar(high) }
      guard next == UInt8(ascii: "\\") else { return nil }
      position += 1
      guard next == UInt8(ascii: "u") else { return nil }
      position += 1
      guard let low = hexadecimal(), (0xDC00...0xDFFF).contains(low) else { return nil }
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    default: return nil
    }
  }

  private mutating func hexadecimal() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    defer { position += 4 }
    return UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
  }
}
