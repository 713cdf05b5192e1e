// Thousands of damaged files: each is an error or a valid container, never a trap.

import AdaINNetwork
import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct MutatedSafetensorsTests {
  private let sample: [UInt8] = {
    var random = SeededRandom(23)
    return Safetensors(
      tensors: [
        "mean": .init(shape: [2, 3], values: random.floats(6)),
        "std": .init(shape: [4], values: random.floats(4), precision: .float16),
        "color": .init(shape: [], values: [1]),
      ], metadata: ["name": "sample", "title": "a \"b\""]
    ).bytes
  }()

  private func mutated(_ random: inout SeededRandom) -> [UInt8] {
    var bytes = sample
    let header = 8 + Int(bytes[0])
    for _ in 0..<random.int(1...5) {
      // Mostly in the header, where the damage has consequences.
      let at = random.int(0...(random.int(0...4) == 0 ? bytes.count : min(header, bytes.count)) - 1)
      switch random.int(0...5) {
      case 0: bytes[at] = UInt8(random.int(0...255))
      case 1: bytes[at] ^= 1 << UInt8(random.int(0...7))
      case 2: bytes.remove(at: at)
      case 3: bytes.insert(Array("0123456789-[]{}\",:".utf8).randomElement(using: &random)!, at: at)
      case 4: bytes.swapAt(at, random.int(0...bytes.count - 1))
      default: if bytes.count > 30 { bytes.removeLast(random.int(1...8)) }
      }
    }
    return bytes
  }

  @Test func damagedFilesAreErrorsOrValid() throws {
    var valid = 0
    for seed in 0..<10_000 as Range<UInt64> {
      var random = SeededRandom(seed)
      let bytes = mutated(&random)
      do throws(AdaINError) {
        let file = try Safetensors(bytes: bytes)
        valid += 1
        for (name, tensor) in file.tensors {
          #expect(tensor.shape.reduce(1, *) == tensor.values.count, "\(name); \(random)")
        }
        #expect((try? Safetensors(bytes: file.bytes))?.bytes == file.bytes, "\(random)")
      } catch {
        #expect(error.code == .malformed && !error.message.isEmpty, "\(random)")
      }
    }
    #expect((1..<9000).contains(valid), "some of the damage is harmless and some is not: \(valid) valid")
  }

  @Test func noiseIsNoFile() {
    for seed in 0..<500 as Range<UInt64> {
      var random = SeededRandom(seed)
      var bytes = (0..<random.int(0...200)).map { _ in UInt8(random.int(0...255)) }
      if bytes.count > 8 {
        bytes.replaceSubrange(0..<8, with: [UInt8(bytes.count - 8), 0, 0, 0, 0, 0, 0, 0])
      }
      expectError(.malformed, what: "\(random)") { _ = try Safetensors(bytes: bytes) }
    }
  }
}
