// Saved styles with whatever numbers a test wants in them.

import AdaINNetwork
import AdaINStylizing

extension Safetensors {
  /// A saved style's tensors; the colours are those of a thousand grey pixels.
  package static func savedStyle(modelID: String, mean: [Float], deviation: [Float]) -> Safetensors {
    Safetensors(
      tensors: [
        "mean": .init(shape: [mean.count], values: mean),
        "std": .init(shape: [deviation.count], values: deviation),
        "color.mean": .init(shape: [3], values: [0.5, 0.5, 0.5]),
        "color.covariance": .init(shape: [3, 3], values: [0.04, 0.01, 0, 0.01, 0.05, 0, 0, 0, 0.06]),
        "color.pixels": .init(shape: [1], values: [1000]),
      ], metadata: ["format": "adain-style", "model": modelID, "title": "test"])
  }
}

extension ChannelStatistics {
  /// Statistics of given numbers, by the way that a style file takes.
  package static func of(mean: [Float], deviation: [Float]) throws -> ChannelStatistics {
    try Style(.savedStyle(modelID: "none", mean: mean, deviation: deviation)).statistics
  }
}
