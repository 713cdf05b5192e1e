// Memory for feature maps and scratch: aligned, uninitialised, and refused with an error instead of a trap.

#if canImport(Glibc)
  import Glibc
#endif

/// Uninitialised floats on a cache line boundary. Large buffers get pages of their own, huge ones where the
/// system has them: many planes are walked at once, which small pages make the processor pay for in address
/// translation.
package final class FloatBuffer: @unchecked Sendable {
  package let pointer: UnsafeMutablePointer<Float>
  package let count: Int
  /// Bytes of the mapping that `pointer` begins; 0: allocated by malloc's family.
  private let mapped: Int

  private static let hugePage = 2 << 20

  package init(count: Int) throws(AdaINError) {
    let (bytes, overflow) = max(count, 1).multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    guard count >= 0, !overflow, bytes < 1 << 46 else { throw .outOfMemory(bytes: Int.max) }
    let memory: UnsafeMutableRawPointer?
    if bytes >= 2 * Self.hugePage {
      mapped = (bytes + Self.hugePage - 1) / Self.hugePage * Self.hugePage
      memory = Self.map(mapped)
    } else {
      mapped = 0
      var allocated: UnsafeMutableRawPointer?
      memory = posix_memalign(&allocated, 64, bytes) == 0 ? allocated : nil
    }
    guard let memory else { throw .outOfMemory(bytes: bytes) }
    pointer = memory.bindMemory(to: Float.self, capacity: max(count, 1))
    self.count = count
  }

  deinit {
    if mapped > 0 { munmap(pointer, mapped) } else { free(pointer) }
  }

  /// Fresh pages that begin at a huge page's boundary.
  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let whole = bytes + hugePage
    guard let start = mmap(nil, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      start != MAP_FAILED
    else { return nil }
    let before = (hugePage - Int(bitPattern: start) % hugePage) % hugePage
    if before > 0 { munmap(start, before) }
    if before < hugePage { munmap(start + before + bytes, hugePage - before) }
    madvise(start + before, bytes, MADV_HUGEPAGE)
    return start + before
  }

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
