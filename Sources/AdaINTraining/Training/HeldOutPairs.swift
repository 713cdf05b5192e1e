// Pairs that a training never learns from, and the losses on them: what a curve of the training's own losses
// cannot say.

import AdaINNetwork
import AdaINRuntime

/// The losses on held-out pairs, without their weights.
package struct HeldOutLosses: Equatable, Sendable {
  package var content = 0.0
  package var style = 0.0

  package init() {}
}

/// Fixed pairs of contents and styles, a square from the middle of each.
package final class HeldOutPairs {
  /// Steps between two measurements.
  package let interval: Int
  private let squares: PairSquares
  private var targets: [Targets] = []

  /// - Parameter pictures: content and style of each pair.
  package init(
    _ pictures: [(content: TrainingPicture, style: TrainingPicture)], side: Int, interval: Int
  ) throws(AdaINError) {
    self.interval = interval
    squares = try PairSquares(pictures, side: side)
  }

  /// The means over the pairs, of the network as it is.
  package func losses(_ trainer: Trainer) throws(AdaINError) -> HeldOutLosses {
    let (store, machine) = (trainer.store, trainer.machine)
    var sum = HeldOutLosses()
    for first in stride(from: 0, to: squares.pairs, by: Self.atOnce) {
      let images = min(Self.atOnce, squares.pairs - first)
      let (content, style) = try squares.batches(first..<first + images, from: store)
      let aims = try aims(first, content, style, trainer)
      let pictures = try trainer.network.stylize(content, style, from: store, on: machine)
      let seen = try trainer.lossNetwork.stack.forward(pictures, from: store, on: machine)
      let target = try store.batch(images: images, channels: aims.content.channels, size: aims.content.size)
      combine(
        nil, aims.content, into: target,
        BatchAdaIN.map(content: aims.contentStatistics, style: aims.style.last!), on: machine.pool)
      let share = Double(images) / Double(squares.pairs)
      sum.content +=
        share
        * (try Losses.content(
          seen.outputs.last!, target: target, weight: 0, from: store, on: machine.pool
        ).loss)
      sum.style +=
        share
        * Losses.style(
          trainer.lossNetwork.styleStatistics(seen, on: machine.pool), target: aims.style,
          channels: LossNetwork.styleLayers.map { seen.outputs[$0].channels }, weight: 0
        ).losses.reduce(0, +)
    }
    return sum
  }

  private static let atOnce = 4

  /// What the loss network says of some pairs; found once.
  private func aims(_ first: Int, _ content: FeatureBatch, _ style: FeatureBatch, _ trainer: Trainer)
    throws(AdaINError) -> Targets
  {
    let place = first / Self.atOnce
    if place == targets.count {
      targets.append(try trainer.aims(contents: content, styles: style))
    }
    return targets[place]
  }
}
