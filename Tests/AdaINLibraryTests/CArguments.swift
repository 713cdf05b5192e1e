// The arguments of adain.h as a host makes them, for the tests of the interface.

import AdaINTestSupport
import CAdaIN
import Testing

/// A picture's pixels in memory of their own, with any row stride, and the struct that describes them.
final class CImage {
  let memory: UnsafeMutablePointer<Float>
  private let rows: Int
  private let stride: Int
  var image: adain_image

  /// - Parameter padding: floats behind each row; they are 77.
  init(_ picture: Picture, padding: Int = 0) {
    stride = picture.width * picture.channels + padding
    rows = picture.height
    memory = .allocate(capacity: stride * rows)
    memory.initialize(repeating: 77, count: stride * rows)
    for y in 0..<rows {
      for i in 0..<picture.width * picture.channels {
        memory[y * stride + i] = picture.pixels[y * picture.width * picture.channels + i]
      }
    }
    image = adain_image()
    image.struct_size = MemoryLayout<adain_image>.size
    (image.width, image.height) = (Int64(picture.width), Int64(picture.height))
    image.channels = Int32(picture.channels)
    image.pixels = memory
    image.row_stride = padding == 0 ? 0 : Int64(4 * stride)
  }

  deinit { memory.deallocate() }

  var picture: Picture {
    let width = Int(image.width) * Int(image.channels)
    return Picture(
      width: Int(image.width), height: rows, channels: Int(image.channels),
      pixels: (0..<rows * width).map { memory[$0 / width * stride + $0 % width] })
  }

  /// Whether the floats between the rows are as they were.
  var paddingIsWhole: Bool {
    let width = Int(image.width) * Int(image.channels)
    return (0..<rows * stride).allSatisfy { $0 % stride < width || memory[$0] == 77 }
  }
}

/// A context with the bundled model and a style.
final class Host {
  let context: OpaquePointer
  private(set) var model: OpaquePointer?
  private(set) var style: OpaquePointer?

  init() throws {
    context = try #require(adain_context_create())
    let path = TestFiles.repository + "/resources/models/compact.safetensors"
    try #require(adain_model_load(context, path, &model) == ADAIN_OK, "\(error)")
    let picture = CImage(.synthetic(seed: 401, width: 30, height: 24))
    try #require(adain_style_create(context, model, &picture.image, 0, nil, &style) == ADAIN_OK, "\(error)")
  }

  deinit {
    adain_style_free(style)
    adain_model_free(model)
    adain_context_free(context)
  }

  var error: String { String(cString: adain_context_error(context)) }

  /// Stylises with one region.
  func stylize(
    _ content: inout adain_image, into output: inout adain_image,
    change: (inout adain_region) -> Void = { _ in },
    options change2: (inout adain_options) -> Void = { _ in }
  ) -> adain_status {
    var options = adain_options()
    adain_options_init(&options, MemoryLayout<adain_options>.size)
    change2(&options)
    return withUnsafePointer(to: style) { styles in
      styles.withMemoryRebound(to: OpaquePointer?.self, capacity: 1) { styles in
        var region = adain_region()
        region.struct_size = MemoryLayout<adain_region>.size
        region.styles = styles
        region.style_count = 1
        change(&region)
        return adain_stylize(context, model, &content, &region, 1, &options, &output)
      }
    }
  }
}

/// The status constants have the type that Swift gives to C's anonymous enums.
func == (status: adain_status, expected: some BinaryInteger) -> Bool { Int(status) == Int(expected) }
