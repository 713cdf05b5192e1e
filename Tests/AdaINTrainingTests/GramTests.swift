// Gram matrices, their loss and its gradient against plain loops in double precision.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINTestSupport
import AdaINTraining
import CKernels
import Testing

/// Features `[channel][position]` and what plain loops make of them.
private struct PlainFeatures {
  let channels, positions: Int
  let values: [Float]

  /// `[channel][channel]`.
  var gram: [Double] {
    var gram = [Double](repeating: 0, count: channels * channels)
    for i in 0..<channels {
      for k in 0..<channels {
        for p in 0..<positions {
          gram[i * channels + k] += Double(values[i * positions + p]) * Double(values[k * positions + p])
        }
      }
    }
    return gram.map { $0 / Double(positions) }
  }

  func loss(_ target: [Double]) -> Double {
    zip(gram, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(channels * channels)
  }

  func gradient(_ target: [Double]) -> [Float] {
    let gram = gram
    let scale = 4 / Double(channels * channels * positions)
    var gradient = [Float](repeating: 0, count: values.count)
    for i in 0..<channels {
      for p in 0..<positions {
        var sum = 0.0
        for k in 0..<channels {
          sum += (gram[i * channels + k] - target[i * channels + k]) * Double(values[k * positions + p])
        }
        gradient[i * positions + p] = Float(scale * sum)
      }
    }
    return gradient
  }
}

@Suite struct GramTests {
  /// Relative to the largest value. A gradient adds up to 33 products in single precision, and its matrix is
  /// rounded to it: 34 x 2^-24, doubled for terms that cancel. Gram matrices add 256 at a time.
  private static let tolerance: Float = 4e-6

  /// Sizes with one position, less than a kernel's step of positions, more than one range of 4096, and one
  /// more.
  @Test(arguments: [(1, 1, 1), (3, 2, 1), (16, 5, 7), (19, 64, 64), (33, 17, 241), (17, 2, 4100)])
  func againstPlainLoops(channels: Int, width: Int, height: Int) throws {
    var random = SeededRandom(UInt64(channels * 1000 + width))
    let size = Size(width: width, height: height)
    let plain = PlainFeatures(
      channels: channels, positions: size.area, values: random.floats(channels * size.area, -0.2...1))
    let other = PlainFeatures(
      channels: channels, positions: 30, values: random.floats(channels * 30, -0.2...1))
    let pool = WorkerPool(threads: 2)
    let store = BatchStore()
    let features = try store.batch(images: 1, channels: channels, size: size)
    features.set(plain.values)
    let otherFeatures = try store.batch(images: 1, channels: channels, size: Size(width: 6, height: 5))
    otherFeatures.set(other.values)
    let (own, target) = (GramMatrix(features, on: pool), GramMatrix(otherFeatures, on: pool))

    let side = FeatureMap.blocks(channels: channels) * FeatureMap.blockSize
    let found = (0..<channels).flatMap { i in (0..<channels).map { Float(own.values[i * side + $0]) } }
    let expected = plain.gram.map { Float($0) }
    let scale = expected.map(abs).max()!
    expectClose(
      found, expected, shape: [channels, channels], tolerance: Self.tolerance * scale, "\(channels), \(size)")
    #expect(own.values.count == side * side)
    let loss = plain.loss(other.gram)
    #expect(abs(own.loss(target: target) - loss) <= 2 * Double(Self.tolerance) * loss)

    let gradient = try own.gradient(features, target: target, weight: 2.5, from: store, on: pool)
    let plainGradient = plain.gradient(other.gram).map { 2.5 * $0 }
    expectClose(
      gradient.values, plainGradient, shape: [channels, height, width],
      tolerance: Self.tolerance * plainGradient.map(abs).max()!, "gradient, \(channels), \(size)")
  }

  /// The plain gradient itself, by differences of the plain loss.
  @Test func gradientIsTheLossesSlope() {
    var random = SeededRandom(7)
    let features = PlainFeatures(channels: 3, positions: 4, values: random.floats(12, -1...1))
    let target = PlainFeatures(channels: 3, positions: 5, values: random.floats(15, -1...1)).gram
    let gradient = features.gradient(target)
    for i in features.values.indices {
      func loss(_ step: Float) -> Double {
        var values = features.values
        values[i] += step
        return PlainFeatures(channels: 3, positions: 4, values: values).loss(target)
      }
      let slope = (loss(0x1p-10) - loss(-0x1p-10)) * 0x1p9
      #expect(abs(slope - Double(gradient[i])) < 1e-5, "value \(i)")
    }
  }

  @Test func noFeaturesAreNothing() throws {
    let features = try BatchStore().batch(images: 1, channels: 5, size: Size(width: 4, height: 3))
    features.fill(0)
    let gram = GramMatrix(features, on: WorkerPool(threads: 1))
    #expect(gram.values.allSatisfy { $0 == 0 })
    #expect(gram.loss(target: gram) == 0)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 1000])
  func scalarProduct(count: Int) {
    var random = SeededRandom(UInt64(count))
    let (a, b) = (random.floats(count, -1...1), random.floats(count, -1...1))
    let expected = zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    #expect(abs(ck_dot(a, b, Int64(count)) - expected) <= 1e-13 * Double(count))
  }
}
