// The C interface: the pixels are the core's, whatever the strides, callbacks and lives of objects.

import AdaINRuntime
import AdaINTestSupport
import CAdaIN
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct InterfaceTests {
  private let content = Picture.synthetic(seed: 411, width: 33, height: 21)
  private let invalid = adain_status(ADAIN_INVALID_ARGUMENT)
  private let ok = adain_status(ADAIN_OK)

  private func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? "NULL"
  }

  @Test func versionsAndDefaults() {
    #expect(adain_abi_version() == UInt32(ADAIN_ABI_VERSION))
    #expect(String(cString: adain_version()).split(separator: ".").count == 3)
    var options = adain_options()
    adain_options_init(&options, MemoryLayout<adain_options>.size)
    #expect(options.struct_size == MemoryLayout<adain_options>.size)
    #expect(options.strength == 1 && options.threads == 0 && options.memory == 0 && options.progress == nil)
    #expect(
      options.preserve_color == Int32(ADAIN_PRESERVE_NONE)
        && options.trade_off == Int32(ADAIN_TRADE_OFF_EXACT))
    adain_options_init(nil, MemoryLayout<adain_options>.size)
  }

  @Test func nothingIsFreedWithoutHarm() {
    adain_context_free(nil)
    adain_model_free(nil)
    adain_style_free(nil)
    #expect(adain_model_id(nil) == nil && adain_model_description(nil) == nil)
    #expect(adain_style_title(nil) == nil && adain_style_model_id(nil) == nil)
    #expect(adain_context_error(nil) != nil)
  }

  @Test func sharedMemoryIsRefused() throws {
    let host = try Host()
    let image = CImage(content)
    var (input, output) = (image.image, image.image)
    #expect(host.stylize(&input, into: &output) == invalid)
    #expect(host.error.contains("share memory"))
    #expect(adain_resize(host.context, &input, &output) == invalid)
    output.pixels = image.memory + 33 * 21 * 3 - 1
    #expect(host.stylize(&input, into: &output) == invalid)
  }

  @Test func stridesAndCallbacksGiveTheSamePixels() throws {
    let host = try Host()
    for channels in [3, 4] {
      let picture = channels == 3 ? content : content.withAlpha
      let empty = Picture(width: 33, height: 21, color: [Float](repeating: -1, count: channels))
      let (from, to) = (CImage(picture), CImage(empty))
      #expect(host.stylize(&from.image, into: &to.image) == ok)
      let (wideFrom, wideTo) = (CImage(picture, padding: 5), CImage(empty, padding: 9))
      #expect(host.stylize(&wideFrom.image, into: &wideTo.image) == ok)
      #expect(wideTo.picture == to.picture && wideTo.paddingIsWhole && wideFrom.paddingIsWhole)
      #expect(from.picture == picture, "inputs are not written to")

      let remote = RemotePicture(picture, output: empty)
      var (source, sink) = (remote.source, remote.sink)
      #expect(host.stylize(&source, into: &sink) == ok, "\(host.error)")
      #expect(remote.output == to.picture && remote.strangers == 0)
      remote.fails = true
      #expect(host.stylize(&source, into: &sink) == Int(ADAIN_UNREADABLE))
      #expect(host.error.contains("transfer callback returned 9"))
    }
  }

  @Test func resizing() throws {
    let host = try Host()
    let golden = try GoldenModel.compact.picture("resized_style_a_50")
    let from = CImage(try GoldenModel.compact.picture("style_a"), padding: 2)
    let to = CImage(Picture(width: golden.width, height: golden.height, color: [0, 0, 0]), padding: 1)
    #expect(adain_resize(host.context, &from.image, &to.image) == ok)
    expectClose(to.picture, golden, tolerance: 2e-6)
    #expect(to.paddingIsWhole)
    to.image.channels = 1
    #expect(adain_resize(host.context, &from.image, &to.image) == invalid)
  }

  @Test func stylesAreSavedAndLoaded() throws {
    let host = try Host()
    try TestFiles.withFolder { folder in
      let path = folder + "/style.safetensors"
      #expect(adain_style_save(host.context, host.style, path, "A “title”") == ok)
      var style: OpaquePointer?
      #expect(adain_style_load(host.context, path, &style) == ok)
      #expect(String(cString: adain_style_title(style)) == "A “title”")
      #expect(text(adain_style_model_id(style)) == text(adain_model_id(host.model)))
      var joined = OpaquePointer(bitPattern: 1)
      #expect(adain_style_join(host.context, [host.style, style], 2, &joined) == invalid)
      #expect(joined == nil && host.error.contains("of the model"), "two of one model")
      #expect(adain_style_join(host.context, [host.style, nil], 2, &joined) == invalid)
      #expect(host.error.contains("styles[1]"))
      #expect(adain_style_join(host.context, nil, 1, &joined) == invalid)
      #expect(adain_style_join(host.context, [style], 0, &joined) == invalid)
      #expect(adain_style_join(host.context, [style], 1, &joined) == ok)
      #expect(adain_style_fits(style, host.model) != 0 && adain_style_fits(style, nil) == 0)
      adain_style_free(style)
      #expect(text(adain_style_title(joined)) == "A “title”", "it needs no other style any more")
      adain_style_free(joined)
      style = OpaquePointer(bitPattern: 1)
      #expect(adain_style_load(host.context, folder + "/none", &style) == Int(ADAIN_UNREADABLE))
      #expect(style == nil, "a failed call leaves NULL")
      #expect(host.error.contains("none"))
      try File.write(Array("nothing".utf8), to: path, kind: "style")
      #expect(adain_style_load(host.context, path, &style) == Int(ADAIN_MALFORMED))
      #expect(adain_model_load(host.context, path, &style) == Int(ADAIN_MALFORMED))
    }
    #expect(text(adain_model_description(host.model)).contains("license"))
  }

  /// A path is bytes: names that are no UTF-8 are as good as others.
  @Test func pathsAreBytes() throws {
    let host = try Host()
    try TestFiles.withFolder { folder in
      let path = Array(folder.utf8CString.dropLast()) + [0x2F, 0x63, CChar(bitPattern: 0xE9), 0]
      #expect(adain_style_save(host.context, host.style, path, nil) == ok, "\(host.error)")
      defer { unlink(path) }
      #expect(access(path, R_OK) == 0, "the file has another name than was asked for")
      var style: OpaquePointer?
      #expect(adain_style_load(host.context, path, &style) == ok)
      adain_style_free(style)
    }
  }

  @Test func objectsOutliveWhatTheyWereMadeWith() throws {
    let host = try Host()
    let other = try #require(adain_context_create())
    var (model, style): (OpaquePointer?, OpaquePointer?)
    let path = TestFiles.repository + "/resources/models/compact.safetensors"
    #expect(adain_model_load(other, path, &model) == ok)
    let picture = CImage(content)
    #expect(adain_style_create(other, model, &picture.image, 16, nil, &style) == ok)
    adain_context_free(other)
    adain_model_free(model)
    // The style of a model that is gone, on another context.
    let (from, to) = (CImage(content), CImage(content))
    let status = withUnsafePointer(to: style) { pointer in
      host.stylize(&from.image, into: &to.image, change: { $0.styles = pointer })
    }
    #expect(status == ok, "\(host.error)")
    adain_style_free(style)
    #expect(to.picture != content)
  }

  @Test func invalidPixelsHaveTheirStatus() throws {
    let host = try Host()
    let (from, to) = (CImage(content), CImage(content))
    from.memory[(7 * 33 + 5) * 3 + 1] = .nan
    #expect(host.stylize(&from.image, into: &to.image) == Int(ADAIN_INVALID_PIXELS))
    #expect(host.error.contains("x 5, y 7"))
    from.memory[(7 * 33 + 5) * 3 + 1] = 0
    #expect(
      host.stylize(&from.image, into: &to.image, options: { $0.progress = { _, _ in 1 } })
        == Int(ADAIN_CANCELLED))
  }

  @Test func estimates() throws {
    let host = try Host()
    var estimate = adain_estimate()
    #expect(adain_estimate_stylize(host.context, host.model, 100, 100, nil, &estimate) == invalid)
    estimate.struct_size = MemoryLayout<adain_estimate>.size
    #expect(adain_estimate_stylize(host.context, host.model, 4000, 3000, nil, &estimate) == ok)
    #expect(estimate.memory_bytes > 1 << 20 && estimate.seconds > 0)
    for (width, height) in [(0, 1), (1, -1), (.max, .max), (.min, 1)] as [(Int64, Int64)] {
      #expect(adain_estimate_stylize(host.context, host.model, width, height, nil, &estimate) == invalid)
    }
  }

  /// A host that asks for the error's text, or for anything else, from within a callback gets an answer.
  @Test func callsFromWithinACallbackDoNotEndTheProcess() async {
    await #expect(processExitsWith: .success) {
      let host = try Host()
      let picture = Picture.synthetic(seed: 412, width: 20, height: 20)
      let (from, to) = (CImage(picture), CImage(picture))
      _ = host.stylize(
        &from.image, into: &to.image,
        options: {
          $0.progress_user = UnsafeMutableRawPointer(host.context)
          $0.progress = { context, _ in
            _ = adain_context_error(OpaquePointer(context))
            return 0
          }
        })
    }
  }

  @Test func sharedStatistics() throws {
    let host = try Host()
    let (from, own, shared) = (CImage(content), CImage(content), CImage(content))
    #expect(host.stylize(&from.image, into: &own.image) == ok)
    var statistics: OpaquePointer?
    var styles: [OpaquePointer?] = [host.style]
    var options = adain_options()
    adain_options_init(&options, MemoryLayout<adain_options>.size)
    let status = styles.withUnsafeMutableBufferPointer { styles in
      var region = adain_region()
      region.struct_size = MemoryLayout<adain_region>.size
      (region.styles, region.style_count) = (UnsafePointer(styles.baseAddress), 1)
      #expect(
        adain_statistics_add(host.context, host.model, &from.image, &region, 1, nil, nil) == invalid)
      #expect(
        adain_statistics_add(host.context, host.model, &from.image, &region, 0, nil, &statistics) == invalid)
      #expect(statistics == nil, "a call that fails makes nothing")
      #expect(adain_statistics_add(host.context, host.model, &from.image, &region, 1, nil, &statistics) == ok)
      options.statistics = statistics
      return adain_stylize(host.context, host.model, &from.image, &region, 1, &options, &shared.image)
    }
    #expect(status == ok, "\(host.error)")
    #expect(shared.picture == own.picture, "of the content alone they are its own")
    adain_statistics_free(statistics)
    adain_statistics_free(nil)
  }
}
