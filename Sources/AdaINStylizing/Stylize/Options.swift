// What a caller may ask for, and the checks that keep impossible wishes out.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// How the picture keeps the content's colours.
public enum ColorPreservation: Int32, Sendable, CaseIterable {
  case none = 0
  /// The style's colours are matched to the content's (CORAL) before encoding. For a style that has no pixels (read
  /// from a file), the same map of colours is applied to the stylised picture.
  case match = 1
  /// The stylised luma with the content's chroma.
  case luminance = 2
}

/// What a strength between 0 and 1 means.
public enum TradeOff: Int32, Sendable, CaseIterable {
  /// The paper's picture plus (1 - strength) times the content's reconstruction residual: 0 is the content exactly.
  case exact = 0
  /// decode(strength AdaIN(c, s) + (1 - strength) c), as in the paper (equation 14).
  case paper = 1
}

/// How to stylise.
public struct Options {
  /// 0 (the content) to 1 (the style in full).
  public var strength = 1.0
  public var preserveColor = ColorPreservation.none
  public var tradeOff = TradeOff.exact
  /// 0: one for each processor.
  public var threads = 0
  /// Bytes that a call may use; 0: half of what the machine has free, at most 1 GiB.
  public var memory = 0
  /// Called on the calling thread with 0 to 1, never backwards; returns false to cancel.
  public var progress: ((Double) -> Bool)?

  public init() {}

  package func validate() throws(AdaINError) {
    guard (0...1).contains(strength) else {
      throw AdaINError(.invalidArgument, "strength \(strength) is not in 0 to 1")
    }
    guard (0...256).contains(threads) else {
      throw AdaINError(.invalidArgument, "\(threads) threads are not in 0 (all) to 256")
    }
    guard memory >= 0 else { throw AdaINError(.invalidArgument, "a memory limit of \(memory) bytes is negative") }
  }
}

/// A part of the picture and the styles mixed there.
public struct Region {
  /// 1 channel, as large as the content, clamped to 0...1; nil: everywhere.
  public var mask: PixelSource?
  /// The region is where the mask is black.
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
      guard weight.isFinite, weight >= 0 else {
        throw AdaINError(.invalidArgument, "style weight \(weight) is not a number of 0 or more")
      }
      guard style.modelID == model.id else {
        throw AdaINError(
          .mismatch,
          "the style \(style.title.isEmpty ? "" : "“\(style.title)” ")was made with model \(style.modelID), not with "
            + "\(model.id); make it again from its picture with this model")
      }
    }
    for (style, _) in styles where style.statistics.mean.count != model.featureChannels {
      throw AdaINError(
        .mismatch,
        "a style has \(style.statistics.mean.count) channels, the model \(model.featureChannels); "
          + "make it again from its picture with this model")
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
        "the mask is \(mask.width) x \(mask.height), the content \(content.width) x \(content.height); resize the mask")
    }
  }

  /// The weights, summing to 1.
  package var normalizedWeights: [Double] {
    let sum = styles.reduce(0) { $0 + $1.weight }
    return styles.map { $0.weight / sum }
  }
}

extension PixelSource {
  /// Pixels along a side that the core takes; offsets and tile numbers then fit their types.
  package static let longestSide = 1 << 18

  package func validate(as what: String, channels allowed: [Int]) throws(AdaINError) {
    guard (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height) else {
      throw AdaINError(
        .invalidArgument, "the \(what)'s size \(width) x \(height) is not in 1 to \(Self.longestSide) a side")
    }
    guard allowed.contains(channels) else {
      throw AdaINError(
        .invalidArgument,
        "the \(what) has \(channels) channels; "
          + allowed.map(String.init).joined(separator: " or ") + " can be used")
    }
  }
}
