// Who a model is: what its file says of it and what its weights are. It needs no layer that can run.

import AdaINRuntime

/// What tells one model from another.
public struct ModelIdentity: Sendable {
  /// Identifies the encoder: styles saved with one model fit every model of the same id.
  public let id: String
  package let encoderDigest: String
  /// Identifies encoder and decoder.
  package let weightsID: String
  public let metadata: [String: String]
  /// Numbers in all weights and biases.
  public let parameterCount: Int

  init(encoder: Digest, decoder: Digest, metadata: [String: String], parameterCount: Int) {
    encoderDigest = encoder.text
    id = (metadata["name"] ?? "model") + "-" + encoderDigest
    weightsID = encoderDigest + decoder.text
    self.metadata = metadata
    self.parameterCount = parameterCount
  }

  /// The name the file carries, or a stand-in.
  public var name: String { metadata["name"] ?? metadata["architecture"] ?? "unnamed" }

  /// Name, id, parameters, and what else the file says, a line each.
  public var summary: String {
    var lines = ["name: \(name.harmless)", "id: \(id.harmless)", "parameters: \(parameterCount)"]
    for key in metadata.keys.sorted() where key != "name" && key != "format" {
      lines.append("\(key.harmless): \(metadata[key]!.harmless)")
    }
    return lines.joined(separator: "\n")
  }
}
