// The training step against PyTorch's: every gradient of the first step and the losses of ten, in both ways
// to train, on every instruction set. Where the goldens come from: Tests/Goldens/README.md.

import AdaINNetwork
import AdaINPictures
import AdaINTestSupport
import AdaINTraining
import Testing

/// The tensors of one way to train.
private struct TrainingGolden {
  let part: TrainingOptions.Part
  let tensors: [String: Safetensors.Tensor]

  init(_ part: TrainingOptions.Part) throws {
    self.part = part
    tensors = try Safetensors(
      path: TestFiles.repository + "/Tests/Goldens/training-\(part.rawValue).safetensors", kind: "golden"
    ).tensors
  }

  /// The network before the first step ("network."), or the loss network ("loss.").
  func model(_ prefix: String) -> Safetensors {
    var file = Safetensors()
    for (name, tensor) in tensors where name.hasPrefix(prefix) {
      file.tensors[String(name.dropFirst(prefix.count))] = tensor
    }
    return file
  }

  var options: TrainingOptions {
    var options = TrainingOptions()
    options.part = part
    options.identityWeight = part == .both ? 20 : 0
    options.crop = 32
    options.batch = 2
    options.learningRate = 1e-4
    options.schedule = .constant
    return options
  }

  var batch: CropBatch {
    let choices = (0..<2).map { CropChoice(picture: $0, variant: nil) }
    return CropBatch(
      contents: tensors["contents"]!.values, styles: tensors["styles"]!.values, contentChoices: choices,
      styleChoices: choices)
  }

  func trainer(threads: Int, instructionSet: InstructionSet = .best) throws -> Trainer {
    try Trainer(
      options, initial: InitialWeights(model("network.")), loss: ModelWeights(model("loss.")),
      threads: threads,
      instructionSet: instructionSet)
  }
}

@Suite struct GoldenTrainingTests {
  /// Relative to a tensor's largest gradient: rounding of F(6x6, 3x3) through up to 27 convolutions.
  private static let gradientTolerance: Float = 1e-4
  /// Relative. Adam divides by the root of the squared gradient, so that what is rounding noise in one step
  /// moves weights in the next.
  private static let lossTolerance = 1e-4

  @Test(arguments: [TrainingOptions.Part.decoder, .both], InstructionSet.available.map(\.name))
  func gradients(part: TrainingOptions.Part, instructionSet: String) throws {
    let golden = try TrainingGolden(part)
    let trainer = try golden.trainer(
      threads: 2, instructionSet: InstructionSet.available.first { $0.name == instructionSet }!)
    let size = Size(width: 32, height: 32)
    let contents = try trainer.store.batch(images: 2, channels: 3, size: size)
    let styles = try trainer.store.batch(images: 2, channels: 3, size: size)
    contents.setPixels(golden.batch.contents)
    styles.setPixels(golden.batch.styles)
    _ = try trainer.gradients(contents: contents, styles: styles)
    #expect(trainer.network.learning.count == (part == .both ? 18 : 9))
    for convolution in trainer.network.learning {
      let gradients = convolution.gradients!
      gradients.finish(trainer.machine.pool)
      let found = [
        (
          ".weight",
          Array(UnsafeBufferPointer(start: gradients.weights.pointer, count: gradients.weights.count))
        ),
        (".bias", Array(UnsafeBufferPointer(start: gradients.bias.pointer, count: convolution.outputs))),
      ]
      for (kind, values) in found {
        let expected = try #require(golden.tensors["gradient." + convolution.name + kind])
        let largest = expected.values.map(abs).max()!
        expectClose(
          values, expected.values, shape: expected.shape, tolerance: Self.gradientTolerance * largest,
          "\(part), \(instructionSet), \(convolution.name)\(kind)")
      }
    }
  }

  @Test(arguments: [TrainingOptions.Part.decoder, .both])
  func tenLosses(part: TrainingOptions.Part) throws {
    let golden = try TrainingGolden(part)
    let trainer = try golden.trainer(threads: 2)
    let expected = try #require(golden.tensors["losses"])
    for step in 0..<10 {
      let losses = try trainer.advance(golden.batch)
      for (i, value) in [losses.content, losses.style, losses.identity, losses.total].enumerated() {
        let golden = Double(expected.values[4 * step + i])
        #expect(
          abs(value - golden) <= Self.lossTolerance * golden,
          "\(part), step \(step + 1): loss \(i) is \(value) where \(golden) is expected")
      }
    }
  }

  /// The sums' order does not depend on how the work is shared out.
  @Test func threadsChangeNothing() throws {
    let golden = try TrainingGolden(.both)
    let (one, three) = (try golden.trainer(threads: 1), try golden.trainer(threads: 3))
    for _ in 0..<3 {
      #expect(try one.advance(golden.batch) == three.advance(golden.batch))
    }
    #expect(one.checkpoint().bytes == three.checkpoint().bytes)
  }
}
