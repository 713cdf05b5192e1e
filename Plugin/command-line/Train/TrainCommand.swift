// `adain train`: the options of a training, and its run with a line of progress. The training itself is
// AdaINTraining's.

import AdaINNetwork
import AdaINRuntime
import AdaINTraining
import ArgumentParser
import CAdaINGEGL

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: word("Train a model on folders of photographs and paintings."),
    discussion: word(
      """
      adain train --content photos/ --style paintings/ --loss-network vgg.safetensors -o model.safetensors

      Writes MODEL, MODEL.checkpoint and, if asked, a log and contact sheets. --resume continues from the \
      checkpoint as if the training had never stopped. At full width the decoder learns and the encoder is \
      the loss network's, as in the paper; a narrower model learns both.
      """))

  @Option(
    help: ArgumentHelp(word("A folder of contents, or an image; may be repeated."), valueName: "folder"))
  var content: [String]

  @Option(help: ArgumentHelp(word("A folder of styles, or an image; may be repeated."), valueName: "folder"))
  var style: [String]

  @Option(help: ArgumentHelp(word("The model whose encoder measures the losses."), valueName: "file"))
  var lossNetwork: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp(word("The model to write, .safetensors."), valueName: "file"))
  var output: String

  @OptionGroup(title: word("Training")) var training: TrainingArguments
  @OptionGroup(title: word("Losses")) var losses: LossArguments
  @OptionGroup(title: word("Course")) var changes: CourseArguments
  @OptionGroup(title: word("Crops")) var crops: CropArguments
  @OptionGroup(title: word("Held-out pictures")) var unseen: HeldOutArguments
  @OptionGroup(title: word("Run")) var course: RunArguments

  func validate() throws {
    if Files.ending(of: output) != "safetensors" {
      throw ValidationError(
        word("%s would not be found as a model; name a file that ends in .safetensors", output))
    }
  }

  func run() throws {
    try GEGLSession.run { session in
      Interruption.bePatient(seconds: 60)
      do { try train(session) } catch let error as AdaINError { throw CommandFailure(message: error.message) }
    }
  }

  private func train(_ session: GEGLSession) throws {
    let options = try training.options(steps: course.steps, losses, changes, crops)
    let interval = unseen.heldOut ?? (options.course.average == nil ? nil : 100)
    let contents = try unseen.split(
      Files.images(of: content), folders: unseen.heldOutContent, measures: interval != nil)
    let styles = try unseen.split(
      Files.images(of: style), folders: unseen.heldOutStyle, measures: interval != nil)
    try checkFiles()
    let loss = try LossNetworkFile(path: session.modelPath(lossNetwork))
    let trainer = try Trainer(
      options, initial: try training.initialWeights(session, loss: loss.file, options),
      loss: loss.weights, threads: course.threads,
      targetRoom: course.roomForTargets)
    var files = TrainingFiles(model: output)
    files.log = course.log
    if training.half { files.precision = .float16 }
    files.metadata = training.metadata(
      output: output, options, contents: contents.training.count, styles: styles.training.count)
    let sheet = try course.sheet.map { try SheetWriter($0, pairs: (contents.sheet, styles.sheet), options) }
    let heldOut = try interval.map {
      try unseen.pairs(
        contents.measured, styles.measured, side: options.batchPlan.shapes.last!.shape.side, interval: $0)
    }
    let run = try TrainingRun(
      trainer, files: files, contents: folder(contents.training, soften: options.crops.soften),
      styles: folder(styles.training, soften: 0), resumes: course.resume,
      interval: course.checkpointEvery, minutes: course.minutes, heldOut: heldOut)
    try follow(run, sheet: sheet)
  }

  /// A training is not lost by one word.
  private func checkFiles() throws {
    for path in [output, course.log, course.sheet].compactMap({ $0 }) { try Files.checkFolder(of: path) }
    guard !course.resume, !course.overwrite else { return }
    let files = TrainingFiles(model: output)
    for path in [files.checkpoint, files.model, course.log].compactMap({ $0 }) where Files.exists(path) {
      throw CommandFailure(
        message: word(
          """
          %s exists already; continue with --resume, replace it with --overwrite, or choose \
          another name
          """, path))
    }
  }

  private func follow(_ run: TrainingRun, sheet: SheetWriter?) throws {
    let line = TrainingLine()
    if run.trainer.step > 0 { line.say(word("continues after step %s", run.trainer.step)) }
    try run.run { report in
      for complaint in report.complaints { line.say(complaint) }
      line.update(report)
      if let sheet, report.step % course.sheetEvery == 0 || report.step == report.steps {
        try sheet.write(run.trainer, step: report.step)
      }
      return !Interruption.isRequested
    }
    line.end()
    try Interruption.check()
  }

  private func folder(_ paths: [String], soften: Double) -> PictureFolder {
    PictureFolder(paths: paths, room: course.roomForPictures) {
      try TrainingPictures.load($0).softened(soften)
    }
  }
}
