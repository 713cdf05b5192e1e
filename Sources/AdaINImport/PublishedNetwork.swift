// One published file, whatever its format: its convolutions in order, and whether they are the encoder or the
// decoder. The format is told by the contents, never by the name.

import AdaINRuntime

/// A convolution as it lies in a file.
package struct PublishedConvolution {
  /// What errors call it.
  package let name: String
  /// `[outputs, inputs, height, width]`
  package let weight: StoredTensor
  /// `[outputs]`
  package let bias: StoredTensor
}

package struct PublishedNetwork {
  /// Bytes of the largest file that is read, as for models.
  private static let longestFile = 1 << 30

  package let path: String
  package let format: String
  package let bytes: [UInt8]
  package let convolutions: [PublishedConvolution]

  package init(path: String) throws(AdaINError) {
    let bytes = try File.read(path, limit: Self.longestFile, kind: "file")
    do { try self.init(bytes: bytes, path: path) } catch {
      throw AdaINError(error.code, "file \(path) \(error.message)")
    }
  }

  /// Error texts continue "file NAME …".
  package init(bytes: [UInt8], path: String) throws(AdaINError) {
    self.path = path
    self.bytes = bytes
    if TorchFile.isTorch(bytes) {
      let file = try TorchFile(bytes)
      format = file.format
      convolutions = try Self.convolutions(of: file.tensors)
    } else if Torch7File.isTorch7(bytes) {
      format = "Torch7"
      convolutions = try Torch7File(bytes).networkConvolutions()
    } else {
      throw .malformed(Self.otherFormat(bytes))
    }
    for convolution in convolutions {
      guard convolution.weight.shape.count == 4 else {
        throw .malformed(
          "has \(convolution.name) with weights of shape \(convolution.weight.shape); "
            + "a convolution's have 4 axes"
        )
      }
    }
    guard !convolutions.isEmpty else {
      throw .malformed("has no convolutions; is it an encoder or a decoder?")
    }
  }

  /// A state dict's convolutions: "0.weight" and "0.bias" and so on, as the layers of an nn.Sequential are
  /// called.
  private static func convolutions(of tensors: [String: StoredTensor]) throws(AdaINError)
    -> [PublishedConvolution]
  {
    let suffix = ".weight"
    let numbers = tensors.keys.compactMap { key -> Int? in
      guard key.hasSuffix(suffix), key.count <= suffix.count + 4 else { return nil }
      let digits = key.dropLast(suffix.count)
      return digits.allSatisfy { ("0"..."9").contains($0) } && (digits == "0" || digits.first != "0")
        ? Int(digits) : nil
    }
    guard !numbers.isEmpty else {
      throw .malformed(
        "has no tensors named 0.weight, 2.weight and so on; save the state_dict() of an nn.Sequential")
    }
    var convolutions: [PublishedConvolution] = []
    for number in numbers.sorted() {
      guard let bias = tensors["\(number).bias"] else { throw .malformed("has no tensor \(number).bias") }
      convolutions.append(
        PublishedConvolution(name: "layer \(number)", weight: tensors["\(number)\(suffix)"]!, bias: bias))
    }
    return convolutions
  }

  /// What is wrong with a file that is of none of the formats.
  private static func otherFormat(_ bytes: [UInt8]) -> String {
    if bytes.isEmpty { return "is empty" }
    if bytes.starts(with: Array("4\n1\n".utf8)) {
      return "is a Torch7 file in text form; save it in binary form"
    }
    if bytes.count > 8 && bytes[8] == UInt8(ascii: "{") {
      return "looks like a safetensors file; if it is a model of this project, use it as it is"
    }
    return "is neither a PyTorch nor a Torch7 file; give those published with an AdaIN implementation"
  }

  /// Whether pixels go into it.
  package var isEncoder: Bool { convolutions[0].weight.shape[1] == 3 }

  /// Whether pixels come out of it, and not into it.
  package var isDecoder: Bool { !isEncoder && convolutions.last!.weight.shape[0] == 3 }
}
