// What a picture is said to cost: it grows with the picture and knows the limits.

import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct EstimateTests {
  private let transfer = StyleTransfer()

  /// A place's features.
  private func bytesOfFeatures() throws -> Int { try GoldenModel.compact.model.featureChannels * 4 }

  private func estimate(_ width: Int, _ height: Int, change: (inout Options) -> Void = { _ in }) throws
    -> Estimate
  {
    var options = Options()
    change(&options)
    return try transfer.estimate(
      width: width, height: height, model: GoldenModel.compact.model, options: options)
  }

  @Test func costsGrowWithThePicture() throws {
    let sizes = [1, 64, 500, 2000, 8000]
    let estimates = try sizes.map { try estimate($0, $0) { $0.memory = 4 << 30 } }
    for (small, large) in zip(estimates, estimates.dropFirst()) {
      #expect(small.memoryBytes <= large.memoryBytes && small.seconds < large.seconds)
    }
    #expect(estimates.allSatisfy { $0.seconds > 0 && $0.diskBytes == 0 })
    let model = try GoldenModel.compact.model
    #expect(estimates[0].memoryBytes >= model.bytes)
  }

  @Test func aLimitTakesTheFeaturesToTheDisk() throws {
    let free = try estimate(6000, 4000) { $0.memory = 1 << 40 }
    let tight = try estimate(6000, 4000) { $0.memory = 60 << 20 }
    #expect(try free.diskBytes == 0 && tight.diskBytes == 750 * 500 * bytesOfFeatures())
    #expect(tight.memoryBytes < free.memoryBytes)
    #expect(tight.seconds > free.seconds, "small tiles have more halo")
  }

  /// All of these are painted with a shorter side of 80 pixels, so only resampling differs.
  @Test func resamplingForAStrokeSizeCounts() throws {
    let small = try estimate(2000, 2000) { $0.strokeSize = 20 }
    let large = try estimate(8000, 8000) { $0.strokeSize = 20 }
    #expect(large.seconds > 8 * small.seconds, "16 times the pixels, and little to paint")
    let bytes = try GoldenModel.compact.model.bytes
    let wide = try estimate(100_000, 2000) { $0.strokeSize = 20 }
    #expect(wide.memoryBytes > bytes + 32 * 100_000 * 16, "a band of its rows, RGBA floats")
    let detailed = try estimate(2000, 2000) { $0.detail = 0.5 }
    #expect(try detailed.seconds > estimate(2000, 2000).seconds)
  }

  @Test func thePapersTradeOffAndFullStrengthDecodeOnce() throws {
    let once = try estimate(1000, 1000)
    let twice = try estimate(1000, 1000) { $0.strength = 0.5 }
    let paper = try estimate(1000, 1000) { ($0.strength, $0.tradeOff) = (0.5, .paper) }
    #expect(twice.seconds > 1.2 * once.seconds)
    #expect(paper.seconds == once.seconds)
  }

  @Test func theLargestPictureIsEstimated() throws {
    _ = try estimate(1, 1)  // measures the speed
    let start = processorSeconds()
    let largest = try estimate(1 << 18, 1 << 18) { $0.memory = 1 << 30 }
    #expect(processorSeconds() - start < 0.25, "a dialog waits for it")
    #expect(try largest.seconds > 1000 && largest.diskBytes == (1 << 30) * bytesOfFeatures())
  }

  /// What this thread has computed: on a busy machine no more than on a quiet one.
  private func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  @Test func optionsAreChecked() {
    expectError(.invalidArgument, "strength") { _ = try estimate(10, 10) { $0.strength = 2 } }
    expectError(.invalidArgument, "size") { _ = try estimate(0, 10) }
  }
}
