// The three models that golden tensors exist for, and the tensors. Where the goldens come from:
// Tests/Goldens/README.md.

import AdaINNetwork
import AdaINRuntime

/// A model with golden tensors.
package enum GoldenModel: String, Sendable {
  /// The bundled models: the default one, and the quick one that most tests use.
  case standard, compact
  /// The published encoder's weights, which are no part of the repository.
  case published

  package static let bundled = [GoldenModel.standard, .compact]

  private var modelPath: String {
    switch self {
    case .standard, .compact: TestFiles.repository + "/resources/models/\(rawValue).safetensors"
    case .published: TestFiles.repository + "/../shared/models/vgg19-published.safetensors"
    }
  }

  package var isPresent: Bool { TestFiles.exists(modelPath) }

  /// What a test says that is skipped without the published model.
  package static let absence =
    "there is no ../shared/models/vgg19-published.safetensors beside this repository"

  /// Loaded once for all tests.
  package var model: Model {
    get throws {
      switch self {
      case .standard: try Self.standardModel.get()
      case .compact: try Self.compactModel.get()
      case .published: try Self.publishedModel.get()
      }
    }
  }

  /// The model file's tensors, to make changed models of.
  package var file: Safetensors { get throws { try Safetensors(path: modelPath, kind: "model") } }

  /// The golden tensors.
  package var tensors: Safetensors {
    get throws {
      switch self {
      case .standard: try Self.standardTensors.get()
      case .compact: try Self.compactTensors.get()
      case .published: try Self.publishedTensors.get()
      }
    }
  }

  package func tensor(_ name: String) throws -> Safetensors.Tensor {
    guard let tensor = try tensors.tensors[name] else {
      throw AdaINError(.malformed, "there is no golden tensor \(name) for the model \(rawValue)")
    }
    return tensor
  }

  /// A golden picture, `[height, width, channel]`.
  package func picture(_ name: String) throws -> Picture {
    let tensor = try tensor(name)
    return Picture(
      width: tensor.shape[1], height: tensor.shape[0], channels: tensor.shape[2], pixels: tensor.values)
  }

  private static let standardModel = Result { try Model(path: standard.modelPath) }
  private static let compactModel = Result { try Model(path: compact.modelPath) }
  private static let publishedModel = Result { try Model(path: published.modelPath) }
  private static let standardTensors = Result { try standard.readTensors() }
  private static let compactTensors = Result { try compact.readTensors() }
  private static let publishedTensors = Result { try published.readTensors() }

  private func readTensors() throws -> Safetensors {
    try Safetensors(path: TestFiles.repository + "/Tests/Goldens/\(rawValue).safetensors", kind: "golden")
  }
}
