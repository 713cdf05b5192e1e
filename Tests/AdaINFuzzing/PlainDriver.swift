// Without libFuzzer: each first input as it is, and then many that are damaged at random, the same ones in
// every run. The input at hand lies in the file "last", for when it ends the program.

#if !ADAIN_LIBFUZZER
  import AdaINRuntime
  import AdaINTestSupport

  #if canImport(Glibc)
    import Glibc
  #endif

  func drive(_ target: FuzzTarget) throws {
    let folders = CommandLine.arguments.dropFirst().filter { !$0.hasPrefix("-") }
    var inputs = try folders.flatMap { folder in
      try TestFiles.names(in: folder).map {
        try File.read("\(folder)/\($0)", limit: target.longest, kind: "input")
      }
    }
    if inputs.isEmpty { inputs = [[]] }
    let body = try target.prepare()
    let last = open("last", O_WRONLY | O_CREAT, 0o600)
    func run(_ bytes: [UInt8]) {
      promise(pwrite(last, bytes, bytes.count, 0) == bytes.count, "the input is kept")
      ftruncate(last, off_t(bytes.count))
      body(bytes)
    }
    for input in inputs { run(input) }
    let runs = Fuzzing.value("-runs=").flatMap { Int($0) } ?? 1000
    let seed = Fuzzing.value("-seed=").flatMap { UInt64($0) } ?? 1
    for i in 0..<runs {
      var random = SeededRandom(seed &* 0x1_0000 &+ UInt64(i))
      run(damaged(inputs, &random, longest: target.longest))
    }
    print("Done \(inputs.count + runs) runs")
  }

  private let extremes: [[UInt8]] = [
    [0], [0xFF], [0x7F, 0xFF], [0xFF, 0xFF], [0, 0, 0, 0x80], [0xFF, 0xFF, 0xFF, 0x7F],
    [0xFF, 0xFF, 0xFF, 0xFF],
    [0, 0, 0, 0, 0, 0, 0, 0x80], Array(repeating: 0xFF, count: 8), Array("-1".utf8), Array("1e999".utf8),
    Array("99999999999999999999".utf8), Array("{\"\":[".utf8),
  ]

  /// One of the inputs with a few places changed, taken out, doubled, or mixed with another input.
  private func damaged(_ inputs: [[UInt8]], _ random: inout SeededRandom, longest: Int) -> [UInt8] {
    var bytes = inputs.randomElement(using: &random)!
    for _ in 0..<random.int(1...5) {
      // What tells where the rest is stands mostly at the beginning.
      let reach = random.int(0...2) == 0 ? bytes.count : min(bytes.count, 600)
      let at = random.int(0...reach)
      let length = min(random.int(1...24), bytes.count - at)
      switch random.int(0...6) {
      case 0 where at < bytes.count: bytes[at] = UInt8(random.int(0...255))
      case 1 where at < bytes.count: bytes[at] ^= 1 << UInt8(random.int(0...7))
      case 2:
        let extreme = extremes.randomElement(using: &random)!
        bytes.replaceSubrange(at..<min(at + extreme.count, bytes.count), with: extreme)
      case 3: bytes.removeSubrange(at..<at + length)
      case 4: bytes.insert(contentsOf: bytes[at..<at + length], at: random.int(0...bytes.count))
      case 5:
        let other = inputs.randomElement(using: &random)!
        bytes = Array(bytes[..<at]) + other.dropFirst(at)
      default: bytes.insert(contentsOf: (0..<length).map { _ in UInt8(random.int(0...255)) }, at: at)
      }
    }
    return Array(bytes.prefix(longest))
  }
#endif
