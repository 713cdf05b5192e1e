// `adain model`: the group of commands about models, and `adain model info`.

import AdaINNetwork
import AdaINRuntime
import ArgumentParser
import CAdaIN

struct ModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Look into models, and import published ones.",
    subcommands: [ModelInfoCommand.self, ModelImportCommand.self])
}

struct ModelInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Print what a model is, and its tensors.")

  @Argument(help: ArgumentHelp("A safetensors file or a bundled model's name.", valueName: "file-or-name"))
  var model = ADAIN_DEFAULT_MODEL

  @Flag(help: "Print it as JSON.")
  var json = false

  func run() throws {
    try GEGLSession.runWithoutPictures { session in
      let handle = try session.model(model)
      let file = try Self.contents(of: session.modelPath(model))
      if json {
        print(Self.json(id: String(cString: adain_model_id(handle)), file))
      } else {
        print(String(cString: adain_model_description(handle)))
        print("tensors:")
        print(Self.table(file))
      }
    }
  }

  private static func contents(of path: String) throws -> Safetensors {
    do {
      return try Safetensors(path: path, kind: "model")
    } catch {
      throw CommandFailure(message: error.message)
    }
  }

  private static func table(_ file: Safetensors) -> String {
    let width = file.tensors.keys.map(\.count).max() ?? 0
    return file.tensors.sorted { $0.key < $1.key }.map { name, tensor in
      "  " + name + String(repeating: " ", count: width + 2 - name.count)
        + "\(tensor.precision.rawValue) \(tensor.shape)"
    }.joined(separator: "\n")
  }

  private static func json(id: String, _ file: Safetensors) -> String {
    let tensors = file.tensors.sorted { $0.key < $1.key }
    return JSON.object([
      ("id", .string(id)),
      ("parameters", .integer(tensors.reduce(0) { $0 + $1.value.values.count })),
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
