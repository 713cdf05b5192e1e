// A model and its styles are shared between threads; each thread has a StyleTransfer of its own.

import AdaINRuntime
import AdaINStylizing
import AdaINTestSupport
import Testing

@Suite struct SharingTests {
  @Test func severalThreadsAtOnceGiveTheSamePixels() async throws {
    let studio = try Studio()
    let (model, content) = (studio.model, studio.content)
    let (a, b) = (studio.styleA, studio.styleB)
    let expected = try studio.stylized([Region(styles: [(a, 1), (b, 2)])]) { $0.preserveColor = .match }
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for threads in 1...4 {
        group.addTask {
          let transfer = StyleTransfer()
          for _ in 0..<3 {
            let picture = try transfer.stylized(content, [Region(styles: [(a, 1), (b, 2)])], model: model) {
              ($0.preserveColor, $0.threads) = (.match, threads)
            }
            if Comparison(picture.pixels, expected.pixels, shape: expected.shape, tolerance: 1e-5).mismatch
              != nil
            {
              return false
            }
          }
          return true
        }
      }
      for try await same in group { #expect(same) }
    }
  }

  @Test(arguments: 1...8)
  func anyNumberOfThreadsGivesTheSamePixels(threads: Int) throws {
    let studio = try Studio()
    let one = try studio.stylized([Region(studio.styleA)]) { ($0.threads, $0.strength) = (1, 0.7) }
    let several = try studio.stylized([Region(studio.styleA)]) { ($0.threads, $0.strength) = (threads, 0.7) }
    expectClose(several, one, tolerance: 1e-5, "\(threads) threads")
  }

  @Test func changingTheThreadsBetweenCalls() throws {
    let studio = try Studio()
    let transfer = StyleTransfer()
    let first = try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model)
    for threads in [3, 1, 0, 8, 2] {
      let next = try transfer.stylized(studio.content, [Region(studio.styleA)], model: studio.model) {
        $0.threads = threads
      }
      expectClose(next, first, tolerance: 1e-5, "\(threads) threads")
      #expect(transfer.threads == (threads == 0 ? WorkerPool.processors : threads))
    }
  }
}
