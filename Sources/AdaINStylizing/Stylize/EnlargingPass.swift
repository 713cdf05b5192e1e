// The third pass, where a picture was painted at another size or its detail is wanted: the change is carried
// to the picture's own pixels, tile by tile. Edges and fine detail come from the picture, in the colours that
// the painting gives them.

import AdaINPictures
import AdaINRuntime

/// result = C + E(D) + E(A) (C - E(c)): C the picture's pixels, c the same at the working size, D the change
/// there, A how it follows c around each pixel (`LocalLinear`), and E bicubic interpolation.
package final class EnlargingPass {
  private let content, small, painted: PixelSource
  private var coverage: Coverage
  private let output: PixelSink
  private let progress: Progress
  private let pool: WorkerPool
  private let columns, rows: [Span]
  /// How many positions of the working size interpolation reaches from a pixel.
  private let rings: Int
  private let side: Int
  private let detail: Float

  /// Pixels along a side of a tile.
  package static let usualSide = 512

  private var pixels = ReusedBuffer()
  private var smallPixels = ReusedBuffer()
  private var paintedPixels = ReusedBuffer()
  private var values = ReusedBuffer()

  /// Bytes of a tile: its pixels, and what the working size tells of them.
  package static func bytes(_ content: Size, _ small: Size, side: Int) -> Int {
    func taken(_ side: Int, _ content: Int, _ small: Int) -> Int {
      let reach = 2 + max(2 * small / content, 2) + LocalLinear.radius
      return min((side * small + content - 1) / content + 2 * reach, small)
    }
    let tile = Size(width: min(side, content.width), height: min(side, content.height))
    let area =
      taken(tile.width, content.width, small.width) * taken(tile.height, content.height, small.height)
    return tile.area * 4 * MemoryLayout<Float>.stride
      + area * (8 * MemoryLayout<Float>.stride + MemoryLayout<LocalLinear.Value>.stride)
  }

  /// - Parameters:
  ///   - small: the content at the working size.
  ///   - painted: the same, painted.
  ///   - detail: the share of the picture's detail in D.
  ///   - side: pixels along a side of a tile.
  package init(
    content: PixelSource, small: PixelSource, painted: PixelSource, coverage: Coverage, detail: Double,
    output: PixelSink, progress: Progress, pool: WorkerPool, side: Int
  ) {
    self.content = content
    self.small = small
    self.painted = painted
    self.coverage = coverage
    self.output = output
    self.progress = progress
    self.pool = pool
    columns = Span.along(input: small.width, output: content.width, filter: .cubic)
    rows = Span.along(input: small.height, output: content.height, filter: .cubic)
    self.side = side
    self.detail = Float(detail)
    rings = max(2 * small.width / content.width, 2)
  }

  package func run() throws(AdaINError) {
    for y in stride(from: 0, to: content.height, by: side) {
      for x in stride(from: 0, to: content.width, by: side) {
        let rect = Rect(
          x: x, y: y, width: min(side, content.width - x), height: min(side, content.height - y))
        try run(rect)
        progress.add(rect.area)
        try progress.check()
      }
    }
  }

  private func run(_ rect: Rect) throws(AdaINError) {
    let pixels = try pixels.take(rect.area * 4)
    try content.load(rect, into: pixels, on: pool)
    let (area, values) = try values(for: rect)
    try progress.check()
    let coverage = try coverage.read(rect)
    pool.run((rect.height + 15) / 16) { band, _ in
      let line = UnsafeMutablePointer<LocalLinear.Value>.allocate(capacity: area.width)
      defer { line.deallocate() }
      for y in band * 16..<min(band * 16 + 16, rect.height) {
        interpolate(values, area, rows[rect.y + y], into: line)
        finish(
          pixels + 4 * y * rect.width, coverage.map { $0 + y * rect.width },
          columns[rect.x..<rect.x + rect.width], line, area)
      }
    }
    try output.store(rect, from: pixels, on: pool)
  }

  /// What the working size tells of a rectangle of the picture, and where.
  private func values(for rect: Rect) throws(AdaINError) -> (Rect, UnsafeMutablePointer<LocalLinear.Value>) {
    let level = small.size
    let taken = Rect(spanning: columns[rect.x..<rect.right], rows[rect.y..<rect.bottom])
    let area = taken.grown(by: rings, in: level)
    let outer = area.grown(by: LocalLinear.radius, in: level)
    let content = try smallPixels.take(outer.area * 4)
    try small.load(outer, into: content, on: pool)
    let painted = try paintedPixels.take(outer.area * 4)
    try self.painted.load(outer, into: painted, on: pool)
    let floats = MemoryLayout<LocalLinear.Value>.stride / MemoryLayout<Float>.stride
    let values = UnsafeMutableRawPointer(try values.take(area.area * floats))
      .assumingMemoryBound(to: LocalLinear.Value.self)
    LocalLinear.fit(
      content: content, painted: painted, outer: outer, inner: area, detail: detail, into: values, on: pool)
    if (0..<outer.area).contains(where: { content[4 * $0 + 3] <= 0 }) {
      LocalLinear.spread(values, Size(width: area.width, height: area.height), rings: rings)
    }
    return (area, values)
  }

  /// A row of the values between the working size's rows.
  private func interpolate(
    _ values: UnsafePointer<LocalLinear.Value>, _ area: Rect, _ spans: Span,
    into line: UnsafeMutablePointer<LocalLinear.Value>
  ) {
    line.update(repeating: .zero, count: area.width)
    for (i, weight) in spans.weights.enumerated() {
      let row = values + (spans.first + i - area.y) * area.width
      for x in 0..<area.width { line[x] += weight * row[x] }
    }
  }

  /// Finishes a row of pixels of 4 floats in place.
  private func finish(
    _ pixels: UnsafeMutablePointer<Float>, _ coverage: UnsafePointer<Float>?, _ columns: ArraySlice<Span>,
    _ line: UnsafePointer<LocalLinear.Value>, _ area: Rect
  ) {
    for (x, spans) in columns.enumerated() {
      let pixel = pixels + 4 * x
      // Quite transparent pixels stay as they are, with what is hidden under them.
      if pixel[3] <= 0 { continue }
      var value = LocalLinear.Value.zero
      let first = line + (spans.first - area.x)
      for i in spans.weights.indices { value += spans.weights[i] * first[i] }
      let change = LocalLinear.change(value, at: LocalLinear.guide(pixel))
      let share = min(coverage?[x] ?? 1, 1)
      for k in 0..<3 { pixel[k] += share * change[k] }
    }
  }
}

extension Rect {
  /// With a border on each side that has room for one.
  fileprivate func grown(by border: Int, in level: Size) -> Rect {
    let (left, top) = (max(x - border, 0), max(y - border, 0))
    return Rect(
      x: left, y: top, width: min(right + border, level.width) - left,
      height: min(bottom + border, level.height) - top)
  }
}
