// What is tried with hostile input: a function of any bytes for each parser and boundary. It returns,
// whatever the bytes are; a trap, a sanitizer's report or a broken promise ends the process. It makes no
// input itself.

import AdaINRuntime

struct FuzzTarget: Sendable {
  /// The name on the command line, and of the folder of first inputs in Corpora.
  let name: String
  /// Longest input that is tried, in bytes.
  let longest: Int
  /// Makes what all runs use, once, and gives the function.
  let prepare: @Sendable () throws -> ([UInt8]) -> Void
  /// Whole files to begin with, besides those in Corpora.
  var wholeFiles: @Sendable () throws -> [[UInt8]] = { [] }

  static let all: [FuzzTarget] = fileTargets + callTargets + hostTargets
}

/// A promise that holds for every input.
func promise(_ holds: Bool, _ text: @autoclosure () -> String) {
  if !holds { fatalError("broken promise: \(text())") }
}

/// An error in a file: of these codes, with a text of one line.
func promise(_ error: AdaINError, _ codes: [AdaINError.Code]) {
  promise(codes.contains(error.code), "an error of code \(error.code): \(error.message)")
  promise(!error.message.isEmpty, "an error has a text")
  promise(
    error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F },
    "an error's text has no control characters: \(error.message.debugDescription)")
}

/// Takes an input apart into values; behind its end all bytes are 0.
struct ByteSource {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  var isEmpty: Bool { bytes.isEmpty }

  mutating func byte() -> UInt8 { bytes.popFirst() ?? 0 }

  mutating func below(_ count: Int) -> Int { Int(byte()) % count }

  mutating func word() -> UInt64 { (0..<8).reduce(0) { word, _ in word << 8 | UInt64(byte()) } }

  mutating func among<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  /// Mostly within reach, sometimes any number at all.
  mutating func double() -> Double {
    let kind = byte()
    return switch kind {
    case 0..<160: Double(kind) / 128
    case 160..<240: [0, 1, -1, 0.5, 20, 1e-300, -0.0, .pi][Int(kind) % 8]
    case 240..<248:
      [.nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude, 256, 1e20][Int(kind) % 8]
    default: Double(bitPattern: word())
    }
  }
}
