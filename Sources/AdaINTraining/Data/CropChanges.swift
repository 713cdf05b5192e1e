// What is done to crops so that a network sees more than the pictures at hand: noise, blur, other colours,
// other drawing. All of it follows from the random numbers that are passed in.

#if canImport(Glibc)
  import Glibc
#endif

/// Changes of crops, `[y][x][3]`, R'G'B' 0...1.
package enum CropChanges {
  /// Rec. 601, of R'G'B'.
  static func luma(_ red: Float, _ green: Float, _ blue: Float) -> Float {
    0.299 * red + 0.587 * green + 0.114 * blue
  }

  /// Adds noise that is nearly normal: sums of four evenly spread numbers.
  package static func noisy(_ crop: ArraySlice<Float>, deviation: Double, _ random: inout CounterRandom)
    -> [Float]
  {
    // Each of the four has a variance of 2^32 / 12.
    let scale = Float(deviation * 3.0.squareRoot() / 65_536)
    return crop.map { value in
      let bits = random.next()
      let sum = bits & 0xFFFF + bits >> 16 & 0xFFFF + bits >> 32 & 0xFFFF + bits >> 48
      return min(max(value + (Float(sum) - 131_070) * scale, 0), 1)
    }
  }

  /// A Gaussian blur; the border is reflected.
  /// - Parameter deviation: in pixels.
  package static func blurred(_ crop: [Float], side: Int, deviation: Double) -> [Float] {
    let reach = max(Int((3 * deviation).rounded(.up)), 1)
    let raw = (-reach...reach).map { exp(-0.5 * pow(Double($0) / deviation, 2)) }
    let weights = raw.map { Float($0 / raw.reduce(0, +)) }
    func pass(_ from: [Float], step: Int, across: Int) -> [Float] {
      var to = [Float](repeating: 0, count: from.count)
      for line in 0..<side {
        for i in 0..<side {
          for (offset, weight) in weights.enumerated() {
            let at = line * across + reflected(i + offset - reach, side) * step
            for k in 0..<3 { to[line * across + i * step + k] += weight * from[at + k] }
          }
        }
      }
      return to
    }
    return pass(pass(crop, step: 3, across: 3 * side), step: 3 * side, across: 3)
  }

  private static func reflected(_ index: Int, _ count: Int) -> Int {
    min(max(index < 0 ? -index : index >= count ? 2 * count - 2 - index : index, 0), count - 1)
  }

  /// A crop that was changed at random.
  /// - Parameter draws: a style: drawing changes, too, and one in four is something else that a program
  ///   draws.
  package static func varied(_ crop: [Float], side: Int, draws: Bool, _ random: inout CounterRandom)
    -> [Float]
  {
    guard draws else { return variedLight(crop, &random) }
    if random.unit() < 0.25 { return DrawnPattern.picture(side: side, &random) }
    var crop = variedColors(crop, &random)
    if random.unit() < 0.2 { crop = crop.map { 1 - $0 } }
    switch random.unit() {
    case ..<0.2:
      crop = blurred(crop, side: side, deviation: 1.5)
      crop = posterized(crop, levels: 2 + random.below(3))
    case ..<0.45: crop = contrast(crop, share: 0.02 + 0.13 * random.unit())
    case ..<0.6: crop = twoTone(edges(crop, side: side), &random)
    case ..<0.7: crop = gray(crop)
    case ..<0.85: crop = twoTone(hatching(crop, side: side, &random), &random)
    default: break
    }
    return crop
  }

  /// Other light: night and fog, and now and then no colour.
  private static func variedLight(_ crop: [Float], _ random: inout CounterRandom) -> [Float] {
    let gamma = Float(pow(2, 2.4 * random.unit() - 1.2))
    let range = Float(0.5 + 0.5 * random.unit())
    let darkest = (1 - range) * Float(random.unit())
    let changed = crop.map { darkest + range * powf($0, gamma) }
    return random.unit() < 0.15 ? gray(changed) : changed
  }

  /// Other hues: channels exchanged, or turned about grey.
  private static func variedColors(_ crop: [Float], _ random: inout CounterRandom) -> [Float] {
    switch random.unit() {
    case ..<0.4:
      let order = [0, 1, 2].shuffled(using: &random)
      return pixels(crop) { r, g, b in
        let all = (r, g, b)
        return (pick(all, order[0]), pick(all, order[1]), pick(all, order[2]))
      }
    case ..<0.7: return turned(crop, angle: 2 * .pi * random.unit())
    default: return crop
    }
  }

  /// Turned about the axis of greys; what leaves 0...1 is cut off.
  package static func turned(_ crop: [Float], angle: Double) -> [Float] {
    let (c, s) = (Float(cos(angle)), Float(sin(angle) / 3.0.squareRoot()))
    let third = (1 - c) / 3
    return pixels(crop) { r, g, b in
      let sum = third * (r + g + b)
      func cut(_ value: Float) -> Float { min(max(value, 0), 1) }
      return (
        cut(c * r + sum + s * (b - g)), cut(c * g + sum + s * (r - b)), cut(c * b + sum + s * (g - r))
      )
    }
  }

  /// Stretched so that a share of the luma at either end is cut off.
  package static func contrast(_ crop: [Float], share: Double) -> [Float] {
    let lumas = self.lumas(crop).sorted()
    let cut = Int(share * Double(lumas.count))
    let (low, high) = (lumas[cut], lumas[lumas.count - 1 - cut])
    let scale = 1 / max(high - low, 0.02)
    return crop.map { min(max(($0 - low) * scale, 0), 1) }
  }

  package static func posterized(_ crop: [Float], levels: Int) -> [Float] {
    let steps = Float(levels - 1)
    return crop.map { ($0 * steps).rounded() / steps }
  }

  package static func gray(_ crop: [Float]) -> [Float] {
    pixels(crop) { r, g, b in
      let value = luma(r, g, b)
      return (value, value, value)
    }
  }

  /// Dark lines on light where the luma changes.
  /// - Returns: `[y][x]`, 0...1.
  private static func edges(_ crop: [Float], side: Int) -> [Float] {
    let l = lumas(blurred(crop, side: side, deviation: 0.8))
    return (0..<side * side).map { at in
      let (x, y) = (at % side, at / side)
      let (left, right) = (reflected(x - 1, side), reflected(x + 1, side))
      let (up, down) = (reflected(y - 1, side), reflected(y + 1, side))
      let (dx, dy) = (l[y * side + right] - l[y * side + left], l[down * side + x] - l[up * side + x])
      return 1 - min(5 * (dx * dx + dy * dy).squareRoot(), 1)
    }
  }

  /// Lines of three directions, the more the darker the picture is.
  /// - Returns: `[y][x]`, 0...1.
  private static func hatching(_ crop: [Float], side: Int, _ random: inout CounterRandom) -> [Float] {
    let l = lumas(blurred(crop, side: side, deviation: 1))
    var ink = [Float](repeating: 1, count: side * side)
    for threshold in [Float(0.75), 0.5, 0.25] {
      let (angle, density) = (.pi * random.unit(), 0.6 + random.unit())
      let (dx, dy) = (Float(cos(angle) * density), Float(sin(angle) * density))
      let width = Float(-0.3 + 0.8 * random.unit())
      for at in ink.indices where l[at] < threshold {
        let (x, y) = (Float(at % side), Float(at / side))
        // A hand wavers.
        let wave = sinf(x * dx + y * dy + 2 * sinf(y * 0.05) * Float(density))
        ink[at] = min(ink[at], min(max((wave - width) * 2 + 0.5, 0), 1))
      }
    }
    return ink
  }

  /// Ink on paper; half of them black on white.
  /// - Parameter ink: `[y][x]`, 0 where there is ink.
  private static func twoTone(_ ink: [Float], _ random: inout CounterRandom) -> [Float] {
    var (dark, light) = ([Float](repeating: 0, count: 3), [Float](repeating: 1, count: 3))
    if random.unit() < 0.5 {
      dark = dark.map { _ in Float(0.3 * random.unit()) }
      light = light.map { _ in Float(0.7 + 0.3 * random.unit()) }
    }
    var picture = [Float](repeating: 0, count: 3 * ink.count)
    for (i, value) in ink.enumerated() {
      for k in 0..<3 { picture[3 * i + k] = dark[k] + (light[k] - dark[k]) * value }
    }
    return picture
  }

  private static func lumas(_ crop: [Float]) -> [Float] {
    stride(from: 0, to: crop.count, by: 3).map { luma(crop[$0], crop[$0 + 1], crop[$0 + 2]) }
  }

  private static func pixels(
    _ crop: [Float], _ body: (Float, Float, Float) -> (Float, Float, Float)
  ) -> [Float] {
    var changed = crop
    for at in stride(from: 0, to: crop.count, by: 3) {
      (changed[at], changed[at + 1], changed[at + 2]) = body(crop[at], crop[at + 1], crop[at + 2])
    }
    return changed
  }

  private static func pick(_ all: (Float, Float, Float), _ channel: Int) -> Float {
    channel == 0 ? all.0 : channel == 1 ? all.1 : all.2
  }
}
