// A model: the encoder's and decoder's convolutions made from a weights file, and who it is.

import AdaINRuntime
import CKernels

/// The weights of an encoder and its decoder, ready to run. Immutable; share it between threads.
public final class Model: Sendable {
  public let identity: ModelIdentity
  /// Channels of relu4_1.
  public let featureChannels: Int
  package let encoder: Encoder
  package let decoder: Decoder

  /// Reads a model file (safetensors; tensor names as in docs/model-format.md).
  public convenience init(path: FilePath) throws(AdaINError) {
    let file = try Safetensors(path: path, kind: "model")
    do { try self.init(file) } catch {
      throw AdaINError(error.code, "model \(path.text) \(error.message)")
    }
  }

  /// Makes a model of a file's tensors; error texts continue "model NAME …".
  public init(_ file: Safetensors) throws(AdaINError) {
    let weights = try ModelWeights(file)
    encoder = try Encoder(weights.encoder)
    decoder = try Decoder(weights.decoder)
    featureChannels = weights.encoder.last!.outputs
    identity = weights.identity
  }

  public var id: String { identity.id }
  package var weightsID: String { identity.weightsID }
  public var metadata: [String: String] { identity.metadata }
  public var parameterCount: Int { identity.parameterCount }
  public var name: String { identity.name }
  public var summary: String { identity.summary }

  package var featureBlocks: Int { FeatureMap.blocks(channels: featureChannels) }

  /// Bytes of the transformed weights.
  package var bytes: Int { encoder.bytes + decoder.bytes }
}

/// The plain weights of a model file, checked: names, shapes and that each layer fits the one before it.
package struct ModelWeights: Sendable {
  /// In the order of `Architecture.encoder`, `preprocess` folded into the first.
  package let encoder: [ConvolutionWeights]
  package let decoder: [ConvolutionWeights]
  package let identity: ModelIdentity

  /// Error texts continue "model NAME …".
  package init(_ file: Safetensors) throws(AdaINError) {
    let preprocess = try Self.preprocess(file)
    var (encoderDigest, decoderDigest) = (Digest(), Digest())
    var layers: [ConvolutionWeights] = []
    var channels = 3
    for layer in Architecture.encoder {
      layers.append(try Self.layer("encoder.\(layer.name)", inputs: channels, file))
      channels = layers.last!.outputs
      encoderDigest.add(layers.last!.weights)
      encoderDigest.add(layers.last!.bias)
    }
    encoderDigest.add(preprocess.weights)
    encoderDigest.add(preprocess.bias)
    layers[0] = layers[0].folding(preprocess)
    encoder = layers
    layers = []
    for layer in Architecture.decoder {
      layers.append(try Self.layer("decoder.\(layer.name)", inputs: channels, file))
      channels = layers.last!.outputs
      decoderDigest.add(layers.last!.weights)
      decoderDigest.add(layers.last!.bias)
    }
    guard channels == 3 else {
      throw AdaINError(.malformed, "has a decoder that ends in \(channels) channels; it must end in 3")
    }
    decoder = layers
    identity = ModelIdentity(
      encoder: encoderDigest, decoder: decoderDigest, metadata: file.metadata,
      parameterCount: (encoder + decoder).reduce(12) { $0 + $1.weights.count + $1.bias.count })
  }

  private static func preprocess(_ file: Safetensors) throws(AdaINError) -> (weights: [Float], bias: [Float])
  {
    let weights = try tensor("encoder.preprocess.weight", file)
    let bias = try tensor("encoder.preprocess.bias", file)
    guard weights.shape == [3, 3, 1, 1], bias.shape == [3] else {
      throw AdaINError(
        .malformed,
        "has encoder.preprocess of shape \(weights.shape) and \(bias.shape); [3, 3, 1, 1] and [3] are right")
    }
    return (weights.values, bias.values)
  }

  private static func layer(_ name: String, inputs: Int, _ file: Safetensors)
    throws(AdaINError) -> ConvolutionWeights
  {
    let weights = try tensor(name + ".weight", file)
    let bias = try tensor(name + ".bias", file)
    guard weights.shape.count == 4, (1...4096).contains(weights.shape[0]),
      weights.shape[1...] == [inputs, 3, 3], bias.shape == [weights.shape[0]]
    else {
      throw AdaINError(
        .malformed,
        "has \(name) of shape \(weights.shape) with bias \(bias.shape); its input has \(inputs) channels, "
          + "so [N, \(inputs), 3, 3] and [N] are right")
    }
    return ConvolutionWeights(
      name: name, outputs: weights.shape[0], inputs: inputs, weights: weights.values, bias: bias.values)
  }

  private static func tensor(_ name: String, _ file: Safetensors) throws(AdaINError) -> Safetensors.Tensor {
    guard let tensor = file.tensors[name] else {
      throw AdaINError(.malformed, "has no tensor \(name); is it an AdaIN model of this project's format?")
    }
    guard tensor.values.allSatisfy(\.isFinite) else {
      throw AdaINError(.malformed, "has a NaN or an infinity in tensor \(name)")
    }
    return tensor
  }
}

extension ConvolutionWeights {
  /// This convolution after a 1x1 convolution of 3 channels, as one. Reflection padding repeats pixels, so
  /// the 1x1 convolution may as well come after it, and the two are one exactly.
  package func folding(_ preprocess: (weights: [Float], bias: [Float])) -> ConvolutionWeights {
    var folded = self
    for o in 0..<outputs {
      var constant = Double(bias[o])
      for tap in 0..<9 {
        for from in 0..<3 {
          var sum = 0.0
          for k in 0..<3 {
            sum += Double(weights[(o * 3 + k) * 9 + tap]) * Double(preprocess.weights[k * 3 + from])
          }
          folded.weights[(o * 3 + from) * 9 + tap] = Float(sum)
        }
        for k in 0..<3 { constant += Double(weights[(o * 3 + k) * 9 + tap]) * Double(preprocess.bias[k]) }
      }
      folded.bias[o] = Float(constant)
    }
    return folded
  }
}

extension Model {
  /// Reads a model file.
  public convenience init(path: String) throws(AdaINError) { try self.init(path: FilePath(path)) }
}
