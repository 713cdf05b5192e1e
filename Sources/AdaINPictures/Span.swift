// Which input positions an output position averages when a picture is resampled, along one axis.

/// The positions from `first` on, and their weights, which sum to 1.
package struct Span {
  package let first: Int
  package let weights: [Float]

  package enum Filter {
    /// Bilinear; where the output is smaller, as wide as the scale: the antialiased resize of torchvision and
    /// Pillow, which the published code uses.
    case triangle
    /// Bicubic (Keys 1981, a = -1/2), as wide as the scale where the output is smaller.
    case cubic

    fileprivate var support: Double { self == .triangle ? 1 : 2 }

    fileprivate func weight(_ distance: Double) -> Double {
      let x = abs(distance)
      guard self == .cubic else { return max(1 - x, 0) }
      if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    }
  }

  /// One for each output position.
  /// - Parameter reach: input positions on each side that a triangle takes at least: more than the scale
  ///   makes it blur.
  package static func along(input: Int, output: Int, filter: Filter = .triangle, reach: Double = 1) -> [Span]
  {
    let scale = Double(input) / Double(output)
    let width = max(scale, reach)
    let support = filter.support * width
    return (0..<output).map { i in
      let center = scale * (Double(i) + 0.5)
      let first = max(Int(center - support + 0.5), 0)
      let end = max(min(Int(center + support + 0.5), input), first + 1)
      let raw = (first..<end).map { filter.weight((Double($0) - center + 0.5) / width) }
      let sum = raw.reduce(0, +)
      guard sum > 0 else { return Span(first: first, weights: raw.map { _ in 1 / Float(raw.count) }) }
      // Where sizes are equal, all weights but one are 0.
      let counted = raw.firstIndex { $0 != 0 }!...raw.lastIndex { $0 != 0 }!
      return Span(first: first + counted.lowerBound, weights: raw[counted].map { Float($0 / sum) })
    }
  }
}
