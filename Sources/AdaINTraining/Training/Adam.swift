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
      return initial * Self.cosineFactor(min(Double(step) / Double(max(steps ?? step, 1)), 1))
    }
  }

  /// From 1 to a hundredth.
  static func cosineFactor(_ share: Double) -> Double { 0.01 + 0.99 * 0.5 * (1 + cos(.pi * share)) }
}

/// First and second moments of the gradients of some convolutions.
package final class Adam {
  package static let beta1: Float = 0.9
  package static let beta2: Float = 0.999
  package static let epsilon: Float = 1e-8

  package let convolutions: [TrainableConvolution]
  /// For each convolution: of its weights, of its bias.
  package let first, second: [(weights: FloatBuffer, bias: FloatBuffer)]
  private let layerRates: Double

  /// - Parameter layerRates: the weights of a convolution of more than 288 inputs learn at the rate times
  ///   (288 / inputs) to the power of this.
  package init(_ convolutions: [TrainableConvolution], layerRates: Double = 0) throws(AdaINError) {
    self.convolutions = convolutions
    self.layerRates = layerRates
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

  /// Changes the weights after their gradients, and sets these to 0.
  /// - Parameters:
  ///   - clip: the largest norm of all gradients together; longer ones are shortened.
  ///   - number: 1 for a convolution's first step; nil: it and its moments stay.
  /// - Returns: false, and nothing changes, if a gradient or the rate is no number.
  package func step(
    rate: Double, clip: Double?, number: (TrainableConvolution) -> Int?, on pool: WorkerPool
  ) -> Bool {
    let learning = convolutions.indices.filter { number(convolutions[$0]) != nil }
    defer { for convolution in convolutions { convolution.gradients!.reset() } }
    for i in learning { convolutions[i].gradients!.finish(pool) }
    let norm = norm(learning, on: pool)
    guard norm.isFinite && rate.isFinite else { return false }
    for i in learning {
      let convolution = convolutions[i]
      let constant = constants(number(convolution)!, rate: rate)
      let gradients = convolution.gradients!
      if let clip, norm > clip { gradients.multiply(Float(clip / norm), on: pool) }
      let share = Float(pow(min(1, 288 / Double(convolution.summands)), layerRates))
      pool.run(pieces: convolution.weights.count) { at, count in
        var adam = constant
        adam.rate *= share
        ck_adam_step(
          &adam, Int64(count), convolution.weights.pointer + at, gradients.weights.pointer + at,
          first[i].weights.pointer + at, second[i].weights.pointer + at)
      }
      var adam = constant
      ck_adam_step(
        &adam, Int64(convolution.outputs), convolution.bias.pointer, gradients.bias.pointer,
        first[i].bias.pointer, second[i].bias.pointer)
      convolution.weightsDidChange(pool)
    }
    return true
  }

  private func constants(_ number: Int, rate: Double) -> ck_adam {
    var power1 = 1.0
    var power2 = 1.0
    for _ in 0..<min(number, 100_000) {
      power1 *= Double(Self.beta1)
      power2 *= Double(Self.beta2)
    }
    return ck_adam(
      rate: Float(rate), beta1: Self.beta1, beta2: Self.beta2, epsilon: Self.epsilon,
      correction1: Float(1 - power1), correction2: Float(1 - power2))
  }

  /// The norm of some convolutions' gradients together.
  private func norm(_ places: [Int], on pool: WorkerPool) -> Double {
    var sums = [Double](repeating: 0, count: places.count)
    sums.withUnsafeMutableBufferPointer { sums in
      nonisolated(unsafe) let sums = sums
      pool.run(places.count) { item, _ in
        let gradients = convolutions[places[item]].gradients!
        for (buffer, count) in [
          (gradients.weights, gradients.weights.count), (gradients.bias, convolutions[places[item]].outputs),
        ] {
          for at in 0..<count { sums[item] += Double(buffer.pointer[at]) * Double(buffer.pointer[at]) }
        }
      }
    }
    return sums.reduce(0, +).squareRoot()
  }
}

extension WorkerPool {
  /// Runs `body` for pieces of a long vector.
  func run(pieces count: Int, _ body: (_ at: Int, _ count: Int) -> Void) {
    let piece = 1 << 16
    run((count + piece - 1) / piece) { item, _ in body(item * piece, min(piece, count - item * piece)) }
  }
}
