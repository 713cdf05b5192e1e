// What the hosts share: picture files, animations, and the texts that people write.

import CAdaIN
import CAdaINGEGL
import CGEGL

#if canImport(Glibc)
  import Glibc
#endif

let hostTargets = [
  FuzzTarget(name: "picture", longest: 1 << 14) { try fileReader(readPicture) },
  FuzzTarget(name: "animation", longest: 1 << 14) { try fileReader(readAnimation) },
  FuzzTarget(name: "weight", longest: 200) { readWeight },
  FuzzTarget(name: "option", longest: 200) { readOption },
]

/// Gives what reads a file's contents through a path, as masks, styles and contents are read.
private func fileReader(_ read: @escaping (_ path: String) -> Void) throws -> ([UInt8]) -> Void {
  adain_gegl_start(nil, nil)
  // Thousands of notes about frames and profiles.
  g_log_set_default_handler({ _, _, _, _ in }, nil)
  let path = "input"
  let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
  return { bytes in
    promise(
      ftruncate(file, 0) == 0 && pwrite(file, bytes, bytes.count, 0) == bytes.count, "a file is written")
    read(path)
  }
}

/// FALSE exactly when there is an error, with a text.
private func promise(_ isRead: Bool, _ error: UnsafeMutablePointer<GError>?) {
  promise(isRead == (error == nil), "an error when nothing was read, and only then")
  if let error {
    promise(error.pointee.message[0] != 0, "an error has a text")
    g_error_free(error)
  }
}

private func readPicture(_ path: String) {
  var error: UnsafeMutablePointer<GError>?
  var metadata: OpaquePointer?
  let buffer = adain_gegl_load_image(path, &metadata, &error)
  promise(buffer != nil, error)
  if let buffer {
    let extent = gegl_buffer_get_extent(buffer)!.pointee
    promise(extent.width > 0 && extent.height > 0, "a picture has pixels")
    g_object_unref(gpointer(buffer))
  }
  if let metadata { adain_gegl_metadata_free(metadata) }
}

private func readAnimation(_ path: String) {
  var error: UnsafeMutablePointer<GError>?
  let animation = adain_gegl_animation_open(path, &error)
  promise(animation != nil, error)
  guard let animation else { return }
  var milliseconds: Int32 = 0
  // Not all frames of a large canvas: each is as large as the first, which has shown what there is to see.
  var (frames, pixels) = (0, 0)
  while frames < 64, pixels < 1 << 23 {
    error = nil
    guard let frame = adain_gegl_animation_next(animation, &milliseconds, &error) else { break }
    promise(error == nil && milliseconds >= 0, "a frame is shown for no negative time: \(milliseconds)")
    let extent = gegl_buffer_get_extent(frame)!.pointee
    (frames, pixels) = (frames + 1, pixels + Int(extent.width) * Int(extent.height))
    g_object_unref(gpointer(frame))
  }
  if let error { promise(false, error) }
  adain_gegl_animation_close(animation)
}

/// Bytes as C has texts: what comes before a NUL.
private func withText(_ bytes: [UInt8], _ body: (UnsafePointer<CChar>) -> Void) {
  let text = bytes.prefix { $0 != 0 }.map { CChar(bitPattern: $0) } + [0]
  text.withUnsafeBufferPointer { body($0.baseAddress!) }
}

private func readWeight(_ bytes: [UInt8]) {
  withText(bytes) { text in
    var error: UnsafeMutablePointer<GError>?
    var source: UnsafeMutablePointer<CChar>?
    var weight = 0.0
    var hasWeight: gboolean = 0
    let isRead = adain_gegl_parse_style(text, &source, &weight, &hasWeight, &error) != 0
    promise(isRead, error)
    promise(!isRead || weight.isFinite && weight >= 0 && source![0] != 0, "a weight from 0 up: \(weight)")
    g_free(source)
  }
}

private func readOption(_ bytes: [UInt8]) {
  let option = Int32(bytes.first ?? 0) % Int32(ADAIN_OPTION_COUNT.rawValue)
  guard adain_option_at(option).pointee.kind != ADAIN_TEXT else { return }
  var job = AdainGeglJob()
  adain_gegl_job_init(&job)
  withText(Array(bytes.dropFirst())) { text in
    var error: UnsafeMutablePointer<GError>?
    let isSet = adain_gegl_job_set_text(&job, option, text, &error) != 0
    promise(isSet, error)
    promise(!isSet || adain_gegl_job_check(&job, nil) != 0, "what was taken is within the limits")
  }
}
