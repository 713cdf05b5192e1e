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

  init(
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

  /// VGG-19's channels at the four levels, and the level of each convolution of the encoder.
  static let full = [64, 128, 256, 512]
  static let levels = [0, 0, 1, 1, 2, 2, 2, 2, 3]

  /// An encoder and a decoder of a share of VGG-19's widths that know nothing yet.
  package init(width: Fraction, seed: UInt64) throws(AdaINError) {
    let widths = Self.full.compactMap { width.of($0) }
    guard widths.count == Self.full.count, widths.allSatisfy({ $0 <= 4096 }) else {
      throw AdaINError(
        .invalidArgument, "a width of \(width) does not divide 64 channels; 1/4, 1/2 and 1 do")
    }
    try self.init(widths: widths, seed: seed)
  }

  /// The same with the channels of each of the four levels.
  package init(widths: [Int], seed: UInt64) throws(AdaINError) {
    try Self.check(widths)
    let channels = Self.levels.map { widths[$0] }
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

  static func check(_ widths: [Int]) throws(AdaINError) {
    guard widths.count == full.count, widths.allSatisfy({ (1...4096).contains($0) }) else {
      throw AdaINError(
        .invalidArgument,
        "widths of \(widths.map(String.init).joined(separator: ",")) cannot be built; "
          + "give four numbers of channels, each from 1 to 4096")
    }
  }

  /// The channels of the four levels.
  var widths: [Int] { [0, 2, 4, 8].map { encoder[$0].outputs } }
}
