// Where a training begins: a model's weights, wider ones that do the same, or weights that know nothing yet.

import AdaINNetwork
import AdaINRuntime

/// Where a training begins.
package struct InitialWeights: Sendable {
  /// `[3][3]` and `[3]`.
  package let preprocess: (weights: [Float], bias: [Float])
  /// Not folded.
  package let encoder, decoder: [ConvolutionWeights]

  /// A model file's weights.
  package init(_ file: Safetensors) throws(AdaINError) {
    try self.init(file, decoder: nil)
  }

  /// The encoder of a file, and a decoder of the same widths that knows nothing yet.
  package init(encoderOf file: Safetensors, seed: UInt64) throws(AdaINError) {
    let channels = try Self(file).encoder.map(\.outputs)
    var random = CounterRandom(seed: seed, stream: 0)
    try self.init(file, decoder: Self.decoder(encoderChannels: channels, &random))
  }

  private init(
    preprocess: (weights: [Float], bias: [Float]), encoder: [ConvolutionWeights],
    decoder: [ConvolutionWeights]
  ) {
    self.preprocess = preprocess
    self.encoder = encoder
    self.decoder = decoder
  }

  private init(_ file: Safetensors, decoder: [ConvolutionWeights]?) throws(AdaINError) {
    _ = try ModelWeights(file)  // the checks
    func layer(_ name: String) -> ConvolutionWeights {
      let weights = file.tensors[name + ".weight"]!
      return ConvolutionWeights(
        name: name, outputs: weights.shape[0], inputs: weights.shape[1], weights: weights.values,
        bias: file.tensors[name + ".bias"]!.values)
    }
    preprocess = (
      file.tensors["encoder.preprocess.weight"]!.values, file.tensors["encoder.preprocess.bias"]!.values
    )
    encoder = Architecture.encoder.map { layer("encoder.\($0.name)") }
    self.decoder = decoder ?? Architecture.decoder.map { layer("decoder.\($0.name)") }
  }

  /// An encoder and a decoder of a share of VGG-19's widths that know nothing yet.
  package init(width: Fraction, seed: UInt64) throws(AdaINError) {
    var channels: [Int] = []
    for full in [64, 64, 128, 128, 256, 256, 256, 256, 512] {
      guard let own = width.of(full), own <= 4096 else {
        throw AdaINError(
          .invalidArgument, "a width of \(width) does not divide 64 channels; 1/4, 1/2 and 1 do")
      }
      channels.append(own)
    }
    var random = CounterRandom(seed: seed, stream: 0)
    // R'G'B' 0...1 to -2...2, about the spread that normalised data has.
    preprocess = ([4, 0, 0, 0, 4, 0, 0, 0, 4], [-2, -2, -2])
    encoder = zip(Architecture.encoder, zip([3] + channels, channels)).map { layer, sides in
      Self.layer("encoder.\(layer.name)", inputs: sides.0, outputs: sides.1, &random)
    }
    decoder = Self.decoder(encoderChannels: channels, &random)
  }

  /// The mirror: each convolution has the inputs and outputs of its counterpart exchanged.
  private static func decoder(encoderChannels channels: [Int], _ random: inout CounterRandom)
    -> [ConvolutionWeights]
  {
    zip(Architecture.decoder, zip(channels, [3] + channels).reversed()).map { layer, sides in
      Self.layer("decoder.\(layer.name)", inputs: sides.0, outputs: sides.1, &random)
    }
  }

  /// 0.3 times He's normal distribution (arXiv 1502.01852) plus 1 at the centre tap from input k mod n to
  /// output k: at the start signals pass, colours among them, which a plain He start took long to learn.
  private static func layer(_ name: String, inputs: Int, outputs: Int, _ random: inout CounterRandom)
    -> ConvolutionWeights
  {
    let deviation = 0.3 * (2 / Double(9 * inputs)).squareRoot()
    var weights = (0..<outputs * inputs * 9).map { _ in Float(deviation * random.normal()) }
    for output in 0..<outputs { weights[(output * inputs + output % inputs) * 9 + 4] += 1 }
    return ConvolutionWeights(
      name: name, outputs: outputs, inputs: inputs, weights: weights,
      bias: [Float](repeating: 0, count: outputs))
  }
}

// Wider networks from narrow ones (Chen, Goodfellow & Shlens, Net2Net, arXiv 1511.05641).

extension InitialWeights {
  /// Widened to a share of VGG-19's widths.
  package func widened(to width: Fraction, seed: UInt64) throws(AdaINError) -> InitialWeights {
    let own = encoder[0].outputs
    guard let wanted = width.of(64), wanted % own == 0,
      zip(encoder, [64, 64, 128, 128, 256, 256, 256, 256, 512]).allSatisfy({
        width.of($1) == $0.outputs * wanted / own
      })
    else {
      throw AdaINError(
        .invalidArgument,
        "a model whose first convolution has \(own) outputs cannot be widened to a width of \(width); "
          + "each width has to be the same whole multiple of its own")
    }
    return widened(by: wanted / own, seed: seed)
  }

  /// The same function in a network `factor` times as wide: each channel is there `factor` times, and what
  /// reads it shares its weight out among the copies at random, so that gradients tell them apart.
  package func widened(by factor: Int, seed: UInt64) -> InitialWeights {
    var random = CounterRandom(seed: seed, stream: 5)
    return InitialWeights(
      preprocess: preprocess, encoder: encoder.map { Self.widened($0, factor, &random) },
      decoder: decoder.map { Self.widened($0, factor, &random) })
  }

  private static func widened(_ layer: ConvolutionWeights, _ factor: Int, _ random: inout CounterRandom)
    -> ConvolutionWeights
  {
    // A picture's 3 channels stay 3.
    let inputs = layer.inputs == 3 ? 3 : layer.inputs * factor
    let outputs = layer.outputs == 3 ? 3 : layer.outputs * factor
    var weights = [Float](repeating: 0, count: outputs * inputs * 9)
    for output in 0..<outputs {
      for input in 0..<layer.inputs {
        let copies = Array(stride(from: input, to: inputs, by: layer.inputs))
        let shares = copies.map { _ in random.unit() + 1e-3 }
        let sum = shares.reduce(0, +)
        for (copy, share) in zip(copies, shares) {
          for tap in 0..<9 {
            let whole = layer.weights[(output % layer.outputs * layer.inputs + input) * 9 + tap]
            weights[(output * inputs + copy) * 9 + tap] = whole * Float(share / sum)
          }
        }
      }
    }
    return ConvolutionWeights(
      name: layer.name, outputs: outputs, inputs: inputs, weights: weights,
      bias: (0..<outputs).map { layer.bias[$0 % layer.outputs] })
  }
}
