// The gradients of the layers against derivatives of the plain layers: convolution, pooling, up-sampling.

import AdaINNetwork
import AdaINPictures
import AdaINTestSupport
import AdaINTraining
import CKernels
import Testing

@Suite struct LayerGradientTests {
  private static let sizes = [(1, 1), (1, 5), (2, 2), (7, 5), (6, 13)].map { Size(width: $0.0, height: $0.1) }

  /// A convolution is linear in its input and in its weights: a step of 1 gives the derivative, up to
  /// rounding in the transforms, whose bound WinogradTests explains.
  @Test(arguments: sizes, InstructionSet.available.map(\.name))
  func convolution(size: Size, instructionSet: String) throws {
    var random = SeededRandom(11)
    let work = Workshop(instructionSet: InstructionSet.available.first { $0.name == instructionSet }!)
    for (inputs, outputs) in [(3, 18), (17, 5)] {
      let images = 2
      let layer = ConvolutionWeights.random(outputs: outputs, inputs: inputs, &random)
      let x = random.floats(images * inputs * size.area, -1...1)
      let gradient = random.floats(images * outputs * size.area, -1...1)
      let trainable = try TrainableConvolution(layer, isFrozen: false, on: work.machine.pool)
      let input = try work.batch(x, images: images, channels: inputs, size: size)
      let from = try work.batch(gradient, images: images, channels: outputs, size: size)
      let found = try trainable.inputGradient(from, from: work.store, on: work.machine)
      try trainable.gradients!.add(input: input, gradient: from, on: work.machine)
      trainable.gradients!.finish(work.machine.pool)

      let plain = PlainConvolutionGradient(layer, x, gradient, images: images, size: size)
      let what = "\(instructionSet), \(inputs) -> \(outputs) on \(size.width) x \(size.height), \(random)"
      expectClose(
        found.values, plain.input.values, shape: [images, inputs, size.height, size.width],
        scales: plain.input.magnitudes, tolerance: 1e-5, "input, \(what)")
      expectClose(
        Array(UnsafeBufferPointer(start: trainable.gradients!.weights.pointer, count: inputs * outputs * 9)),
        plain.weights.values, shape: [outputs, inputs, 3, 3], scales: plain.weights.magnitudes,
        tolerance: 1e-5,
        "weights, \(what)")
      expectClose(
        Array(UnsafeBufferPointer(start: trainable.gradients!.bias.pointer, count: outputs)), plain.bias,
        shape: [outputs], tolerance: 1e-4, "bias, \(what)")
    }
  }

  /// The plain gradient itself, against derivatives of the plain convolution.
  @Test func plainGradient() {
    var random = SeededRandom(12)
    let size = Size(width: 3, height: 4)
    let layer = ConvolutionWeights.random(outputs: 2, inputs: 3, &random)
    let x = random.floats(3 * size.area, -1...1)
    let gradient = random.floats(2 * size.area, -1...1)
    let plain = PlainConvolutionGradient(layer, x, gradient, images: 1, size: size)
    let byInput = differences(x) {
      product(layer.reference($0, height: size.height, width: size.width, relu: false), gradient)
    }
    expectClose(plain.input.values, byInput, shape: [3, size.height, size.width], tolerance: 1e-3, "input")
    let byWeights = differences(layer.weights) { weights in
      var moved = layer
      moved.weights = weights
      return product(moved.reference(x, height: size.height, width: size.width, relu: false), gradient)
    }
    expectClose(plain.weights.values, byWeights, shape: [2, 3, 3, 3], tolerance: 1e-3, "weights")
  }

