// Batches with given values, and derivatives found by trying.

import AdaINNetwork
import AdaINPictures
import AdaINTestSupport
import AdaINTraining

/// Makes batches and runs passes.
struct Workshop {
  let store = BatchStore()
  let machine: Machine

  init(threads: Int = 2, instructionSet: InstructionSet = .best) {
    machine = Machine(threads: threads, instructionSet: instructionSet)
  }

  /// - Parameter values: `[image][channel][y][x]`.
  func batch(_ values: [Float], images: Int, channels: Int, size: Size) throws -> FeatureBatch {
    let batch = try store.batch(images: images, channels: channels, size: size)
    batch.set(values)
    return batch
  }
}

/// dL / d values by central differences with steps of `step`.
func differences(_ values: [Float], step: Float = 1e-2, _ loss: ([Float]) -> Double) -> [Float] {
  values.indices.map { i in
    var moved = values
    moved[i] = values[i] + step
    let above = loss(moved)
    moved[i] = values[i] - step
    return Float((above - loss(moved)) / (2 * Double(step)))
  }
}

/// The sum of a b, in Double.
func product(_ a: [Float], _ b: [Float]) -> Double {
  zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

/// Random numbers that are at least 0.02 apart from each other and 0.01 from 0, so that small steps pass no
/// kink of ReLU or maximum.
func spread(_ count: Int, _ random: inout SeededRandom) -> [Float] {
  var values = (0..<count).map { 0.02 * Float($0 - count / 2) + 0.01 }
  values.shuffle(using: &random)
  return values
}
