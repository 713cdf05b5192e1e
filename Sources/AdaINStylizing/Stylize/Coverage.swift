// How much of each pixel is stylised, at full resolution: the sum of the regions' masks.

import AdaINPictures
import AdaINRuntime

package struct Coverage {
  private let regions: [Region]
  private var masks: [ReusedBuffer]

  package init(_ regions: [Region]) {
    self.regions = regions
    masks = regions.map { _ in ReusedBuffer() }
  }

  /// Whether the regions' masks sum to 1 or more everywhere: one has no mask, or is the rest, or two are each
  /// other's opposites.
  private var isWhole: Bool {
    regions.contains { region in
      guard let mask = region.mask else { return true }
      return regions.contains { $0.mask?.identity === mask.identity && $0.invertsMask != region.invertsMask }
    }
  }

  /// The sum of the regions' masks at each pixel, valid until the next call; nil: 1 everywhere.
  package mutating func read(_ rect: Rect) throws(AdaINError) -> UnsafeMutablePointer<Float>? {
    guard !isWhole else { return nil }
    var sum: UnsafeMutablePointer<Float>?
    for (i, region) in regions.enumerated() {
      let mask = try masks[i].take(rect.area)
      try region.mask!.loadMask(rect, inverted: region.invertsMask, into: mask)
      if let sum {
        for i in 0..<rect.area { sum[i] += mask[i] }
      } else {
        sum = mask
      }
    }
    return sum
  }
}
