// `adain model`: the group of commands about models, and `adain model info`.

import AdaINNetwork
import AdaINRuntime
import ArgumentParser
import CAdaIN

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: word("Look into models, and import published ones."),
    subcommands: [ModelInfoCommand.self, ModelImportCommand.self])
}

struct ModelInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: word("Print what a model is, and its tensors."))

  @Argument(
    help: ArgumentHelp(word("A safetensors file or a bundled model's name."), valueName: "file-or-name"))
  var model = ADAIN_DEFAULT_MODEL

  @Flag(help: ArgumentHelp(word("Print it as JSON.")))
  var json = false

  func run() throws {
    try GEGLSession.runWithoutPictures { session in
      let path = FilePath(try session.modelPath(model))
      do throws(AdaINError) {
        let file = try Safetensors(path: path, kind: "model")
        let identity = try Self.identity(of: file, path)
        print(json ? Self.json(identity, file) : "\(identity.summary)\ntensors:\n\(Self.table(file))")
      } catch {
        throw CommandFailure(message: error.message)
      }
    }
  }

  private static func identity(of file: Safetensors, _ path: FilePath) throws(AdaINError) -> ModelIdentity {
    do { return try ModelWeights(file).identity } catch {
      throw AdaINError(error.code, "model \(path.text) \(error.message)")
    }
  }

  private static func table(_ file: Safetensors) -> String {
    let width = file.tensors.keys.map(\.harmless.count).max() ?? 0
    return file.tensors.map { ($0.key.harmless, $0.value) }.sorted { $0.0 < $1.0 }.map { name, tensor in
      "  " + name + String(repeating: " ", count: width + 2 - name.count)
        + "\(tensor.precision.rawValue) \(tensor.shape)"
    }.joined(separator: "\n")
  }

  private static func json(_ identity: ModelIdentity, _ file: Safetensors) -> String {
    let tensors = file.tensors.sorted { $0.key < $1.key }
    return JSON.object([
      ("id", .string(identity.id)),
      ("parameters", .integer(identity.parameterCount)),
      ("metadata", .object(file.metadata.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
      (
        "tensors",
        .array(
          tensors.map { name, tensor in
            .object([
              ("name", .string(name)), ("dtype", .string(tensor.precision.rawValue)),
              ("shape", .array(tensor.shape.map(JSON.integer))),
            ])
          })
      ),
    ]).text
  }
}
