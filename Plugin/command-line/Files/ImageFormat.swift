// What the program needs to know of image formats before any work: which endings are images, which of them
// can be written and with how many bits. Reading and writing is Plugin/shared's.

import ArgumentParser
import CAdaINGEGL

/// Bits per channel of a written picture; 32 means floating point.
enum BitDepth: Int, ExpressibleByArgument, CaseIterable, Comparable {
  case eight = 8
  case sixteen = 16
  case float = 32

  static func < (a: BitDepth, b: BitDepth) -> Bool { a.rawValue < b.rawValue }

  /// The depth that holds what a picture of this babl format holds.
  init(holding format: OpaquePointer) {
    switch String(cString: babl_get_name(babl_format_get_type(format, 0))) {
    case "u8": self = .eight
    case "u15", "u16", "u32": self = .sixteen
    default: self = .float
    }
  }
}

/// A format that pictures can be written in.
struct ImageFormat {
  let ending: String
  let depths: [BitDepth]
  let hasAlpha: Bool
  let hasQuality: Bool

  static let writable: [ImageFormat] = {
    var formats: [ImageFormat] = []
    var kind = adain_gegl_kinds()!
    while let ending = kind.pointee.ending {
      formats.append(
        ImageFormat(
          ending: String(String(cString: ending).dropFirst()),
          depths: BitDepth.allCases.filter { kind.pointee.depths & Int32($0.rawValue) != 0 },
          hasAlpha: kind.pointee.has_alpha != 0, hasQuality: kind.pointee.has_quality != 0))
      kind += 1
    }
    return formats
  }()

  /// Results from formats that are read only are written as PNG when nothing else is asked for.
  static func isImage(_ name: String) -> Bool {
    adain_gegl_has_picture_ending(name.system) != 0
  }

  /// The format that a path's ending names.
  static func ofOutput(_ path: String) throws -> ImageFormat {
    let ending = Files.ending(of: path)
    if let format = writable.first(where: { $0.ending == ending }) { return format }
    let known = writable.map { "." + $0.ending }.joined(separator: ", ")
    throw CommandFailure(
      message: ending.isEmpty
        ? word("%s has no ending; use one of %s", path, known)
        : word("cannot write .%s files; use one of %s", ending, known))
  }

  /// The depth to write with: the one asked for, or else the content's or the nearest that the format has.
  func depth(requested: BitDepth?, content: BitDepth) throws -> BitDepth {
    if let requested {
      if depths.contains(requested) { return requested }
      let possible = depths.dropFirst().reduce("\(depths[0].rawValue)") {
        word("%s or %s", $0, $1.rawValue)
      }
      throw CommandFailure(
        message: word(
          ".%s files hold %s bits, not %s; change --depth or the format", ending, possible, requested.rawValue
        ))
    }
    return depths.last { $0.rawValue <= content.rawValue } ?? depths[0]
  }
}
