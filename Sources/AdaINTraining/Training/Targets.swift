// What the loss network says of contents and styles: the features and statistics that a step aims at. Those
// of fixed crops are found once and kept.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import CKernels

/// The aims of one step.
package struct Targets {
  /// relu4_1 of the contents.
  package let content: FeatureBatch
  package let contentStatistics: BatchStatistics
  /// The styles' statistics at each style layer.
  package let style: [BatchStatistics]
}

/// Finds targets, and keeps those of fixed crops while there is room: features in half precision, in which
/// fixed crops' features always are, so that it makes no difference whether they were kept.
package final class TargetFinder {
  private let network: LossNetwork
  private let machine: Machine
  private let store: BatchStore
  private let mostRoom: Int
  private var room: Int
  /// The size of the crops whose targets are kept.
  private var size: Size?
  private var contents: [CropChoice: [UInt16]] = [:]
  private var styles: [CropChoice: [BatchStatistics]] = [:]

  /// - Parameter room: bytes that may be kept.
  package init(_ network: LossNetwork, room: Int, store: BatchStore, machine: Machine) {
    self.network = network
    mostRoom = room
    self.room = room
    self.store = store
    self.machine = machine
  }

  /// - Parameters:
  ///   - contentChoices: which crops these are; nil: crops that do not come again.
  package func find(
    contents: FeatureBatch, styles: FeatureBatch, contentChoices: [CropChoice]?, styleChoices: [CropChoice]?
  ) throws(AdaINError) -> Targets {
    let content = try contentFeatures(contents, contentChoices)
    return Targets(
      content: content, contentStatistics: BatchStatistics(content, on: machine.pool),
      style: try styleStatistics(styles, styleChoices))
  }

  /// relu4_1 of contents.
  /// - Parameter choices: as in `find`.
  func contentFeatures(_ pictures: FeatureBatch, _ choices: [CropChoice]?) throws(AdaINError) -> FeatureBatch
  {
    if choices != nil && size != pictures.size {
      // The same choices are other crops now.
      (contents, styles, room, size) = ([:], [:], mostRoom, pictures.size)
    }
    guard let choices, choices.allSatisfy({ $0.variant != nil }) else {
      return try network.stack.forward(pictures, from: store, on: machine).outputs.last!
    }
    let missing = choices.indices.filter { contents[choices[$0]] == nil }
    var found: [CropChoice: [UInt16]] = [:]
    if !missing.isEmpty {
      let features = try network.stack.forward(
        picked(missing, of: pictures), from: store, on: machine
      ).outputs.last!
      let count = features.map.ckMap.image_stride
      for (i, place) in missing.enumerated() {
        let values = UnsafeBufferPointer(start: features.map.data + i * count, count: count).map(Half.bits)
        found[choices[place]] = values
        if values.count * 2 <= room {
          contents[choices[place]] = values
          room -= values.count * 2
        }
      }
    }
    let grid = pictures.size.featureGrid
    let features = try store.batch(
      images: pictures.images, channels: network.stack.layers.last!.convolution.outputs, size: grid)
    let count = features.map.ckMap.image_stride
    let all = choices.map { found[$0] ?? contents[$0]! }
    machine.pool.run(choices.count) { image, _ in
      let to = features.map.data + image * count
      for (i, bits) in all[image].enumerated() { to[i] = Half.float(bits) }
    }
    return features
  }

  private func styleStatistics(_ pictures: FeatureBatch, _ choices: [CropChoice]?) throws(AdaINError)
    -> [BatchStatistics]
  {
    guard let choices, choices.allSatisfy({ $0.variant != nil }) else {
      let tape = try network.stack.forward(pictures, from: store, on: machine)
      return network.styleStatistics(tape, on: machine.pool)
    }
    let missing = choices.indices.filter { styles[choices[$0]] == nil }
    if !missing.isEmpty {
      let tape = try network.stack.forward(picked(missing, of: pictures), from: store, on: machine)
      let statistics = network.styleStatistics(tape, on: machine.pool)
      // A few kilobytes each.
      for (i, place) in missing.enumerated() { styles[choices[place]] = statistics.map { $0[i] } }
    }
    return LossNetwork.styleLayers.indices.map { layer in
      BatchStatistics(choices.map { styles[$0]![layer] })
    }
  }

  /// Some images of a batch.
  private func picked(_ places: [Int], of batch: FeatureBatch) throws(AdaINError) -> FeatureBatch {
    if places.count == batch.images { return batch }
    let picked = try store.batch(images: places.count, channels: batch.channels, size: batch.size)
    let count = batch.map.ckMap.image_stride
    for (i, place) in places.enumerated() {
      (picked.map.data + i * count).update(from: batch.map.data + place * count, count: count)
    }
    return picked
  }
}
