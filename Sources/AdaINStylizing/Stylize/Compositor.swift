// Colour and alpha rejoined: the decoder's pixels, the content's and the masks become the finished pixels.

/// What happens to each pixel after the decoder.
package struct Compositor {
  private let strength: Float
  private let luminance: Bool
  /// Shares of the stylised luma and chroma; nil: all of both.
  private let shares: (tone: Float, color: Float)?
  /// For styles without pixels, whose colours could not be matched before encoding.
  private let colorMap: ColorMap?

  package init(regions: [Region], options: Options, content: ColorStatistics) {
    strength = Float(options.strength)
    luminance = options.preserveColor == .luminance
    shares = options.tone == 1 && options.color == 1 ? nil : (Float(options.tone), Float(options.color))
    colorMap = options.preserveColor == .match ? Self.colorMap(regions, content) : nil
  }

  /// The map from the colours of the styles that were not matched to the content's.
  private static func colorMap(_ regions: [Region], _ content: ColorStatistics) -> ColorMap? {
    var unmatched = ColorStatistics()
    for region in regions {
      for ((style, _), weight) in zip(region.styles, region.normalizedWeights) where style.picture == nil {
        unmatched.add(style.colors.scaled(by: weight))
      }
    }
    return unmatched.weight > 0 ? ColorMap(from: unmatched, to: content) : nil
  }

  /// Finishes a row of pixels of 4 floats in place of `decoded`.
  /// - Parameters:
  ///   - residual: content - decode(encode(content)), 3 values a pixel; nil: not wanted.
  ///   - coverage: how much of the pixel is stylised; nil: all.
  package func composeRow(
    width: Int, decoded: UnsafeMutablePointer<Float>, content: UnsafePointer<Float>,
    residual: UnsafePointer<Float>?, coverage: UnsafePointer<Float>?
  ) {
    for x in 0..<width {
      let pixel = decoded + 4 * x
      let original = content + 4 * x
      // Quite transparent pixels stay as they are, with what is hidden under them.
      if original[3] <= 0 {
        pixel.update(from: original, count: 4)
        continue
      }
      if let residual {
        for k in 0..<3 { pixel[k] += (1 - strength) * residual[3 * x + k] }
      }
      colorMap?.apply(pixel, amount: strength)
      if luminance {
        let change = Self.luma(pixel) - Self.luma(original)
        for k in 0..<3 { pixel[k] = original[k] + change }
      }
      if let shares { share(pixel, original, shares) }
      if let coverage, coverage[x] < 1 {
        for k in 0..<3 { pixel[k] = original[k] + coverage[x] * (pixel[k] - original[k]) }
      }
      pixel[3] = original[3]
    }
  }

  /// pixel = original + color (change of the pixel) + (tone - color) (change of its luma).
  private func share(
    _ pixel: UnsafeMutablePointer<Float>, _ original: UnsafePointer<Float>,
    _ shares: (tone: Float, color: Float)
  ) {
    let change = Self.luma(pixel) - Self.luma(original)
    let toned = (shares.tone - shares.color) * change
    for k in 0..<3 { pixel[k] = original[k] + shares.color * (pixel[k] - original[k]) + toned }
  }

  /// Rec. 601 luma, the Y of the YIQ space in which Gatys et al. (arXiv 1606.05897) keep the content's
  /// colours.
  private static func luma(_ pixel: UnsafePointer<Float>) -> Float {
    0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]
  }
}
