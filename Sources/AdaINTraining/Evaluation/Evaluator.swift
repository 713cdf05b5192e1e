// How well a stylised picture keeps its content and meets its style, as the loss network sees it: the losses
// that the paper trains with and compares methods by.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// The losses of one picture, or the means of several.
package struct Evaluation: Sendable {
  package var content = 0.0
  /// At relu1_1, relu2_1, relu3_1 and relu4_1.
  package var styleLayers = [Double](repeating: 0, count: LossNetwork.styleLayers.count)
  package var pictures = 0

  package init() {}

  package var style: Double { styleLayers.reduce(0, +) }
  /// With the paper's weights.
  package var total: Double { content + 10 * style }

  /// The mean over the pictures of both.
  package mutating func add(_ other: Evaluation) {
    let count = Double(pictures + other.pictures)
    func mean(_ a: Double, _ b: Double) -> Double {
      (a * Double(pictures) + b * Double(other.pictures)) / count
    }
    content = mean(content, other.content)
    styleLayers = zip(styleLayers, other.styleLayers).map { mean($0, $1) }
    pictures += other.pictures
  }
}

/// Measures pictures with a loss network.
package final class Evaluator {
  private let network: LossNetwork
  private let store = BatchStore()
  private let machine: Machine

  package init(_ weights: ModelWeights, threads: Int) throws(AdaINError) {
    machine = Machine(threads: threads)
    network = try LossNetwork(weights, on: machine.pool)
  }

  /// What is kept of a content: relu4_1 and its statistics.
  package struct Content {
    package let size: Size
    fileprivate let features: FeatureBatch
    fileprivate let statistics: BatchStatistics
  }

  /// What is kept of a style: the statistics of its layers.
  package struct Style {
    fileprivate let statistics: [BatchStatistics]
  }

  /// - Parameter pixels: `[y][x][3]`, R'G'B' 0...1.
  package func content(_ pixels: [Float], size: Size) throws(AdaINError) -> Content {
    let features = try tape(pixels, size).outputs.last!
    return Content(size: size, features: features, statistics: BatchStatistics(features, on: machine.pool))
  }

  package func style(_ pixels: [Float], size: Size) throws(AdaINError) -> Style {
    Style(statistics: network.styleStatistics(try tape(pixels, size), on: machine.pool))
  }

  /// - Parameter pixels: the stylised picture, as large as the content.
  package func evaluate(_ pixels: [Float], content: Content, style: Style) throws(AdaINError) -> Evaluation {
    let seen = try tape(pixels, content.size)
    let features = seen.outputs.last!
    let target = try store.batch(images: 1, channels: features.channels, size: features.size)
    combine(
      nil, content.features, into: target,
      BatchAdaIN.map(content: content.statistics, style: style.statistics.last!), on: machine.pool)
    var evaluation = Evaluation()
    evaluation.content = try Losses.content(
      features, target: target, weight: 1, from: store, on: machine.pool
    ).loss
    evaluation.styleLayers =
      Losses.style(
        network.styleStatistics(seen, on: machine.pool), target: style.statistics,
        channels: LossNetwork.styleLayers.map { seen.outputs[$0].channels }, weight: 1
      ).losses
    evaluation.pictures = 1
    return evaluation
  }

  private func tape(_ pixels: [Float], _ size: Size) throws(AdaINError) -> ConvolutionStack.Tape {
    let pictures = try store.batch(images: 1, channels: 3, size: size)
    pictures.setPixels(pixels)
    return try network.stack.forward(pictures, from: store, on: machine)
  }
}
