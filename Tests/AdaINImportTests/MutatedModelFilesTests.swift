// Ten thousand damaged files of each format: each is an error or a model, never a trap, a hang or a heap of
// memory.

import AdaINImport
import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct MutatedModelFilesTests {
  /// A file, and how many of its bytes tell where the others are. What comes behind is mostly numbers, in
  /// which damage has no consequences.
  struct Sample: CustomStringConvertible, Sendable {
    let name: String
    let partner: String
    let structure: [Range<Int>]
    var description: String { name }
  }

  private static let samples: [Sample] = {
    func size(_ name: String) -> Int { (try? ModelFiles.bytes(name).count) ?? 0 }
    let zip = size("encoder.zip.pth")
    return [
      Sample(name: "encoder.pickle.pth", partner: "decoder.t7", structure: [0..<3200]),
      // The pickle, and the directory at the end.
      Sample(name: "encoder.zip.pth", partner: "decoder.t7", structure: [0..<3200, zip - 3500..<zip]),
      Sample(name: "decoder.t7", partner: "encoder.zip.pth", structure: [0..<size("decoder.t7")]),
    ]
  }()

  private static let extremes: [UInt64] = [
    0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 40, 1 << 61,
    1 << 62,
    .max >> 1, 1 << 63, .max - 1, .max,
  ]

  static func mutated(_ sample: [UInt8], _ structure: [Range<Int>], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = sample
    for _ in 0..<random.int(1...4) where bytes.count > 64 {
      let part =
        random.int(0...9) == 0
        ? 0..<bytes.count : structure.randomElement(using: &random)!.clamped(to: 0..<bytes.count)
      let at =
        part.isEmpty ? random.int(0...bytes.count - 1) : random.int(part.lowerBound...part.upperBound - 1)
      let length = min(random.int(1...40), bytes.count - at)
      let other = random.int(0...bytes.count - length)
      switch random.int(0...9) {
      case 0...1: bytes[at] = UInt8(random.int(0...255))
      case 2...3: bytes[at] ^= 1 << UInt8(random.int(0...7))
      case 4...5:
        let value = little(extremes.randomElement(using: &random)!)
        let width = min([1, 2, 4, 8].randomElement(using: &random)!, bytes.count - at)
        bytes.replaceSubrange(at..<at + width, with: value.prefix(width))
      case 6: bytes.replaceSubrange(at..<at + length, with: Array(bytes[other..<other + length]))
      case 7: bytes.insert(contentsOf: Array(bytes[other..<other + length]), at: at)
      case 8: bytes.removeSubrange(at..<at + length)
      default: if random.int(0...3) == 0 { bytes.removeLast(bytes.count - at) }
      }
    }
    return bytes
  }

  @Test(arguments: samples)
  func damagedFilesAreErrorsOrModels(sample: Sample) throws {
    let whole = try ModelFiles.bytes(sample.name)
    let partner = try ModelFiles.network(sample.partner)
    _ = try PublishedModel.model(
      PublishedNetwork(bytes: whole, path: "whole"), partner, name: "whole", license: nil)
    var models = 0
    var reasons: Set<String> = []
    for seed in 0..<10_000 as Range<UInt64> {
      var random = SeededRandom(seed)
      let bytes = Self.mutated(whole, sample.structure, &random)
      do throws(AdaINError) {
        let network = try PublishedNetwork(bytes: bytes, path: "damaged")
        let model = try PublishedModel.model(network, partner, name: "damaged", license: nil)
        models += 1
        let values = model.tensors.values.reduce(0) { $0 + $1.values.count }
        #expect(values <= (bytes.count + partner.bytes.count) / 2, "no more than the files hold; \(random)")
      } catch {
        #expect(error.code == .malformed && !error.message.isEmpty, "\(random): \(error)")
        #expect(error.message.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "\(random)")
        reasons.insert(
          error.message.split(separator: " ").prefix(5).joined(separator: " ").filter { !$0.isNumber })
      }
    }
    #expect((500..<9500).contains(models), "some of the damage is harmless and some is not: \(models) models")
    #expect(reasons.count > 40, "many checks are met, not one over and over: \(reasons.count) reasons")
  }

  @Test func noiseIsNoFile() throws {
    let heads = try samplesHeads()
    for seed in 0..<1500 as Range<UInt64> {
      var random = SeededRandom(seed)
      let noise = (0..<random.int(0...400)).map { _ in UInt8(random.int(0...255)) }
      let bytes = heads.randomElement(using: &random)! + noise
      expectMalformed(what: "\(random)") { _ = try PublishedNetwork(bytes: bytes, path: "noise") }
    }
  }

  /// Texts of a file in an error are one line, and tell a terminal nothing.
  @Test func namesInErrorsAreHarmless() {
    let name = "evil\u{1B}[2J\n\u{202E}name\u{9B}" + String(repeating: "x", count: 200)
    let zip = ZipBytes.stateDictionary(PickleBytes.global(name.replacing("\n", with: ""), "call"))
    for bytes in [zip, Torch7Bytes.object(1, name, [])] {
      do {
        _ = try PublishedNetwork(bytes: bytes, path: "x")
        Issue.record("no error")
      } catch {
        #expect(error.message.contains("evil?[2J") && error.message.contains("?name?"))
        #expect(error.message.utf8.count < 250)
      }
    }
  }

  /// The first bytes of each format, so that the noise is taken for one.
  private func samplesHeads() throws -> [[UInt8]] {
    try Self.samples.map { Array(try ModelFiles.bytes($0.name).prefix(20)) } + [[]]
  }
}
