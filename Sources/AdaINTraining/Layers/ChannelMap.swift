// Maps that treat each channel of each image alike: normalisation, statistics' gradients, ReLU's mask.

import AdaINNetwork
import AdaINRuntime
import CKernels

/// gradientScale * g + scale * x + shift, for every channel of every image; with `relu` 0 where x is not
/// above 0.
package struct ChannelMap {
  /// `[image][channel]`, channels filled up to whole blocks; nil: 1.
  package var gradientScale: [Float]?
  /// `[image][channel]`; nil: 0.
  package var scale, shift: [Float]?
  package var relu = false
  private var channels = 0

  /// g itself.
  package init() {}

  package init(images: Int, channels: Int, gradientScale: [Float]? = nil, scale: [Float], shift: [Float]) {
    precondition(scale.count == images * channels && shift.count == images * channels)
    precondition(gradientScale.map { $0.count == images * channels } ?? true)
    self.channels = channels
    self.gradientScale = gradientScale
    self.scale = scale
    self.shift = shift
  }

  /// Another map (nil: g itself) and a ReLU's mask.
  package init(_ map: ChannelMap?, relu: Bool) {
    self = map ?? ChannelMap()
    self.relu = relu
  }

  /// That of one image.
  package func image(_ image: Int) -> ChannelMap {
    func part(_ values: [Float]?) -> [Float]? {
      values.map { Array($0[image * channels..<(image + 1) * channels]) }
    }
    var map = self
    (map.gradientScale, map.scale, map.shift) = (part(gradientScale), part(scale), part(shift))
    return map
  }

  /// Lends the map of one block of one image.
  package func withCkMap(_ image: Int, _ block: Int, _ body: (UnsafePointer<ck_channel_map>) -> Void) {
    let at = image * channels + block * FeatureMap.blockSize
    lend(gradientScale, at) { gradientScales in
      lend(scale, at) { scale in
        lend(shift, at) { shift in
          var map = ck_channel_map(
            gradient_scale: 1, gradient_scales: gradientScales, scale: scale, shift: shift, relu: relu ? 1 : 0
          )
          body(&map)
        }
      }
    }
  }

  private func lend(_ values: [Float]?, _ at: Int, _ body: (UnsafePointer<Float>?) -> Void) {
    guard let values else { return body(nil) }
    values.withUnsafeBufferPointer { body($0.baseAddress! + at) }
  }
}

/// Applies a map to a batch x and a gradient g of its size (nil: 0). `output` may be one of them.
package func combine(
  _ gradient: FeatureBatch?, _ x: FeatureBatch, into output: FeatureBatch, _ map: ChannelMap,
  on pool: WorkerPool
) {
  pool.run(over: x) { image, block in
    var (from, to) = (x.ckMap(image, block), output.ckMap(image, block))
    map.withCkMap(image, block) { map in
      guard let gradient else { return ck_combine(nil, &from, &to, 1, map) }
      var g = gradient.ckMap(image, block)
      ck_combine(&g, &from, &to, 1, map)
    }
  }
}

/// sum += x
package func add(_ x: FeatureBatch, to sum: FeatureBatch, on pool: WorkerPool) {
  let count = sum.images * sum.blocks * FeatureMap.blockSize
  let map = ChannelMap(
    images: sum.images, channels: count / sum.images, scale: [Float](repeating: 1, count: count),
    shift: [Float](repeating: 0, count: count))
  combine(x, sum, into: sum, map, on: pool)
}
