// What a change of the settings costs when the content is kept: the interactive use.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINStylizing

/// Seconds of a first run and of the changes after it.
public struct ChangeBenchmark {
  /// A step's name and its seconds.
  public typealias Step = (name: String, seconds: Double)

  private let content, mask: PixelSource
  private let styles: [Style]
  private let model: Model

  public init(width: Int, height: Int, model: Model) throws(AdaINError) {
    content = Self.picture(width: width, height: height)
    mask = PixelSource(width: width, height: height, channels: 1) { rect, pixels, stride in
      for y in 0..<rect.height {
        for x in 0..<rect.width { pixels[y * stride + x] = Float(rect.x + x) / Float(width) }
      }
    }
    styles = [
      try Style(NetworkBenchmark.noise(width: 256, height: 256), shorterSide: 0, model: model),
      try Style(NetworkBenchmark.noise(width: 192, height: 256), shorterSide: 0, model: model),
    ]
    self.model = model
  }

  /// A first run at a strength and then, each after the one before: two other strengths, other weights, a
  /// mask.
  public func run(strength: Double) throws(AdaINError) -> [Step] {
    // One content's features and residual, as a host with room for them keeps them.
    let transfer = StyleTransfer(cacheLimit: 2 << 30)
    let one = [Region(styles: [(styles[0], 1)])]
    let weighted = [Region(styles: [(styles[0], 1), (styles[1], 2)])]
    let masked = [Region(styles: [(styles[0], 1)], mask: mask)]
    var steps: [Step] = []
    // Threads, memory and the model's pages are there in a session's second picture.
    try time(transfer, one, strength, of: Self.picture(width: 512, height: 512))
    steps.append(("first run, strength \(strength)", try time(transfer, one, strength, of: content)))
    steps.append(("strength 0.7", try time(transfer, one, 0.7, of: content)))
    steps.append(("strength 0.5", try time(transfer, one, 0.5, of: content)))
    steps.append(("weights", try time(transfer, weighted, 0.5, of: content)))
    steps.append(("mask", try time(transfer, masked, 0.5, of: content)))
    return steps
  }

  /// Waves: noise would be further from its reconstruction than anything that somebody stylises.
  private static func picture(width: Int, height: Int) -> PixelSource {
    let wave = (0..<max(width, height)).map { i -> Float in
      let phase = Float(i % 211) / 105.5 - 1
      return 0.5 - 0.4 * phase * abs(phase)
    }
    return PixelSource(width: width, height: height, channels: 3) { rect, pixels, stride in
      for y in 0..<rect.height {
        for x in 0..<rect.width {
          let (a, b) = (wave[rect.x + x], wave[rect.y + y])
          let pixel = pixels + y * stride + 3 * x
          (pixel[0], pixel[1], pixel[2]) = (a, b, a * b)
        }
      }
    }
  }

  @discardableResult
  private func time(
    _ transfer: StyleTransfer, _ regions: [Region], _ strength: Double, of content: PixelSource
  )
    throws(AdaINError) -> Double
  {
    var options = Options()
    options.strength = strength
    let sink = PixelSink(width: content.width, height: content.height, channels: 3) { _, _, _ in }
    let start = Progress.seconds()
    try transfer.stylize(content, regions: regions, model: model, options: options, into: sink)
    return Progress.seconds() - start
  }
}
