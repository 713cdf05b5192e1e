// Every fast form of the 3x3 convolution, in every instruction set this machine has, against the plain one.

import AdaINNetwork
import AdaINPictures
import AdaINTestSupport
import CKernels
import Testing

/// A convolution, its input and what the plain form makes of it.
private struct Case {
  let weights: ConvolutionWeights
  let kind: ck_winograd
  let level: Size
  let input: [Float]
  let pools, relu: Bool
  let outputLevel: Size
  let expected: [Float]
  let magnitudes: [Float]

  init(
    _ kind: ck_winograd, inputs: Int, outputs: Int, level: Size, pools: Bool = false, relu: Bool = true,
    _ random: inout SeededRandom
  ) {
    let weights = ConvolutionWeights.random(outputs: outputs, inputs: inputs, &random)
    let input = random.floats(inputs * level.area, -1...1)
    let up = kind == CK_WINOGRAD_UP5
    let plain =
      up ? referenceUpsampling(input, channels: inputs, height: level.height, width: level.width) : input
    let size = up ? level.doubled : level
    var expected = weights.reference(plain, height: size.height, width: size.width, relu: relu)
    var magnitudes = weights.magnitudes(plain, height: size.height, width: size.width)
    if pools {
      expected = referencePooling(expected, channels: outputs, height: size.height, width: size.width)
      magnitudes = referencePooling(magnitudes, channels: outputs, height: size.height, width: size.width)
    }
    (self.weights, self.kind, self.level, self.input, self.pools, self.relu) = (
      weights, kind, level, input, pools, relu
    )
    (self.expected, self.magnitudes) = (expected, magnitudes)
    outputLevel = pools ? size.halved : size
  }

  var name: String {
    let form = ["F4", "F6", "UP5"][Int(kind.rawValue)]
    return "\(form) \(weights.inputs) -> \(weights.outputs) on \(level.width) x \(level.height)"
      + (pools ? ", pooled" : relu ? "" : ", no ReLU")
  }

  /// A third of the rounding unit 2^-24 times how much the three transforms can enlarge a sum of magnitudes:
  /// 256 for F4, 509 for F6, 413 for UP5 (the products of the absolute matrices' largest row sums, both
  /// axes).
  private static let tolerances: [Float] = [5e-6, 1e-5, 8e-6]

  /// What the fast form computes of a rectangle, given no more than it may read.
  func check(_ rect: Rect, on machine: Machine, _ random: SeededRandom) throws {
    let up = kind == CK_WINOGRAD_UP5
    let computed = pools ? rect.readByPooling(in: level) : rect
    let inputRect = up ? rect.readByUpsampling3x3(in: level) : computed.readBy3x3(in: level)
    let from = try GuardedMap(input, channels: weights.inputs, rect: inputRect, level: level)
    let to = try GuardedMap(channels: weights.outputs, rect: rect, level: outputLevel, value: .nan)
    defer { withExtendedLifetime((from, to)) {} }
    try Convolution(weights, kind: kind, relu: relu).run(from.map, into: to.map, pool: pools, on: machine)

    let what = "\(machine.instructionSet.name), \(machine.threads) threads, \(name), \(rect), \(random)"
    let outputs = weights.outputs
    expectClose(
      to.map.values(channels: outputs), cropped(expected, channels: outputs, rect: rect, level: outputLevel),
      shape: [outputs, rect.height, rect.width],
      scales: cropped(magnitudes, channels: outputs, rect: rect, level: outputLevel),
      tolerance: Self.tolerances[Int(kind.rawValue)], what)
    #expect(to.guardsAreWhole && from.guardsAreWhole, "\(what): memory beyond the map was written to")
    let padding = outputs..<FeatureMap.blocks(channels: outputs) * FeatureMap.blockSize
    for channel in padding {
      let isZero = (0..<rect.area).allSatisfy {
        to.map[channel, rect.y + $0 / rect.width, rect.x + $0 % rect.width] == 0
      }
      #expect(isZero, "\(what): channel \(channel) of the last block is not 0")
    }
  }
}

