// What is on disk only while the work runs: folders for half-written files, folders made for the output, and
// GEGL's swap. Removed at the end of the work, or by the signal thread in the middle of it.

import Glibc
import Synchronization

enum FileCleanup {
  private struct Paths {
    var stagingFolders: [String] = []
    /// Made for the output, outermost first; removed again only when empty.
    var outputFolders: [String] = []
    var swapFolder: String?
  }

  private static let paths = Mutex(Paths())

  static func addStaging(_ folder: String) {
    paths.withLock { $0.stagingFolders.append(folder) }
  }

  static func removeStaging(_ folder: String) {
    removeFolder(folder)
    paths.withLock { $0.stagingFolders.removeAll { $0 == folder } }
  }

  static func addOutput(_ folder: String) {
    paths.withLock { $0.outputFolders.append(folder) }
  }

  /// GEGL names this process's files "gegl-swap-PID-…" there.
  static func setSwapFolder(_ folder: String?) {
    paths.withLock { $0.swapFolder = folder }
  }

  /// For the signal's thread, in the middle of the work.
  @Sendable static func atOnce() {
    ProgressBar.eraseAtOnce()
    removeAll()
  }

  /// Output folders in which something arrived stay.
  static func removeAll() {
    let current = paths.withLock { $0 }
    for folder in current.stagingFolders { removeFolder(folder) }
    for folder in current.outputFolders.reversed() { rmdir(folder.system) }
    guard let swap = current.swapFolder else { return }
    for name in Files.names(in: swap) ?? [] where name.hasPrefix("gegl-swap-\(getpid())-") {
      unlink((swap + "/" + name).system)
    }
  }

  private static func removeFolder(_ folder: String) {
    for name in Files.names(in: folder) ?? [] { unlink((folder + "/" + name).system) }
    rmdir(folder.system)
  }
}
