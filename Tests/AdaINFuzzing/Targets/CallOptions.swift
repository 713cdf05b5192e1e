// The options of calls of adain.h: usable ones, any bytes, and the callback for progress.

import CAdaIN

/// The progress callback's part: it looks at what it is told, and cancels.
final class CallProgress {
  private let cancelsAt: Int?
  private let context: OpaquePointer?
  private var calls = 0
  private var last = 0.0

  init(cancelsAt: Int? = nil, context: OpaquePointer? = nil) {
    self.cancelsAt = cancelsAt
    self.context = context
  }

  func tell(_ fraction: Double) -> Int32 {
    promise(fraction >= last && fraction <= 1, "progress goes from 0 to 1: \(fraction) after \(last)")
    last = fraction
    calls += 1
    promise(adain_options_check(context, nil) == ADAIN_INVALID_ARGUMENT, "calls within calls are refused")
    return cancelsAt == calls - 1 ? 1 : 0
  }
}

extension adain_options {
  /// Mostly usable ones that ask for little work.
  init(_ source: inout ByteSource) {
    self.init()
    adain_options_init(&self, MemoryLayout<adain_options>.size)
    let kind = source.byte()
    if kind < 16 { struct_size = source.below(130) }
    if kind % 2 == 1 { strength = source.double() }
    if kind % 3 == 1 {
      preserve_color = kind < 250 ? Int32(source.below(3)) : Int32(bitPattern: UInt32(source.word() >> 32))
    }
    if kind % 5 == 1 { trade_off = kind < 250 ? Int32(source.below(2)) : -1 }
    threads = source.among([1, 1, 2, 3, 0, -1, 257, .max])
    if kind % 7 == 1 { memory = source.among([0, 1, 1 << 16, 1 << 22, 1 << 40, .max, 1 << 63]) }
    if kind % 4 == 1 { tone = source.double() }
    if kind % 4 == 2 { color = source.double() }
    if kind % 5 == 2 { stroke_size = source.double() }
    if kind % 5 == 3 { detail = source.double() }
    if kind % 7 == 2 { picture_side = 40 * Int64(kind) - 400 }
  }
}

/// The options' struct with any bytes in it.
func optionChecker() throws -> ([UInt8]) -> Void {
  let host = try CallHost()
  let context = adain_context_create()
  return { bytes in
    var options = adain_options()
    withUnsafeMutableBytes(of: &options) { memory in
      for (i, byte) in bytes.prefix(memory.count).enumerated() { memory[i] = byte }
    }
    // Pointers have to point to something.
    (options.progress, options.progress_user, options.statistics) = (nil, nil, nil)
    if options.threads > 64 { options.threads %= 64 }
    let status = adain_options_check(context, &options)
    promise([0, 2].contains(status), "options are good or not: \(status)")
    let neutral = adain_options_are_neutral(&options)
    promise(neutral == 0 || neutral == 1, "neutral or not")
    var estimate = adain_estimate()
    estimate.struct_size = MemoryLayout<adain_estimate>.size
    let estimated = adain_estimate_stylize(context, host.model, 40, 30, &options, &estimate)
    promise(estimated == status, "an estimate refuses what the check refuses: \(estimated), \(status)")
  }
}

/// The constants have the type that Swift gives to C's anonymous enums.
func == (status: adain_status, expected: some BinaryInteger) -> Bool { Int(status) == Int(expected) }
func != (status: adain_status, expected: some BinaryInteger) -> Bool { !(status == expected) }
