// An image that GEGL holds: read from a file, resized, written to a file. Owns its buffer; all pixels and
// colour spaces are GEGL's affair.

import CAdaINGEGL
import CGEGL

final class Picture {
  /// Pixels that a resized picture may have at most: far beyond any use, within GEGL's reach.
  static let maximalPixels = 1 << 30

  let buffer: OpaquePointer
  /// What the file told besides pixels; goes from a content to its result.
  let metadata: Metadata?

  /// Takes over the caller's reference.
  init(owning buffer: OpaquePointer, metadata: Metadata? = nil) {
    self.buffer = buffer
    self.metadata = metadata
  }

  deinit {
    g_object_unref(UnsafeMutableRawPointer(buffer))
  }

  convenience init(path: String) throws {
    var metadata: OpaquePointer?
    let buffer = try reporting { adain_gegl_load_image(path.system, &metadata, $0) }
    self.init(owning: buffer, metadata: metadata.map(Metadata.init(owning:)))
  }

  var extent: GeglRectangle { gegl_buffer_get_extent(buffer).pointee }
  var format: OpaquePointer { gegl_buffer_get_format(buffer) }
  var hasAlpha: Bool { babl_format_has_alpha(format) != 0 }

  /// Whether any pixel is not fully opaque.
  var isTransparent: Bool {
    guard hasAlpha else { return false }
    let area = extent
    var row = [UInt8](repeating: 0, count: 4 * Int(area.width))
    for y in 0..<area.height {
      var line = GeglRectangle(x: area.x, y: area.y + y, width: area.width, height: 1)
      gegl_buffer_get(buffer, &line, 1, babl_format("R'G'B'A u8"), &row, 0, GEGL_ABYSS_NONE)
      if stride(from: 3, to: row.count, by: 4).contains(where: { row[$0] < 255 }) { return true }
    }
    return false
  }

  /// The longer side of a picture whose shorter one gets another length, to the nearest pixel.
  static func longerSide(of longer: Int, shorter: Int, becoming length: Int) -> Double {
    max(1, Double(longer) * Double(length) / Double(shorter)).rounded()
  }

  /// A copy with the given shorter side, or the picture itself where that is its size already.
  func resized(shorterSide: Int, session: GEGLSession) throws -> Picture {
    let (width, height) = (Int(extent.width), Int(extent.height))
    let shorter = min(width, height)
    guard shorterSide > 0, shorter > 0, shorterSide != shorter else { return self }
    let longer = Self.longerSide(of: max(width, height), shorter: shorter, becoming: shorterSide)
    guard longer * Double(shorterSide) <= Double(Self.maximalPixels), longer <= Double(Int32.max) else {
      throw CommandFailure(
        message: word(
          """
          a picture of %sx%s would get %s by %s pixels, more than can be worked on; choose a \
          smaller --size
          """, width, height, Int(longer), shorterSide))
    }
    let isWide = width >= height
    return try resized(
      width: isWide ? Int(longer) : shorterSide, height: isWide ? shorterSide : Int(longer),
      isMask: false, session: session)
  }

  /// This picture as a mask for `content`: as large and at the same place.
  func asMask(of content: Picture, session: GEGLSession) throws -> Picture {
    let (own, wanted) = (extent, content.extent)
    let sameSize = own.width == wanted.width && own.height == wanted.height
    let mask =
      sameSize
      ? self
      : try resized(
        width: Int(wanted.width), height: Int(wanted.height), isMask: true, session: session)
    return mask.moved(toX: wanted.x, y: wanted.y)
  }

  /// An empty picture for the result of stylising this one: same place and size, colours in this one's
  /// space and with its metadata, or in sRGB and without when it is to tell nothing; alpha where wanted.
  func emptyResult(depth: BitDepth, alpha: Bool, stripped: Bool = false) -> Picture {
    let type =
      switch depth {
      case .eight: "u8"
      case .sixteen: "u16"
      case .float: "float"
      }
    let space = babl_format_get_space(format)
    // Grey and CMYK profiles have no place for the colours of a style.
    let isRGB = babl_space_is_gray(space) == 0 && babl_space_is_cmyk(space) == 0
    var area = extent
    let format = babl_format_with_space("R'G'B'\(alpha ? "A" : "") \(type)", isRGB && !stripped ? space : nil)
    return Picture(owning: gegl_buffer_new(&area, format), metadata: stripped ? nil : metadata)
  }

