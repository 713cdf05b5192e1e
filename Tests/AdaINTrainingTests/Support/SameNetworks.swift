// Whether two networks do the same.

import AdaINPictures
import AdaINTestSupport
import AdaINTraining
import Testing

/// Encodes and decodes one picture with both.
func expectSame(_ wide: InitialWeights, _ narrow: InitialWeights) throws {
  let work = Workshop()
  func decoded(_ initial: InitialWeights) throws -> [Float] {
    let network = try TrainableNetwork(initial, part: .decoder, on: work.machine.pool)
    let picture = try work.store.batch(images: 1, channels: 3, size: Size(width: 24, height: 16))
    var random = SeededRandom(1)
    picture.set(random.floats(3 * 24 * 16))
    let features = try network.encode(picture, from: work.store, on: work.machine).outputs.last!
    return try network.decoder.forward(features, from: work.store, on: work.machine).outputs.last!.values
  }
  expectClose(try decoded(wide), try decoded(narrow), shape: [3, 16, 24], tolerance: 1e-4)
}
