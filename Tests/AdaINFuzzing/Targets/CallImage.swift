// Pictures that a host might hand to adain.h: of sizes, strides and channels that fit or do not, in memory of
// exactly their length, or behind a callback that fails, asks again, or works.

import CAdaIN

/// A picture's memory and what describes it; the memory lives as long as this does.
final class CallImage {
  /// Where the struct lies.
  let pointer: UnsafeMutablePointer<adain_image>
  var image: adain_image {
    get { pointer.pointee }
    set { pointer.pointee = newValue }
  }
  private var memory: UnsafeMutablePointer<Float>?
  private var count = 0
  private var stride = 0
  private let guardValue: Float = 77
  private let context: OpaquePointer?
  /// The call of the callback that fails; 0: none.
  private var failing = 0
  private var isNested = false
  private var calls = 0
  private var seed: UInt8
  /// Of its memory, whatever the struct says.
  private var size: (width: Int64, height: Int64)

  private static let sides: [Int64] = [1, 2, 3, 7, 8, 9, 15, 16, 17, 24, 31, 33]
  private static let impossible: [Int64] = [0, -1, .min, .max, 1 << 18 + 1, 1 << 40]

  /// - Parameters:
  ///   - like: a picture whose size and channels this one mostly has.
  ///   - channels: those that fit.
  init(_ source: inout ByteSource, context: OpaquePointer?, like: CallImage? = nil, channels: [Int32]) {
    self.context = context
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: adain_image())
    seed = source.byte()
    size = (1, 1)
    let kind = source.byte()
    image.struct_size = kind == 255 ? source.below(90) : MemoryLayout<adain_image>.size
    image.width = source.among(Self.sides)
    image.height = source.among(Self.sides)
    image.channels = kind == 254 ? Int32(source.below(7)) - 1 : source.among(channels)
    if let like, kind < 230 {
      (image.width, image.height) = like.size
      if channels.contains(like.image.channels) { image.channels = like.image.channels }
    }
    size = (image.width, image.height)
    if kind % 4 == 1 || kind == 253 {
      setCallback(&source)
    } else if kind != 252 {
      allocate(padding: kind % 3 == 2 ? source.below(9) : 0)
    }
    // What must be refused before a pixel is touched.
    if kind == 251 { image.width = source.among(Self.impossible) }
    if kind == 250 { image.height = source.among(Self.impossible) }
    if kind == 249 { image.row_stride = source.among([1, -4, 6, .max, .min, 4]) }
    // Large pictures whose host gives nothing.
    if kind == 253 {
      (image.width, image.height) = (source.among([1, 4000, 1 << 18]), source.among([1, 3000, 1 << 18]))
      failing = 1
    }
  }

  deinit {
    memory?.deallocate()
    pointer.deallocate()
  }

  private func allocate(padding: Int) {
    let row = Int(image.width) * max(Int(image.channels), 1)
    stride = row + padding
    // Without what follows the last row: whoever touches it is seen by the sanitizer.
    count = stride * (Int(image.height) - 1) + row
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: count)
    memory.initialize(repeating: guardValue, count: count)
    for y in 0..<Int(image.height) {
      for i in 0..<row { memory[y * stride + i] = next() }
    }
    self.memory = memory
    image.pixels = memory
    image.row_stride = padding == 0 ? 0 : Int64(4 * stride)
  }

  /// Mostly colours.
  private func next() -> Float {
    seed = seed &* 37 &+ 11
    return seed > 5 ? Float(seed) / 255 : [0, 1, -3, 2, 1e30, 0.5][Int(seed)]
  }

  /// One value of the picture that cannot be used.
  func spoil(with value: Float, at index: Int) {
    guard let memory else { return }
    let row = Int(size.width) * max(Int(image.channels), 1)
    let at = index % (row * Int(size.height))
    memory[at / row * stride + at % row] = value
  }

  private func setCallback(_ source: inout ByteSource) {
    let wanted = source.byte()
    failing = wanted < 64 ? Int(wanted) : 0
    isNested = wanted > 240
    image.user = Unmanaged.passUnretained(self).toOpaque()
    image.transfer = { user, x, y, width, height, pixels, stride in
      Unmanaged<CallImage>.fromOpaque(user!).takeUnretainedValue().move(x, y, width, height, pixels!, stride)
    }
  }

  private func move(
    _ x: Int64, _ y: Int64, _ width: Int64, _ height: Int64, _ pixels: UnsafeMutablePointer<Float>,
    _ stride: Int64
  ) -> Int32 {
    promise(
      x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= image.width && y + height <= image.height,
      "rectangles lie inside the picture: \(x) \(y) \(width) \(height) of \(image.width) x \(image.height)")
    promise(stride % 4 == 0 && stride >= width * Int64(image.channels) * 4, "rows do not overlap")
    calls += 1
    if calls == failing { return -7 }
    if isNested {
      promise(
        adain_context_set_cache_limit(context, 0) == Int32(ADAIN_INVALID_ARGUMENT),
        "calls within calls are refused")
      _ = adain_context_error(context)
    }
    // As a source and as a sink alike: all of the rectangle is touched, and nothing else.
    for row in 0..<Int(height) {
      for i in 0..<Int(width) * Int(image.channels) { pixels[row * Int(stride) / 4 + i] = next() }
    }
    return 0
  }

  /// What lies between the rows is as it was, and all else is numbers.
  func check(isFinite: Bool) {
    guard let memory, stride > 0, image.width > 0, image.width <= 33 else { return }
    let row = Int(image.width) * max(Int(image.channels), 1)
    for i in 0..<count {
      if i % stride >= row {
        promise(memory[i] == guardValue, "what lies between rows stays")
      } else if isFinite {
        promise(memory[i].isFinite, "a finished picture has no NaN: \(memory[i]) at \(i)")
      }
    }
  }
}
