// Threads that share one loop at a time. The calling thread works too, and is the only one that calls back.

import CKernels

#if canImport(Glibc)
  import Glibc
#endif
import Synchronization

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
    let shared = Shared(shares: max(wanted, 1))
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

  /// Calls `body(item, worker)` once for each item of `0..<count`, in any order, on all threads. Each thread begins with
  /// its own share of neighbouring items: where loops follow each other over the same rows, it finds in its caches what
  /// it wrote itself.
  /// - Parameter afterItem: called on the calling thread after each of its own items; false skips what is left.
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
      shared.begin(count, workers: handles.count, body)
      while let item = shared.take(0) {
        body(item, 0)
        if !afterItem() { shared.skipRest() }
      }
      shared.finish()
    }
  }

  /// The processors this process may run on (a container's or `taskset`'s limit counts).
  package static var processors: Int { Int(ck_processors()) }
}

private final class WorkerStart {
  let shared: Shared
  let worker: Int
  init(shared: Shared, worker: Int) {
    self.shared = shared
    self.worker = worker
  }
}

/// What the caller and the workers see of the loop under way.
private final class Shared: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let started = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let ended = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let loop = Atomic<Int>(0)
  private let busy = Atomic<Int>(0)
  // Written by the caller while no worker is in a loop; `loop` publishes them.
  private var count = 0
  private var body: ((Int, Int) -> Void)?
  private var caller: Int32 = -1
  private var stopping = false
  /// Each worker's share of the items: the next one, each in a cache line of its own, and where the share ends.
  private let shares: Int
  private let next: UnsafeMutablePointer<Atomic<Int>>
  private let ends: UnsafeMutablePointer<Int>
  private static let lineStride = 8

  init(shares: Int) {
    self.shares = shares
    next = .allocate(capacity: shares * Self.lineStride)
    for i in 0..<shares * Self.lineStride { (next + i).initialize(to: Atomic(0)) }
    ends = .allocate(capacity: shares)
    ends.initialize(repeating: 0, count: shares)
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
    next.deinitialize(count: shares * Self.lineStride)
    next.deallocate()
    ends.deallocate()
  }

  func begin(_ count: Int, workers: Int, _ body: @escaping (Int, Int) -> Void) {
    pthread_mutex_lock(mutex)
    self.count = count
    self.body = body
    caller = ck_processor()
    for share in 0..<shares {
      next[share * Self.lineStride].store(count * share / shares, ordering: .relaxed)
      ends[share] = count * (share + 1) / shares
    }
    busy.store(workers, ordering: .relaxed)
    loop.add(1, ordering: .releasing)
    pthread_cond_broadcast(started)
    pthread_mutex_unlock(mutex)
  }

  /// The next item of the worker's share, or of another's once its own is done.
  func take(_ worker: Int) -> Int? {
    for offset in 0..<shares {
      let share = (worker + offset) % shares
      let item = next[share * Self.lineStride].add(1, ordering: .relaxed).oldValue
      if item < ends[share] { return item }
    }
    return nil
  }

  func skipRest() {
    for share in 0..<shares { next[share * Self.lineStride].store(count, ordering: .relaxed) }
  }

  func finish() {
    spin { busy.load(ordering: .acquiring) == 0 }
    pthread_mutex_lock(mutex)
    while busy.load(ordering: .acquiring) > 0 { pthread_cond_wait(ended, mutex) }
    body = nil
    pthread_mutex_unlock(mutex)
  }

  func stop() {
    pthread_mutex_lock(mutex)
    stopping = true
    loop.add(1, ordering: .releasing)
    pthread_cond_broadcast(started)
    pthread_mutex_unlock(mutex)
  }

  func work(as worker: Int) {
    var seen = 0
    while true {
      spin { loop.load(ordering: .acquiring) != seen }
      guard takePart(as: worker, after: &seen) else { return }
      if busy.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
        pthread_mutex_lock(mutex)
        pthread_cond_signal(ended)
        pthread_mutex_unlock(mutex)
      }
    }
  }

  /// Waits for the next loop and works on it; false when there will be none. Not inlined, so that no reference to
  /// the caller's body outlives it.
  @inline(never)
  private func takePart(as worker: Int, after seen: inout Int) -> Bool {
    pthread_mutex_lock(mutex)
    while loop.load(ordering: .acquiring) == seen { pthread_cond_wait(started, mutex) }
    seen = loop.load(ordering: .acquiring)
    let body = stopping ? nil : self.body
    let caller = caller
    pthread_mutex_unlock(mutex)
    guard let body else { return false }
    // In a virtual machine Linux takes an idle processor for one that its host has taken away, and wakes a thread on its
    // waker's instead, where the two would share a processor for many milliseconds.
    ck_leave_processor(caller)
    while let item = take(worker) { body(item, worker) }
    return true
  }

  /// Layers follow each other within microseconds: a short wait is cheaper than going to sleep.
  private func spin(until done: () -> Bool) {
    for _ in 0..<1000 {
      if done() { return }
      sched_yield()
    }
  }
}
