// The 3x3 convolution as the textbook has it: slow, plain, and what every fast one is tested against.

import AdaINPictures

extension ConvolutionWeights {
  /// Reflection padding 1, stride 1, sums in Double.
  /// - Parameter input: `[input][height][width]`
  /// - Returns: `[output][height][width]`
  package func reference(_ input: [Float], height: Int, width: Int, relu: Bool) -> [Float] {
    precondition(input.count == inputs * height * width)
    let rows = Self.reflected(height)
    let columns = Self.reflected(width)
    var output = [Float](repeating: 0, count: outputs * height * width)
    for o in 0..<outputs {
      for y in 0..<height {
        for x in 0..<width {
          var sum = Double(bias[o])
          for i in 0..<inputs {
            for ky in 0..<3 {
              for kx in 0..<3 {
                let value = input[(i * height + rows[y + ky]) * width + columns[x + kx]]
                sum += Double(weights[(o * inputs + i) * 9 + ky * 3 + kx]) * Double(value)
              }
            }
          }
          output[(o * height + y) * width + x] = Float(relu ? max(sum, 0) : sum)
        }
      }
    }
    return output
  }

  /// Where positions -1...size of a padded axis come from; an axis of one position repeats it.
  private static func reflected(_ size: Int) -> [Int] {
    (-1...size).map { i in
      size == 1 ? 0 : i < 0 ? -i : i >= size ? 2 * size - 2 - i : i
    }
  }
}

/// 2x2 maximum pooling in ceil mode of `[channel][height][width]`.
package func referencePooling(_ input: [Float], channels: Int, height: Int, width: Int) -> [Float] {
  let pooled = Size(width: width, height: height).halved
  var output = [Float](repeating: 0, count: channels * pooled.area)
  for c in 0..<channels {
    for y in 0..<pooled.height {
      for x in 0..<pooled.width {
        var best = -Float.infinity
        for row in 2 * y..<min(2 * y + 2, height) {
          for column in 2 * x..<min(2 * x + 2, width) {
            best = max(best, input[(c * height + row) * width + column])
          }
        }
        output[(c * pooled.height + y) * pooled.width + x] = best
      }
    }
  }
  return output
}

/// Nearest-neighbour up-sampling by 2 of `[channel][height][width]`.
package func referenceUpsampling(_ input: [Float], channels: Int, height: Int, width: Int) -> [Float] {
  var output = [Float](repeating: 0, count: channels * height * width * 4)
  for c in 0..<channels {
    for y in 0..<2 * height {
      for x in 0..<2 * width {
        output[(c * 2 * height + y) * 2 * width + x] = input[(c * height + y / 2) * width + x / 2]
      }
    }
  }
  return output
}
