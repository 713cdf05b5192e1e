// The largest memory that this process has had.

#if canImport(Glibc)
  import Glibc
#endif

extension NetworkBenchmark {
  static func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1024
  }
}
