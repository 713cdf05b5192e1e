// The decoder: features at relu4_1 back to pixels, for the whole picture or for a tile of it.

import AdaINPictures
import AdaINRuntime
import CKernels

/// The encoder's mirror: nearest-neighbour up-sampling by 2 where the encoder pools.
package final class Decoder: Sendable {
  private let layers: [Convolution]
  private let last: LastConvolution

  package init(_ weights: [ConvolutionWeights]) throws(AdaINError) {
    var layers: [Convolution] = []
    for (layer, weights) in zip(Architecture.decoder, weights).dropLast() {
      layers.append(try Convolution(weights, kind: layer.resamples ? CK_WINOGRAD_UP5 : CK_WINOGRAD_F6))
    }
    self.layers = layers
    last = try LastConvolution(weights.last!)
  }

  package var bytes: Int { layers.reduce(0) { $0 + $1.bytes } }

  /// What each convolution of a tile computes, from the features that it starts from.
  package struct Plan {
    /// The positions of the feature grid that the tile depends on.
    package let features: Rect
    fileprivate let outputs: [(rect: Rect, level: Size)]
    fileprivate let pixels: Rect
    /// Multiply-adds of each plain convolution.
    fileprivate let layerWork: [Int]

    package var work: Int { layerWork.reduce(0, +) }
  }

  package func layerWork(_ plan: Plan) -> [LayerWork] {
    zip(Architecture.decoder, plan.layerWork).map { ("decoder.\($0.name)", $1) }
  }

  /// - Parameters:
  ///   - pixels: a rectangle of the picture.
  ///   - grid: the size of the picture's feature grid. The decoder's pictures have 8 times its size, of which
  ///     a picture whose sides are no multiples of 8 keeps the top left.
  package func plan(pixels: Rect, grid: Size) -> Plan {
    var levels: [Size] = []
    var level = grid
    for layer in Architecture.decoder {
      if layer.resamples { level = level.doubled }
      levels.append(level)
    }
    var outputs: [(rect: Rect, level: Size)] = []
    var need = pixels.readBy3x3(in: level)
    var work = [last.work(pixels)]
    for (index, layer) in layers.enumerated().reversed() {
      let level = levels[index]
      outputs.append((need, level))
      work.append(layer.work(need))
      need =
        layer.upsamples
        ? need.readByUpsampling3x3(in: index == 0 ? grid : levels[index - 1]) : need.readBy3x3(in: level)
    }
    return Plan(features: need, outputs: outputs.reversed(), pixels: pixels, layerWork: work.reversed())
  }

  /// Decodes a tile into `output`, which covers just the plan's pixels.
  /// - Parameter features: covers `plan.features`; may not lie in the machine's maps.
  /// - Parameter observe: sees each convolution's output but the last, by the layer's name. Without one the
  ///   last two are run as a pair, whose numbers are the same.
  package func decode(
    _ features: FeatureMap, plan: Plan, into output: PixelMap, on machine: Machine,
    observe: ((String, FeatureMap) -> Void)? = nil
  ) throws(AdaINError) {
    precondition(output.rect == plan.pixels)
    var map = features
    for (index, layer) in layers.enumerated() {
      let next = plan.outputs[index]
      if observe == nil && index == layers.count - 1 {
        let pair = LastPair(first: layer, last: last)
        return try pair.run(map, middle: next.rect, level: next.level, into: output, on: machine)
      }
      // From turn 1 on, so that the widest map shares its memory with the encoder's widest.
      let output = try machine.map(index + 1, blocks: layer.outputBlocks, rect: next.rect, level: next.level)
      try layer.run(map, into: output, pool: false, on: machine)
      map = output
      observe?(Architecture.decoder[index].name, map)
    }
    try last.run(map, into: output, on: machine)
  }

  /// Floats of the two maps that the layers of a tile take in turn.
  package func mapCounts(_ plan: Plan) -> [Int] {
    var counts = [0, 0]
    for (index, layer) in layers.enumerated().dropLast() {
      let count = FeatureMap.count(blocks: layer.outputBlocks, rect: plan.outputs[index].rect)
      counts[(index + 1) % 2] = max(counts[(index + 1) % 2], count)
    }
    return counts
  }
}
