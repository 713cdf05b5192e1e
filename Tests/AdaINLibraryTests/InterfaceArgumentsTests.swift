// The C interface: every NULL, size, stride and number that cannot be used is a status with a text.

import AdaINTestSupport
import CAdaIN
import Testing

@Suite struct InterfaceArgumentsTests {
  private let content = Picture.synthetic(seed: 411, width: 33, height: 21)
  private let invalid = adain_status(ADAIN_INVALID_ARGUMENT)
  private let ok = adain_status(ADAIN_OK)

  @Test func everyNULLIsAStatus() throws {
    let host = try Host()
    let (from, to) = (CImage(content), CImage(content))
    var (model, style): (OpaquePointer?, OpaquePointer?)
    var estimate = adain_estimate()
    estimate.struct_size = MemoryLayout<adain_estimate>.size
    var region = adain_region()
    region.struct_size = MemoryLayout<adain_region>.size
    let calls: [(String, adain_status)] = [
      ("context", adain_context_set_cache_limit(nil, 1)), ("context", adain_model_load(nil, "x", &model)),
      ("path", adain_model_load(host.context, nil, &model)),
      ("model", adain_model_load(host.context, "x", nil)),
      ("model", adain_style_create(host.context, nil, &from.image, 0, nil, &style)),
      ("image", adain_style_create(host.context, host.model, nil, 0, nil, &style)),
      ("style", adain_style_create(host.context, host.model, &from.image, 0, nil, nil)),
      ("path", adain_style_load(host.context, nil, &style)),
      ("style", adain_style_load(host.context, "x", nil)),
      ("style", adain_style_save(host.context, nil, "x", nil)),
      ("path", adain_style_save(host.context, host.style, nil, nil)),
      ("model", adain_stylize(host.context, nil, &from.image, &region, 1, nil, &to.image)),
      ("content", adain_stylize(host.context, host.model, nil, &region, 1, nil, &to.image)),
      ("regions", adain_stylize(host.context, host.model, &from.image, nil, 1, nil, &to.image)),
      ("output", adain_stylize(host.context, host.model, &from.image, &region, 1, nil, nil)),
      ("input", adain_resize(host.context, nil, &to.image)),
      ("output", adain_resize(host.context, &from.image, nil)),
      ("model", adain_estimate_stylize(host.context, nil, 1, 1, nil, &estimate)),
      ("estimate", adain_estimate_stylize(host.context, host.model, 1, 1, nil, nil)),
    ]
    for (name, status) in calls { #expect(status == invalid, "\(name)") }
    #expect(host.stylize(&from.image, into: &to.image, change: { $0.styles = nil }) == invalid)
    #expect(host.error.contains("styles is NULL"))
  }

  @Test func sizesStridesAndChannels() throws {
    let host = try Host()
    let (from, to) = (CImage(content), CImage(content))
    #expect(host.stylize(&from.image, into: &to.image) == ok, "\(host.error)")
    let changes: [(inout adain_image) -> Void] = [
      { $0.struct_size = 0 }, { $0.struct_size = MemoryLayout<adain_image>.size - 1 }, { $0.width = 0 },
      { $0.width = -1 }, { $0.width = .max }, { $0.width = .min }, { $0.height = 0 }, { $0.height = .max },
      { $0.height = .min }, { $0.width = 1 << 18 + 1 }, { $0.channels = 0 }, { $0.channels = 1 },
      { $0.channels = 2 },
      { $0.channels = 5 }, { $0.channels = -3 }, { $0.channels = .max }, { $0.pixels = nil },
      { $0.row_stride = 1 },
      { $0.row_stride = 395 }, { $0.row_stride = 392 }, { $0.row_stride = 398 }, { $0.row_stride = -396 },
      { $0.row_stride = .max }, { $0.row_stride = .min }, { $0.row_stride = .max - 3 }, { $0.width = 34 },
      { $0.height = 20 }, { $0.channels = 4 },
    ]
    for (index, change) in changes.enumerated() {
      var (broken, whole) = (from.image, to.image)
      change(&broken)
      #expect(host.stylize(&broken, into: &whole) == invalid, "content, change \(index)")
      (broken, whole) = (to.image, from.image)
      change(&broken)
      #expect(host.stylize(&whole, into: &broken) == invalid, "output, change \(index)")
      #expect(!host.error.isEmpty)
    }
    var mask = CImage(Picture(width: 33, height: 20, color: [1])).image
    #expect(
      withUnsafePointer(to: &mask) { mask in
        host.stylize(&from.image, into: &to.image, change: { $0.mask = mask })
      } == invalid)
  }

  @Test func optionsAndRegions() throws {
    let host = try Host()
    let (from, to) = (CImage(content), CImage(content))
    let options: [(inout adain_options) -> Void] = [
      { $0.struct_size = 0 }, { $0.struct_size = 8 }, { $0.struct_size = 57 }, { $0.struct_size += 8 },
      { $0.struct_size = .max }, { $0.struct_size = .min }, { $0.strength = 1.5 }, { $0.strength = .nan },
      { $0.preserve_color = 3 }, { $0.preserve_color = -1 }, { $0.preserve_color = .max },
      { $0.trade_off = 2 },
      { $0.trade_off = .min }, { $0.threads = -1 }, { $0.threads = 257 }, { $0.threads = .min },
      { $0.threads = .max },
    ]
    for (index, change) in options.enumerated() {
      #expect(
        host.stylize(&from.image, into: &to.image, options: change) == invalid, "options, change \(index)")
    }
    let regions: [(inout adain_region) -> Void] = [
      { $0.struct_size = 0 }, { $0.struct_size = 8 }, { $0.style_count = 0 }, { $0.style_count = 1025 },
      { $0.style_count = .max }, { $0.style_count = .min }, { $0.style_count = -1 },
    ]
    for (index, change) in regions.enumerated() {
      #expect(
        host.stylize(&from.image, into: &to.image, change: change) == invalid, "region, change \(index)")
    }
    for weight in [0, -1, Double.nan, .infinity] {
      let status = withUnsafePointer(to: weight) { weight in
        host.stylize(&from.image, into: &to.image, change: { $0.weights = weight })
      }
      #expect(status == invalid, "weight \(weight)")
    }
    var region = adain_region()
    for count in [0, 65, Int.max, -1, Int.min] {
      #expect(adain_stylize(host.context, host.model, &from.image, &region, count, nil, &to.image) == invalid)
    }
    #expect(host.stylize(&from.image, into: &to.image, options: { $0.memory = .max }) == ok)
    #expect(adain_context_set_cache_limit(host.context, .max) == ok)
    #expect(adain_context_set_cache_limit(host.context, 0) == ok)
    for size in [-1, Int64.min, .max, 32769] {
      var style: OpaquePointer?
      #expect(adain_style_create(host.context, host.model, &from.image, size, nil, &style) == invalid)
      #expect(style == nil)
    }
  }
}
