// Memory for feature maps: aligned, usable to its last float, and an error where there is none.

import AdaINNetwork
import AdaINRuntime
import AdaINTestSupport
import Testing

@Suite struct FloatBufferTests {
  @Test(arguments: [0, 1, 15, 16, 17, 1000, 1 << 20, (1 << 20) + 1])
  func buffersAreAlignedAndWhole(count: Int) throws {
    let buffer = try FloatBuffer(count: count)
    #expect(buffer.count == count)
    #expect(buffer.bytes == 4 * count)
    #expect(UInt(bitPattern: buffer.pointer) % 64 == 0)
    buffer.fill(2)
    #expect((0..<count).allSatisfy { buffer.pointer[$0] == 2 })
  }

  @Test(arguments: [-1, Int.min, Int.max, Int.max / 4, Int.max / 8, 1 << 60, 1 << 50])
  func impossibleSizesAreErrors(count: Int) {
    expectError(.outOfMemory, "MiB", what: "\(count) floats") { _ = try FloatBuffer(count: count) }
  }

  @Test func aReusedBufferGrowsAndStays() throws {
    var buffer = ReusedBuffer()
    #expect(buffer.bytes == 0)
    let first = try buffer.take(100)
    #expect(buffer.bytes == 400)
    #expect(try buffer.take(40) == first)
    #expect(buffer.bytes == 400)
    _ = try buffer.take(200)
    #expect(buffer.bytes == 800)
    expectError(.outOfMemory) { _ = try buffer.take(1 << 60) }
    // What failed took nothing with it for good.
    _ = try buffer.take(300)
    #expect(buffer.bytes == 1200)
  }

  @Test func scratchIsApartForEachWorker() throws {
    let machine = Machine(threads: 3)
    let scratch = try machine.scratch(5)
    #expect(scratch(1) - scratch(0) == 16)
    #expect(scratch(2) - scratch(1) == 16)
    #expect(machine.bytes == 3 * 16 * 4)
    machine.releaseMemory()
    #expect(machine.bytes == 0)
  }
}
