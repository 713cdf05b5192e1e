// Saved styles: a safetensors file of a few kilobytes with a painting's statistics, without its pixels.

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
    guard let first = try Self.fitting(file, suffix: "") else {
      throw AdaINError(
        .malformed, "is no saved style: it has no mean, std and model; make one with “adain style save”")
    }
    var others: [(modelID: String, statistics: ChannelStatistics)] = []
    for suffix in Self.suffixes {
      guard let other = try Self.fitting(file, suffix: suffix) else { break }
      others.append(other)
    }
    self.init(
      modelID: first.modelID, title: file.metadata["title"] ?? "", statistics: first.statistics,
      others: others, colors: try Self.colors(file), picture: nil)
  }

  /// What stands behind the names of the second model's tensors and of those after it.
  private static var suffixes: [String] { (2...mostModels).map { ".\($0)" } }

  /// One model's statistics and its id, or nil where the file has no more.
  private static func fitting(
    _ file: Safetensors, suffix: String
  ) throws(AdaINError) -> (modelID: String, statistics: ChannelStatistics)? {
    guard let mean = file.tensors["mean" + suffix], let deviation = file.tensors["std" + suffix],
      let modelID = file.metadata["model" + suffix]
    else { return nil }
    let channels = mean.shape.first ?? 0
    guard (1...4096).contains(channels), mean.shape == [channels], deviation.shape == [channels],
      (mean.values + deviation.values).allSatisfy(\.isFinite), deviation.values.allSatisfy({ $0 >= 0 })
    else {
      throw AdaINError(
        .malformed,
        "has mean\(suffix) and std\(suffix) of shapes \(mean.shape) and \(deviation.shape) or with "
          + "impossible values")
    }
    return (modelID, ChannelStatistics(mean: mean.values, deviation: deviation.values))
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
    var file = Safetensors(
      tensors: [
        "color.mean": .init(shape: [3], values: colors.mean.map(Float.init)),
        "color.covariance": .init(shape: [3, 3], values: colors.covariance.map(Float.init)),
        "color.pixels": .init(shape: [1], values: [Float(colors.weight)]),
      ],
      metadata: ["format": "adain-style", "title": title ?? self.title])
    for (suffix, one) in zip([""] + Self.suffixes, [(modelID, statistics)] + others) {
      let count = one.1.mean.count
      file.tensors["mean" + suffix] = .init(shape: [count], values: one.1.mean)
      file.tensors["std" + suffix] = .init(shape: [count], values: one.1.deviation)
      file.metadata["model" + suffix] = one.0
    }
    return file
  }
}

extension Style {
  /// Reads a saved style.
  public convenience init(path: String) throws(AdaINError) { try self.init(path: FilePath(path)) }
}
