// Styles that a program draws: shapes, brush strokes, cells, lines, dots and clouds in a few colours.

#if canImport(Glibc)
  import Glibc
#endif

/// Patterns as styles.
package enum DrawnPattern {
  /// - Returns: `[y][x][3]`, R'G'B' 0...1.
  package static func picture(side: Int, _ random: inout CounterRandom) -> [Float] {
    var canvas = Canvas(side: side, color(&random))
    let palette = (0..<2 + random.below(5)).map { _ in color(&random) }
    switch random.below(6) {
    case 0: shapes(&canvas, palette, &random)
    case 1: strokes(&canvas, palette, &random)
    case 2: cells(&canvas, palette, &random)
    case 3: lines(&canvas, palette, &random)
    case 4: dots(&canvas, palette, &random)
    default: clouds(&canvas, &random)
    }
    return canvas.pixels
  }

  private static func color(_ random: inout CounterRandom) -> SIMD3<Float> {
    SIMD3(Float(random.unit()), Float(random.unit()), Float(random.unit()))
  }

  private static func among(_ palette: [SIMD3<Float>], _ random: inout CounterRandom) -> SIMD3<Float> {
    palette[random.below(palette.count)]
  }

  private static func place(_ canvas: Canvas, _ random: inout CounterRandom) -> SIMD2<Float> {
    SIMD2(Float(random.unit()), Float(random.unit())) * Float(canvas.side)
  }

  /// Ellipses and rectangles, some with a black outline.
  private static func shapes(
    _ canvas: inout Canvas, _ palette: [SIMD3<Float>], _ random: inout CounterRandom
  ) {
    for _ in 0..<20 + random.below(120) {
      let center = place(canvas, &random)
      let width = Float(canvas.side) * Float(0.01 + 0.2 * random.unit())
      let radii = SIMD2(width, width * Float(0.2 + 0.8 * random.unit()))
      let outline = random.unit() < 0.3 ? Float(1 + 2 * random.unit()) : 0
      let isRound = random.unit() < 0.5
      let fill = among(palette, &random)
      if outline > 0 { canvas.shape(center, radii + outline, isRound: isRound, SIMD3(repeating: 0)) }
      canvas.shape(center, radii, isRound: isRound, fill)
    }
  }

  /// Short strokes that follow a field of directions.
  private static func strokes(
    _ canvas: inout Canvas, _ palette: [SIMD3<Float>], _ random: inout CounterRandom
  ) {
    let (frequency, phase) = (Float(2 + 8 * random.unit()) / Float(canvas.side), Float(6 * random.unit()))
    let width = Float(1 + 3 * random.unit())
    for _ in 0..<200 + random.below(900) {
      let from = place(canvas, &random)
      let angle =
        2 * sinf(from.x * frequency + phase) + cosf(from.y * frequency) + 0.4 * Float(random.normal())
      let length = Float(canvas.side) * Float(0.02 + 0.1 * random.unit())
      let shade = Float(0.2 * random.unit() - 0.1)
      let to = from + SIMD2(cosf(angle), sinf(angle)) * length
      canvas.line(from, to, width: width, among(palette, &random) + shade)
    }
  }

  /// Cells around points, with lead between them or not.
  private static func cells(
    _ canvas: inout Canvas, _ palette: [SIMD3<Float>], _ random: inout CounterRandom
  ) {
    let points = (0..<20 + random.below(80)).map { _ in place(canvas, &random) }
    let colors = points.map { _ in among(palette, &random) }
    let (lead, leadColor) = (Float(max(5 * random.unit() - 1, 0)), color(&random))
    for y in 0..<canvas.side {
      for x in 0..<canvas.side {
        let here = SIMD2(Float(x), Float(y))
        var (nearest, second, cell) = (Float.infinity, Float.infinity, 0)
        for (i, point) in points.enumerated() {
          let offset = here - point
          let distance = (offset * offset).sum()
          if distance < nearest {
            (nearest, second, cell) = (distance, nearest, i)
          } else {
            second = min(second, distance)
          }
        }
        let gap = second.squareRoot() - nearest.squareRoot()
        canvas.mix(x, y, colors[cell], 1)
        if lead > 0 { canvas.mix(x, y, leadColor, min(max(lead - gap + 0.5, 0), 1)) }
      }
    }
  }

  /// Long lines that turn.
  private static func lines(
    _ canvas: inout Canvas, _ palette: [SIMD3<Float>], _ random: inout CounterRandom
  ) {
    for _ in 0..<10 + random.below(40) {
      var from = place(canvas, &random)
      let (ink, width) = (among(palette, &random), Float(0.7 + 5 * random.unit()))
      for _ in 0..<3 + random.below(16) {
        let to = from + (place(canvas, &random) - Float(canvas.side) / 2) * 0.3
        canvas.line(from, to, width: width, ink)
        from = to
      }
    }
  }

  private static func dots(
    _ canvas: inout Canvas, _ palette: [SIMD3<Float>], _ random: inout CounterRandom
  ) {
    let pitch = Float(4 + 14 * random.unit())
    for y in stride(from: Float(0), to: Float(canvas.side), by: pitch) {
      for x in stride(from: Float(0), to: Float(canvas.side), by: pitch) {
        let radius = Float(0.15 + 0.55 * random.unit()) * pitch
        canvas.shape(SIMD2(x, y), SIMD2(repeating: radius), isRound: true, among(palette, &random))
      }
    }
  }

  /// Noise of several sizes.
  private static func clouds(_ canvas: inout Canvas, _ random: inout CounterRandom) {
    let contrast = Float(0.5 + random.unit())
    var spacing = max(canvas.side / 2, 2)
    while spacing >= 2 {
      let columns = canvas.side / spacing + 2
      let values = (0..<columns * columns).map { _ in color(&random) - 0.5 }
      let weight = contrast * Float(0.2 + 0.8 * random.unit())
      for y in 0..<canvas.side {
        for x in 0..<canvas.side {
          let at = y / spacing * columns + x / spacing
          let (u, v) = (Float(x % spacing) / Float(spacing), Float(y % spacing) / Float(spacing))
          let above = values[at] + (values[at + 1] - values[at]) * u
          let below = values[at + columns] + (values[at + columns + 1] - values[at + columns]) * u
          canvas.add(x, y, (above + (below - above) * v) * weight)
        }
      }
      spacing /= 2
    }
  }
}

