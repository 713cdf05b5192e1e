// Saved styles: a safetensors file of about a kilobyte with a painting's statistics, without its pixels.

import AdaINNetwork
import AdaINRuntime

extension Style {
  /// Reads a saved style.
  public convenience init(path: FilePath) throws(AdaINError) {
    let file = try Safetensors(path: path, kind: "style")
    do { try self.init(file) } catch { throw AdaINError(error.code, "style \(path.text) \(error.message)") }
  }

  /// Makes a style of a file's tensors; error texts continue "style NAME …".
  public convenience init(_ file: Safetensors) throws(AdaINError) {
    guard let mean = file.tensors["mean"], let deviation = file.tensors["std"],
      let modelID = file.metadata["model"]
    else {
      throw AdaINError(
        .malformed, "is no saved style: it has no mean, std and model; make one with “adain style save”")
    }
    let channels = mean.shape.first ?? 0
    guard (1...4096).contains(channels), mean.shape == [channels], deviation.shape == [channels],
      (mean.values + deviation.values).allSatisfy(\.isFinite), deviation.values.allSatisfy({ $0 >= 0 })
    else {
      throw AdaINError(
        .malformed,
        "has mean and std of shapes \(mean.shape) and \(deviation.shape) or with impossible values")
    }
    self.init(
      modelID: modelID, title: file.metadata["title"] ?? "",
      statistics: ChannelStatistics(mean: mean.values, deviation: deviation.values),
      colors: try Self.colors(file), picture: nil)
  }

  private static func colors(_ file: Safetensors) throws(AdaINError) -> ColorStatistics {
    guard let mean = file.tensors["color.mean"], let covariance = file.tensors["color.covariance"],
      let pixels = file.tensors["color.pixels"], mean.shape == [3], covariance.shape == [3, 3],
      pixels.shape == [1],
      (mean.values + covariance.values + pixels.values).allSatisfy({ $0.isFinite && abs($0) < 1e12 }),
      pixels.values[0] > 0
    else { throw AdaINError(.malformed, "has no usable color.mean, color.covariance and color.pixels") }
    return ColorStatistics(
      weight: Double(pixels.values[0]), mean: mean.values.map(Double.init),
      covariance: covariance.values.map(Double.init))
  }

  /// The style as a file's tensors.
  /// - Parameter title: what people call it; nil keeps the title it has.
  public func file(title: String? = nil) -> Safetensors {
    let count = statistics.mean.count
    return Safetensors(
      tensors: [
        "mean": .init(shape: [count], values: statistics.mean),
        "std": .init(shape: [count], values: statistics.deviation),
        "color.mean": .init(shape: [3], values: colors.mean.map(Float.init)),
        "color.covariance": .init(shape: [3, 3], values: colors.covariance.map(Float.init)),
        "color.pixels": .init(shape: [1], values: [Float(colors.weight)]),
      ],
      metadata: ["format": "adain-style", "model": modelID, "title": title ?? self.title])
  }
}

extension Style {
  /// Reads a saved style.
  public convenience init(path: String) throws(AdaINError) { try self.init(path: FilePath(path)) }
}
