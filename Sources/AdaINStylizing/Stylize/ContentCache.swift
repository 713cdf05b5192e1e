// What is kept of contents between calls, so that a changed strength, weight or mask costs the decoder alone.

import AdaINPictures
import AdaINRuntime
import Synchronization

/// A content that has been encoded: all that does not depend on styles, masks and strength.
package final class EncodedContent {
  package let digest: UInt64
  package let modelID: String
  package let size: Size
  /// Nil: there was no room, the encoder runs again instead.
  package let store: FeatureStore?
  package let colors: ColorStatistics
  /// Mean alpha of each position of the grid; nil: opaque.
  package let alpha: FloatBuffer?
  /// content - decode(encode(content)), once it has been needed.
  package var residual: ResidualStore?

  package init(
    digest: UInt64, modelID: String, size: Size, store: FeatureStore?, colors: ColorStatistics,
    alpha: FloatBuffer?
  ) {
    self.digest = digest
    self.modelID = modelID
    self.size = size
    self.store = store
    self.colors = colors
    self.alpha = alpha
  }

  package var bytes: Int { (store?.bytes ?? 0) + (residual?.bytes ?? 0) + (alpha?.bytes ?? 0) }

  /// A tile's mean alpha; nil: opaque.
  package func alpha(_ tile: Rect) -> [Float]? {
    guard let alpha else { return nil }
    let width = size.featureGrid.width
    return (0..<tile.area).map {
      alpha.pointer[(tile.y + $0 / tile.width) * width + tile.x + $0 % tile.width]
    }
  }
}

/// The reconstruction residual of a picture, content - decode(encode(content)), in 16 bits a value: steps of
/// 2^-14, so that what is kept differs from what was found by no more than 2^-15.
package final class ResidualStore: Sendable {
  private let size: Size
  private let values: FloatBuffer
  private let overflowed = Atomic<Bool>(false)

  package init(size: Size) throws(AdaINError) {
    self.size = size
    values = try FloatBuffer(count: Self.bytes(size) / MemoryLayout<Float>.stride)
  }

  package static func bytes(_ size: Size) -> Int { (size.area * 3 + 1) / 2 * 4 }

  package var bytes: Int { values.bytes }

  /// Whether all values were within ±2, as they are unless the content has colours far outside 0...1.
  package var isFaithful: Bool { !overflowed.load(ordering: .relaxed) }

  /// R, G and B of a pixel.
  private func pixel(_ x: Int, _ y: Int) -> UnsafeMutablePointer<Int16> {
    UnsafeMutableRawPointer(values.pointer).assumingMemoryBound(to: Int16.self) + 3 * (y * size.width + x)
  }

  /// Fills `row` with 3 values a pixel.
  package func read(x: Int, y: Int, width: Int, into row: UnsafeMutablePointer<Float>) {
    let from = pixel(x, y)
    for i in 0..<3 * width { row[i] = Float(from[i]) * 0x1p-14 }
  }

  package func write(x: Int, y: Int, width: Int, from row: UnsafePointer<Float>) {
    let to = pixel(x, y)
    for i in 0..<3 * width {
      let value = (row[i] * 0x1p14).rounded()
      if abs(value) < 32768 { to[i] = Int16(value) } else { overflowed.store(true, ordering: .relaxed) }
    }
  }
}

/// Encoded contents, most recently used last, bounded in bytes.
package struct ContentCache {
  private var entries: [EncodedContent] = []
  package var limit: Int { didSet { evict() } }

  package init(limit: Int) { self.limit = limit }

  /// Whether a content of this size could be here, so that it is worth looking at its pixels.
  package func mayHold(size: Size, modelID: String) -> Bool {
    entries.contains { $0.size == size && $0.modelID == modelID }
  }

  package mutating func find(digest: UInt64, size: Size, modelID: String) -> EncodedContent? {
    guard
      let index = entries.firstIndex(where: {
        $0.digest == digest && $0.size == size && $0.modelID == modelID
      })
    else { return nil }
    let entry = entries.remove(at: index)
    entries.append(entry)
    return entry
  }

  /// Keeps what is in memory; features in a file or nowhere are not worth keeping.
  package mutating func keep(_ content: EncodedContent) {
    entries.removeAll { $0 === content }
    guard content.store?.isInMemory == true else { return }
    entries.append(content)
    evict()
  }

  package func holds(_ content: EncodedContent) -> Bool { entries.contains { $0 === content } }

  private mutating func evict() {
    var sum = entries.reduce(0) { $0 + $1.bytes }
    while sum > limit, !entries.isEmpty { sum -= entries.removeFirst().bytes }
  }

  /// Whether something of this size could be kept.
  package func hasRoom(_ bytes: Int) -> Bool { bytes <= limit }

  package var bytes: Int { entries.reduce(0) { $0 + $1.bytes } }
}
