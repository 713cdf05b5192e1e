// Soft borders: the edges of masks become ramps of a chosen width, before anything looks at the masks.

import AdaINPictures
import AdaINRuntime

extension [Region] {
  /// The regions with borders as wide as the options say, for a content of this size.
  package func softened(_ options: Options, size: Size) throws(AdaINError) -> [Region] {
    let width = options.border / 100 * Double(options.shorterSide(size))
    guard width > 0 else { return self }
    var regions = self
    var softened: [ObjectIdentifier: PixelSource] = [:]
    for i in indices {
      guard let mask = self[i].mask else { continue }
      let key = ObjectIdentifier(mask.identity)
      if softened[key] == nil { softened[key] = try mask.softened(width: width, options) }
      regions[i].mask = softened[key]
    }
    return regions
  }
}

extension PixelSource {
  /// The mask averaged over a triangle as wide as the border. It is kept at points an eighth of the border
  /// apart, between which it is nearly linear.
  fileprivate func softened(width border: Double, _ options: Options) throws(AdaINError) -> PixelSource {
    let distance = max(border / 8, 1)
    let kept = Size(
      width: Int((Double(width) / distance).rounded(.up)),
      height: Int((Double(height) / distance).rounded(.up)))
    let bytes = kept.area * MemoryLayout<Float>.stride
    let store = try clampedMask.stored(
      as: kept, reach: border / 2, inMemory: StrokeWork.isInMemory(bytes, options),
      progress: Progress(total: .max, report: options.progress))
    return store.source.interpolated(to: size)
  }

  /// The same with values between 0 and 1, since others would reach further.
  private var clampedMask: PixelSource {
    PixelSource(width: width, height: height, channels: 1) { (rect, pixels, stride) throws(AdaINError) in
      guard stride != rect.width else { return try loadMask(rect, inverted: false, into: pixels) }
      for y in 0..<rect.height {
        let row = Rect(x: rect.x, y: rect.y + y, width: rect.width, height: 1)
        try loadMask(row, inverted: false, into: pixels + y * stride)
      }
    }
  }

  /// A picture of one channel, enlarged as it is read: linear between its pixels.
  private func interpolated(to size: Size) -> PixelSource {
    let columns = Span.along(input: width, output: size.width)
    let rows = Span.along(input: height, output: size.height)
    return PixelSource(width: size.width, height: size.height, channels: 1) {
      (rect, pixels, stride) throws(AdaINError) in
      let area = Rect(spanning: columns[rect.x..<rect.right], rows[rect.y..<rect.bottom])
      let own = try FloatBuffer(count: area.area)
      try read(area, own.pointer, area.width)
      let line = try FloatBuffer(count: area.width)
      for y in 0..<rect.height {
        let span = rows[rect.y + y]
        line.fill(0)
        for (i, weight) in span.weights.enumerated() {
          let row = own.pointer + (span.first + i - area.y) * area.width
          for x in 0..<area.width { line.pointer[x] += weight * row[x] }
        }
        for x in 0..<rect.width {
          let span = columns[rect.x + x]
          let first = line.pointer + (span.first - area.x)
          var sum: Float = 0
          for i in span.weights.indices { sum += span.weights[i] * first[i] }
          pixels[y * stride + x] = sum
        }
      }
    }
  }
}

extension Rect {
  /// The positions that some spans take.
  package init(spanning columns: ArraySlice<Span>, _ rows: ArraySlice<Span>) {
    func range(_ spans: ArraySlice<Span>) -> Range<Int> {
      spans.first!.first..<spans.last!.first + spans.last!.weights.count
    }
    let (x, y) = (range(columns), range(rows))
    self.init(x: x.lowerBound, y: y.lowerBound, width: x.count, height: y.count)
  }
}
