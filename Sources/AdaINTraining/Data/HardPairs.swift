// Pairs that are drawn again because their loss was high. What is drawn follows from the losses of steps that
// are some way back, so that batches can still be made ahead.

import AdaINRuntime

/// A pair of a training by the step and the place that it was first drawn for.
package struct PairAddress: Hashable, Sendable {
  package let step, place: Int

  package init(step: Int, place: Int) { (self.step, self.place) = (step, place) }
}

/// The hardest pairs so far with their last losses, and what is drawn again in the next steps.
package struct HardPairs: Equatable, Sendable {
  /// Steps between a loss and the first batch that may follow from it: more than a loader is ahead.
  package static let delay = 6
  /// Pairs that are remembered.
  private static let most = 256

  private let share: Double
  private let seed: UInt64
  private var known: [(pair: PairAddress, loss: Double)] = []
  /// By step.
  package private(set) var repeats: [Int: [PairAddress]] = [:]

  /// - Parameter share: of a batch's pairs that are drawn again.
  package init(share: Double, seed: UInt64) { (self.share, self.seed) = (share, seed) }

  /// Takes the losses of a step's pairs, and draws what comes again a delay later.
  /// - Parameters:
  ///   - step: the number of the step that was done, from 0.
  ///   - count: pairs of the later step.
  package mutating func note(_ pairs: [PairAddress], losses: [Double], step: Int, count: Int) {
    for (pair, loss) in zip(pairs, losses) where loss.isFinite {
      known.removeAll { $0.pair == pair }
      known.append((pair, loss))
    }
    while known.count > Self.most {
      known.remove(at: known.indices.min { known[$0].loss < known[$1].loss }!)
    }
    let later = step + Self.delay
    repeats[later] = draw(count, later)
    repeats = repeats.filter { $0.key > step }
  }

  /// Pairs with a probability from their losses, none twice.
  private func draw(_ count: Int, _ step: Int) -> [PairAddress] {
    var random = CounterRandom(seed: seed, stream: 9 << 60 | UInt64(step))
    var left = known
    let wanted = min(Int(share * Double(count) + random.unit()), count)
    return (0..<min(wanted, left.count)).map { _ in
      var place = random.unit() * left.reduce(0) { $0 + $1.loss }
      let found = left.firstIndex {
        place -= $0.loss
        return place < 0
      }
      return left.remove(at: found ?? left.count - 1).pair
    }
  }

  package static func == (a: HardPairs, b: HardPairs) -> Bool { a.text == b.text && a.share == b.share }
}

extension HardPairs {
  /// The state as text: "step place bits-of-the-loss; … | step: step place, …; …".
  package var text: String {
    let losses = known.map { "\($0.pair.step) \($0.pair.place) \($0.loss.bitPattern)" }
    let later = repeats.sorted { $0.key < $1.key }.map { step, pairs in
      "\(step):" + pairs.map { " \($0.step) \($0.place)" }.joined()
    }
    return losses.joined(separator: ";") + "|" + later.joined(separator: ";")
  }

  /// Nil: no such text.
  package init?(_ text: String, share: Double, seed: UInt64) {
    self.init(share: share, seed: seed)
    let parts = text.split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    for entry in parts[0].split(separator: ";") {
      let numbers = entry.split(separator: " ").map { UInt64($0) }
      guard numbers.count == 3, let step = numbers[0], let place = numbers[1], let bits = numbers[2],
        let step = Int(exactly: step), let place = Int(exactly: place)
      else { return nil }
      known.append((PairAddress(step: step, place: place), Double(bitPattern: bits)))
    }
    for entry in parts[1].split(separator: ";") {
      let sides = entry.split(separator: ":", omittingEmptySubsequences: false)
      guard sides.count == 2, let step = Int(sides[0]) else { return nil }
      let numbers = sides[1].split(separator: " ").map { Int($0) ?? -1 }
      guard numbers.count % 2 == 0, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
      repeats[step] = stride(from: 0, to: numbers.count, by: 2).map {
        PairAddress(step: numbers[$0], place: numbers[$0 + 1])
      }
    }
  }
}
