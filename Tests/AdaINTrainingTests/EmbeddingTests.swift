// What ties the encoder to the loss network: the embedding's own steps, its linear map, and the comparison
// before the ReLU where no map is needed. Its gradients are MoreLossesTests' matter.

import AdaINNetwork
import AdaINPictures
import AdaINTestSupport
import AdaINTraining
import Testing

extension CourseTests {
  /// The embedding stays a 1x1 convolution, and learns only while its weight is above 0.
  @Test func embeddingLearnsInTheFirstHalf() throws {
    var options = try plain()
    options.steps = 4
    options.losses.embedding = 5
    let trainer = try Self.trainer(options)
    var known = trainer.checkpoint().tensors["embedding.weight"]!.values
    for step in 1...4 {
      _ = try trainer.advance(batch(step))
      let now = trainer.checkpoint().tensors["embedding.weight"]!.values
      #expect((now == known) == (step > 2))
      #expect(now.indices.allSatisfy { $0 % 9 == 4 || now[$0] == 0 })
      known = now
    }
  }
  /// The encoder alone learns; then the decoder begins, and Adam's first step is as long as the rate, however
  /// many steps the encoder has had.
  @Test(arguments: [18, 256]) func encoderLearnsFirst(channels: Int) throws {
    var options = try plain()
    options.widths = [3, 5, 7, channels]
    options.embeddingSteps = 3
    options.course.average = 0.9
    let trainer = try Self.trainer(options)
    func tensors() -> [String: [Float]] { trainer.checkpoint().tensors.mapValues(\.values) }
    #expect((tensors()["embedding.weight"] == nil) == (channels == 256), "as many as the loss network has")
    var losses: [StepLosses] = []
    for step in 1...4 {
      let before = tensors()
      losses.append(try trainer.advance(batch(1)))
      let now = tensors()
      func changed(_ part: String) -> Bool {
        before.contains { name, values in name.hasPrefix(part) && now[name] != values }
      }
      #expect(changed("encoder.") && changed("decoder.") == (step > 3))
      if channels == 18 { #expect(changed("embedding.") == (step <= 3)) }
      let name = "decoder.conv1_1.weight"
      if step <= 3 {
        #expect(losses.last!.content == 0 && losses.last!.style == 0 && losses.last!.identity == 0)
        #expect(now["average.encoder.conv4_1.weight"] == now["encoder.conv4_1.weight"])
      } else {
        let most = zip(before[name]!, now[name]!).map { abs($0 - $1) }.max()!
        #expect(abs(most - 1e-3) < 1e-5, "\(most)")
      }
    }
    #expect(losses[2].total < losses[0].total && losses[3].style > 0)
  }

  /// The loss network's own encoder is right; channels of it that came to be 0 everywhere learn again.
  @Test func deadChannelsLearnAgain() throws {
    var options = try plain()
    options.widths = nil
    options.embeddingSteps = 9
    options.learningRate = 1e-2
    var file = try GoldenModel.compact.file
    let name = "encoder.conv4_1.bias"
    func trainer() throws -> Trainer {
      try Trainer(
        options, initial: InitialWeights(file), loss: ModelWeights(GoldenModel.compact.file), threads: 2)
    }
    // Roundings alone: preprocess is folded into the loss network's first layer, but not into the encoder's.
    #expect(try trainer().advance(batch(1)).total < 1e-9)
    for i in file.tensors[name]!.values.indices { file.tensors[name]!.values[i] -= 1000 }
    let taught = try trainer()
    func bias() -> [Float] { taught.checkpoint().tensors[name]!.values }
    let before = bias()
    #expect(try taught.advance(batch(1)).total > 1e-4)
    let moved = zip(bias(), before).map { $0 - $1 }
    // Adam's first step is as long as the rate; where the loss network has 0 all over, 0 is right.
    #expect(moved.allSatisfy { $0 == 0 || abs($0 - 1e-2) < 1e-3 } && moved.contains { $0 > 0 }, "\(moved)")
  }

  @Test func anEncoderThatStaysIsNotTaught() throws {
    var options = try plain()
    options.part = .decoder
    options.embeddingSteps = 1
    expectError(.invalidArgument, "let both parts learn") { _ = try Self.trainer(options) }
  }
}
