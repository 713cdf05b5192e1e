// The functions of adain.h. Each turns its arguments into the core's types, calls the core, and gives a
// status.

// The names are those of adain.h.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import AdaINStylizing
import CAdaIN

@c(adain_abi_version) @implementation
public func adain_abi_version() -> UInt32 { UInt32(ADAIN_ABI_VERSION) }

private let versionText = CText(AdaINVersion.text)

@c(adain_version) @implementation
public func adain_version() -> UnsafePointer<CChar>? { versionText.pointer }

@c(adain_options_check) @implementation
public func adain_options_check(_ context: OpaquePointer?, _ options: UnsafePointer<adain_options>?)
  -> adain_status
{
  call(context) { _ throws(AdaINError) in try Options(options).validate() }
}

@c(adain_options_are_neutral) @implementation
public func adain_options_are_neutral(_ options: UnsafePointer<adain_options>?) -> Int32 {
  (try? Options(options).areNeutral) == true ? 1 : 0
}

// MARK: Contexts

@c(adain_context_create) @implementation
public func adain_context_create() -> OpaquePointer? { handle(Context()) }

@c(adain_context_free) @implementation
public func adain_context_free(_ context: OpaquePointer?) { release(context, Context.self) }

@c(adain_context_error) @implementation
public func adain_context_error(_ context: OpaquePointer?) -> UnsafePointer<CChar>? {
  guard let context else { return noContext.pointer }
  return object(context, Context.self).errorText
}

private let noContext = CText("context is NULL")

/// Runs a call's body on a context; without one there is nowhere to put a text.
private func call(_ context: OpaquePointer?, _ body: (StyleTransfer) throws(AdaINError) -> Void)
  -> adain_status
{
  guard let context else { return adain_status(ADAIN_INVALID_ARGUMENT) }
  return object(context, Context.self).call(body)
}

@c(adain_context_set_cache_limit) @implementation
public func adain_context_set_cache_limit(_ context: OpaquePointer?, _ bytes: UInt64) -> adain_status {
  call(context) { $0.cacheLimit = Int(clamping: bytes) }
}

// MARK: Models

@c(adain_model_load) @implementation
public func adain_model_load(
  _ context: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ model: UnsafeMutablePointer<OpaquePointer?>?
) -> adain_status {
  model?.pointee = nil
  return call(context) { _ throws(AdaINError) in
    let model = try model.required("model")
    model.pointee = handle(ModelHandle(try Model(path: path.path("path"))))
  }
}

@c(adain_model_free) @implementation
public func adain_model_free(_ model: OpaquePointer?) { release(model, ModelHandle.self) }

@c(adain_model_id) @implementation
public func adain_model_id(_ model: OpaquePointer?) -> UnsafePointer<CChar>? {
  model.map { object($0, ModelHandle.self).id.pointer }
}

@c(adain_model_description) @implementation
public func adain_model_description(_ model: OpaquePointer?) -> UnsafePointer<CChar>? {
  model.map { object($0, ModelHandle.self).description.pointer }
}

private func model(_ pointer: OpaquePointer?) throws(AdaINError) -> Model {
  object(try pointer.required("model"), ModelHandle.self).model
}

// MARK: Styles

@c(adain_style_create) @implementation
public func adain_style_create(
  _ context: OpaquePointer?, _ model: OpaquePointer?, _ image: UnsafePointer<adain_image>?, _ size: Int64,
  _ options: UnsafePointer<adain_options>?, _ style: UnsafeMutablePointer<OpaquePointer?>?
) -> adain_status {
  style?.pointee = nil
  return call(context) { transfer throws(AdaINError) in
    let style = try style.required("style")
    let source = try image.required("image").pointee.source("image", channels: [3, 4])
    let made = try transfer.style(
      source, shorterSide: Int(clamping: size), model: AdaINLibrary.model(model), options: Options(options))
    style.pointee = handle(StyleHandle(made))
  }
}

@c(adain_style_load) @implementation
public func adain_style_load(
  _ context: OpaquePointer?, _ path: UnsafePointer<CChar>?, _ style: UnsafeMutablePointer<OpaquePointer?>?
) -> adain_status {
  style?.pointee = nil
  return call(context) { _ throws(AdaINError) in
    let style = try style.required("style")
    style.pointee = handle(StyleHandle(try Style(path: path.path("path"))))
  }
}

@c(adain_style_save) @implementation
public func adain_style_save(
  _ context: OpaquePointer?, _ style: OpaquePointer?, _ path: UnsafePointer<CChar>?,
  _ title: UnsafePointer<CChar>?
) -> adain_status {
  call(context) { _ throws(AdaINError) in
    let style = object(try style.required("style"), StyleHandle.self).style
    try style.file(title: title.map { String(cString: $0) }).write(to: path.path("path"), kind: "style")
  }
}

