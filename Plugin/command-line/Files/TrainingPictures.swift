// Pictures for training and measuring, read by GEGL into 8 bits a channel; a lock around what several threads
// do with it.

import AdaINTraining
import CAdaINGEGL
import Synchronization

/// Pictures read by GEGL.
enum TrainingPictures {
  /// Sides beyond which nothing is gained and memory is lost.
  private static let longestSide: Int32 = 16_384
  /// Longer side by shorter side: of a narrower picture a crop would be little but enlargement.
  private static let longestShape: Int32 = 16
  private static let lock = Mutex(())

  /// GEGL's work, one piece at a time: the loader's thread and the contact sheets share it.
  static func exclusively<Result>(_ body: () throws -> Result) rethrows -> Result {
    try lock.withLock { _ in try body() }
  }

  static func load(_ path: String) throws -> TrainingPicture {
    try exclusively {
      let picture = try Picture(path: path)
      let extent = picture.extent
      let (shorter, longer) = (min(extent.width, extent.height), max(extent.width, extent.height))
      guard shorter > 0, longer <= longestSide, longer / shorter <= longestShape else {
        throw CommandFailure(
          message: word(
            """
            it has %sx%s pixels; up to %s a side are read, and the longer side may be up to %s times \
            the shorter one
            """, extent.width, extent.height, longestSide, longestShape))
      }
      return TrainingPicture(width: Int(extent.width), height: Int(extent.height), pixels: picture.bytes)
    }
  }
}
