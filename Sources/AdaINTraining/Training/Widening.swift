// Wider networks from narrow ones (Chen, Goodfellow & Shlens, Net2Net, arXiv 1511.05641).

import AdaINNetwork
import AdaINRuntime

extension InitialWeights {
  /// Widened to a share of VGG-19's widths.
  package func widened(to width: Fraction, seed: UInt64) throws(AdaINError) -> InitialWeights {
    let wanted = Self.full.compactMap { width.of($0) }
    guard wanted.count == widths.count, let factors = factors(to: wanted) else {
      throw AdaINError(
        .invalidArgument,
        "a model whose first convolution has \(encoder[0].outputs) outputs cannot be widened "
          + "to a width of \(width); each width has to be a whole multiple of its own")
    }
    return widened(by: factors, seed: seed)
  }

  /// Widened to the channels of the four levels.
  package func widened(to wanted: [Int], seed: UInt64) throws(AdaINError) -> InitialWeights {
    try Self.check(wanted)
    guard let factors = factors(to: wanted) else {
      func text(_ widths: [Int]) -> String { widths.map(String.init).joined(separator: ",") }
      throw AdaINError(
        .invalidArgument,
        "a model of widths \(text(widths)) cannot be widened to \(text(wanted)); "
          + "each has to be a whole multiple of its own")
    }
    return widened(by: factors, seed: seed)
  }

  private func factors(to wanted: [Int]) -> [Int]? {
    zip(wanted, widths).allSatisfy { $0 % $1 == 0 } ? zip(wanted, widths).map { $0 / $1 } : nil
  }

  /// The same function in a network `factors` times as wide at the four levels: each channel is there so many
  /// times, and what reads it shares its weight out among the copies at random, so that gradients tell them
  /// apart.
  package func widened(by factors: [Int], seed: UInt64) -> InitialWeights {
    var random = CounterRandom(seed: seed, stream: 5)
    // Factors of a picture's 3 channels and of each convolution's outputs.
    let sides = [1] + Self.levels.map { factors[$0] }
    let encoder = self.encoder.indices.map { i in
      Self.widened(self.encoder[i], inputs: sides[i], outputs: sides[i + 1], &random)
    }
    let decoder = self.decoder.indices.map { i in
      let mirrored = self.decoder.count - 1 - i
      return Self.widened(self.decoder[i], inputs: sides[mirrored + 1], outputs: sides[mirrored], &random)
    }
    return InitialWeights(preprocess: preprocess, encoder: encoder, decoder: decoder)
  }

  /// - Parameters:
  ///   - inputs: how often each input is there afterwards; `outputs` likewise.
  private static func widened(
    _ layer: ConvolutionWeights, inputs: Int, outputs: Int, _ random: inout CounterRandom
  ) -> ConvolutionWeights {
    let (inputs, outputs) = (layer.inputs * inputs, layer.outputs * outputs)
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
