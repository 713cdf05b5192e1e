// The network that learns: an encoder and a decoder as stacks, how they begin, and how they become a model file.

import AdaIN
import CKernels

/// An encoder and a decoder on batches of pictures.
package final class TrainableNetwork {
  package let encoder, decoder: ConvolutionStack
  /// What `encoder.preprocess` does to R'G'B': `[3][3]` and `[3]`.
  private let preprocess: (weights: [Float], bias: [Float])
  package let part: TrainingOptions.Part

  package init(_ initial: InitialWeights, part: TrainingOptions.Part, on pool: WorkerPool) throws(AdaINError) {
    self.part = part
    preprocess = initial.preprocess
    func convolutions(_ weights: [ConvolutionWeights], _ isFrozen: Bool) throws(AdaINError) -> [TrainableConvolution] {
      var all: [TrainableConvolution] = []
      for layer in weights { all.append(try TrainableConvolution(layer, isFrozen: isFrozen, on: pool)) }
      return all
    }
    encoder = ConvolutionStack(encoder: try convolutions(initial.encoder, part == .decoder))
    decoder = ConvolutionStack(decoder: try convolutions(initial.decoder, false))
  }

  /// The convolutions that learn.
  package var learning: [TrainableConvolution] {
    (part == .both ? encoder.layers : []).map(\.convolution) + decoder.layers.map(\.convolution)
  }

  package var featureChannels: Int { encoder.layers.last!.convolution.outputs }

  /// R'G'B' pictures to all layers' outputs.
  package func encode(_ pictures: FeatureBatch, from store: BatchStore, on machine: Machine) throws(AdaINError)
    -> ConvolutionStack.Tape
  {
    let prepared = try store.batch(images: pictures.images, channels: 3, size: pictures.size)
    let (weights, bias) = preprocess
    machine.pool.run(over: pictures) { image, _ in
      let (from, to) = (pictures.kernelMap(image, 0).data!, prepared.kernelMap(image, 0).data!)
      for i in stride(from: 0, to: pictures.size.area * FeatureMap.blockSize, by: FeatureMap.blockSize) {
        for k in 0..<FeatureMap.blockSize { to[i + k] = 0 }
        for k in 0..<3 {
          to[i + k] =
            weights[3 * k] * from[i] + weights[3 * k + 1] * from[i + 1] + weights[3 * k + 2] * from[i + 2] + bias[k]
        }
      }
    }
    return try encoder.forward(prepared, from: store, on: machine)
  }

  /// A model file's tensors.
  package func file(metadata: [String: String]) -> Safetensors {
    var tensors: [String: Safetensors.Tensor] = [
      "encoder.preprocess.weight": .init(shape: [3, 3, 1, 1], values: preprocess.weights),
      "encoder.preprocess.bias": .init(shape: [3], values: preprocess.bias),
    ]
    for layer in (encoder.layers + decoder.layers).map(\.convolution.current) {
      tensors[layer.name + ".weight"] = .init(shape: [layer.outputs, layer.inputs, 3, 3], values: layer.weights)
      tensors[layer.name + ".bias"] = .init(shape: [layer.outputs], values: layer.bias)
    }
    return Safetensors(tensors: tensors, metadata: metadata)
  }
}

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
        throw AdaINError(.invalidArgument, "a width of \(width) does not divide 64 channels; 1/4, 1/2 and 1 do")
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
  private static func decoder(encoderChannels channels: [Int], _ random: inout CounterRandom) -> [ConvolutionWeights] {
    zip(Architecture.decoder, zip(channels, [3] + channels).reversed()).map { layer, sides in
      Self.layer("decoder.\(layer.name)", inputs: sides.0, outputs: sides.1, &random)
    }
  }

  /// 0.3 times He's normal distribution (arXiv 1502.01852) plus 1 at the centre tap from input k mod n to output k: at
  /// the start signals pass, colours among them, which a plain He start took long to learn.
  private static func layer(_ name: String, inputs: Int, outputs: Int, _ random: inout CounterRandom)
    -> ConvolutionWeights
  {
    let deviation = 0.3 * (2 / Double(9 * inputs)).squareRoot()
    var weights = (0..<outputs * inputs * 9).map { _ in Float(deviation * random.normal()) }
    for output in 0..<outputs { weights[(output * inputs + output % inputs) * 9 + 4] += 1 }
    return ConvolutionWeights(
      name: name, outputs: outputs, inputs: inputs, weights: weights, bias: [Float](repeating: 0, count: outputs))
  }
}
