// Every convolution of encoder and decoder against PyTorch's, and the statistics of styles.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import Testing

/// The bundled models.
@Suite struct BundledNetworkTests {
  @Test(arguments: GoldenModel.bundled) func encoderTaps(golden: GoldenModel) throws {
    try NetworkChecks(golden: golden).encoderTaps()
  }
  @Test(arguments: GoldenModel.bundled) func decoderStages(golden: GoldenModel) throws {
    try NetworkChecks(golden: golden).decoderStages()
  }
  @Test(arguments: GoldenModel.bundled) func styleStatistics(golden: GoldenModel) throws {
    try NetworkChecks(golden: golden).styleStatistics()
  }
}

/// The published encoder, where its weights are at hand.
@Suite(.enabled(if: GoldenModel.published.isPresent, "\(GoldenModel.absence)"))
struct PublishedNetworkTests {
  private let checks = NetworkChecks(golden: .published)

  @Test func encoderTaps() throws { try checks.encoderTaps() }
  @Test func decoderStages() throws { try checks.decoderStages() }
  @Test func styleStatistics() throws { try checks.styleStatistics() }
}

private struct NetworkChecks {
  let golden: GoldenModel

  /// Relative to a tensor's largest value; 1e-4 is the requirement, and the two implementations are closer
  /// than that.
  private let tolerance: Float = 2e-5

  private func expectGolden(_ values: [Float], _ expected: [Float], shape: [Int], _ what: String) {
    let largest = expected.lazy.map(abs).max() ?? 0
    let scales = [Float](repeating: largest, count: expected.count)
    let error = Comparison(values, expected, shape: shape, scales: scales, tolerance: tolerance).worst
    print("error of \(golden.rawValue), \(what): \(error) of the largest value")
    expectClose(
      values, expected, shape: shape, scales: scales, tolerance: tolerance, "\(golden.rawValue), \(what)")
  }

  func encoderTaps() throws {
    let model = try golden.model
    let content = try golden.picture("content")
    let size = Size(width: content.width, height: content.height)
    for instructionSet in InstructionSet.available {
      let machine = Machine(instructionSet: instructionSet)
      let pixels = try FloatBuffer(count: 4 * content.count)
      defer { withExtendedLifetime(pixels) {} }
      try content.source.load(Rect(size), into: pixels.pointer, on: machine.pool)
      let plan = model.encoder.plan(tile: Rect(size.featureGrid), size: size)
      #expect(plan.pixels == Rect(size))
      var seen: [String] = []
      _ = try model.encoder.encode(
        PixelMap(data: pixels.pointer, rect: Rect(size), level: size), plan: plan, on: machine
      ) { name, map in
        seen.append(name)
        expectOutput(name, map, machine)
      }
      #expect(seen == Architecture.encoder.map(\.name))
    }
  }

  /// A layer with pooling is only seen behind it, so the golden is pooled too.
  private func expectOutput(_ name: String, _ map: FeatureMap, _ machine: Machine) {
    guard let tensor = try? golden.tensor("encoder.\(name)") else {
      Issue.record("there is no golden encoder.\(name)")
      return
    }
    let (channels, height, width) = (tensor.shape[0], tensor.shape[1], tensor.shape[2])
    let pools = Architecture.encoder.first { $0.name == name }!.resamples
    let expected =
      pools
      ? referencePooling(tensor.values, channels: channels, height: height, width: width) : tensor.values
    let size = Size(width: width, height: height)
    let level = pools ? size.halved : size
    #expect(map.level == level && map.rect == Rect(level))
    expectGolden(
      map.values(channels: channels), expected, shape: [channels, level.height, level.width],
      "encoder.\(name), \(machine.instructionSet.name)")
  }

  func decoderStages() throws {
    let model = try golden.model
    let features = try golden.tensor("encoder.conv4_1")
    let grid = Size(width: features.shape[2], height: features.shape[1])
    let rect = Rect(x: 0, y: 0, width: 8 * grid.width, height: 8 * grid.height)
    for instructionSet in InstructionSet.available {
      let machine = Machine(instructionSet: instructionSet)
      let target = try GuardedMap(
        adain(features), channels: model.featureChannels, rect: Rect(grid), level: grid)
      let picture = try FloatBuffer(count: 4 * rect.area)
      defer { withExtendedLifetime((target, picture)) {} }
      let output = PixelMap(
        data: picture.pointer, rect: rect, level: Size(width: rect.width, height: rect.height))
      var seen: [String] = []
      try model.decoder.decode(
        target.map, plan: model.decoder.plan(pixels: rect, grid: grid), into: output, on: machine
      ) {
        name, map in
        seen.append(name)
        expectStage(name, map.values(channels: map.blocks * FeatureMap.blockSize), machine)
      }
      #expect(seen + ["conv1_1"] == Architecture.decoder.map(\.name))
      expectStage(
        "conv1_1", (0..<3).flatMap { k in (0..<rect.area).map { picture.pointer[4 * $0 + k] } }, machine)
    }
  }

  private func expectStage(_ name: String, _ values: [Float], _ machine: Machine) {
    guard let tensor = try? golden.tensor("decoder.\(name)") else {
      Issue.record("there is no golden decoder.\(name)")
      return
    }
    // All widths are multiples of 16, or 3: there is no padding to leave out.
    expectGolden(
      values, tensor.values, shape: tensor.shape, "decoder.\(name), \(machine.instructionSet.name)")
  }

  /// The golden features with the golden style's statistics, in Double and straight from the definition.
  private func adain(_ features: Safetensors.Tensor) throws -> [Float] {
    let (mean, deviation) = (
      try golden.tensor("style_a.mean").values, try golden.tensor("style_a.std").values
    )
    let count = features.shape[1] * features.shape[2]
    return (0..<features.shape[0]).flatMap { c in
      let x = features.values[c * count..<(c + 1) * count].map(Double.init)
      let average = x.reduce(0, +) / Double(count)
      let variance = x.reduce(0) { $0 + ($1 - average) * ($1 - average) } / Double(count - 1)
      let factor = Double(deviation[c]) / (variance + 1e-5).squareRoot()
      return x.map { Float(factor * ($0 - average) + Double(mean[c])) }
    }
  }

  func styleStatistics() throws {
    for name in ["style_a", "style_b"] {
      let style = try Style(golden.picture(name).source, shorterSide: 0, model: golden.model)
      let (mean, deviation) = (
        try golden.tensor(name + ".mean").values, try golden.tensor(name + ".std").values
      )
      expectGolden(style.statistics.mean, mean, shape: [mean.count], "\(name).mean")
      expectGolden(style.statistics.deviation, deviation, shape: [mean.count], "\(name).std")
    }
  }
}
