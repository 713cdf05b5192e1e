// The statistics of several contents together, so that what is the same in all of them, like a film's scene,
// gets the same look in each. Finding them is StyleTransfer's.

import AdaINNetwork
import AdaINRuntime

/// The sums of a picture's regions.
package struct RegionSums {
  package var regions: [Moments]
  /// Of the whole picture, for regions that are empty or quite transparent.
  package var whole: Moments

  package mutating func add(_ other: RegionSums) {
    for i in regions.indices { regions[i].add(other.regions[i]) }
    whole.add(other.whole)
  }

  package var statistics: [ChannelStatistics] {
    regions.map { $0.statistics ?? whole.statistics! }
  }
}

/// Sums over contents that are stylised alike.
public final class ContentStatistics {
  private var sums: RegionSums?
  private var colorSum = ColorStatistics()
  private var contents = 0
  private var modelID = ""

  public init() {}

  /// As of a picture of the contents' usual size.
  package var colors: ColorStatistics { colorSum.scaled(by: 1 / Double(max(contents, 1))) }

  /// Each region's.
  package var regions: [ChannelStatistics] { sums?.statistics ?? [] }

  package func validate(regions count: Int, model: Model) throws(AdaINError) {
    guard let sums else {
      throw AdaINError(.invalidArgument, "the shared statistics are of no content; add one first")
    }
    guard sums.regions.count == count, modelID == model.id else {
      throw AdaINError(
        .mismatch,
        "the shared statistics are of \(sums.regions.count) regions with model \(modelID), not of \(count) "
          + "with \(model.id); measure the contents with what they are stylised with")
    }
  }

  package func add(_ more: RegionSums, _ colors: ColorStatistics, model: Model) throws(AdaINError) {
    if sums == nil {
      sums = more
    } else {
      try validate(regions: more.regions.count, model: model)
      sums!.add(more)
    }
    modelID = model.id
    colorSum.add(colors)
    contents += 1
  }
}
