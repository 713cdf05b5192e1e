// What is kept of contents between calls, so that a changed strength, weight or mask costs the decoder alone.

/// A content that has been encoded: all that does not depend on styles, masks and strength.
package final class EncodedContent {
  package let digest: UInt64
  package let modelID: String
  package let size: Size
  package let store: FeatureStore
  package let colors: ColorStatistics
  /// Mean alpha of each position of the grid; nil: opaque.
  package let alpha: [Float]?
  /// content - decode(encode(content)), once it has been needed.
  package var residual: ResidualStore?

  package init(
    digest: UInt64, modelID: String, size: Size, store: FeatureStore, colors: ColorStatistics, alpha: [Float]?
  ) {
    self.digest = digest
    self.modelID = modelID
    self.size = size
    self.store = store
    self.colors = colors
    self.alpha = alpha
  }

  package var bytes: Int { store.bytes + (residual?.bytes ?? 0) + (alpha?.count ?? 0) * 4 }

  /// A tile's mean alpha; nil: opaque.
  package func alpha(_ tile: Rect) -> [Float]? {
    guard let alpha else { return nil }
    let width = size.featureGrid.width
    return (0..<tile.area).map { alpha[(tile.y + $0 / tile.width) * width + tile.x + $0 % tile.width] }
  }
}

/// The reconstruction residual of a picture in half precision: it is small, so its rounding is far below 8 bits.
package final class ResidualStore {
  private let size: Size
  private let values: FloatBuffer

  package init(size: Size) throws(AdaINError) {
    self.size = size
    values = try FloatBuffer(count: (size.area * 3 + 1) / 2)
  }

  package var bytes: Int { values.bytes }

  /// R, G and B of a pixel.
  package subscript(x: Int, y: Int) -> UnsafeMutablePointer<UInt16> {
    UnsafeMutableRawPointer(values.pointer).assumingMemoryBound(to: UInt16.self) + 3 * (y * size.width + x)
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

  package mutating func keep(_ content: EncodedContent) {
    entries.removeAll { $0 === content }
    entries.append(content)
    evict()
  }

  private mutating func evict() {
    var sum = entries.reduce(0) { $0 + $1.bytes }
    while sum > limit, !entries.isEmpty { sum -= entries.removeFirst().bytes }
  }

  package var bytes: Int { entries.reduce(0) { $0 + $1.bytes } }
}
