// The options of `adain train` that change something in the course of a training.

import AdaINRuntime
import AdaINTraining
import ArgumentParser

struct CourseArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      word(
        """
        Stages: "crop 128 batch 8 steps 2000, crop 192 rate 2e-4", or a file with them; a stage \
        may set identity-weight, too.
        """), valueName: "stages"))
  var plan: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Steps over which the rate rises at first."), valueName: "steps"))
  var warmUp = 0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Share of the training after which the rate falls along a cosine."), valueName: "share")
  )
  var cosineFrom: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word(
        """
        Average the weights, keeping this share of the average at each step, as 0.999; the model \
        gets whichever does better on held-out pairs.
        """), valueName: "share"))
  var average: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(word("Share of the training after which only the decoder learns."), valueName: "share")
  )
  var freezeEncoderAfter: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("Largest norm of all gradients together; larger ones are scaled down."), valueName: "norm"))
  var clip: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word("A layer of more than 288 inputs learns at the rate times (288 / inputs) to the power of this."),
      valueName: "exponent"))
  var layerRates = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      word(
        """
        Steps between two looks for channels of the decoder that are 0 everywhere, which begin anew; not \
        in the last third. 0: none.
        """), valueName: "steps"))
  var revive = 0

  func validate() throws {
    for (name, share) in [
      ("cosine-from", cosineFrom), ("average", average), ("freeze-encoder-after", freezeEncoderAfter),
    ] where !(share.map { $0 >= 0 && $0 < 1 } ?? true) {
      throw ValidationError(word("--%s %s is out of range; choose 0 or more, below 1", name, share!))
    }
    guard (0...10_000_000).contains(warmUp) else {
      throw ValidationError(word("--%s %s is out of range; choose 0 or more", "warm-up", warmUp))
    }
    try checkRange("layer-rates", layerRates, 0...1)
    guard (0...1_000_000_000).contains(revive) else {
      throw ValidationError(word("--%s %s is out of range; choose 0 or more", "revive", revive))
    }
    guard clip.map({ $0 > 0 && $0.isFinite }) ?? true else {
      throw ValidationError(word("--%s %s is out of range; choose more than 0", "clip", clip!))
    }
  }

  func set(_ options: inout TrainingOptions) throws {
    options.course.warmUp = warmUp
    options.course.cosineFrom = cosineFrom
    options.course.average = average
    options.course.freezeEncoderAfter = freezeEncoderAfter
    options.course.clip = clip
    options.course.layerRates = layerRates
    options.course.revive = revive
    guard let plan else { return }
    var text = plan
    if Files.exists(plan) {
      text = String(decoding: try File.read(plan, limit: 1 << 20, kind: "plan"), as: UTF8.self)
    }
    do { options.course.plan = try Plan(text) } catch {
      throw CommandFailure(message: "the plan \(error.message)")
    }
  }
}
