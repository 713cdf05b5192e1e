// The encoder: pixels to relu4_1, for the whole picture or for a tile of it.

import AdaINPictures
import AdaINRuntime
import CKernels

/// VGG-19's convolutions to relu4_1 with 2x2 pooling (ceil mode) between their groups.
package final class Encoder: Sendable {
  private let first: FirstConvolution
  private let rest: [Convolution]

  package init(_ weights: [ConvolutionWeights]) throws(AdaINError) {
    first = try FirstConvolution(weights[0])
    var rest: [Convolution] = []
    for layer in weights.dropFirst() { rest.append(try Convolution(layer, kind: CK_WINOGRAD_F6)) }
    self.rest = rest
  }

  package var bytes: Int { rest.reduce(0) { $0 + $1.bytes } }

  /// What each convolution of a tile computes, from the pixels that it starts from.
  package struct Plan {
    /// The pixels that the tile depends on.
    package let pixels: Rect
    /// Each convolution's output (pooled where pooling follows) and its level.
    fileprivate let outputs: [(rect: Rect, level: Size, pools: Bool)]
    /// Multiply-adds of each plain convolution.
    fileprivate let layerWork: [Int]

    package var work: Int { layerWork.reduce(0, +) }
  }

  package func layerWork(_ plan: Plan) -> [LayerWork] {
    zip(Architecture.encoder, plan.layerWork).map { ("encoder.\($0.name)", $1) }
  }

  /// - Parameter tile: a rectangle of the feature grid of a picture of `size` pixels.
  package func plan(tile: Rect, size: Size) -> Plan {
    var levels: [Size] = []
    var level = size
    for layer in Architecture.encoder {
      levels.append(level)
      if layer.resamples { level = level.halved }
    }
    var outputs: [(rect: Rect, level: Size, pools: Bool)] = []
    var need = tile
    var work: [Int] = []
    for (index, layer) in Architecture.encoder.enumerated().reversed() {
      let level = levels[index]
      outputs.append((need, layer.resamples ? level.halved : level, layer.resamples))
      let computed = layer.resamples ? need.readByPooling(in: level) : need
      work.append(index == 0 ? first.work(computed) : rest[index - 1].work(computed))
      need = computed.readBy3x3(in: level)
    }
    return Plan(pixels: need, outputs: outputs.reversed(), layerWork: work.reversed())
  }

  /// Encodes a tile. The map lies in the machine's memory until its next use.
  /// - Parameter pixels: covers `plan.pixels`.
  /// - Parameter observe: sees each convolution's output (after pooling where that follows), by the layer's
  ///   name. Without one the first two are run as a pair, whose numbers are the same.
  package func encode(
    _ pixels: PixelMap, plan: Plan, on machine: Machine, observe: ((String, FeatureMap) -> Void)? = nil
  ) throws(AdaINError) -> FeatureMap {
    let start = plan.outputs[0]
    let second = plan.outputs[1]
    var map = try machine.map(1, blocks: rest[0].outputBlocks, rect: second.rect, level: second.level)
    if let observe {
      let whole = try machine.map(0, blocks: first.outputBlocks, rect: start.rect, level: start.level)
      try first.run(pixels, into: whole, on: machine)
      observe(Architecture.encoder[0].name, whole)
      try rest[0].run(whole, into: map, pool: second.pools, on: machine)
      observe(Architecture.encoder[1].name, map)
    } else {
      let pair = FirstPair(first: first, second: rest[0])
      try pair.run(pixels, into: map, level: start.level, pool: second.pools, on: machine)
    }
    for (index, layer) in rest.enumerated().dropFirst() {
      let next = plan.outputs[index + 1]
      let output = try machine.map(
        index + 1, blocks: layer.outputBlocks, rect: next.rect, level: next.level)
      try layer.run(map, into: output, pool: next.pools, on: machine)
      map = output
      observe?(Architecture.encoder[index + 1].name, map)
    }
    return map
  }

  /// Floats of the two maps that the layers of a tile take in turn.
  package func mapCounts(_ plan: Plan) -> [Int] {
    var counts = [0, 0]
    for (index, layer) in rest.enumerated() {
      let count = FeatureMap.count(blocks: layer.outputBlocks, rect: plan.outputs[index + 1].rect)
      counts[(index + 1) % 2] = max(counts[(index + 1) % 2], count)
    }
    return counts
  }
}
