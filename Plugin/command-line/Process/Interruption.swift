// Ctrl-C and its relatives. The first signal asks the work to stop through its progress callbacks; work that
// has none (decoding and encoding of image files) is ended by a deadline instead, after what is half done
// has been removed. Either way nothing is left behind. What that takes, whoever starts the watch says.

import Glibc
import Synchronization

/// Thrown where the work notices that it shall stop.
struct Interrupted: Error {
  /// 130 for SIGINT, as shells have it.
  var exitStatus: Int32 { 128 + max(Interruption.signal, SIGINT) }
}

enum Interruption {
  /// How long the work may take to stop by itself, in microseconds.
  private static let patience = Atomic<UInt32>(30_000)
  private static let received = Atomic<Int32>(0)
  private static let lastWords = Mutex<@Sendable () -> Void>({})

  /// The signal that came; 0 before any.
  static var signal: Int32 { received.load(ordering: .acquiring) }
  static var isRequested: Bool { signal != 0 }

  static func check() throws {
    if isRequested { throw Interrupted() }
  }

  /// For work that has something to save before it stops.
  static func bePatient(seconds: UInt32) { patience.store(seconds * 1_000_000, ordering: .relaxed) }

  /// Watches for signals from now on. To be called before any other thread exists, since threads inherit
  /// the blocked signals.
  /// - Parameter lastWords: what is done on the signal's thread before it ends work that does not stop.
  static func watch(_ lastWords: @escaping @Sendable () -> Void) {
    Self.lastWords.withLock { $0 = lastWords }
    // A write to a closed pipe or a full quota must be an error, not a death with half a file.
    Glibc.signal(SIGPIPE, SIG_IGN)
    Glibc.signal(SIGXFSZ, SIG_IGN)
    var signals = watchedSignals()
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    var thread = pthread_t()
    pthread_create(&thread, nil, { _ in Interruption.waitForSignal() }, nil)
    pthread_detach(thread)
  }

  /// SIGHUP stays ignored where it is (nohup).
  private static func watchedSignals() -> sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    var action = sigaction()
    sigaction(SIGHUP, nil, &action)
    if unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      != unsafeBitCast(SIG_IGN, to: Int.self)
    {
      sigaddset(&signals, SIGHUP)
    }
    return signals
  }

  private static func waitForSignal() -> Never {
    var signals = watchedSignals()
    var number: Int32 = 0
    while sigwait(&signals, &number) != 0 {}
    received.store(number, ordering: .releasing)
    // In pieces: usleep may not take a second or more.
    for _ in 0..<patience.load(ordering: .relaxed) / 10_000 { usleep(10_000) }
    lastWords.withLock { $0() }
    _exit(128 + number)
  }
}
