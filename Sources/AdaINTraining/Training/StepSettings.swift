// What the options say of one step: sizes, weights, the rate, and which part learns.

import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

/// The settings of one step.
package struct StepSettings: Equatable, Sendable {
  /// What the step is to learn.
  package enum Phase: Sendable {
    /// The encoder alone, to give the loss network's features.
    case embedding
    /// To give contents back, without a style.
    case reconstruction
    case style
  }

  package let phase: Phase
  package let crop, batch: Int
  package let rate, contentWeight, identityWeight, embeddingWeight: Double
  package let learnsEncoder: Bool
  /// Whether dead channels begin anew before it.
  package let revives: Bool
}

extension CourseOptions {
  /// Not in the last third, in which what began anew must still find its place.
  fileprivate func revives(at step: Int, share: Double) -> Bool {
    revive > 0 && step > 0 && step % revive == 0 && share < 2.0 / 3
  }
}

extension TrainingOptions {
  /// Steps of the whole training, if they are known.
  package var length: Int? { steps ?? course.plan.steps }

  /// Whether what a step does depends on how many there are.
  package var dependsOnLength: Bool {
    schedule == .cosine || course.cosineFrom != nil || course.freezeEncoderAfter != nil
      || !contentWeight.isConstant || !identityWeight.isConstant || losses.embedding > 0 || course.revive > 0
  }

  var hasEmbedding: Bool { losses.embedding > 0 || embeddingSteps > 0 }

  /// Options that contradict each other.
  func check() throws(AdaINError) {
    if dependsOnLength && length == nil {
      throw AdaINError(
        .invalidArgument,
        "a course over the whole training needs to know where it ends; give the number of steps")
    }
    if part == .decoder && (hasEmbedding || course.freezeEncoderAfter != nil) {
      throw AdaINError(
        .invalidArgument, "an embedding and a freezing are for an encoder that learns; let both parts learn")
    }
    if schedule == .cosine && course.cosineFrom != nil {
      throw AdaINError(.invalidArgument, "the rate falls along one cosine only; choose another schedule")
    }
  }

  /// - Parameter step: of the steps done before this one.
  package func settings(at step: Int) -> StepSettings {
    let share = length.map { Double(step) / Double(max($0, 1)) } ?? 0
    let stage = stage(at: step)
    let phase = phase(at: step)
    return StepSettings(
      phase: phase, crop: stage.crop, batch: stage.batch, rate: rate(stage.rate, step: step, share: share),
      contentWeight: contentWeight.value(at: share),
      identityWeight: stage.identityWeight ?? identityWeight.value(at: share),
      embeddingWeight: losses.embedding * max(1 - 2 * share, 0),
      learnsEncoder: part == .both
        && (phase == .embedding || share < course.freezeEncoderAfter ?? .infinity),
      revives: phase != .embedding && course.revives(at: step, share: share))
  }

  private func phase(at step: Int) -> StepSettings.Phase {
    if step < embeddingSteps { return .embedding }
    return step < embeddingSteps + reconstructionSteps ? .reconstruction : .style
  }

  /// The batches of the steps.
  package var batchPlan: BatchPlan {
    var plan = BatchPlan()
    plan.seed = seed
    plan.fixedCrops = fixedCrops
    plan.content = crops.content
    plan.style = crops.style
    var first = 0
    for stage in course.plan.stages.isEmpty ? [Plan.Stage()] : course.plan.stages {
      let sizes = self.stage(at: first)
      plan.shapes.append((first, .init(side: sizes.crop, pairs: sizes.batch)))
      first += stage.steps ?? 0
    }
    return plan
  }

  private func stage(at step: Int)
    -> (crop: Int, batch: Int, rate: Double, identityWeight: Double?)
  {
    var sizes: (crop: Int, batch: Int, rate: Double, identityWeight: Double?) = (
      crop, batch, learningRate, nil
    )
    var first = 0
    for stage in course.plan.stages where first <= step {
      sizes.crop = stage.crop ?? sizes.crop
      sizes.batch = stage.batch ?? sizes.batch
      sizes.rate = stage.rate ?? sizes.rate
      sizes.identityWeight = stage.identityWeight ?? sizes.identityWeight
      first += stage.steps ?? 0
    }
    return sizes
  }

  private func rate(_ initial: Double, step: Int, share: Double) -> Double {
    var rate = schedule.rate(initial, step: step, of: length)
    if step < course.warmUp { rate *= Double(step + 1) / Double(course.warmUp) }
    if let from = course.cosineFrom, share > from {
      rate *= Schedule.cosineFactor(min((share - from) / (1 - from), 1))
    }
    return rate
  }

  /// Numbers that are not 0, each after a comma and its name.
  static func identity(_ values: [(name: String, value: Double)]) -> String {
    values.filter { $0.value != 0 }.map { ", \($0.name) \($0.value)" }.joined()
  }
}
