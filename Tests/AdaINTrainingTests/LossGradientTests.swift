// The gradients of AdaIN and of the losses against derivatives of their plain formulas.

import AdaINPictures
import AdaINTestSupport
import AdaINTraining
import Testing

/// Mean and deviation of one channel, as the paper's code has them.
private func statistics(_ values: ArraySlice<Float>) -> (mean: Double, deviation: Double) {
  let n = Double(values.count)
  let mean = values.reduce(0) { $0 + Double($1) } / n
  let scatter = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
  return (mean, ((n > 1 ? scatter / (n - 1) : 0) + 1e-5).squareRoot())
}

@Suite struct LossGradientTests {
  private static let images = 2
  private static let channels = 18
  private static let sizes = [(1, 1), (2, 1), (3, 4)].map { Size(width: $0.0, height: $0.1) }

  /// The values of a channel of an image.
  private func channel(_ values: [Float], _ index: Int, _ size: Size) -> ArraySlice<Float> {
    values[index * size.area..<(index + 1) * size.area]
  }

  private func normalized(_ content: [Float], _ size: Size, _ style: [Float], _ styleSize: Size) -> [Float] {
    (0..<Self.images * Self.channels).flatMap { index in
      let c = channel(content, index, size)
      let (own, wanted) = (statistics(c), statistics(channel(style, index, styleSize)))
      return c.map { Float(wanted.deviation * (Double($0) - own.mean) / own.deviation + wanted.mean) }
    }
  }

  @Test(arguments: sizes) func adain(size: Size) throws {
    var random = SeededRandom(21)
    let work = Workshop()
    let styleSize = Size(width: 2, height: 3)
    let (images, channels) = (Self.images, Self.channels)
    // Far enough apart: with equal values the deviation has a kink.
    let content = spread(images * channels * size.area, &random).map { 5 * $0 }
    let style = random.floats(images * channels * styleSize.area, 0...3)
    let gradient = random.floats(content.count, -1...1)
    let features = try work.batch(content, images: images, channels: channels, size: size)
    let styleFeatures = try work.batch(style, images: images, channels: channels, size: styleSize)
    let from = try work.batch(gradient, images: images, channels: channels, size: size)
    let pool = work.machine.pool
    let (own, wanted) = (BatchStatistics(features, on: pool), BatchStatistics(styleFeatures, on: pool))

    let output = try work.store.batch(images: images, channels: channels, size: size)
    combine(nil, features, into: output, BatchAdaIN.map(content: own, style: wanted), on: pool)
    let shape = [images, channels, size.height, size.width]
    expectClose(
      output.values, normalized(content, size, style, styleSize), shape: shape, tolerance: 2e-4,
      "output, \(random)")

    let maps = BatchAdaIN.backward(from, features: features, content: own, style: wanted, on: pool)
    let toContent = try work.store.batch(images: images, channels: channels, size: size)
    combine(from, features, into: toContent, maps.content, on: pool)
    let toStyle = try work.store.batch(images: images, channels: channels, size: styleSize)
    combine(nil, styleFeatures, into: toStyle, maps.style, on: pool)
    // A single position has no deviation: whatever it is, what comes out is the style's mean.
    let byContent = differences(content, step: 1e-3) {
      product(normalized($0, size, style, styleSize), gradient)
    }
    let bound = max(byContent.map(abs).max()!, 1)
    expectClose(
      toContent.values, size.area == 1 ? content.map { _ in 0 } : byContent, shape: shape,
      tolerance: 3e-3 * bound,
      "content, \(random)")
    let byStyle = differences(style, step: 1e-3) {
      product(normalized(content, size, $0, styleSize), gradient)
    }
    expectClose(
      toStyle.values, byStyle, shape: [images, channels, styleSize.height, styleSize.width], tolerance: 5e-3,
      "style, \(random)")
  }

  @Test func styleLoss() throws {
    var random = SeededRandom(22)
    let work = Workshop()
    let (images, channels, size) = (Self.images, Self.channels, Size(width: 5, height: 3))
    let values = random.floats(images * channels * size.area, 0...2)
    let target = random.floats(values.count, 0...3)
    func loss(_ values: [Float]) -> Double {
      (0..<images * channels).reduce(0.0) { sum, index in
        let (own, aim) = (statistics(channel(values, index, size)), statistics(channel(target, index, size)))
        let (m, d) = (own.mean - aim.mean, own.deviation - aim.deviation)
        return sum + (m * m + d * d) / Double(images * channels)
      }
    }
    let pool = work.machine.pool
    let batch = try work.batch(values, images: images, channels: channels, size: size)
    let aim = try work.batch(target, images: images, channels: channels, size: size)
    let found = Losses.style(
      [BatchStatistics(batch, on: pool)], target: [BatchStatistics(aim, on: pool)], channels: [channels],
      weight: 7)
    #expect(abs(found.losses[0] - loss(values)) < 1e-5)
    let gradient = try work.store.batch(images: images, channels: channels, size: size)
    combine(nil, batch, into: gradient, found.gradients[0], on: pool)
    expectClose(
      gradient.values, differences(values, loss).map { 7 * $0 },
      shape: [images, channels, size.height, size.width],
      tolerance: 1e-4, "\(random)")
  }

  @Test func contentLoss() throws {
    var random = SeededRandom(23)
    let work = Workshop()
    let (images, channels, size) = (Self.images, Self.channels, Size(width: 4, height: 3))
    let values = random.floats(images * channels * size.area, 0...2)
    let target = random.floats(values.count, 0...2)
    func loss(_ values: [Float]) -> Double {
      let difference = zip(values, target).map { $0 - $1 }
      return product(difference, difference) / Double(values.count)
    }
    let found = try Losses.content(
      work.batch(values, images: images, channels: channels, size: size),
      target: work.batch(target, images: images, channels: channels, size: size), weight: 3, from: work.store,
      on: work.machine.pool)
    #expect(abs(found.loss - loss(values)) < 1e-6)
    expectClose(
      found.gradient.values, differences(values, loss).map { 3 * $0 },
      shape: [images, channels, size.height, size.width], tolerance: 1e-4, "\(random)")
  }

  @Test func identityLoss() throws {
    var random = SeededRandom(24)
    let work = Workshop()
    let size = Size(width: 5, height: 4)
    let values = random.floats(2 * 3 * size.area, 0...1)
    // Far enough from the kink at equality.
    let content = values.map { $0 + (random.int(0...1) == 0 ? -0.1 : 0.1) }
    func loss(_ values: [Float]) -> Double {
      zip(values, content).reduce(0) { $0 + Double(abs($1.0 - $1.1)) } / Double(values.count)
    }
    let found = try Losses.identity(
      work.batch(values, images: 2, channels: 3, size: size),
      content: work.batch(content, images: 2, channels: 3, size: size), weight: 20, from: work.store,
      on: work.machine.pool)
    #expect(abs(found.loss - loss(values)) < 1e-6)
    expectClose(
      found.gradient.values, differences(values, loss).map { 20 * $0 },
      shape: [2, 3, size.height, size.width],
      tolerance: 1e-4, "\(random)")
  }
}
