// What single steps of CourseTests' trainings do to the weights: the average, clipping, what is frozen, and a
// step that is no number.

import AdaINNetwork
import AdaINTestSupport
import AdaINTraining
import Testing

extension CourseTests {
  /// The average follows its formula, and the model has it where it does better on held-out pairs.
  @Test func averageOfTheWeights() throws {
    var options = try Self.everything()
    options.losses = MoreLosses()
    options.course = CourseOptions()
    (options.contentWeight, options.identityWeight, options.embeddingSteps) = (1, 20, 0)
    options.course.average = 0.6
    (options.crop, options.batch) = (16, 2)
    let trainer = try Self.trainer(options)
    let name = "decoder.conv2_1.weight"
    var expected = trainer.checkpoint().tensors[name]!.values.map { Double($0) }
    for step in 1...4 {
      _ = try trainer.advance(batch(step))
      let share = 1 - min(0.6, Double(step) / Double(step + 10))
      let now = trainer.checkpoint().tensors[name]!.values
      expected = zip(expected, now).map { $0 + share * (Double($1) - $0) }
    }
    let average = trainer.checkpoint().tensors["average." + name]!.values
    expectClose(average, expected.map { Float($0) }, shape: [average.count], tolerance: 1e-6)
    let before = trainer.checkpoint()
    let measured = try trainer.measure(Self.pairs())
    #expect(try trainer.measure(Self.pairs()).current == measured.current, "measuring changes nothing")
    let better =
      measured.average!.content + 10 * measured.average!.style
      < measured.current.content + 10 * measured.current.style
    #expect(trainer.checkpoint().metadata["model"] == (better ? "average" : nil))
    #expect(
      try trainer.model(metadata: [:]).tensors[name]!.values
        == (better ? average : before.tensors[name]!.values))
    #expect(trainer.checkpoint().tensors[name]!.values == before.tensors[name]!.values)
  }

  /// Two pairs of noise.
  func batch(_ seed: Int, value: Float? = nil) throws -> CropBatch {
    var random = SeededRandom(UInt64(seed))
    let count = 2 * 16 * 16 * 3
    return CropBatch(
      contents: value.map { [Float](repeating: $0, count: count) } ?? random.floats(count),
      styles: random.floats(count), contentChoices: [], styleChoices: [])
  }

  func plain() throws -> TrainingOptions {
    var options = TrainingOptions()
    options.widths = [3, 5, 7, 18]
    options.part = .both
    (options.crop, options.batch) = (16, 2)
    options.identityWeight = 20
    options.learningRate = 1e-3
    return options
  }

  @Test func aStepThatIsNoNumberChangesNothing() throws {
    let trainer = try Self.trainer(plain())
    _ = try trainer.advance(batch(1))
    var before = trainer.checkpoint()
    #expect(try !trainer.advance(batch(2, value: .nan)).total.isFinite)
    before.metadata["step"] = "2"
    #expect(trainer.checkpoint().bytes == before.bytes)
    #expect(try trainer.advance(batch(3)).total.isFinite)
    expectError(.invalidArgument, "are no numbers") {
      for _ in 0..<10 { _ = try trainer.advance(batch(2, value: .nan)) }
    }
  }

  /// A gradient that is shortened to nearly nothing beside Adam's epsilon moves weights by less.
  @Test func clipping() throws {
    func change(_ clip: Double?) throws -> Float {
      var options = try plain()
      options.course.clip = clip
      let trainer = try Self.trainer(options)
      let before = trainer.checkpoint().tensors["decoder.conv1_1.weight"]!.values
      _ = try trainer.advance(batch(1))
      return zip(before, trainer.checkpoint().tensors["decoder.conv1_1.weight"]!.values).map { abs($0 - $1) }
        .max()!
    }
    #expect(try change(nil) == change(1e9))
    #expect(try change(1e-8) < 0.5 * change(nil))
  }

  @Test func aFrozenEncoderStays() throws {
    var options = try plain()
    options.steps = 4
    options.course.freezeEncoderAfter = 0.5
    let trainer = try Self.trainer(options)
    func weights(_ name: String) -> [Float] { trainer.checkpoint().tensors[name + ".weight"]!.values }
    for step in 1...4 {
      let (encoder, decoder) = (weights("encoder.conv3_1"), weights("decoder.conv3_1"))
      _ = try trainer.advance(batch(step))
      #expect((weights("encoder.conv3_1") == encoder) == (step > 2))
      #expect(weights("decoder.conv3_1") != decoder)
    }
  }
}
