// The oracle of all fast layers against values worked by hand.

import AdaINNetwork
import AdaINTestSupport
import Testing

@Suite struct ReferenceConvolutionTests {
  private func convolution(_ taps: [Float], bias: Float = 0) -> ConvolutionWeights {
    ConvolutionWeights(name: "test", outputs: 1, inputs: 1, weights: taps, bias: [bias])
  }

  @Test func reflectionOnTwoRowsOfThree() {
    // 1 2 3
    // 4 5 6   reflected: 5 4 5 6 5 / 2 1 2 3 2 / 5 4 5 6 5 / 2 1 2 3 2
    let sum = convolution([1, 1, 1, 1, 1, 1, 1, 1, 1], bias: 100)
      .reference([1, 2, 3, 4, 5, 6], height: 2, width: 3, relu: false)
    #expect(sum == expectedSums)
    let left = convolution([0, 0, 0, 1, 0, 0, 0, 0, 0]).reference(
      [1, 2, 3, 4, 5, 6], height: 2, width: 3, relu: false)
    #expect(left == [2, 1, 2, 5, 4, 5])
    let below = convolution([0, 0, 0, 0, 0, 0, 0, 1, 0]).reference(
      [1, 2, 3, 4, 5, 6], height: 2, width: 3, relu: false)
    #expect(below == [4, 5, 6, 1, 2, 3])
  }

  /// Rows 4 5 6 / 1 2 3 / 4 5 6 around the first one; columns 2 1 2, 1 2 3 and 2 3 2.
  private var expectedSums: [Float] {
    let above: [Float] = [5 + 4 + 5, 4 + 5 + 6, 5 + 6 + 5]
    let middle: [Float] = [2 + 1 + 2, 1 + 2 + 3, 2 + 3 + 2]
    return (0..<3).map { 100 + 2 * above[$0] + middle[$0] } + (0..<3).map { 100 + above[$0] + 2 * middle[$0] }
  }

  @Test func aSinglePositionRepeats() {
    let convolution = convolution([1, 2, 3, 4, 5, 6, 7, 8, 9], bias: -1)
    #expect(convolution.reference([2], height: 1, width: 1, relu: false) == [89])
    // A single row repeats in height and reflects in width.
    let row = convolution.reference([1, 10], height: 1, width: 2, relu: false)
    // 12 x 10 + 15 x 1 + 18 x 10 - 1 and 12 x 1 + 15 x 10 + 18 x 1 - 1
    #expect(row == [314, 179])
  }

  @Test func inputsAddUpAndReLUCutsOff() {
    let convolution = ConvolutionWeights(
      name: "test", outputs: 2, inputs: 2,
      weights: [0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0] + [0, 0, 0, 0, -1, 0, 0, 0, 0]
        + [0, 0, 0, 0, 0, 0, 0, 0, 0],
      bias: [1, 0.5])
    let input: [Float] = [1, 2, 10, 20]
    #expect(convolution.reference(input, height: 1, width: 2, relu: false) == [33, 65, -0.5, -1.5])
    #expect(convolution.reference(input, height: 1, width: 2, relu: true) == [33, 65, 0, 0])
  }

  @Test func poolingRoundsSizesUp() {
    #expect(referencePooling([1, 5, 2, 3, 4, 0], channels: 1, height: 2, width: 3) == [5, 2])
    #expect(referencePooling([-1, -2, -3], channels: 1, height: 3, width: 1) == [-1, -3])
    #expect(referencePooling([1, 2], channels: 2, height: 1, width: 1) == [1, 2])
  }

  @Test func upsamplingRepeats() {
    #expect(referenceUpsampling([1, 2], channels: 1, height: 1, width: 2) == [1, 1, 2, 2, 1, 1, 2, 2])
    #expect(referenceUpsampling([1, 2], channels: 2, height: 1, width: 1) == [1, 1, 1, 1, 2, 2, 2, 2])
  }

  /// A 1x1 convolution in front is one with the convolution behind it, reflected borders included.
  @Test func foldingIsTheTwoInARow() {
    var random = SeededRandom(41)
    let convolution = ConvolutionWeights.random(outputs: 4, inputs: 3, &random)
    let preprocess = (weights: random.floats(9, -2...2), bias: random.floats(3, -2...2))
    for (width, height) in [(5, 4), (1, 1), (2, 1), (1, 7)] {
      let input = random.floats(3 * width * height)
      let count = width * height
      let before: [Float] = (0..<3 * count).map { i in
        (0..<3).reduce(preprocess.bias[i / count]) {
          $0 + preprocess.weights[i / count * 3 + $1] * input[$1 * count + i % count]
        }
      }
      let expected = convolution.reference(before, height: height, width: width, relu: false)
      let folded = convolution.folding(preprocess).reference(input, height: height, width: width, relu: false)
      expectClose(
        folded, expected, shape: [4, height, width], tolerance: 1e-5, "\(width) x \(height), \(random)")
    }
  }
}
