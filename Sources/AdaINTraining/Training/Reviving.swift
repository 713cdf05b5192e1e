// Dead channels of the decoder begin anew. One whose value before the ReLU is below 0 everywhere passes no
// gradient, and so stays 0 for ever. The decoder's first layer sums thousands of inputs that are nearly all
// positive; a few steps at a rate that suits the other layers are enough to put most of its channels there.

import AdaINNetwork
import AdaINRuntime
import CKernels

extension Trainer {
  /// Alive is what is above 0 in more than this share of the places.
  private static let alive = 1e-3

  /// Lets dead channels begin anew, with random weights that put them above 0 in about half of the places of
  /// these crops. To what was there before they give nothing at first: the pictures stay as they are. Their
  /// moments and their average begin anew as well.
  /// - Returns: how many there were.
  func revive(_ contents: FeatureBatch, _ styles: FeatureBatch) throws(AdaINError) -> Int {
    var random = CounterRandom(seed: options.seed, stream: 10 << 60 | UInt64(step))
    var x = try network.mixed(contents, styles, from: store, on: machine)
    var (dead, count): ([Int], Int) = ([], 0)
    for layer in network.decoder.layers {
      let convolution = layer.convolution
      if !dead.isEmpty {
        change(convolution, outputs: 0..<convolution.outputs, inputs: dead) { _ in 0 }
        convolution.weightsDidChange(machine.pool)
      }
      guard layer.relu else { break }
      let read = try layer.resampled(x, from: store, on: machine)
      x = try convolution.forward(read, relu: true, from: store, on: machine)
      dead = Self.dead(x)
      guard !dead.isEmpty else { continue }
      try begin(convolution, dead, reading: read, &random)
      x = try convolution.forward(read, relu: true, from: store, on: machine)
      count += dead.count
    }
    return count
  }

  private static func dead(_ output: FeatureBatch) -> [Int] {
    let positive = output.countsAboveZero
    let most = alive * Double(output.images * output.size.area)
    return (0..<output.channels).filter { Double(positive[$0]) <= most }
  }

  /// Random weights for some outputs; their values lie about 0, as far as the median of the others does.
  private func begin(
    _ convolution: TrainableConvolution, _ outputs: [Int], reading input: FeatureBatch,
    _ random: inout CounterRandom
  ) throws(AdaINError) {
    let inputs = 0..<convolution.inputs
    change(convolution, outputs: outputs, inputs: inputs) { _ in Float(random.normal()) }
    convolution.weightsDidChange(machine.pool)
    for output in outputs { convolution.bias.pointer[output] = 0 }
    let linear = try convolution.forward(input, relu: false, from: store, on: machine)
    let (mean, deviation) = BatchStatistics(linear, on: machine.pool).ofAllImages
    let others = (0..<convolution.outputs).filter { !outputs.contains($0) }.map { deviation[$0] }.sorted()
    let wanted = others.isEmpty ? 1 : max(others[(others.count - 1) / 2], 1e-3)
    for output in outputs {
      let scale = wanted / max(deviation[output], 1e-12)
      change(convolution, outputs: [output], inputs: inputs) { $0 * Float(scale) }
      change(convolution, bias: output, to: Float(-mean[output] * scale))
    }
    convolution.weightsDidChange(machine.pool)
  }

  /// Changes weights, and their moments and their average to what belongs to new ones.
  private func change(
    _ convolution: TrainableConvolution, outputs: some Sequence<Int>, inputs: some Sequence<Int>,
    _ body: (Float) -> Float
  ) {
    let (first, second, average) = kept(convolution)
    for output in outputs {
      for input in inputs {
        for at in (output * convolution.inputs + input) * 9..<(output * convolution.inputs + input + 1) * 9 {
          let value = body(convolution.weights.pointer[at])
          convolution.weights.pointer[at] = value
          first.weights.pointer[at] = 0
          second.weights.pointer[at] = 0
          average?.weights.pointer[at] = value
        }
      }
    }
  }

  private func change(_ convolution: TrainableConvolution, bias output: Int, to value: Float) {
    let (first, second, average) = kept(convolution)
    convolution.bias.pointer[output] = value
    first.bias.pointer[output] = 0
    second.bias.pointer[output] = 0
    average?.bias.pointer[output] = value
  }

  private typealias Kept = (weights: FloatBuffer, bias: FloatBuffer)

  /// What is kept of a convolution beside its values: Adam's moments, and the average if there is one.
  private func kept(_ convolution: TrainableConvolution) -> (first: Kept, second: Kept, average: Kept?) {
    let place = adam.convolutions.firstIndex { $0 === convolution }!
    return (
      adam.first[place], adam.second[place],
      average.map { $0.values[$0.convolutions.firstIndex { $0 === convolution }!] }
    )
  }
}

extension FeatureBatch {
  /// For each channel, in how many positions of all images it is above 0.
  fileprivate var countsAboveZero: [Int] {
    var counts = [Int](repeating: 0, count: blocks * FeatureMap.blockSize)
    for image in 0..<images {
      for block in 0..<blocks {
        let map = ckMap(image, block)
        for y in 0..<size.height {
          for i in 0..<size.width * FeatureMap.blockSize where map.data[y * Int(map.row_stride) + i] > 0 {
            counts[block * FeatureMap.blockSize + i % FeatureMap.blockSize] += 1
          }
        }
      }
    }
    return counts
  }
}

extension BatchStatistics {
  /// Mean and deviation of each channel over all images, `[channel]`.
  fileprivate var ofAllImages: (mean: [Double], deviation: [Double]) {
    let count = Double(images * positions)
    var mean = [Double](repeating: 0, count: channels)
    var deviation = mean
    for channel in 0..<channels {
      let places = (0..<images).map { $0 * channels + channel }
      mean[channel] = places.reduce(0) { $0 + Double(self.mean[$1]) } / Double(images)
      let squares = places.reduce(0) { sum, at in
        let (apart, own) = (Double(self.mean[at]) - mean[channel], Double(self.deviation[at]))
        return sum + Double(positions) * apart * apart + Double(positions - 1) * own * own
      }
      deviation[channel] = (squares / max(count - 1, 1)).squareRoot()
    }
    return (mean, deviation)
  }
}
