// Names of files as text and back: whatever bytes they are.

import AdaINRuntime
import Testing

@Suite struct FilePathTests {
  private func path(_ bytes: [UInt8]) -> FilePath {
    (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer { FilePath(cString: $0.baseAddress!) }
  }

  private func bytes(_ path: FilePath) -> [UInt8] { path.bytes.dropLast().map { UInt8(bitPattern: $0) } }

  @Test func textStaysText() {
    for text in ["", "photo.png", "/a/b c/é.png", "日本.jpg", "🎨"] {
      #expect(path(Array(text.utf8)).text == text && bytes(FilePath(text)) == Array(text.utf8))
    }
  }

  /// Latin-1, cut sequences, surrogates, overlong forms, lone continuation bytes, and the private scalars
  /// themselves.
  @Test(
    arguments: [
      [0x63, 0x61, 0x66, 0xE9, 0x2E, 0x70, 0x6E, 0x67], [0xFF, 0xFE, 0x80], [0xE2, 0x82],
      [0x61, 0xE2, 0x82, 0x2F, 0xC3],
      [0xED, 0xA0, 0x80], [0xC0, 0xAF], [0xF4, 0x8F, 0xBA, 0x80], [0xF4, 0x8F, 0xBB, 0xBF, 0xE9],
      [0xF4, 0x90, 0x80, 0x80],
    ] as [[UInt8]])
  func anyBytesComeBack(name: [UInt8]) {
    let text = path(name).text
    #expect(bytes(FilePath(text)) == name)
    // Within other text, as in messages.
    #expect(bytes(FilePath("a “\(text)” b")) == Array("a “".utf8) + name + Array("” b".utf8))
  }

  @Test func everyByteComesBack() {
    let all = (1...255).map { UInt8($0) }
    #expect(bytes(FilePath(path(all).text)) == all)
  }

  @Test func displayIsUTF8() {
    #expect(path([0x61, 0xE9]).displayText == "a\u{FFFD}" && FilePath("é").displayText == "é")
  }
}
