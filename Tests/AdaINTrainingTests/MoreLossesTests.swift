// The gradients of the losses beyond the paper's against derivatives: of their plain formulas, and for what
// spans the network, of the whole step.

import AdaINNetwork
import AdaINPictures
import AdaINTestSupport
import AdaINTraining
import Testing

@Suite struct MoreLossesTests {
  @Test func normalizedStyleLoss() throws {
    var random = SeededRandom(31)
    let work = Workshop()
    let (images, channels, size) = (2, 18, Size(width: 5, height: 3))
    let values = random.floats(images * channels * size.area, 0...2)
    let target = random.floats(values.count, 0...3)
    func statistics(_ values: [Float], _ index: Int) -> (mean: Double, deviation: Double) {
      let all = values[index * size.area..<(index + 1) * size.area].map { Double($0) }
      let mean = all.reduce(0, +) / Double(size.area)
      let scatter = all.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean, (scatter / Double(size.area - 1) + 1e-5).squareRoot())
    }
    func loss(_ values: [Float]) -> Double {
      (0..<images).reduce(0.0) { sum, image in
        var (difference, all) = (0.0, 0.0)
        for channel in 0..<channels {
          let (a, b) = (
            statistics(values, image * channels + channel), statistics(target, image * channels + channel)
          )
          let (m, d) = (a.mean - b.mean, a.deviation - b.deviation)
          difference += m * m + d * d
          all += a.mean * a.mean + b.mean * b.mean + a.deviation * a.deviation + b.deviation * b.deviation
        }
        return sum + difference / all / Double(images)
      }
    }
    let pool = work.machine.pool
    let batch = try work.batch(values, images: images, channels: channels, size: size)
    let aim = try work.batch(target, images: images, channels: channels, size: size)
    let found = Losses.style(
      [BatchStatistics(batch, on: pool)], target: [BatchStatistics(aim, on: pool)], channels: [channels],
      weight: 7, normalizes: true)
    #expect(abs(found.objective - loss(values)) < 1e-6)
    let gradient = try work.store.batch(images: images, channels: channels, size: size)
    combine(nil, batch, into: gradient, found.gradients[0], on: pool)
    expectClose(
      gradient.values, differences(values, loss).map { 7 * $0 },
      shape: [images, channels, size.height, size.width], tolerance: 1e-5, "\(random)")
  }

  @Test func rangeLoss() throws {
    var random = SeededRandom(32)
    let work = Workshop()
    let size = Size(width: 5, height: 4)
    let values = random.floats(2 * 3 * size.area, -1...2)
    func loss(_ values: [Float]) -> Double {
      values.reduce(0.0) { sum, value in
        let outside = Double(value) - min(max(Double(value), 0), 1)
        return sum + outside * outside
      } / Double(values.count)
    }
    let found = try Losses.range(
      work.batch(values, images: 2, channels: 3, size: size), weight: 20, from: work.store,
      on: work.machine.pool)
    #expect(abs(found.loss - loss(values)) < 1e-6)
    expectClose(
      found.gradient.values, differences(values, loss).map { 20 * $0 },
      shape: [2, 3, size.height, size.width],
      tolerance: 1e-3, "\(random)")
  }

  /// The derivative of the total along the gradient is the gradient's squared norm; of one loss after the
  /// other.
  @Test(arguments: [
    "plain", "identity of some", "embedding", "embedding before ReLU", "embedding alone", "feature identity",
    "range", "normalised",
  ])
  func wholeStep(loss: String) throws {
    var options = TrainingOptions()
    options.widths = [3, 5, 7, 18]
    options.part = .both
    (options.crop, options.batch, options.steps) = (32, 2, 10)
    options.identityWeight = 1
    options.styleWeight = loss == "plain" || loss == "normalised" ? 10 : 0
    options.contentWeight = loss == "plain" ? 1 : 0
    switch loss {
    case "identity of some": options.losses.identityShare = 0.5
    case "embedding": options.losses.embedding = 50
    case "embedding before ReLU":
      options.widths![3] = 256
      options.losses.embedding = 50
    case "embedding alone": options.embeddingSteps = 1
    case "feature identity": options.losses.featureIdentity = 10
    case "range": options.losses.range = 100
    case "normalised": options.losses.normalizesStyle = true
    default: break
    }
    let trainer = try Trainer(
      options, initial: InitialWeights(widths: options.widths!, seed: 3),
      loss: ModelWeights(GoldenModel.compact.file), threads: 2)
    var random = SeededRandom(33)
    let size = Size(width: 32, height: 32)
    let contents = try trainer.store.batch(images: 2, channels: 3, size: size)
    let styles = try trainer.store.batch(images: 2, channels: 3, size: size)
    contents.setPixels(random.floats(2 * 3 * size.area))
    styles.setPixels(random.floats(2 * 3 * size.area))
    func total() throws -> Double { try trainer.gradients(contents: contents, styles: styles).total }
    _ = try total()
    // Copies: the next passes add to the gradients.
    let pool = trainer.machine.pool
    var gradients: [[Float]] = []
    for convolution in trainer.network.learning {
      convolution.gradients!.finish(pool)
      gradients.append(
        Array(
          UnsafeBufferPointer(start: convolution.gradients!.weights.pointer, count: convolution.weights.count)
        ))
    }
    let squares = gradients.joined().reduce(0.0) { $0 + Double($1) * Double($1) }
    func move(_ step: Double) {
      for (convolution, gradient) in zip(trainer.network.learning, gradients) {
        for (i, value) in gradient.enumerated() {
          convolution.weights.pointer[i] += Float(step * Double(value) / squares.squareRoot())
        }
        convolution.weightsDidChange(pool)
      }
    }
    // Small beside the distance to the kinks of ReLU, large beside the losses' rounding.
    let step = 3e-5
    move(step)
    let above = try total()
    move(-2 * step)
    let found = (above - (try total())) / (2 * step)
    #expect(
      abs(found - squares.squareRoot()) < 0.02 * squares.squareRoot(),
      "\(loss): \(found), \(squares.squareRoot())")
  }
}