  @Test(arguments: sizes) func pooling(size: Size) throws {
    var random = SeededRandom(13)
    let work = Workshop()
    let channels = 18
    let before = spread(channels * size.area, &random)
    let gradient = random.floats(channels * size.halved.area, -1...1)
    func loss(_ values: [Float]) -> Double {
      product(
        referencePooling(
          values.map { max($0, 0) }, channels: channels, height: size.height, width: size.width), gradient)
    }
    let input = try work.batch(before.map { max($0, 0) }, images: 1, channels: channels, size: size)
    let from = try work.batch(gradient, images: 1, channels: channels, size: size.halved)
    let to = try work.store.batch(images: 1, channels: channels, size: size)
    work.machine.pool.run(over: input) { image, block in
      var maps = (from.ckMap(image, block), input.ckMap(image, block), to.ckMap(image, block))
      ck_pool_gradient(&maps.0, &maps.1, &maps.2, 1)
    }
    expectClose(
      to.values, differences(before, step: 5e-3, loss), shape: [channels, size.height, size.width],
      tolerance: 2e-3,
      "\(size), \(random)")
  }

  @Test(arguments: sizes) func upsampling(size: Size) throws {
    var random = SeededRandom(14)
    let work = Workshop()
    let channels = 17
    let before = spread(channels * size.area, &random)
    let gradient = random.floats(channels * size.doubled.area, -1...1)
    func loss(_ values: [Float]) -> Double {
      product(
        referenceUpsampling(
          values.map { max($0, 0) }, channels: channels, height: size.height, width: size.width),
        gradient)
    }
    let input = try work.batch(before.map { max($0, 0) }, images: 1, channels: channels, size: size)
    let from = try work.batch(gradient, images: 1, channels: channels, size: size.doubled)
    let to = try work.store.batch(images: 1, channels: channels, size: size)
    work.machine.pool.run(over: input) { image, block in
      var maps = (from.ckMap(image, block), input.ckMap(image, block), to.ckMap(image, block))
      ck_upsample_gradient(&maps.0, &maps.1, &maps.2, 1)
    }
    expectClose(
      to.values, differences(before, step: 5e-3, loss), shape: [channels, size.height, size.width],
      tolerance: 2e-3,
      "\(size), \(random)")
  }
}

/// The gradients of a convolution as the textbook has them, with the sums of magnitudes that bound their
/// rounding.
private struct PlainConvolutionGradient {
  typealias Sums = (values: [Float], magnitudes: [Float])
  let input, weights: Sums
  let bias: [Float]

  init(_ layer: ConvolutionWeights, _ x: [Float], _ gradient: [Float], images: Int, size: Size) {
    let (inputs, outputs) = (layer.inputs, layer.outputs)
    func reflect(_ i: Int, _ side: Int) -> Int {
      side == 1 ? 0 : i < 0 ? -i : i >= side ? 2 * side - 2 - i : i
    }
    var byInput = [(Double, Double)](repeating: (0, 0), count: x.count)
    var byWeights = [(Double, Double)](repeating: (0, 0), count: layer.weights.count)
    var byBias = [Double](repeating: 0, count: outputs)
    func add(_ value: Double, to sum: inout (Double, Double)) { sum = (sum.0 + value, sum.1 + abs(value)) }
    for image in 0..<images {
      for o in 0..<outputs {
        for p in 0..<size.area {
          let g = Double(gradient[(image * outputs + o) * size.area + p])
          byBias[o] += g
          for i in 0..<inputs {
            for tap in 0..<9 {
              let y = reflect(p / size.width + tap / 3 - 1, size.height)
              let column = reflect(p % size.width + tap % 3 - 1, size.width)
              let at = (image * inputs + i) * size.area + y * size.width + column
              let weight = (o * inputs + i) * 9 + tap
              add(g * Double(layer.weights[weight]), to: &byInput[at])
              add(g * Double(x[at]), to: &byWeights[weight])
            }
          }
        }
      }
    }
    input = (byInput.map { Float($0.0) }, byInput.map { Float($0.1) })
    weights = (byWeights.map { Float($0.0) }, byWeights.map { Float($0.1) })
    bias = byBias.map { Float($0) }
  }
}
