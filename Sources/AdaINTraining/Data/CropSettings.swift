// What the batches of a training are made of: sizes by step, the scales of crops, what is changed in them.
// How a network learns from them is no matter of this file.

import AdaINRuntime

/// A range of scales: the side of a crop in the network over its side in the picture; above 1 it is enlarged.
package struct ScaleRange: Equatable, Sendable, CustomStringConvertible {
  package let low, high: Double

  /// Nil outside 0.001...16, or if the low one is not the lower.
  package init?(_ low: Double, _ high: Double) {
    guard low >= 0.001, high <= 16, low <= high else { return nil }
    (self.low, self.high) = (low, high)
  }

  /// "0.25:2.3"
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
    guard parts.count == 2, let low = parts[0], let high = parts[1] else { return nil }
    self.init(low, high)
  }

  package var description: String { "\(low):\(high)" }
}

/// How crops of one folder are cut and changed.
package struct CropSettings: Equatable, Sendable {
  /// Nil: the crop's side is between half and all of the picture's shorter side, and nothing is enlarged.
  package var scale: ScaleRange?
  /// Crops whose luma deviates less are drawn again; a share of them stays.
  package var flatThreshold = 0.0
  /// The largest deviation of the noise that the network sees and the targets do not.
  package var noise = 0.0
  /// The share of crops that are blurred.
  package var blur = 0.0
  /// The share of crops whose colours or drawing are changed.
  package var vary = 0.0
  /// Whether changes may replace the crop by something drawn.
  package var draws = false

  package init() {}
}

/// The batches of a training, step by step.
package struct BatchPlan: Sendable {
  /// Pairs of a step, and pixels along a side of their crops.
  package struct Shape: Equatable, Sendable {
    package let side, pairs: Int

    package init(side: Int, pairs: Int) { (self.side, self.pairs) = (side, pairs) }
  }

  package var seed: UInt64 = 1
  /// Crops of each picture, the same all along; 0: a new crop every time.
  package var fixedCrops = 0
  package var content = CropSettings()
  package var style = CropSettings()
  /// Shapes and the steps from which they hold; the first from 0.
  package var shapes: [(first: Int, shape: Shape)] = []

  package init() {}

  package func shape(at step: Int) -> Shape { shapes.last { $0.first <= step }!.shape }
}
