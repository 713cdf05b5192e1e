// What a layer runs on: an instruction set, threads, scratch memory and the progress of the call.

import AdaINPictures
import AdaINRuntime

/// Everything a layer needs besides its data. Belongs to one call at a time.
package final class Machine {
  package let instructionSet: InstructionSet
  package let pool: WorkerPool
  package var progress: Progress
  private var scratchBuffer = ReusedBuffer()
  private var maps = [ReusedBuffer(), ReusedBuffer()]
  private var buffers = [ReusedBuffer](repeating: ReusedBuffer(), count: Use.allCases.count)
  /// Features that nobody keeps any more.
  private var spare: FloatBuffer?

  /// What a tile needs besides its layers' maps.
  package enum Use: Int, CaseIterable {
    /// The content's pixels.
    case content
    case features
    case decoded, reconstructed, residual
  }

  package init(threads: Int = 0, instructionSet: InstructionSet = .best) {
    self.instructionSet = instructionSet
    pool = WorkerPool(threads: threads)
    progress = Progress(total: 1, report: nil)
  }

  package var threads: Int { pool.threads }

  /// Scratch for each worker, valid until the next call.
  package func scratch(_ count: Int) throws(AdaINError)
    -> @Sendable (_ worker: Int) -> UnsafeMutablePointer<Float>
  {
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

  /// At least `count` floats for a use; what was there before is gone.
  package func memory(_ use: Use, _ count: Int) throws(AdaINError) -> UnsafeMutablePointer<Float> {
    try buffers[use.rawValue].take(count)
  }

  /// Memory for the features of a whole picture: what was given back if it is about as large, or fresh.
  package func features(_ count: Int) throws(AdaINError) -> FloatBuffer {
    defer { spare = nil }
    if let spare, spare.count >= count, spare.count <= 2 * count { return spare }
    spare = nil
    return try FloatBuffer(count: count)
  }

  package func giveBack(_ features: FloatBuffer) { spare = features }

  /// Runs a loop on all threads, adding to the progress as it goes; throws once the caller cancels.
  package func run(_ items: Int, unitsPerItem: Int, _ body: (_ item: Int, _ worker: Int) -> Void)
    throws(AdaINError)
  {
    let progress = progress
    func once(_ item: Int, _ worker: Int) {
      body(item, worker)
      progress.add(unitsPerItem)
    }
    pool.run(items, afterItem: { progress.poll() }, once)
    if progress.isCancelled { throw .cancelled }
  }

  /// Gives the memory back.
  package func releaseMemory() {
    scratchBuffer = ReusedBuffer()
    maps = [ReusedBuffer(), ReusedBuffer()]
    buffers = [ReusedBuffer](repeating: ReusedBuffer(), count: Use.allCases.count)
    spare = nil
  }

  package var bytes: Int {
    scratchBuffer.bytes + (spare?.bytes ?? 0) + (maps + buffers).reduce(0) { $0 + $1.bytes }
  }
}