@Suite struct WinogradTests {
  private static let kinds = [CK_WINOGRAD_F4, CK_WINOGRAD_F6, CK_WINOGRAD_UP5]

  /// Pooling goes with ReLU and without up-sampling.
  private func forms(_ kind: ck_winograd) -> [(pools: Bool, relu: Bool)] {
    kind == CK_WINOGRAD_UP5
      ? [(false, true), (false, false)] : [(false, true), (false, false), (true, true)]
  }

  @Test(arguments: 0..<kinds.count)
  func sizesAroundATile(kind: Int) throws {
    let sizes = [
      (1, 1), (2, 1), (1, 2), (1, 9), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6), (7, 5), (7, 7), (3, 8),
      (11, 12), (13, 11),
    ]
    var random = SeededRandom(51)
    for (width, height) in sizes {
      for (pools, relu) in forms(Self.kinds[kind]) {
        let sample = Case(
          Self.kinds[kind], inputs: 16, outputs: 16, level: Size(width: width, height: height), pools: pools,
          relu: relu,
          &random)
        for instructionSet in InstructionSet.available {
          try sample.check(
            Rect(sample.outputLevel), on: Machine(threads: 2, instructionSet: instructionSet), random)
        }
      }
    }
  }

  @Test(arguments: 0..<kinds.count)
  func channelsThatFillNoBlock(kind: Int) throws {
    var random = SeededRandom(52)
    for (inputs, outputs) in [(1, 1), (3, 5), (15, 17), (17, 15), (33, 40), (50, 33)] {
      for (pools, relu) in forms(Self.kinds[kind]) {
        let sample = Case(
          Self.kinds[kind], inputs: inputs, outputs: outputs, level: Size(width: 7, height: 5), pools: pools,
          relu: relu,
          &random)
        for instructionSet in InstructionSet.available {
          try sample.check(
            Rect(sample.outputLevel), on: Machine(threads: 1, instructionSet: instructionSet), random)
        }
      }
    }
  }

  @Test(arguments: 0..<kinds.count)
  func rectanglesWithHalos(kind: Int) throws {
    var random = SeededRandom(53)
    for pools in kind == 2 ? [false] : [false, true] {
      let sample = Case(
        Self.kinds[kind], inputs: 3, outputs: 4, level: Size(width: 19, height: 17), pools: pools, &random)
      let (width, height) = (sample.outputLevel.width, sample.outputLevel.height)
      // Corners, borders, the inside, whole rows and columns, a single position anywhere.
      var rects = [
        Rect(x: 0, y: 0, width: 3, height: 2), Rect(x: width - 3, y: 0, width: 3, height: 3),
        Rect(x: 0, y: height - 2, width: 5, height: 2),
        Rect(x: width - 1, y: height - 1, width: 1, height: 1),
        Rect(x: 0, y: 3, width: width, height: 1), Rect(x: 4, y: 0, width: 1, height: height),
        Rect(x: 1, y: 1, width: width - 2, height: height - 2),
      ]
      for _ in 0..<25 {
        let (x, y) = (random.int(0...width - 1), random.int(0...height - 1))
        rects.append(Rect(x: x, y: y, width: random.int(1...width - x), height: random.int(1...height - y)))
      }
      for instructionSet in InstructionSet.available {
        let machine = Machine(threads: 2, instructionSet: instructionSet)
        for rect in rects { try sample.check(rect, on: machine, random) }
      }
    }
  }

  @Test(arguments: 0..<kinds.count)
  func anyNumberOfThreadsSharesTheTiles(kind: Int) throws {
    var random = SeededRandom(54)
    let sample = Case(Self.kinds[kind], inputs: 5, outputs: 18, level: Size(width: 41, height: 30), &random)
    for instructionSet in InstructionSet.available {
      for threads in [1, 2, 3, 8] {
        try sample.check(
          Rect(sample.outputLevel), on: Machine(threads: threads, instructionSet: instructionSet), random)
      }
    }
  }

  @Test func thereIsATableForEveryProcessor() {
    let names = InstructionSet.available.map(\.name)
    #expect(names.first == "portable")
    #expect(Set(names).count == names.count)
    #expect(InstructionSet.best.name == names.last)
  }
}
