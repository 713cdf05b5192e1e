// Threads that share one loop at a time. The calling thread works too, and is the only one that calls back.

import CSystem
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A fixed number of threads for parallel loops. One loop runs at a time; a pool belongs to one caller.
package final class WorkerPool {
  /// How many threads work on a loop, the caller among them.
  package let threads: Int
  private let shared: Shared
  private var handles: [pthread_t] = []

  /// - Parameter threads: 0 means one for each processor that this process may use.
  package init(threads requested: Int) {
    // Signals are the host's and go to its threads.
    var (all, before) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let wanted = requested > 0 ? min(requested, 256) : Self.processors
    let shared = Shared(threads: max(wanted, 1))
    self.shared = shared
    for worker in 1..<max(wanted, 2) where worker < wanted {
      var handle = pthread_t()
      let start = Unmanaged.passRetained(WorkerStart(shared: shared, worker: worker))
      let status = pthread_create(
        &handle, nil,
        { argument in
          let start = Unmanaged<WorkerStart>.fromOpaque(argument!).takeRetainedValue()
          start.shared.work(as: start.worker)
          return nil
        }, start.toOpaque())
      guard status == 0 else {
        start.release()
        break
      }
      handles.append(handle)
    }
    threads = handles.count + 1
  }

  deinit {
    shared.stop()
    for handle in handles { pthread_join(handle, nil) }
  }

  /// Calls `body(item, worker)` once for each item of `0..<count`, in any order, on all threads. Each thread
  /// begins with its own share of neighbouring items: where loops follow each other over the same rows, it
  /// finds in its caches what it wrote itself.
  /// - Parameter afterItem: called on the calling thread after each of its own items; false skips what is
  ///   left.
  package func run(
    _ count: Int, afterItem: () -> Bool = { true }, _ body: (_ item: Int, _ worker: Int) -> Void
  ) {
    guard count > 1, threads > 1 else {
      for item in 0..<count {
        body(item, 0)
        if !afterItem() { return }
      }
      return
    }
    withoutActuallyEscaping(body) { body in
      shared.begin(count, body)
      while let item = shared.take(0) {
        body(item, 0)
        shared.endItems(1)
        if !afterItem() { shared.skipRest() }
      }
      shared.finish()
    }
  }

  /// The processors this process may run on (a container's or `taskset`'s limit counts).
  package static var processors: Int { Int(sys_processors()) }
}

private final class WorkerStart {
  let shared: Shared
  let worker: Int
  init(shared: Shared, worker: Int) {
    self.shared = shared
    self.worker = worker
  }
}

/// What the caller and the workers see of the loop under way. The loop ends when all items have ended, not
/// when all workers have taken part: on a loaded machine a worker may come late, and is then not waited for.
private final class Shared: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let started = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let ended = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Each thread's share of the items that nobody has taken yet.
  private let shares: [Share]
  /// Loops that have begun.
  private let loops = Atomic<Int>(0)
  /// Items that have not ended.
  private let unended = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  // Written by the caller between two loops, read by whoever has taken an item: the shares publish it, and no
  // loop ends before the item does.
  private var body: ((Int, Int) -> Void)?
  // Under the mutex.
  private var caller: Int32 = -1

  init(threads: Int) {
    shares = (0..<threads).map { _ in Share() }
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(started, nil)
    pthread_cond_init(ended, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(started)
    pthread_cond_destroy(ended)
    mutex.deallocate()
    started.deallocate()
    ended.deallocate()
  }

  func begin(_ count: Int, _ body: @escaping (Int, Int) -> Void) {
    self.body = body
    unended.store(count, ordering: .relaxed)
    for (i, share) in shares.enumerated() {
      share.fill(count * i / shares.count..<count * (i + 1) / shares.count)
    }
    pthread_mutex_lock(mutex)
    caller = sys_processor()
    loops.add(1, ordering: .relaxed)
    pthread_cond_broadcast(started)
    pthread_mutex_unlock(mutex)
  }

  /// The next item of the worker's share, or of another's once its own is empty. It belongs to the loop that
  /// is under way when it is taken, which then waits for it.
  func take(_ worker: Int) -> Int? {
    for offset in shares.indices {
      if let item = shares[(worker + offset) % shares.count].take() { return item }
    }
    return nil
  }

  func endItems(_ items: Int) {
    guard unended.subtract(items, ordering: .acquiringAndReleasing).newValue == 0 else { return }
    pthread_mutex_lock(mutex)
    pthread_cond_signal(ended)
    pthread_mutex_unlock(mutex)
  }

  func skipRest() {
    let skipped = shares.reduce(0) { $0 + $1.empty() }
    if skipped > 0 { endItems(skipped) }
  }

  func finish() {
    spin { unended.load(ordering: .acquiring) == 0 }
    pthread_mutex_lock(mutex)
    while unended.load(ordering: .acquiring) > 0 { pthread_cond_wait(ended, mutex) }
    pthread_mutex_unlock(mutex)
    body = nil
  }

  func stop() {
    pthread_mutex_lock(mutex)
    stopping.store(true, ordering: .relaxed)
    pthread_cond_broadcast(started)
    pthread_mutex_unlock(mutex)
  }

  func work(as worker: Int) {
    var seen = 0
    while true {
      spin { loops.load(ordering: .relaxed) != seen || stopping.load(ordering: .relaxed) }
      pthread_mutex_lock(mutex)
      while loops.load(ordering: .relaxed) == seen && !stopping.load(ordering: .relaxed) {
        pthread_cond_wait(started, mutex)
      }
      seen = loops.load(ordering: .relaxed)
      let caller = caller
      pthread_mutex_unlock(mutex)
      if stopping.load(ordering: .relaxed) { return }
      // In a virtual machine Linux takes an idle processor for one that its host has taken away, and wakes a
      // thread on its waker's instead, where the two would share a processor for many milliseconds.
      sys_leave_processor(caller)
      while let item = take(worker) {
        run(item, as: worker)
        endItems(1)
      }
    }
  }

  /// Not inlined, so that no reference to the caller's body outlives the item.
  @inline(never)
  private func run(_ item: Int, as worker: Int) { body!(item, worker) }

  /// Layers follow each other within microseconds: a short wait is cheaper than going to sleep.
  private func spin(until done: () -> Bool) {
    for _ in 0..<1000 {
      if done() { return }
      sched_yield()
    }
  }
}

/// A range of items: the next one in the upper half, its end in the lower half. Apart from the others in
/// memory, so that threads do not fight for a cache line.
private final class Share: @unchecked Sendable {
  private let range = Atomic<UInt64>(0)
  private let padding: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0, 0, 0)

  /// Publishes what was written before.
  func fill(_ items: Range<Int>) {
    range.store(UInt64(items.lowerBound) << 32 | UInt64(items.upperBound), ordering: .releasing)
  }

  func take() -> Int? {
    var items = range.load(ordering: .relaxed)
    while items >> 32 < items & 0xFFFF_FFFF {
      let result = range.weakCompareExchange(
        expected: items, desired: items + (1 << 32), successOrdering: .acquiring, failureOrdering: .relaxed)
      if result.exchanged { return Int(items >> 32) }
      items = result.original
    }
    return nil
  }

  /// - Returns: how many items were left.
  func empty() -> Int {
    let items = range.exchange(0, ordering: .relaxed)
    return max(Int(items & 0xFFFF_FFFF) - Int(items >> 32), 0)
  }
}
