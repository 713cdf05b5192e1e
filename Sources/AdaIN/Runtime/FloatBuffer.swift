// Memory for feature maps and scratch: aligned, uninitialised, and refused with an error instead of a trap.

#if canImport(Glibc)
  import Glibc
#endif

/// Uninitialised floats on a cache line boundary (on a huge page's where that pays).
package final class FloatBuffer: @unchecked Sendable {
  package let pointer: UnsafeMutablePointer<Float>
  package let count: Int

  package init(count: Int) throws(AdaINError) {
    let (bytes, overflow) = max(count, 1).multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    guard count >= 0, !overflow, bytes < Int.max / 2 else { throw .outOfMemory(bytes: Int.max) }
    // Many planes are walked at once, which small pages make the processor pay for in address translation.
    let hugePage = 2 << 20
    let alignment = bytes >= 2 * hugePage ? hugePage : 64
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, alignment, (bytes + alignment - 1) / alignment * alignment) == 0,
      let memory
    else { throw .outOfMemory(bytes: bytes) }
    if alignment == hugePage { madvise(memory, bytes, MADV_HUGEPAGE) }
    self.pointer = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    self.count = count
  }

  deinit { free(pointer) }

  package var bytes: Int { count * MemoryLayout<Float>.stride }

  package func fill(_ value: Float) { pointer.update(repeating: value, count: count) }
}

/// A buffer that grows to what is asked of it and is used again and again: fresh memory costs page faults.
package struct ReusedBuffer {
  private var buffer: FloatBuffer?

  package init() {}

  /// At least `count` uninitialised floats; what was there before is gone.
  package mutating func take(_ count: Int) throws(AdaINError) -> UnsafeMutablePointer<Float> {
    if let buffer, buffer.count >= count { return buffer.pointer }
    buffer = nil
    let grown = try FloatBuffer(count: count)
    buffer = grown
    return grown.pointer
  }

  package var bytes: Int { buffer?.bytes ?? 0 }
}