/// A square picture that is drawn into, without jagged edges.
private struct Canvas {
  let side: Int
  /// `[y][x][3]`, 0...1.
  private(set) var pixels: [Float]

  init(side: Int, _ color: SIMD3<Float>) {
    self.side = side
    pixels = (0..<side * side * 3).map { color[$0 % 3] }
  }

  mutating func mix(_ x: Int, _ y: Int, _ color: SIMD3<Float>, _ share: Float) {
    guard share > 0 else { return }
    let at = 3 * (y * side + x)
    for k in 0..<3 { pixels[at + k] += (min(max(color[k], 0), 1) - pixels[at + k]) * share }
  }

  mutating func add(_ x: Int, _ y: Int, _ color: SIMD3<Float>) {
    let at = 3 * (y * side + x)
    for k in 0..<3 { pixels[at + k] = min(max(pixels[at + k] + color[k], 0), 1) }
  }

  /// An ellipse or a rectangle.
  mutating func shape(_ center: SIMD2<Float>, _ radii: SIMD2<Float>, isRound: Bool, _ color: SIMD3<Float>) {
    each(center - radii, center + radii) { here in
      let offset = here - center
      if isRound {
        let relative = offset / radii
        return (1 - (relative * relative).sum().squareRoot()) * radii.min()
      }
      return min(radii.x - abs(offset.x), radii.y - abs(offset.y))
    } mix: {
      $0.mix($1, $2, color, $3)
    }
  }

  /// A line with round ends.
  mutating func line(_ from: SIMD2<Float>, _ to: SIMD2<Float>, width: Float, _ color: SIMD3<Float>) {
    let along = to - from
    let length = max((along * along).sum(), 1e-6)
    let reach = SIMD2(repeating: width / 2)
    each(pointwiseMin(from, to) - reach, pointwiseMax(from, to) + reach) { here in
      let share = min(max(((here - from) * along).sum() / length, 0), 1)
      let offset = here - from - along * share
      return width / 2 - (offset * offset).sum().squareRoot()
    } mix: {
      $0.mix($1, $2, color, $3)
    }
  }

  /// Each pixel of a rectangle with how much of it is covered: `depth` says how far inside it lies.
  private mutating func each(
    _ low: SIMD2<Float>, _ high: SIMD2<Float>, depth: (SIMD2<Float>) -> Float,
    mix: (inout Canvas, Int, Int, Float) -> Void
  ) {
    func inside(_ value: Float) -> Int { Int(min(max(value, 0), Float(side))) }
    for y in inside(low.y - 1)..<max(inside(high.y + 2), inside(low.y - 1)) {
      for x in inside(low.x - 1)..<max(inside(high.x + 2), inside(low.x - 1)) {
        mix(&self, x, y, min(max(depth(SIMD2(Float(x), Float(y))) + 0.5, 0), 1))
      }
    }
  }
}
