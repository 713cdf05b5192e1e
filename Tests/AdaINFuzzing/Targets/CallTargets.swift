// Calls of adain.h one after the other, as a host without sense would make them: pictures, regions and
// options of all kinds, results that are used again, callbacks that fail. Only pointers to no such object are
// left out.

import AdaINTestSupport
import CAdaIN

let callTargets = [
  FuzzTarget(name: "calls", longest: 400, prepare: callMaker),
  FuzzTarget(name: "options", longest: 120, prepare: optionChecker),
]

private func callMaker() throws -> ([UInt8]) -> Void {
  let host = try CallHost()
  return { bytes in
    var source = ByteSource(bytes)
    let sequence = CallSequence(host)
    for _ in 0..<6 where !source.isEmpty { sequence.call(&source) }
  }
}

/// A model of a few channels, and a context that is kept, as a host's session keeps one: what a new one would
/// measure and start for each input takes most of the time.
final class CallHost {
  let model: OpaquePointer
  private var context = adain_context_create()
  private var uses = 0
  static let path = TestFiles.repository + "/Tests/Goldens/model-files/expected.safetensors"

  init() throws {
    let context = adain_context_create()
    defer { adain_context_free(context) }
    var model: OpaquePointer?
    let status = adain_model_load(context, Self.path, &model)
    promise(status == ADAIN_OK, "a small model can be read: \(String(cString: adain_context_error(context)))")
    self.model = model!
  }

  /// Another one from time to time; what it keeps of pictures begins anew each time.
  func nextContext() -> OpaquePointer? {
    uses += 1
    if uses % 256 == 0 {
      adain_context_free(context)
      context = adain_context_create()
    }
    promise(adain_context_set_cache_limit(context, 0) == ADAIN_OK, "a cache can be emptied")
    promise(adain_context_set_cache_limit(context, 1 << 20) == ADAIN_OK, "a cache can be limited")
    return context
  }
}

/// What an input's calls have made.
final class CallSequence {
  private let host: CallHost
  private let context: OpaquePointer?
  private var styles: [OpaquePointer?] = []
  private var statistics: OpaquePointer?
  private var progress = CallProgress()

  init(_ host: CallHost) {
    self.host = host
    context = host.nextContext()
  }

  deinit {
    for style in styles { adain_style_free(style) }
    adain_statistics_free(statistics)
  }

  func call(_ source: inout ByteSource) {
    switch source.below(12) {
    case 0, 1: makeStyle(&source)
    case 2, 3, 4: stylize(&source)
    case 5: addStatistics(&source)
    case 6: resize(&source)
    case 7: estimate(&source)
    case 8: expect(adain_context_set_cache_limit(context, source.among([0, 1 << 12, 1 << 30, .max])))
    case 9: keepStyle(&source)
    case 10: readRubbish(&source)
    default: give(&source)
    }
  }

  /// A status that adain.h has, and a text with each failure.
  private func expect(_ status: adain_status) {
    promise((0...7).contains(status), "a status of adain.h, not \(status)")
    let text = String(cString: adain_context_error(context))
    promise(status == ADAIN_OK || !text.isEmpty, "a failure has a text")
  }

  private func makeStyle(_ source: inout ByteSource) {
    let image = CallImage(&source, context: context, channels: [3, 4])
    var style: OpaquePointer?
    let size = source.among([0, 0, 0, 16, 9, 1, -5, .max] as [Int64])
    withOptions(&source) { expect(adain_style_create(context, host.model, image.pointer, size, $0, &style)) }
    if let style { styles.append(style) }
  }

  private func stylize(_ source: inout ByteSource) {
    let content = CallImage(&source, context: context, channels: [3, 4])
    let output = CallImage(&source, context: context, like: content, channels: [3, 4])
    let isSpoilt = source.byte() == 255
    if isSpoilt { content.spoil(with: source.among([.nan, .infinity]), at: source.below(256)) }
    withRegions(&source, content) { regions, count, source in
      withOptions(&source) { options in
        let status = adain_stylize(
          context, host.model, content.pointer, regions, count, options, output.pointer)
        expect(status)
        // What changes nothing gives the content back bit for bit, whatever its bits are.
        let isCopied = isSpoilt && adain_options_are_neutral(options) != 0
        output.check(isFinite: status == ADAIN_OK && !isCopied)
        content.check(isFinite: false)
      }
    }
  }

  private func addStatistics(_ source: inout ByteSource) {
    let content = CallImage(&source, context: context, channels: [3, 4])
    withRegions(&source, content) { regions, count, source in
      withOptions(&source) {
        expect(adain_statistics_add(context, host.model, content.pointer, regions, count, $0, &statistics))
      }
    }
  }

