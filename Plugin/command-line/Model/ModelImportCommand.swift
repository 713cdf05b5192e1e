// `adain model import`: makes a model file of the encoder and the decoder that an AdaIN implementation in
// PyTorch or Torch7 was published with. What the files hold, AdaINImport reads.

import AdaINImport
import AdaINRuntime
import ArgumentParser

struct ModelImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: word("Make a model of published PyTorch or Torch7 weights."),
    discussion: word(
      """
      adain model import vgg_normalised.pth decoder.pth -o published.safetensors
      adain model import vgg_normalised.t7 decoder.t7 -o published.safetensors --license 'research only'

      Formats are told by the files' contents. No code in them is run.
      """))

  @Argument(
    help: ArgumentHelp(word("The encoder's file and the decoder's, in either order."), valueName: "file"))
  var files: [String]

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(word("The model's file (.safetensors)."), valueName: "file"))
  var output: String

  @Option(help: ArgumentHelp(word("The model's name (default: the output's)."), valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp(word("The licence of the weights, to be kept in the file."), valueName: "text"))
  var license: String?

  func validate() throws {
    if files.count != 2 {
      throw ValidationError(
        word("two files are needed, the encoder's and the decoder's, not %s", files.count))
    }
    if name == "" { throw ValidationError(word("the model's name is empty; give one or leave out --name")) }
  }

  func run() throws {
    Interruption.watch(FileCleanup.atOnce)
    defer { FileCleanup.removeAll() }
    let plan = try outputPlan()
    let staging = try StagingFolder(in: plan.folder)
    do {
      let model = try PublishedModel.read(
        files[0], files[1], name: name ?? Files.stem(of: output), license: license)
      try staging.place(plan.names[0]) { try model.write(to: $0, kind: "model") }
    } catch let error as AdaINError {
      throw CommandFailure(message: error.message)
    }
  }

  private func outputPlan() throws -> OutputPlan {
    if OutputPlan.isFolder(output, results: 1) || Files.ending(of: output) != "safetensors" {
      throw CommandFailure(
        message: word(
          "%s would not be found as a model; name a file that ends in .safetensors with -o", output))
    }
    return try OutputPlan(output: output, folderNames: [output], sources: files, inputs: files)
  }
}
