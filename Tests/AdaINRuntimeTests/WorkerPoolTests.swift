// The pool of threads: every item runs once, callbacks stay on the calling thread, cancelling stops the loop.

import AdaINRuntime
import Synchronization
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Counts from many threads.
private final class Counters: @unchecked Sendable {
  private let values: UnsafeMutablePointer<Int>
  let count: Int
  private let lock = Mutex(())

  init(_ count: Int) {
    self.count = count
    values = .allocate(capacity: max(count, 1))
    values.initialize(repeating: 0, count: max(count, 1))
  }

  deinit { values.deallocate() }

  func add(_ index: Int) { lock.withLock { _ in values[index] += 1 } }
  var all: [Int] { lock.withLock { _ in (0..<count).map { values[$0] } } }
}

@Suite struct WorkerPoolTests {
  @Test(arguments: 1...8)
  func everyItemRunsOnce(threads: Int) {
    let pool = WorkerPool(threads: threads)
    #expect(pool.threads == threads)
    for count in [0, 1, 2, 3, threads, threads + 1, 1000] {
      let items = Counters(count)
      let workers = Counters(threads)
      pool.run(count) { item, worker in
        items.add(item)
        workers.add(worker)
      }
      #expect(items.all == [Int](repeating: 1, count: count), "\(count) items on \(threads) threads")
      #expect(workers.all.reduce(0, +) == count)
    }
  }

  @Test func aHugeCountIsCountedThrough() {
    let pool = WorkerPool(threads: 3)
    let sum = Atomic<Int>(0)
    pool.run(2_000_000) { item, _ in sum.add(item & 1, ordering: .relaxed) }
    #expect(sum.load(ordering: .relaxed) == 1_000_000)
  }

  @Test(arguments: [1, 2, 5])
  func tenThousandSmallLoops(threads: Int) {
    let pool = WorkerPool(threads: threads)
    let sum = Atomic<Int>(0)
    for round in 0..<10_000 {
      pool.run(round % 5) { item, _ in sum.add(item + 1, ordering: .relaxed) }
    }
    // Of each 5 rounds: 0, 1, 1 + 2, 1 + 2 + 3, 1 + 2 + 3 + 4.
    #expect(sum.load(ordering: .relaxed) == 2000 * 20)
  }

  @Test(arguments: 1...4)
  func afterItemRunsOnTheCallingThread(threads: Int) {
    let pool = WorkerPool(threads: threads)
    let caller = pthread_self()
    var calls = 0
    var strangers = 0
    let mine = Atomic<Int>(0)
    pool.run(
      200,
      afterItem: {
        calls += 1
        if pthread_equal(pthread_self(), caller) == 0 { strangers += 1 }
        return true
      },
      { _, worker in
        if worker == 0 { mine.add(1, ordering: .relaxed) }
        usleep(50)
      })
    #expect(strangers == 0)
    #expect(calls == mine.load(ordering: .relaxed), "one call for each of the caller's own items")
  }

  @Test(arguments: 1...8)
  func cancellingSkipsTheRest(threads: Int) {
    let pool = WorkerPool(threads: threads)
    for stopAfter in [1, 2, 7] {
      let items = Counters(100_000)
      var left = stopAfter
      let isStopped = Atomic<Bool>(false)
      pool.run(
        items.count,
        afterItem: {
          left -= 1
          if left <= 0 { isStopped.store(true, ordering: .relaxed) }
          return left > 0
        },
        { item, worker in
          items.add(item)
          // The others wait for the caller, and are slow then: however late it comes, they cannot be through.
          while worker > 0 && !isStopped.load(ordering: .relaxed) { usleep(100) }
          if worker > 0 { usleep(1000) }
        })
      let ran = items.all
      #expect(ran.allSatisfy { $0 <= 1 })
      #expect(ran.reduce(0, +) < items.count, "the loop was stopped")
      #expect(threads > 1 || ran.reduce(0, +) == stopAfter)
      // The pool is as good as new.
      let again = Counters(50)
      pool.run(50) { item, _ in again.add(item) }
      #expect(again.all == [Int](repeating: 1, count: 50))
    }
  }

  @Test func severalPoolsAtOnce() async {
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let pool = WorkerPool(threads: 3)
          let sum = Atomic<Int>(0)
          for _ in 0..<300 { pool.run(17) { item, _ in sum.add(item, ordering: .relaxed) } }
          return sum.load(ordering: .relaxed)
        }
      }
      for await sum in group { #expect(sum == 300 * 136) }
    }
  }

  @Test func poolsComeAndGo() {
    for threads in 0..<60 {
      let pool = WorkerPool(threads: threads % 9)
      if threads % 3 == 0 { pool.run(2) { _, _ in } }
    }
    #expect(WorkerPool(threads: 0).threads == WorkerPool.processors)
    #expect(WorkerPool.processors >= 1)
  }
}
