// How much memory the machine has left.

#if canImport(Glibc)
  import Glibc
#endif

package enum FreeMemory {
  /// Bytes that no program uses now.
  package static var bytes: Int { sysconf(Int32(_SC_AVPHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) }
}