  private func resize(_ source: inout ByteSource) {
    let input = CallImage(&source, context: context, channels: [1, 3, 4])
    let output = CallImage(&source, context: context, channels: [input.image.channels])
    let status = adain_resize(context, input.pointer, output.pointer)
    expect(status)
    output.check(isFinite: status == ADAIN_OK)
  }

  private func estimate(_ source: inout ByteSource) {
    var estimate = adain_estimate()
    estimate.struct_size = source.byte() == 255 ? 3 : MemoryLayout<adain_estimate>.size
    let sides: [Int64] = [1, 16, 4000, 1 << 18, 0, -1, .max, .min, 1 << 18 + 1]
    let (width, height) = (source.among(sides), source.among(sides))
    withOptions(&source) {
      let status = adain_estimate_stylize(context, host.model, width, height, $0, &estimate)
      expect(status)
      promise(
        status != ADAIN_OK || estimate.seconds.isFinite && estimate.seconds >= 0, "an estimate is a time")
    }
  }

  private func keepStyle(_ source: inout ByteSource) {
    let path = source.byte() < 200 ? "style.safetensors" : "none/style.safetensors"
    guard let style = styles.last else { return }
    let status = adain_style_save(context, style, path, source.byte() < 128 ? nil : "a \"title\"\n\u{FF}")
    expect(status)
    guard status == ADAIN_OK else { return }
    var read: OpaquePointer?
    expect(adain_style_load(context, path, &read))
    promise(read != nil, "a saved style can be read: \(String(cString: adain_context_error(context)))")
    styles.append(read)
  }

  private func readRubbish(_ source: inout ByteSource) {
    let paths = ["", "/", "none", "/dev/null", CallHost.path]
    let path = source.among(paths)
    var style: OpaquePointer?
    expect(adain_style_load(context, path, &style))
    promise(style == nil, "\(path) is no style")
    var model: OpaquePointer?
    expect(adain_model_load(context, path, &model))
    adain_model_free(model)
    expect(adain_model_load(context, source.byte() < 128 ? nil : path, nil))
  }

  /// Gives something back.
  private func give(_ source: inout ByteSource) {
    if source.byte() < 128 {
      if !styles.isEmpty { adain_style_free(styles.remove(at: source.below(styles.count))) }
    } else {
      adain_statistics_free(statistics)
      statistics = nil
    }
  }

  private func withRegions(
    _ source: inout ByteSource, _ content: CallImage,
    _ body: (UnsafePointer<adain_region>?, Int, inout ByteSource) -> Void
  ) {
    let count = source.among([1, 1, 1, 1, 2, 2, 3, 0])
    let masks = (0..<count).map { _ in
      source.byte() < 100 ? CallImage(&source, context: context, like: content, channels: [1]) : nil
    }
    // The arrays of all regions in one piece of memory each, of exactly their length.
    let lists = (0..<count).map { _ in UnsafeMutablePointer<OpaquePointer?>.allocate(capacity: 3) }
    let weights = UnsafeMutablePointer<Double>.allocate(capacity: 3)
    let regions = UnsafeMutablePointer<adain_region>.allocate(capacity: count)
    defer {
      for list in lists { list.deallocate() }
      weights.deallocate()
      regions.deallocate()
    }
    for i in 0..<3 { weights[i] = source.byte() < 128 ? 1 : source.double() }
    for i in 0..<count {
      for j in 0..<3 { lists[i][j] = styles.isEmpty ? nil : styles[source.below(styles.count)] }
      var region = adain_region()
      let kind = source.byte()
      region.struct_size = kind == 255 ? source.below(90) : MemoryLayout<adain_region>.size
      region.styles = kind == 254 ? nil : UnsafePointer(lists[i])
      region.weights = kind < 128 ? nil : UnsafePointer(weights)
      region.style_count = kind == 253 ? source.among([0, 33, -1, .max]) : 1 + Int(kind) % 3
      region.invert_mask = Int32(kind % 2)
      region.mask = masks[i].map { UnsafePointer($0.pointer) }
      regions[i] = region
    }
    let told = source.byte()
    withExtendedLifetime(masks) {
      body(told == 255 ? nil : regions, told == 254 ? source.among([0, 65, -1, .max]) : count, &source)
    }
  }

  private func withOptions(_ source: inout ByteSource, _ body: (UnsafePointer<adain_options>?) -> Void) {
    if source.byte() < 40 { return body(nil) }
    var options = adain_options(&source)
    progress = CallProgress(cancelsAt: source.byte() < 200 ? nil : source.below(12), context: context)
    options.progress = { user, fraction in
      Unmanaged<CallProgress>.fromOpaque(user!).takeUnretainedValue().tell(fraction)
    }
    options.progress_user = Unmanaged.passUnretained(progress).toOpaque()
    if source.byte() < 20 { options.statistics = statistics }
    withUnsafePointer(to: options) { body($0) }
  }
}
