// The JSON of headers: what is JSON is read, what is not is nil, and nothing traps.

import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct JSONTests {
  private func parse(_ text: String) -> JSON? { JSON(Array(text.utf8)) }

  @Test func valuesAreRead() {
    #expect(parse("{}") == .object([]))
    #expect(parse(" [ ] ") == .array([]))
    #expect(parse("[1, -2 ,0]")?.integers == [1, -2, 0])
    #expect(parse("\"text\"")?.stringValue == "text")
    #expect(parse("{\"a\" : {\"b\":[\"c\"]} , \"d\":1}")?["a"]?["b"] == .array([.string("c")]))
    #expect(parse("9223372036854775807") == .integer(.max))
    #expect(parse("-9223372036854775808") == .integer(.min))
    for word in ["true", "false", "null", "1.5", "-2e10", "9223372036854775808"] {
      #expect(parse(word) == .other(word), "\(word)")
      #expect(parse("[\(word)]")?.integers == nil, "\(word) is no whole number")
    }
  }

  @Test func membersKeepTheirOrderAndTheFirstOfANameIsFound() throws {
    let object = try #require(parse("{\"b\":1,\"a\":2,\"b\":3}"))
    #expect(object.text == "{\"b\":1,\"a\":2,\"b\":3}")
    #expect(object["b"] == .integer(1))
    #expect(object["c"] == nil)
    #expect(parse("[1]")?["b"] == nil)
    #expect(parse("[1]")?.stringValue == nil)
    #expect(parse("{}")?.integers == nil)
  }

  @Test(arguments: [
    "", " ", "{", "}", "[", "]", "{]", "[}", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}",
    "{\"a\":1,}",
    "{a:1}", "{1:1}", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"",
    "\"\\ud800\\n\"",
    "\"\\ud800\\u0041\"", "\"\\udc00\"", "1 1", "{} x", "[1]]", "tru", "nul", "--1", "1e", "+", "-", ".",
    "0x", "'a'",
    "[1;2]", "\"\\", "\"\\u", "\"\\ud800\\", "\"\\ud800\\u", "{\"a\":1 \"b\":2}", "truefalse", "nan1",
  ])
  func whatIsNoJSONIsNil(text: String) {
    #expect(parse(text) == nil)
  }

  @Test func escapes() {
    #expect(parse(#""\"\\\/\b\f\n\r\t""#)?.stringValue == "\"\\/\u{8}\u{C}\n\r\t")
    #expect(parse(#""\u00e9\u4e2d""#)?.stringValue == "é中")
    #expect(parse(#""\ud83c\udfa8""#)?.stringValue == "🎨")
    #expect(parse(#""\u0000a""#)?.stringValue == "\0a")
    #expect(parse("\"Étoile 中 🎨\"")?.stringValue == "Étoile 中 🎨")
    // Bytes that are no UTF-8 are replaced, not trusted.
    #expect(JSON([0x22, 0xFF, 0xC3, 0x22])?.stringValue == "\u{FFFD}\u{FFFD}")
  }

  @Test func quotedTextsComeBack() {
    var random = SeededRandom(3)
    for _ in 0..<500 {
      let scalars = (0..<random.int(0...12)).compactMap { _ in
        Unicode.Scalar(UInt32(random.int(0...(random.int(0...3) == 0 ? 0x10FFFF : 0x7F))))
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      let back = parse(JSON.quoted(text))?.stringValue
      #expect(back.map { Array($0.unicodeScalars) } == scalars, "\(JSON.quoted(text)); \(random)")
    }
  }

  @Test func deepNestingIsRefused() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(parse(nested(16)) != nil)
    #expect(parse(nested(17)) == nil)
    #expect(parse(nested(1_000_000)) == nil)
    #expect(parse(String(repeating: "{\"a\":", count: 1_000_000)) == nil)
    #expect(parse(String(repeating: "[", count: 1_000_000)) == nil)
  }

  /// Whatever is read is written as JSON that reads the same.
  @Test func mutatedTextsAreReadOrRefused() {
    let text = Array(
      #"{"__metadata__":{"a":"b\n\u00e9\ud83c\udfa8"},"x":{"shape":[1,20,-3],"t":[true,null,1.5e3]}}"#.utf8)
    for seed in 0..<4000 as Range<UInt64> {
      var random = SeededRandom(seed)
      var bytes = text
      for _ in 0..<random.int(1...4) {
        let at = random.int(0...bytes.count - 1)
        switch random.int(0...3) {
        case 0: bytes[at] = UInt8(random.int(0...255))
        case 1: bytes.remove(at: at)
        case 2: bytes.insert(Array("{}[]\",:\\u0e+-".utf8).randomElement(using: &random)!, at: at)
        default: bytes.swapAt(at, random.int(0...bytes.count - 1))
        }
      }
      guard let value = JSON(bytes) else { continue }
      #expect(parse(value.text) == value, "\(random): \(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
