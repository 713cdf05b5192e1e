// A single convolution outside a network, for benchmarks.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import CKernels

/// A 3x3 convolution between maps of one size, run alone.
public final class LayerProbe {
  /// The fast forms that a convolution can have.
  public enum Form: String, CaseIterable {
    case f4 = "F(4x4, 3x3)"
    case f6 = "F(6x6, 3x3)"
    case upsampling = "up, F(5x5, 2x2)"

    fileprivate var kind: ck_winograd {
      switch self {
      case .f4: CK_WINOGRAD_F4
      case .f6: CK_WINOGRAD_F6
      case .upsampling: CK_WINOGRAD_UP5
      }
    }
  }

  /// Multiply-adds of the plain convolution.
  public let multiplyAdds: Int
  private let layer: Convolution
  private let machine: Machine
  private let input, output: FeatureMap
  private let memory: [FloatBuffer]

  /// - Parameter side: of the output; the input's is half as large when up-sampling.
  public init(inputs: Int, outputs: Int, side: Int, form: Form, threads: Int) throws(AdaINError) {
    let weights = (0..<inputs * outputs * 9).map { Float($0 % 7) * 0.01 }
    layer = try Convolution(
      ConvolutionWeights(
        name: "probe", outputs: outputs, inputs: inputs, weights: weights,
        bias: [Float](repeating: 0, count: outputs)),
      kind: form.kind)
    machine = Machine(threads: threads)
    let large = Size(width: side, height: side)
    let small = form == .upsampling ? Size(width: side / 2, height: side / 2) : large
    let from = try FloatBuffer(count: FeatureMap.count(blocks: layer.inputBlocks, rect: Rect(small)))
    let to = try FloatBuffer(count: FeatureMap.count(blocks: layer.outputBlocks, rect: Rect(large)))
    from.fill(0.5)
    to.fill(0)
    input = FeatureMap(data: from.pointer, blocks: layer.inputBlocks, rect: Rect(small), level: small)
    output = FeatureMap(data: to.pointer, blocks: layer.outputBlocks, rect: Rect(large), level: large)
    memory = [from, to]
    multiplyAdds = layer.work(Rect(large))
  }

  public func run() throws(AdaINError) { try layer.run(input, into: output, pool: false, on: machine) }
}
