// How much memory the machine has left, and whether it has enough.

#if canImport(Glibc)
  import Glibc
#endif

package enum FreeMemory {
  /// Bytes that no program uses now.
  package static var bytes: Int { sysconf(Int32(_SC_AVPHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }

  /// What should be left for all that is small.
  private static let margin = 1 << 20

  /// Throws when this many bytes are not to be had. For arrays of sizes that a file tells: Swift ends the
  /// process when it has no memory for one, so the memory is taken for a moment before it is.
  package static func check(bytes: Int) throws(AdaINError) {
    guard bytes >= 0, bytes < 1 << 46 else { throw .outOfMemory(bytes: Int.max) }
    let length = bytes + margin
    guard let start = mmap(nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      start != MAP_FAILED
    else { throw .outOfMemory(bytes: bytes) }
    munmap(start, length)
  }
}
