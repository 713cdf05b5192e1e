// A training from its first step, or from its last checkpoint, to its end: the loop, its files, and what it
// reports.

import AdaINNetwork
import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

/// The files of a training. `model` and `checkpoint` always hold the same step's weights, whole.
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

/// Runs a training.
package final class TrainingRun {
  /// What is told after each step.
  package struct Report {
    /// Steps done.
    package let step: Int
    /// Of the whole training, if that is known.
    package let steps: Int?
    package let losses: StepLosses
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
  /// Steps between checkpoints.
  private let interval: Int
  /// Of this run; nil: no limit.
  private let seconds: Double?

  /// - Parameters:
  ///   - resumes: goes on from the checkpoint if there is one.
  ///   - minutes: ends the run, not the training.
  package init(
    _ trainer: Trainer, files: TrainingFiles, contents: PictureFolder, styles: PictureFolder, resumes: Bool,
    interval: Int, minutes: Double?
  ) throws(AdaINError) {
    self.trainer = trainer
    self.files = files
    self.interval = interval
    seconds = minutes.map { $0 * 60 }
    if resumes, access(files.checkpoint, F_OK) == 0 {
      let file = try Safetensors(path: files.checkpoint, kind: "checkpoint")
      do { try trainer.restore(file) } catch {
        throw AdaINError(error.code, "checkpoint \(files.checkpoint) \(error.message)")
      }
    }
    if let path = files.log { log = try TrainingLog(path, rows: trainer.step) } else { log = nil }
    loader = try BatchLoader(
      contents: contents, styles: styles, plan: trainer.options.batchPlan, first: trainer.step)
  }

  /// - Parameter report: called after each step; false ends the run after a checkpoint.
  package func run(_ report: (Report) throws -> Bool) throws {
    let start = Progress.seconds()
    let first = trainer.step
    var goesOn = trainer.options.steps.map { trainer.step < $0 } ?? true
    if !goesOn { try save() }
    while goesOn {
      let (batch, complaints) = try loader.next()
      let losses = try trainer.advance(batch)
      let elapsed = Progress.seconds() - start
      try log?.add(losses, seconds: elapsed)
      let isDone =
        trainer.options.steps.map { trainer.step >= $0 } ?? false || seconds.map { elapsed >= $0 } ?? false
      let saves = isDone || trainer.step % interval == 0
      if saves { try save() }
      let speed = Double(trainer.step - first) / elapsed
      let left = [
        trainer.options.steps.map { Double($0 - trainer.step) / speed }, seconds.map { $0 - elapsed },
      ].compactMap { $0 }.min()
      goesOn =
        try report(
          Report(
            step: trainer.step, steps: trainer.options.steps, losses: losses, seconds: elapsed,
            stepsPerSecond: speed,
            secondsLeft: left.map { max($0, 0) }, complaints: complaints, savedCheckpoint: saves)) && !isDone
      if !goesOn && !saves { try save() }
    }
  }

  /// The checkpoint first: what the model's readers see is never ahead of it.
  private func save() throws(AdaINError) {
    try File.write(
      trainer.checkpoint().bytes, to: files.checkpoint, kind: "checkpoint", staging: files.checkpoint + ".new"
    )
    var metadata = files.metadata
    metadata["training"] = "step \(trainer.step), \(trainer.options.identity)"
    var model = trainer.network.file(metadata: metadata)
    for name in model.tensors.keys { model.tensors[name]!.precision = files.precision }
    try File.write(model.bytes, to: files.model, kind: "model", staging: files.model + ".new")
  }
}

/// The losses of each step as comma-separated values.
package final class TrainingLog {
  private static let header = "content,style,identity,total,seconds\n"
  private let path: String
  private let descriptor: Int32

  /// Opens a log and cuts it off after so many rows.
  package init(_ path: String, rows: Int) throws(AdaINError) {
    self.path = path
    var text = rows > 0 ? try? File.read(path, limit: 1 << 30, kind: "log") : nil
    if let known = text, !known.starts(with: Self.header.utf8) { text = nil }
    descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (text == nil ? O_TRUNC : 0), 0o666)
    guard descriptor >= 0 else {
      throw AdaINError(.unreadable, "log \(path) cannot be written: \(File.reason(errno))")
    }
    guard let text else {
      try write(Self.header)
      return
    }
    var left = rows + 1
    let end = text.firstIndex {
      if $0 == UInt8(ascii: "\n") { left -= 1 }
      return left == 0
    }
    let length = end.map { $0 + 1 } ?? text.count
    guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, off_t(length), SEEK_SET) >= 0 else {
      throw AdaINError(.unreadable, "log \(path) cannot be written: \(File.reason(errno))")
    }
  }

  deinit { close(descriptor) }

  /// - Parameter seconds: since the run began.
  package func add(_ losses: StepLosses, seconds: Double) throws(AdaINError) {
    try write("\(losses.content),\(losses.style),\(losses.identity),\(losses.total),\(seconds)\n")
  }

  private func write(_ line: String) throws(AdaINError) {
    var bytes = Array(line.utf8)
    while !bytes.isEmpty {
      let count = Glibc.write(descriptor, bytes, bytes.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else {
        throw AdaINError(.unreadable, "log \(path) cannot be written: \(File.reason(errno))")
      }
      bytes.removeFirst(count)
    }
  }
}
