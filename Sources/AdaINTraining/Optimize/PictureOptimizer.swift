// Optimising a picture step by step: L-BFGS or Adam on its pixels, which stay between 0 and 1 all along.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import CKernels

/// Makes a picture that is like a content at relu4_1 and like a style at all style layers. Not for several
/// threads at once; it has threads of its own.
package final class PictureOptimizer {
  /// How far L-BFGS moves the pixel with the largest gradient in its first step: far enough for the change of
  /// the gradient to stand out from rounding, near enough for the slope to hold.
  private static let firstMove: Float = 0.1

  private enum Method {
    case lbfgs(LBFGS)
    case adam(PixelAdam)
  }

  package let size: Size
  /// Steps done.
  package private(set) var step = 0
  /// Of the picture as it is.
  package private(set) var losses: PictureLosses
  private let objective: PictureObjective
  private let method: Method

  /// - Parameters:
  ///   - loss: a model whose encoder the losses are measured with.
  ///   - threads: 0: one a processor.
  ///   - goesOn: asked now and then; false makes what is under way throw `cancelled`.
  package init(
    _ options: PictureOptions, content: OptimizedPicture, style: OptimizedPicture, loss: ModelWeights,
    threads: Int,
    instructionSet: InstructionSet = .best, goesOn: @escaping () -> Bool = { true }
  ) throws(AdaINError) {
    let machine = Machine(threads: threads, instructionSet: instructionSet)
    machine.progress = Progress(total: 1) { _ in goesOn() }
    let objective = try PictureObjective(
      options, content: content, style: style, loss: loss, machine: machine)
    self.objective = objective
    size = content.size
    let vectors = LongVectors(count: 3 * size.area, on: machine.pool)
    let pixels = try FloatBuffer(count: vectors.count)
    switch options.start {
    case .content: pixels.pointer.update(from: content.pixels, count: pixels.count)
    case .noise:
      var random = CounterRandom(seed: options.seed, stream: 0)
      for i in 0..<pixels.count { pixels.pointer[i] = Float(random.unit()) }
    }
    vectors.clamp(pixels, to: 0...1)
    let measure: Objective = { (pixels, gradient) throws(AdaINError) in
      try objective.measure(pixels, gradient: gradient).total
    }
    switch options.method {
    case .lbfgs:
      method = .lbfgs(
        try LBFGS(
          start: pixels, bounds: 0...1, firstMove: Self.firstMove, vectors: vectors, objective: measure))
    case .adam:
      method = .adam(
        try PixelAdam(start: pixels, rate: options.learningRate, vectors: vectors, objective: measure))
    }
    losses = objective.latest
    guard losses.total.isFinite else {
      throw AdaINError(
        .invalidArgument,
        "the losses are no numbers; choose smaller weights, or look whether the loss network is one")
    }
  }

  /// The picture, `[y][x][3]`, R'G'B' 0...1.
  package var pixels: [Float] {
    let pixels =
      switch method {
      case .lbfgs(let lbfgs): lbfgs.point
      case .adam(let adam): adam.pixels
      }
    return Array(UnsafeBufferPointer(start: pixels.pointer, count: pixels.count))
  }

  /// - Returns: false if no step lowers the losses any more.
  package func advance() throws(AdaINError) -> Bool {
    switch method {
    case .lbfgs(let lbfgs): guard try lbfgs.step() else { return false }
    case .adam(let adam): try adam.step()
    }
    step += 1
    // The last picture that was measured is the one that the step has ended with.
    losses = objective.latest
    return true
  }
}

/// Adam on pixels, with the constants of the training's.
final class PixelAdam {
  let pixels, gradient: FloatBuffer
  private let first, second: FloatBuffer
  private let rate: Double
  private let vectors: LongVectors
  private let objective: Objective
  private var powers = (1.0, 1.0)

  init(start: FloatBuffer, rate: Double, vectors: LongVectors, objective: @escaping Objective)
    throws(AdaINError)
  {
    pixels = start
    (gradient, first, second) = (try vectors.zeros(), try vectors.zeros(), try vectors.zeros())
    self.rate = rate
    self.vectors = vectors
    self.objective = objective
    _ = try objective(pixels, gradient)
  }

  /// Moves the pixels after their gradient, none beyond 0 or 1.
  func step() throws(AdaINError) {
    powers.0 *= Double(Adam.beta1)
    powers.1 *= Double(Adam.beta2)
    let adam = ck_adam(
      rate: Float(rate), beta1: Adam.beta1, beta2: Adam.beta2, epsilon: Adam.epsilon,
      correction1: Float(1 - powers.0), correction2: Float(1 - powers.1))
    vectors.forEachPiece { range in
      var adam = adam
      let at = range.lowerBound
      ck_adam_step(
        &adam, Int64(range.count), pixels.pointer + at, gradient.pointer + at, first.pointer + at,
        second.pointer + at)
    }
    vectors.clamp(pixels, to: 0...1)
    _ = try objective(pixels, gradient)
  }
}
