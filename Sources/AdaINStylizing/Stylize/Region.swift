// A part of the picture, where it is and which styles are mixed there.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import CAdaIN

/// A part of the picture and the styles mixed there.
public struct Region {
  /// 1 channel, as large as the content, clamped to 0...1; nil: everywhere.
  public var mask: PixelSource?
  /// The region is where the mask is black; without a mask, where no other region is.
  public var invertsMask: Bool
  /// Weights are normalised to sum 1.
  public var styles: [(style: Style, weight: Double)]

  public init(styles: [(style: Style, weight: Double)], mask: PixelSource? = nil, invertsMask: Bool = false) {
    self.styles = styles
    self.mask = mask
    self.invertsMask = invertsMask
  }

  package func validate(content: PixelSource, model: Model) throws(AdaINError) {
    guard !styles.isEmpty else { throw AdaINError(.invalidArgument, "a region has no style; give it one") }
    for (style, weight) in styles {
      try ADAIN_OPTION_WEIGHT.check(weight)
      guard let statistics = style.statistics(for: model) else {
        let models = ([style.modelID] + style.others.map(\.modelID)).joined(separator: " and ")
        throw AdaINError(
          .mismatch,
          "the style \(style.title.isEmpty ? "" : "“\(style.title.shown)” ")was made with model "
            + "\(models.shown), not with \(model.id.shown); make it again from its picture with this model")
      }
      guard statistics.mean.count == model.featureChannels else {
        throw AdaINError(
          .mismatch,
          "a style has \(statistics.mean.count) channels, the model \(model.featureChannels); "
            + "make it again from its picture with this model")
      }
    }
    let sum = styles.reduce(0) { $0 + $1.weight }
    guard sum > 0, sum.isFinite else {
      throw AdaINError(.invalidArgument, "the style weights sum to \(sum); at least one must be above 0")
    }
    guard let mask else { return }
    try mask.validate(as: "mask", channels: [1])
    guard mask.size == content.size else {
      throw AdaINError(
        .invalidArgument,
        "the mask is \(mask.width) x \(mask.height), the content \(content.width) x "
          + "\(content.height); resize the mask"
      )
    }
  }

  /// The region is what the others leave.
  package var isRest: Bool { mask == nil && invertsMask }

  /// The weights, summing to 1.
  package var normalizedWeights: [Double] {
    let sum = styles.reduce(0) { $0 + $1.weight }
    return styles.map { $0.weight / sum }
  }
}
