// The network that learns: an encoder and a decoder as stacks, and how they become a model file.

import AdaINNetwork
import AdaINRuntime
import CKernels

/// An encoder and a decoder on batches of pictures.
package final class TrainableNetwork {
  package let encoder, decoder: ConvolutionStack
  /// What `encoder.preprocess` does to R'G'B': `[3][3]` and `[3]`.
  private let preprocess: (weights: [Float], bias: [Float])
  package let part: TrainingOptions.Part

  package init(_ initial: InitialWeights, part: TrainingOptions.Part, on pool: WorkerPool) throws(AdaINError)
  {
    self.part = part
    preprocess = initial.preprocess
    func convolutions(_ weights: [ConvolutionWeights], _ isFrozen: Bool) throws(AdaINError)
      -> [TrainableConvolution]
    {
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
  package func encode(_ pictures: FeatureBatch, from store: BatchStore, on machine: Machine)
    throws(AdaINError)
    -> ConvolutionStack.Tape
  {
    let prepared = try store.batch(images: pictures.images, channels: 3, size: pictures.size)
    let (weights, bias) = preprocess
    machine.pool.run(over: pictures) { image, _ in
      let (from, to) = (pictures.ckMap(image, 0).data!, prepared.ckMap(image, 0).data!)
      for i in stride(from: 0, to: pictures.size.area * FeatureMap.blockSize, by: FeatureMap.blockSize) {
        for k in 0..<FeatureMap.blockSize { to[i + k] = 0 }
        for k in 0..<3 {
          to[i + k] =
            weights[3 * k] * from[i] + weights[3 * k + 1] * from[i + 1] + weights[3 * k + 2] * from[i + 2]
            + bias[k]
        }
      }
    }
    return try encoder.forward(prepared, from: store, on: machine)
  }

  /// Pictures of contents in the styles.
  package func stylize(
    _ contents: FeatureBatch, _ styles: FeatureBatch, from store: BatchStore, on machine: Machine
  ) throws(AdaINError) -> FeatureBatch {
    let mixed = try mixed(contents, styles, from: store, on: machine)
    return try decoder.forward(mixed, from: store, on: machine).outputs.last!
  }

  /// Features of contents with the statistics of the styles.
  func mixed(_ contents: FeatureBatch, _ styles: FeatureBatch, from store: BatchStore, on machine: Machine)
    throws(AdaINError) -> FeatureBatch
  {
    let features = try encode(contents, from: store, on: machine).outputs.last!
    let style = try encode(styles, from: store, on: machine).outputs.last!
    let mixed = try store.batch(images: contents.images, channels: features.channels, size: features.size)
    let map = BatchAdaIN.map(
      content: BatchStatistics(features, on: machine.pool), style: BatchStatistics(style, on: machine.pool))
    combine(nil, features, into: mixed, map, on: machine.pool)
    return mixed
  }

  /// A model file's tensors.
  package func file(metadata: [String: String]) -> Safetensors {
    var tensors: [String: Safetensors.Tensor] = [
      "encoder.preprocess.weight": .init(shape: [3, 3, 1, 1], values: preprocess.weights),
      "encoder.preprocess.bias": .init(shape: [3], values: preprocess.bias),
    ]
    for layer in (encoder.layers + decoder.layers).map(\.convolution.current) {
      tensors[layer.name + ".weight"] = .init(
        shape: [layer.outputs, layer.inputs, 3, 3], values: layer.weights)
      tensors[layer.name + ".bias"] = .init(shape: [layer.outputs], values: layer.bias)
    }
    return Safetensors(tensors: tensors, metadata: metadata)
  }
}
