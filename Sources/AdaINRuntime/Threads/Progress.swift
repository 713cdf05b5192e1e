// How far a call has come, told to its caller now and then, and whether the caller wants it to stop.

import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Counts finished work from any thread; reports and asks about cancelling on the calling thread only.
public final class Progress {
  /// Called with 0 to 1, never backwards; returns false to cancel.
  package typealias Report = (Double) -> Bool

  private let report: Report?
  private let total: Double
  private let done = Atomic<Int>(0)
  private var reported = -1.0
  private var lastReport = 0.0
  package private(set) var isCancelled = false

  /// - Parameter total: the units of work that will be added in all.
  package init(total: Int, report: Report?) {
    self.total = Double(max(total, 1))
    self.report = report
  }

  /// From any thread.
  package func add(_ units: Int) { done.add(units, ordering: .relaxed) }

  /// On the calling thread, often: reports when some time has gone by. Returns false once cancelled.
  package func poll() -> Bool {
    guard let report, !isCancelled else { return !isCancelled }
    let now = Self.seconds()
    guard now - lastReport > 0.02 else { return true }
    lastReport = now
    tell(report, min(Double(done.load(ordering: .relaxed)) / total, 1))
    return !isCancelled
  }

  /// Throws once cancelled; use it between steps.
  package func check() throws(AdaINError) {
    if !poll() { throw .cancelled }
  }

  /// Reports the very end.
  package func finish() throws(AdaINError) {
    if let report, !isCancelled { tell(report, 1) }
    if isCancelled { throw .cancelled }
  }

  private func tell(_ report: Report, _ fraction: Double) {
    reported = max(reported, fraction)
    if !report(reported) { isCancelled = true }
  }

  /// A clock that never goes back.
  public static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
