// Arithmetic of long vectors on all threads, in pieces that do not depend on how many there are. Not
// OpenBLAS: its 0.1 ms a vector would be saved of steps that take a second, see docs/alternatives.md.

import AdaINRuntime
import CKernels

/// Works on vectors of `count` floats.
package struct LongVectors {
  private static let piece = 1 << 16

  package let count: Int
  private let pool: WorkerPool

  package init(count: Int, on pool: WorkerPool) {
    self.count = count
    self.pool = pool
  }

  /// A vector of zeros.
  package func zeros() throws(AdaINError) -> FloatBuffer {
    let vector = try FloatBuffer(count: count)
    vector.fill(0)
    return vector
  }

  /// The scalar product, in double precision.
  package func dot(_ a: FloatBuffer, _ b: FloatBuffer) -> Double {
    var parts = [Double](repeating: 0, count: pieces)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      forEachPiece { range in
        parts[range.lowerBound / Self.piece] = ck_dot(
          a.pointer + range.lowerBound, b.pointer + range.lowerBound, Int64(range.count))
      }
    }
    return parts.reduce(0, +)
  }

  /// to += scale x
  package func add(_ scale: Double, _ x: FloatBuffer, to: FloatBuffer) {
    let (scale, x, to) = (Float(scale), x.pointer, to.pointer)
    forEachPiece { for i in $0 { to[i] += scale * x[i] } }
  }

  /// x *= scale
  package func scale(_ x: FloatBuffer, by scale: Double) {
    let (scale, x) = (Float(scale), x.pointer)
    forEachPiece { for i in $0 { x[i] *= scale } }
  }

  package func copy(_ from: FloatBuffer, to: FloatBuffer) {
    to.pointer.update(from: from.pointer, count: count)
  }

  package func clamp(_ x: FloatBuffer, to bounds: ClosedRange<Float>) {
    let x = x.pointer
    forEachPiece { for i in $0 { x[i] = min(max(x[i], bounds.lowerBound), bounds.upperBound) } }
  }

  /// The largest magnitude; NaN if there is one. The bits of magnitudes are in the magnitudes' order, and
  /// whole numbers are compared many at a time.
  package func largest(_ x: FloatBuffer) -> Float {
    let x = x.pointer
    var parts = [UInt32](repeating: 0, count: pieces)
    parts.withUnsafeMutableBufferPointer { parts in
      nonisolated(unsafe) let parts = parts
      forEachPiece { range in
        var largest: UInt32 = 0
        for i in range { largest = max(largest, x[i].bitPattern & 0x7FFF_FFFF) }
        parts[range.lowerBound / Self.piece] = largest
      }
    }
    return Float(bitPattern: parts.max() ?? 0)
  }

  package func forEachPiece(_ body: (Range<Int>) -> Void) {
    pool.run(pieces) { item, _ in
      body(item * Self.piece..<min((item + 1) * Self.piece, count))
    }
  }

  private var pieces: Int { (count + Self.piece - 1) / Self.piece }
}
