// An average of the weights over the steps (Polyak & Juditsky 1992): it often does better than the weights
// that it is of.

import AdaINRuntime

/// An exponential average of the weights of some convolutions.
final class WeightAverage {
  let convolutions: [TrainableConvolution]
  /// For each convolution: of its weights, of its bias.
  let values: [(weights: FloatBuffer, bias: FloatBuffer)]
  /// How much of it stays with each step.
  private let decay: Double

  /// Begins with the weights as they are.
  init(_ convolutions: [TrainableConvolution], decay: Double) throws(AdaINError) {
    self.convolutions = convolutions
    self.decay = decay
    var values: [(weights: FloatBuffer, bias: FloatBuffer)] = []
    for convolution in convolutions {
      let copy = (
        weights: try FloatBuffer(count: convolution.weights.count),
        bias: try FloatBuffer(count: convolution.bias.count)
      )
      copy.weights.pointer.update(from: convolution.weights.pointer, count: copy.weights.count)
      copy.bias.pointer.update(from: convolution.bias.pointer, count: copy.bias.count)
      values.append(copy)
    }
    self.values = values
  }

  /// Adds the weights after a step, the early ones with more weight: what they began with is soon forgotten.
  /// - Parameter step: from 1; 0: the average is what the weights are.
  func add(step: Int, on pool: WorkerPool) {
    let share = Float(1 - min(decay, Double(step) / Double(step + 10)))
    for (convolution, average) in zip(convolutions, values) {
      for (own, sum) in [(convolution.weights, average.weights), (convolution.bias, average.bias)] {
        let (from, to) = (own.pointer, sum.pointer)
        pool.run(pieces: own.count) { at, count in
          for i in at..<at + count { to[i] += share * (from[i] - to[i]) }
        }
      }
    }
  }

  /// Lets the network have the average's values while `body` runs.
  func lend<Result>(on pool: WorkerPool, _ body: () throws(AdaINError) -> Result) throws(AdaINError) -> Result
  {
    exchange(on: pool)
    defer { exchange(on: pool) }
    return try body()
  }

  private func exchange(on pool: WorkerPool) {
    for (convolution, average) in zip(convolutions, values) {
      for (own, other) in [(convolution.weights, average.weights), (convolution.bias, average.bias)] {
        for i in 0..<own.count { swap(&own.pointer[i], &other.pointer[i]) }
      }
      convolution.weightsDidChange(pool)
    }
  }
}
