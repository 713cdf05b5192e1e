// What a layer runs on: kernels for the processor, threads, scratch memory and the progress of the call.

/// Everything a layer needs besides its data. Belongs to one call at a time.
package final class Machine {
  package let kernels: Kernels
  package let pool: WorkerPool
  package var progress: Progress
  private var scratchBuffer = ReusedBuffer()
  private var maps = [ReusedBuffer(), ReusedBuffer()]

  package init(threads: Int = 0, kernels: Kernels = .best) {
    self.kernels = kernels
    pool = WorkerPool(threads: threads)
    progress = Progress(total: 1, report: nil)
  }

  package var threads: Int { pool.threads }

  /// Scratch for each worker, valid until the next call.
  package func scratch(_ count: Int) throws(AdaINError) -> @Sendable (_ worker: Int) -> UnsafeMutablePointer<Float> {
    // A whole number of cache lines each, so that no two workers write to one.
    let stride = (count + 15) / 16 * 16
    nonisolated(unsafe) let base = try scratchBuffer.take(stride * threads)
    return { base + $0 * stride }
  }

  /// Memory for one of the two maps that layers write to in turn; what was there before is gone.
  package func map(_ turn: Int, blocks: Int, rect: Rect, level: Size) throws(AdaINError) -> FeatureMap {
    let data = try maps[turn % 2].take(FeatureMap.count(blocks: blocks, rect: rect))
    return FeatureMap(data: data, blocks: blocks, rect: rect, level: level)
  }

  /// Runs a loop on all threads, adding to the progress as it goes; throws once the caller cancels.
  package func run(_ items: Int, unitsPerItem: Int, _ body: (_ item: Int, _ worker: Int) -> Void)
    throws(AdaINError)
  {
    let progress = progress
    pool.run(items, afterItem: { progress.poll() }) { item, worker in
      body(item, worker)
      progress.add(unitsPerItem)
    }
    if progress.isCancelled { throw .cancelled }
  }

  /// Gives the memory back.
  package func releaseMemory() {
    scratchBuffer = ReusedBuffer()
    maps = [ReusedBuffer(), ReusedBuffer()]
  }

  package var bytes: Int { scratchBuffer.bytes + maps[0].bytes + maps[1].bytes }
}