@c(adain_style_join) @implementation
public func adain_style_join(
  _ context: OpaquePointer?, _ styles: UnsafePointer<OpaquePointer?>?, _ count: Int,
  _ joined: UnsafeMutablePointer<OpaquePointer?>?
) -> adain_status {
  joined?.pointee = nil
  return call(context) { _ throws(AdaINError) in
    let joined = try joined.required("joined")
    let list = try styles.required("styles")
    guard (1...Style.mostModels).contains(count) else {
      throw invalid("there are \(count) styles to join; give 1 to \(Style.mostModels)")
    }
    var given: [Style] = []
    for i in 0..<count { given.append(object(try list[i].required("styles[\(i)]"), StyleHandle.self).style) }
    joined.pointee = handle(StyleHandle(try Style(joining: given)))
  }
}

@c(adain_style_free) @implementation
public func adain_style_free(_ style: OpaquePointer?) { release(style, StyleHandle.self) }

@c(adain_style_title) @implementation
public func adain_style_title(_ style: OpaquePointer?) -> UnsafePointer<CChar>? {
  style.map { object($0, StyleHandle.self).title.pointer }
}

@c(adain_style_model_id) @implementation
public func adain_style_model_id(_ style: OpaquePointer?) -> UnsafePointer<CChar>? {
  style.map { object($0, StyleHandle.self).modelID.pointer }
}

@c(adain_style_fits) @implementation
public func adain_style_fits(_ style: OpaquePointer?, _ model: OpaquePointer?) -> Int32 {
  guard let style, let model else { return 0 }
  return object(style, StyleHandle.self).style.fits(object(model, ModelHandle.self).model) ? 1 : 0
}

// MARK: Pictures

@c(adain_stylize) @implementation
public func adain_stylize(
  _ context: OpaquePointer?, _ model: OpaquePointer?, _ content: UnsafePointer<adain_image>?,
  _ regions: UnsafePointer<adain_region>?, _ count: Int, _ options: UnsafePointer<adain_options>?,
  _ output: UnsafeMutablePointer<adain_image>?
) -> adain_status {
  call(context) { transfer throws(AdaINError) in
    let (content, output) = (try content.required("content").pointee, try output.required("output").pointee)
    let list = try AdaINLibrary.regions(regions, count)
    for i in 0..<count {
      if let mask = regions![i].mask, mask.pointee.overlaps(output) {
        throw invalid("regions[\(i)].mask and output share memory; give output its own")
      }
    }
    let source = try content.source("content", channels: [3, 4])
    let sink = try output.sink("output", channels: [3, 4])
    guard !content.overlaps(output) else {
      throw invalid("content and output share memory; give output its own")
    }
    try transfer.stylize(
      source, regions: list, model: AdaINLibrary.model(model), options: Options(options), into: sink)
  }
}

@c(adain_statistics_add) @implementation
public func adain_statistics_add(
  _ context: OpaquePointer?, _ model: OpaquePointer?, _ content: UnsafePointer<adain_image>?,
  _ regions: UnsafePointer<adain_region>?, _ count: Int, _ options: UnsafePointer<adain_options>?,
  _ statistics: UnsafeMutablePointer<OpaquePointer?>?
) -> adain_status {
  call(context) { transfer throws(AdaINError) in
    let place = try statistics.required("statistics")
    let sums = place.pointee.map { object($0, ContentStatistics.self) } ?? ContentStatistics()
    try transfer.measure(
      try content.required("content").pointee.source("content", channels: [3, 4]),
      regions: AdaINLibrary.regions(regions, count), model: AdaINLibrary.model(model),
      options: Options(options), into: sums)
    if place.pointee == nil { place.pointee = handle(sums) }
  }
}

@c(adain_statistics_free) @implementation
public func adain_statistics_free(_ statistics: OpaquePointer?) {
  release(statistics, ContentStatistics.self)
}

@c(adain_resize) @implementation
public func adain_resize(
  _ context: OpaquePointer?, _ input: UnsafePointer<adain_image>?,
  _ output: UnsafeMutablePointer<adain_image>?
) -> adain_status {
  call(context) { _ throws(AdaINError) in
    let (input, output) = (try input.required("input").pointee, try output.required("output").pointee)
    let source = try input.source("input", channels: [1, 3, 4])
    let sink = try output.sink("output", channels: [input.channels])
    guard !input.overlaps(output) else { throw invalid("input and output share memory; give output its own") }
    try resize(source, into: sink)
  }
}

@c(adain_estimate_stylize) @implementation
public func adain_estimate_stylize(
  _ context: OpaquePointer?, _ model: OpaquePointer?, _ width: Int64, _ height: Int64,
  _ options: UnsafePointer<adain_options>?, _ estimate: UnsafeMutablePointer<adain_estimate>?
) -> adain_status {
  call(context) { transfer throws(AdaINError) in
    let estimate = try estimate.required("estimate")
    guard estimate.pointee.struct_size >= MemoryLayout<adain_estimate>.size else {
      throw invalid(
        "estimate.struct_size is \(estimate.pointee.struct_size); set it to sizeof (adain_estimate)")
    }
    let found = try transfer.estimate(
      width: Int(clamping: width), height: Int(clamping: height), model: AdaINLibrary.model(model),
      options: Options(options))
    estimate.pointee.memory_bytes = UInt64(found.memoryBytes)
    estimate.pointee.disk_bytes = UInt64(found.diskBytes)
    estimate.pointee.seconds = found.seconds
  }
}
