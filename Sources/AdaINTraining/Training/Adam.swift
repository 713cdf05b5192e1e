// Adam (Kingma & Ba, arXiv 1412.6980) for the convolutions of a network, and the learning rate's course.

import AdaINRuntime
import CKernels

#if canImport(Glibc)
  import Glibc
#endif

/// How the learning rate changes from step to step.
package enum Schedule: String, Sendable, CaseIterable {
  case constant
  /// rate / (1 + 5e-5 step), as the published training has it.
  case inverse
  /// Half a cosine from the rate to a hundredth of it at the last step.
  case cosine

  /// - Parameters:
  ///   - step: of the steps done before this one.
  ///   - steps: of the whole training; `cosine` needs it.
  package func rate(_ initial: Double, step: Int, of steps: Int?) -> Double {
    switch self {
    case .constant: return initial
    case .inverse: return initial / (1 + 5e-5 * Double(step))
    case .cosine:
      let share = min(Double(step) / Double(max(steps ?? step, 1)), 1)
      return initial * (0.01 + 0.99 * 0.5 * (1 + cos(.pi * share)))
    }
  }
}

/// First and second moments of the gradients of some convolutions.
package final class Adam {
  package static let beta1: Float = 0.9
  package static let beta2: Float = 0.999
  package static let epsilon: Float = 1e-8

  package let convolutions: [TrainableConvolution]
  /// For each convolution: of its weights, of its bias.
  package let first, second: [(weights: FloatBuffer, bias: FloatBuffer)]

  package init(_ convolutions: [TrainableConvolution]) throws(AdaINError) {
    self.convolutions = convolutions
    func zeros() throws(AdaINError) -> [(weights: FloatBuffer, bias: FloatBuffer)] {
      var all: [(weights: FloatBuffer, bias: FloatBuffer)] = []
      for convolution in convolutions {
        let moments = (
          weights: try FloatBuffer(count: convolution.weights.count),
          bias: try FloatBuffer(count: convolution.bias.count)
        )
        moments.weights.fill(0)
        moments.bias.fill(0)
        all.append(moments)
      }
      return all
    }
    first = try zeros()
    second = try zeros()
  }

  /// Changes the weights after their gradients.
  /// - Parameter number: 1 for the first step.
  package func step(_ number: Int, rate: Double, on pool: WorkerPool) {
    var power1 = 1.0
    var power2 = 1.0
    for _ in 0..<min(number, 100_000) {
      power1 *= Double(Self.beta1)
      power2 *= Double(Self.beta2)
    }
    var adam = ck_adam(
      rate: Float(rate), beta1: Self.beta1, beta2: Self.beta2, epsilon: Self.epsilon,
      correction1: Float(1 - power1),
      correction2: Float(1 - power2))
    for (i, convolution) in convolutions.enumerated() {
      let gradients = convolution.gradients!
      gradients.finish(pool)
      let constant = adam
      let piece = 1 << 16
      let count = convolution.weights.count
      pool.run((count + piece - 1) / piece) { item, _ in
        var adam = constant
        let at = item * piece
        ck_adam_step(
          &adam, Int64(min(piece, count - at)), convolution.weights.pointer + at,
          gradients.weights.pointer + at,
          first[i].weights.pointer + at, second[i].weights.pointer + at)
      }
      ck_adam_step(
        &adam, Int64(convolution.outputs), convolution.bias.pointer, gradients.bias.pointer,
        first[i].bias.pointer,
        second[i].bias.pointer)
      gradients.reset()
      convolution.weightsDidChange(pool)
    }
  }
}
