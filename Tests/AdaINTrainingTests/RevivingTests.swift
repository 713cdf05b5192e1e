// Dead channels of the decoder begin anew, and layers learn at rates of their own.

import AdaINNetwork
import AdaINTestSupport
import AdaINTraining
import Testing

extension CourseTests {
  /// Two of the first layer, and one further down, are below 0 everywhere.
  private static let killed = ["decoder.conv4_1": [0, 3], "decoder.conv2_2": [1], "decoder.conv1_2": [2]]

  private static func kill(_ file: inout Safetensors) {
    for (name, channels) in killed {
      for channel in channels { file.tensors[name + ".bias"]!.values[channel] = -1e4 }
    }
  }

  /// A training whose steps change no weights, with an average.
  private func trainer(revive: Int, _ change: (inout Safetensors) -> Void) throws -> Trainer {
    var options = try plain()
    (options.steps, options.course.revive, options.course.average) = (9, revive, 0.9)
    options.learningRate = 0
    var file = try Self.trainer(options).model(metadata: [:])
    change(&file)
    options.widths = nil
    return try Trainer(
      options, initial: InitialWeights(file), loss: ModelWeights(GoldenModel.compact.file), threads: 2)
  }

  /// They learn again, and at first nothing else has changed: the losses are those without reviving.
  @Test func deadChannelsBeginAnew() throws {
    let (revived, left) = (try trainer(revive: 1, Self.kill), try trainer(revive: 9, Self.kill))
    var first = (try revived.advance(batch(1)), try left.advance(batch(1)))
    #expect(revived.revived == 0 && first.0 == first.1, "not before the first step")
    first = (try revived.advance(batch(1)), try left.advance(batch(1)))
    #expect(left.revived == 0 && revived.revived >= 4)
    for (now, before) in [
      (first.0.content, first.1.content), (first.0.style, first.1.style),
      (first.0.identity, first.1.identity),
    ] { #expect(abs(now - before) < 1e-4 * before) }
    let (now, before) = (revived.checkpoint().tensors, left.checkpoint().tensors)
    for (name, channels) in Self.killed {
      let (weights, average) = (now[name + ".weight"]!, now["average." + name + ".weight"]!)
      let size = weights.values.count / weights.shape[0]
      for channel in channels {
        let place = channel * size..<(channel + 1) * size
        #expect(weights.values[place] != before[name + ".weight"]!.values[place])
        #expect(weights.values[place] == average.values[place])
        #expect(now[name + ".bias"]!.values[channel] > -1e3)
      }
    }
    _ = try revived.advance(batch(1))
    #expect(revived.revived == 0, "all are alive")
  }

  /// What begins anew has no moments of what it was.
  @Test func momentsBeginAnew() throws {
    let trainer = try trainer(revive: 2) { _ in }
    for step in 1...2 { _ = try trainer.advance(batch(step)) }
    var file = trainer.checkpoint()
    Self.kill(&file)
    try trainer.restore(file)
    _ = try trainer.advance(batch(3))
    #expect(trainer.revived >= 4)
    // Its only gradient since then comes to the way out, which is 0: the way in has none yet.
    let name = "decoder.conv4_1.weight"
    let kept = trainer.checkpoint().tensors
    let size = kept[name]!.values.count / kept[name]!.shape[0]
    for prefix in ["adam.first.", "adam.second."] {
      let moments = try #require(kept[prefix + name]).values
      for channel in [0, 3] { #expect(moments[channel * size..<(channel + 1) * size].allSatisfy { $0 == 0 }) }
      #expect(moments.contains { $0 != 0 })
    }
  }

  @Test func whatIsAliveStays() throws {
    func enliven(_ file: inout Safetensors) {
      for name in file.tensors.keys where name.hasPrefix("decoder.") && name.hasSuffix(".bias") {
        for channel in file.tensors[name]!.values.indices { file.tensors[name]!.values[channel] += 1e3 }
      }
      for name in file.tensors.keys where name.hasPrefix("decoder.") && name.hasSuffix(".weight") {
        file.tensors[name]!.values = file.tensors[name]!.values.map(abs)
      }
    }
    let (looked, left) = (try trainer(revive: 1, enliven), try trainer(revive: 9, enliven))
    for step in 1...3 {
      #expect(try looked.advance(batch(step)) == left.advance(batch(step)))
      #expect(looked.revived == 0)
    }
    #expect(looked.checkpoint().tensors.mapValues(\.values) == left.checkpoint().tensors.mapValues(\.values))
  }

  /// Adam's first step is as long as the rate: for weights the layer's own, for biases that of all.
  @Test func layersLearnAtTheirRates() throws {
    var options = try plain()
    options.course.layerRates = 0.5
    let trainer = try Self.trainer(options)
    let before = trainer.checkpoint().tensors
    _ = try trainer.advance(batch(1))
    let after = trainer.checkpoint().tensors
    func longest(_ name: String) -> Float {
      zip(before[name]!.values, after[name]!.values).map { abs($0 - $1) }.max()!
    }
    for name in ["decoder.conv4_1", "decoder.conv1_2", "encoder.conv4_1"] {
      let inputs = Double(before[name + ".weight"]!.shape[1] * 9)
      let rate = Float(1e-3 * min(1, 288 / inputs).squareRoot())
      #expect(abs(longest(name + ".weight") - rate) < 1e-2 * rate, "\(name)")
      #expect(abs(longest(name + ".bias") - 1e-3) < 1e-5)
    }
  }

  @Test func revivingNeedsAnEnd() throws {
    var options = try plain()
    options.course.revive = 5
    expectError(.invalidArgument, "give the number of steps") { _ = try Self.trainer(options) }
    options.steps = 30
    #expect((0..<30).filter { options.settings(at: $0).revives } == [5, 10, 15])
    #expect(options.identity.contains(", revive 5"))
  }
}
