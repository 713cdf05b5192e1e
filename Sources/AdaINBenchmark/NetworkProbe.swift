// The encoder and the decoder run once over an untiled picture, each convolution timed.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime

/// For benchmarks: the network without statistics, masks and tiles.
public final class NetworkProbe {
  public let layers: [LayerWork]
  private let model: Model
  private let machine: Machine
  private let pixels: FloatBuffer
  private let features: FloatBuffer
  private let size: Size

  public init(model: Model, width: Int, height: Int, threads: Int) throws(AdaINError) {
    self.model = model
    size = Size(width: width, height: height)
    machine = Machine(threads: threads)
    let grid = size.featureGrid
    pixels = try FloatBuffer(count: grid.doubled.doubled.doubled.area * 4)
    pixels.fill(0.5)
    features = try FloatBuffer(count: FeatureMap.count(blocks: model.featureBlocks, rect: Rect(grid)))
    layers =
      model.encoder.layerWork(model.encoder.plan(tile: Rect(grid), size: size))
      + model.decoder.layerWork(model.decoder.plan(pixels: Rect(size), grid: grid))
  }

  /// Seconds of each layer.
  public func run() throws(AdaINError) -> [Double] {
    var marks = [Progress.seconds()]
    let grid = size.featureGrid
    let picture = PixelMap(data: pixels.pointer, rect: Rect(size), level: size)
    let encoded = try model.encoder.encode(
      picture, plan: model.encoder.plan(tile: Rect(grid), size: size), on: machine,
      observe: { _, _ in marks.append(Progress.seconds()) })
    features.pointer.update(from: encoded.data, count: features.count)
    let copied = Progress.seconds() - marks.last!
    let input = FeatureMap(data: features.pointer, blocks: model.featureBlocks, rect: Rect(grid), level: grid)
    let output = PixelMap(data: pixels.pointer, rect: Rect(size), level: grid.doubled.doubled.doubled)
    let encoderLayers = marks.count - 1
    try model.decoder.decode(
      input, plan: model.decoder.plan(pixels: Rect(size), grid: grid), into: output, on: machine,
      observe: { _, _ in marks.append(Progress.seconds()) })
    marks.append(Progress.seconds())
    pixels.fill(0.5)
    var seconds = zip(marks, marks.dropFirst()).map { $1 - $0 }
    seconds[encoderLayers] -= copied
    return seconds
  }
}
