// The files that crops are cut from.

import AdaINRuntime

/// Files that crops are cut from. A file that cannot be read is named once and replaced by the next one. For
/// one thread.
package final class PictureFolder: @unchecked Sendable {
  /// Reads a picture; what it throws becomes the text that names the file.
  package typealias Load = @Sendable (_ path: String) throws -> TrainingPicture

  package let paths: [String]
  private let load: Load
  private var kept: [Int: TrainingPicture] = [:]
  private var room: Int
  private var broken: Set<Int> = []
  /// What could not be read since the last look, and why.
  package var complaints: [String] = []

  /// - Parameter room: bytes of pictures that are kept.
  package init(paths: [String], room: Int, load: @escaping Load) {
    self.paths = paths
    self.room = room
    self.load = load
  }

  /// The picture of this number, or the first readable one after it.
  package func picture(_ number: Int) throws(AdaINError) -> (number: Int, picture: TrainingPicture) {
    for offset in 0..<paths.count {
      let number = (number + offset) % paths.count
      if let picture = kept[number] { return (number, picture) }
      if broken.contains(number) { continue }
      do {
        let picture = try load(paths[number])
        if picture.pixels.count <= room {
          kept[number] = picture
          room -= picture.pixels.count
        }
        return (number, picture)
      } catch {
        broken.insert(number)
        complaints.append("\(paths[number]) is left out: \(error)")
      }
    }
    throw AdaINError(
      .unreadable, "none of \(paths.count) pictures can be read; the first is \(paths.first ?? "")")
  }
}
