// A training from its first step, or from its last checkpoint, to its end: the loop, its files, and what it
// reports.

import AdaINNetwork
import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

/// The files of a training. `model` and `checkpoint` always hold the same step, whole.
package struct TrainingFiles: Sendable {
  package var model: String
  /// Nil: none is written.
  package var log: String?
  /// How the model stores its numbers; the checkpoint always has all their bits.
  package var precision = Safetensors.Precision.float32
  /// What the model's metadata says besides how it was trained.
  package var metadata: [String: String] = [:]

  package init(model: String) { self.model = model }

  /// Where the state is kept to go on from.
  package var checkpoint: String { model + ".checkpoint" }
}

/// The losses on held-out pairs: of the weights, and of their average if there is one.
package typealias HeldOutReport = (current: HeldOutLosses, average: HeldOutLosses?)

/// Runs a training.
package final class TrainingRun {
  /// What is told after each step.
  package struct Report {
    /// Steps done.
    package let step: Int
    /// How many the whole training has, if that is known.
    package let steps: Int?
    package let losses: StepLosses
    /// Channels of the decoder that were 0 everywhere, and began anew before this step.
    package let revived: Int
    /// What this step left, if it was measured on held-out pairs.
    package let heldOut: HeldOutReport?
    /// Since this run began.
    package let seconds, stepsPerSecond: Double
    /// Until the end, if it is known.
    package let secondsLeft: Double?
    /// Files that cannot be read, and why.
    package let complaints: [String]
    package let savedCheckpoint: Bool
  }

  package let trainer: Trainer
  private let files: TrainingFiles
  private let loader: BatchLoader
  private let log: TrainingLog?
  private let heldOut: HeldOutPairs?
  /// Steps between checkpoints.
  private let interval: Int
  /// How long this run may take; nil: no limit.
  private let seconds: Double?

  /// - Parameters:
  ///   - resumes: goes on from the checkpoint if there is one.
  ///   - minutes: ends the run, not the training.
  ///   - heldOut: pairs to measure on now and then.
  package init(
    _ trainer: Trainer, files: TrainingFiles, contents: PictureFolder, styles: PictureFolder, resumes: Bool,
    interval: Int, minutes: Double?, heldOut: HeldOutPairs? = nil
  ) throws(AdaINError) {
    self.trainer = trainer
    self.heldOut = heldOut
    self.files = files
    self.interval = interval
    seconds = minutes.map { $0 * 60 }
    if resumes, access(files.checkpoint, F_OK) == 0 {
      let file = try Safetensors(path: files.checkpoint, kind: "checkpoint")
      do { try trainer.restore(file) } catch {
        throw AdaINError(error.code, "checkpoint \(files.checkpoint) \(error.message)")
      }
    }
    if let path = files.log {
      log = try TrainingLog(path, rows: trainer.step, hasHeldOut: heldOut != nil)
    } else {
      log = nil
    }
    loader = try BatchLoader(
      contents: contents, styles: styles, plan: trainer.options.batchPlan, first: trainer.step,
      repeats: trainer.hard?.repeats)
  }

  /// - Parameter report: called after each step; false ends the run after a checkpoint.
  package func run(_ report: (Report) throws -> Bool) throws {
    let start = Progress.seconds()
    let first = trainer.step
    let length = trainer.options.length
    var goesOn = length.map { trainer.step < $0 } ?? true
    if !goesOn { try save() }
    while goesOn {
      let (batch, complaints) = try loader.next()
      let losses = try trainer.advance(batch)
      if let hard = trainer.hard { loader.set(repeats: hard.repeats) }
      let measured = try measure(isLast: trainer.step == length)
      let elapsed = Progress.seconds() - start
      try log?.add(losses, seconds: elapsed, heldOut: measured)
      let isDone =
        length.map { trainer.step >= $0 } ?? false || seconds.map { elapsed >= $0 } ?? false
      let saves = isDone || trainer.step % interval == 0
      if saves { try save() }
      let speed = Double(trainer.step - first) / elapsed
      let left = [
        length.map { Double($0 - trainer.step) / speed }, seconds.map { $0 - elapsed },
      ].compactMap { $0 }.min()
      goesOn =
        try report(
          Report(
            step: trainer.step, steps: length, losses: losses, revived: trainer.revived, heldOut: measured,
            seconds: elapsed,
            stepsPerSecond: speed, secondsLeft: left.map { max($0, 0) }, complaints: complaints,
            savedCheckpoint: saves)) && !isDone
      if !goesOn && !saves { try save() }
    }
  }

  private func measure(isLast: Bool) throws(AdaINError) -> HeldOutReport? {
    guard let heldOut, isLast || trainer.step % heldOut.interval == 0 else { return nil }
    return try trainer.measure(heldOut)
  }

  /// The checkpoint first: what the model's readers see is never ahead of it.
  private func save() throws(AdaINError) {
    try File.write(
      trainer.checkpoint().bytes, to: files.checkpoint, kind: "checkpoint", staging: files.checkpoint + ".new"
    )
    var metadata = files.metadata
    if trainer.averageIsBetter { metadata["weights"] = "average of the steps" }
    metadata["training"] = "step \(trainer.step), \(trainer.options.identity)"
    var model = try trainer.model(metadata: metadata)
    for name in model.tensors.keys { model.tensors[name]!.precision = files.precision }
    try File.write(model.bytes, to: files.model, kind: "model", staging: files.model + ".new")
  }
}
