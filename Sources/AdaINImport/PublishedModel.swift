// Makes a model of an encoder's and a decoder's published files: finds out which is which, takes the layers
// that the network has, names them, and lets the core check the result. Writes no file.

import AdaINNetwork
import AdaINRuntime

package enum PublishedModel {
  /// Reads two files, in either order.
  ///
  /// - Parameters:
  ///   - name: what the model is to be called.
  ///   - license: of the weights, for people.
  package static func read(_ first: String, _ second: String, name: String, license: String?)
    throws(AdaINError) -> Safetensors
  {
    try model(PublishedNetwork(path: first), PublishedNetwork(path: second), name: name, license: license)
  }

  package static func model(
    _ first: PublishedNetwork, _ second: PublishedNetwork, name: String, license: String?
  ) throws(AdaINError) -> Safetensors {
    let (encoder, decoder) = try roles(first, second)
    var tensors = try self.tensors(of: encoder, "encoder", ["preprocess"] + Architecture.encoder.map(\.name))
    tensors.merge(try self.tensors(of: decoder, "decoder", Architecture.decoder.map(\.name))) { a, _ in a }
    var metadata = [
      "name": name, "format": "adain", "architecture": "vgg19-relu4_1",
      "origin": "imported; encoder \(encoder.format), decoder \(decoder.format)",
    ]
    metadata["license"] = license
    let file = Safetensors(tensors: tensors, metadata: metadata)
    do { _ = try ModelWeights(file) } catch {
      throw AdaINError(error.code, "the model of \(encoder.path) and \(decoder.path) \(error.message)")
    }
    return file
  }

  private static func roles(_ first: PublishedNetwork, _ second: PublishedNetwork) throws(AdaINError) -> (
    encoder: PublishedNetwork, decoder: PublishedNetwork
  ) {
    for network in [first, second] where !network.isEncoder && !network.isDecoder {
      let (begin, end) = (network.convolutions[0].weight.shape, network.convolutions.last!.weight.shape)
      throw .malformed(
        "file \(network.path) is neither encoder nor decoder: its convolutions have shapes "
          + "from \(begin) to \(end), but an encoder begins with 3 inputs and a decoder ends with 3 outputs")
    }
    if first.isEncoder && second.isDecoder { return (first, second) }
    if first.isDecoder && second.isEncoder { return (second, first) }
    let (have, want) = first.isEncoder ? ("encoders", "decoder") : ("decoders", "encoder")
    throw .malformed("\(first.path) and \(second.path) are both \(have); give one of them and the \(want)")
  }

  /// The tensors of a part's convolutions under their names in a model.
  private static func tensors(of network: PublishedNetwork, _ part: String, _ names: [String])
    throws(AdaINError) -> [String: Safetensors.Tensor]
  {
    try check(network, part, names.count)
    var tensors: [String: Safetensors.Tensor] = [:]
    var taken = 0
    for (name, convolution) in zip(names, network.convolutions) {
      for (kind, stored) in [("weight", convolution.weight), ("bias", convolution.bias)] {
        // Tensors that shared numbers would let a small file ask for much memory.
        guard let size = stored.byteCount, let sum = taken.plus(size), sum <= network.bytes.count else {
          throw .malformed(
            "file \(network.path) has tensors that are larger than the file, or that share numbers")
        }
        taken = sum
        do {
          tensors["\(part).\(name).\(kind)"] = try stored.values(
            in: network.bytes, name: "\(convolution.name) \(kind)")
        } catch { throw AdaINError(error.code, "file \(network.path) \(error.message)") }
      }
    }
    return tensors
  }

  /// Whether the convolutions can be those of the part; their shapes are checked with the whole model.
  private static func check(_ network: PublishedNetwork, _ part: String, _ count: Int) throws(AdaINError) {
    let found = network.convolutions.count
    if part == "encoder" {
      let first = network.convolutions[0].weight.shape
      guard first == [3, 3, 1, 1] else {
        throw .malformed(
          "file \(network.path) is an encoder whose first convolution has the shape \(first), "
            + "not [3, 3, 1, 1]; AdaIN's VGG begins with a 1x1 convolution (vgg_normalised), "
            + "which other VGGs lack")
      }
      guard found >= count else {
        throw .malformed(
          "file \(network.path) is an encoder of \(found) convolutions; up to relu4_1 there are \(count)")
      }
    } else {
      guard found == count else {
        throw .malformed("file \(network.path) is a decoder of \(found) convolutions; \(count) are right")
      }
    }
  }
}