  /// The colours in sRGB, 8 bits a channel, what is transparent on white: `[y][x][3]`.
  var bytes: [UInt8] {
    let flat = flattened(on: .white)
    var area = extent
    let count = 3 * Int(area.width) * Int(area.height)
    return [UInt8](unsafeUninitializedCapacity: count) { bytes, filled in
      gegl_buffer_get(flat.buffer, &area, 1, babl_format("R'G'B' u8"), bytes.baseAddress, 0, GEGL_ABYSS_NONE)
      filled = count
    }
  }

  /// What is seen of this picture where it lies on a colour.
  func flattened(on background: Color) -> Picture {
    Picture(owning: adain_gegl_flatten(buffer, background.components), metadata: metadata)
  }

  /// A picture of sRGB colours, `[y][x][3]` from 0 to 1.
  convenience init(width: Int, height: Int, pixels: [Float]) {
    precondition(pixels.count == width * height * 3)
    var area = GeglRectangle(x: 0, y: 0, width: gint(width), height: gint(height))
    self.init(owning: gegl_buffer_new(&area, babl_format("R'G'B' float")))
    gegl_buffer_set(buffer, &area, 0, babl_format("R'G'B' float"), pixels, 0)
  }

  /// The same of bytes.
  convenience init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(bytes.count == width * height * 3)
    var area = GeglRectangle(x: 0, y: 0, width: gint(width), height: gint(height))
    self.init(owning: gegl_buffer_new(&area, babl_format("R'G'B' u8")))
    gegl_buffer_set(buffer, &area, 0, babl_format("R'G'B' u8"), bytes, 0)
  }

  /// A picture of sRGB colours with alpha, `[y][x][4]`, at the place of another one.
  convenience init(width: Int, height: Int, rgba: [Float], at place: GeglRectangle) {
    precondition(rgba.count == width * height * 4)
    var area = GeglRectangle(x: place.x, y: place.y, width: gint(width), height: gint(height))
    self.init(owning: gegl_buffer_new(&area, babl_format("R'G'B'A float")))
    gegl_buffer_set(buffer, &area, 0, babl_format("R'G'B'A float"), rgba, 0)
  }

  /// The colours in sRGB with alpha, as the library gets them: `[y][x][4]`.
  var rgba: [Float] {
    var area = extent
    let count = 4 * Int(area.width) * Int(area.height)
    return [Float](unsafeUninitializedCapacity: count) { values, filled in
      if adain_gegl_read_pixels(buffer, &area, values.baseAddress) == 0 {
        // Without memory for a band of rows babl converts them, but for roundings the same.
        let format = babl_format("R'G'B'A float")
        gegl_buffer_get(buffer, &area, 1, format, values.baseAddress, 0, GEGL_ABYSS_NONE)
      }
      filled = count
    }
  }

  /// Writes the file in one step.
  func write(to path: String, depth: BitDepth, file: OutputOptions = OutputOptions.standard) throws {
    var saving = file.saving(depth: depth)
    saving.metadata = metadata?.handle
    try reportingFailure { adain_gegl_save_image(buffer, path.system, &saving, $0) }
  }

  private func resized(width: Int, height: Int, isMask: Bool, session: GEGLSession) throws -> Picture {
    Picture(
      owning: try reporting {
        adain_gegl_resize(session.handle, buffer, isMask ? 1 : 0, Int32(width), Int32(height), $0)
      }, metadata: metadata)
  }

  private func moved(toX x: Int32, y: Int32) -> Picture {
    var source = extent
    if source.x == x && source.y == y { return self }
    var target = GeglRectangle(x: x, y: y, width: source.width, height: source.height)
    let copy = Picture(owning: gegl_buffer_new(&target, format))
    gegl_buffer_copy(buffer, &source, GEGL_ABYSS_NONE, copy.buffer, &target)
    return copy
  }
}

/// What a picture's file told besides its pixels: EXIF, XMP, IPTC, resolution.
final class Metadata {
  let handle: OpaquePointer

  init(owning handle: OpaquePointer) {
    self.handle = handle
  }

  deinit {
    adain_gegl_metadata_free(handle)
  }
}
