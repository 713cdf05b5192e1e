// The convolutions of a Torch7 network, in the order in which it applies them. A network that is more than
// layers in a row, or that has layers with weights of another kind, is refused.

import AdaINRuntime

extension Torch7File {
  /// Layers in a row, applied one after the other.
  private static let containers = ["nn.Sequential"]
  private static let convolutions = [
    "nn.SpatialConvolution", "nn.SpatialConvolutionMM", "cudnn.SpatialConvolution",
  ]

  package func networkConvolutions() throws(AdaINError) -> [PublishedConvolution] {
    var found: [PublishedConvolution] = []
    // Layers, and tables of theirs: shared ones would make a small file work for hours.
    var seen: Set<Int> = []
    var layer = 0
    // A list instead of recursion: how deep it goes is the file's choice.
    var waiting = [root]
    while let value = waiting.popLast() {
      guard case .object(let place) = value, case .module(let name, let table) = object(value) else {
        throw .malformed("holds no network: there is something else where a layer is expected")
      }
      guard seen.insert(place).inserted, isNew(table, &seen) else {
        throw .malformed("has the layer \(name.shown) twice or within itself, which no such network has")
      }
      let fields = fields(table)
      if Self.containers.contains(name) {
        guard isNew(fields["modules"], &seen), let modules = list(fields["modules"]) else {
          throw .malformed("has \(name) without a list of layers of its own")
        }
        waiting += modules.reversed()
        continue
      }
      layer += 1
      if Self.convolutions.contains(name) {
        found.append(try convolution("layer \(layer) (\(name))", fields))
      } else {
        guard fields["modules"] == nil, !holdsNumbers(fields["weight"]) else {
          throw .malformed(
            "has layer \(layer), \(name.shown), which a network of this kind does not have")
        }
      }
    }
    return found
  }

  private func isNew(_ value: Torch7Value?, _ seen: inout Set<Int>) -> Bool {
    if case .object(let place) = value { seen.insert(place).inserted } else { true }
  }

  private func holdsNumbers(_ value: Torch7Value?) -> Bool {
    if case .tensor = object(value) { true } else { false }
  }

  private func convolution(_ name: String, _ fields: [String: Torch7Value]) throws(AdaINError)
    -> PublishedConvolution
  {
    guard case .tensor(let weight) = object(fields["weight"]) else {
      throw .malformed("has \(name) without weights")
    }
    guard case .tensor(let bias) = object(fields["bias"]) else {
      throw .malformed("has \(name) without a bias")
    }
    for field in ["padW", "padH"] where number(fields[field]) ?? 0 != 0 {
      throw .malformed(
        "has \(name) that pads with zeros; this network pads by reflection, in layers of their own")
    }
    for field in ["dW", "dH"] where number(fields[field]) ?? 1 != 1 {
      throw .malformed("has \(name) of stride \(number(fields[field])!); 1 is right")
    }
    return PublishedConvolution(
      name: name, weight: weight.shape.count == 2 ? try unfolded(weight, name, fields) : weight, bias: bias)
  }

  private func number(_ value: Torch7Value?) -> Double? {
    if case .number(let number) = value { number } else { nil }
  }

  /// The matrix `[outputs, inputs x height x width]` that some convolutions keep their weights in, with its
  /// four axes.
  private func unfolded(
    _ weight: StoredTensor, _ name: String, _ fields: [String: Torch7Value]
  ) throws(AdaINError) -> StoredTensor {
    let sides = ["nInputPlane", "kH", "kW"].compactMap { number(fields[$0]).flatMap { Int(exactly: $0) } }
    guard sides.count == 3, weight.strides.count == 2, weight.strides[1] == 1,
      sides.allSatisfy({ (1...4096).contains($0) }), weight.shape[1] == sides.reduce(1, *)
    else {
      throw .malformed("has \(name) with a matrix of weights, \(weight.shape), that does not fit its kernel")
    }
    return StoredTensor(
      storage: weight.storage, shape: [weight.shape[0]] + sides,
      strides: [weight.strides[0], sides[1] * sides[2], sides[2], 1], offset: weight.offset)
  }
}
