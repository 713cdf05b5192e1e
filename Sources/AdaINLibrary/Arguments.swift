// The structs of adain.h, checked and turned into the core's types before anything is done with them.

import AdaINPictures
import AdaINRuntime
import AdaINStylizing
import CAdaIN

func invalid(_ text: String) -> AdaINError { AdaINError(.invalidArgument, text) }

extension Optional {
  /// The value, or an error that names the argument that is NULL.
  func required(_ name: String) throws(AdaINError) -> Wrapped {
    guard let self else { throw invalid("\(name) is NULL") }
    return self
  }
}

extension UnsafePointer<CChar>? {
  func path(_ name: String) throws(AdaINError) -> FilePath { FilePath(cString: try required(name)) }
}

private func check(_ size: Int, _ expected: Int, _ name: String) throws(AdaINError) {
  guard size >= expected else {
    throw invalid("\(name).struct_size is \(size); set it to sizeof, which is \(expected) for this library")
  }
}

extension Options {
  /// - Parameter options: NULL gives the defaults, as do fields that the caller's header does not have.
  init(_ options: UnsafePointer<adain_options>?) throws(AdaINError) {
    self.init()
    guard let options else { return }
    let own = MemoryLayout<adain_options>.size
    let size = try Self.checkedSize(options)
    var whole = adain_options()
    adain_options_init(&whole, own)
    withUnsafeMutableBytes(of: &whole) {
      $0.copyMemory(from: UnsafeRawBufferPointer(start: options, count: size))
    }
    self.init(whole)
    statistics = whole.statistics.map { object($0, ContentStatistics.self) }
  }

  /// How many bytes the caller has; of the struct nothing but its size is read.
  private static func checkedSize(_ options: UnsafePointer<adain_options>) throws(AdaINError) -> Int {
    let size = UnsafeRawPointer(options).load(as: Int.self)
    let own = MemoryLayout<adain_options>.size
    // The first fields have always been there, and a struct's size is a multiple of its alignment.
    let least = MemoryLayout<adain_options>.offset(of: \.tone)!
    guard size >= least, size % MemoryLayout<adain_options>.alignment == 0 else {
      throw invalid(
        "options.struct_size is \(size); let adain_options_init (&options, sizeof options) fill them in")
    }
    guard size <= own else {
      throw invalid(
        "options.struct_size is \(size), more than the \(own) bytes that libadain \(AdaINVersion.text) "
          + "knows; the program was built for a newer one: install that")
    }
    return size
  }
}

extension adain_image {
  /// The image's numbers, checked; `rowFloats` is the distance of rows in floats.
  fileprivate func checked(_ name: String, _ channels: [Int32]) throws(AdaINError) -> (
    width: Int, height: Int, rowFloats: Int
  ) {
    try check(struct_size, MemoryLayout<adain_image>.size, name)
    let longest = Int64(PixelSource.longestSide)
    guard (1...longest).contains(width), (1...longest).contains(height) else {
      throw invalid("\(name) is \(width) x \(height); sides are from 1 to \(longest)")
    }
    guard channels.contains(self.channels) else {
      throw invalid(
        "\(name) has \(self.channels) channels; "
          + "\(channels.map(String.init).joined(separator: " or ")) can be used"
      )
    }
    let packed = width * Int64(self.channels) * 4
    let stride = row_stride == 0 ? packed : row_stride
    guard pixels != nil || transfer != nil else {
      throw invalid("\(name) has neither pixels nor a transfer callback")
    }
    guard pixels == nil || (stride % 4 == 0 && stride >= packed && stride <= Int64.max / (2 * longest)) else {
      throw invalid("\(name).row_stride is \(row_stride); \(packed) or a larger multiple of 4 is right")
    }
    return (Int(width), Int(height), Int(stride / 4))
  }

  func source(_ name: String, channels allowed: [Int32]) throws(AdaINError) -> PixelSource {
    let (width, height, rowFloats) = try checked(name, allowed)
    let count = Int(channels)
    if let pixels {
      return PixelSource(width: width, height: height, channels: count) { rect, to, stride in
        for y in 0..<rect.height {
          (to + y * stride).update(
            from: pixels + (rect.y + y) * rowFloats + rect.x * count, count: rect.width * count)
        }
      }
    }
    let move = mover(name, "read")
    return PixelSource(width: width, height: height, channels: count, read: move)
  }

  func sink(_ name: String, channels allowed: [Int32]) throws(AdaINError) -> PixelSink {
    let (width, height, rowFloats) = try checked(name, allowed)
    let count = Int(channels)
    if let pixels {
      return PixelSink(width: width, height: height, channels: count) { rect, from, stride in
        for y in 0..<rect.height {
          (pixels + (rect.y + y) * rowFloats + rect.x * count).update(
            from: from + y * stride, count: rect.width * count)
        }
      }
    }
    return PixelSink(width: width, height: height, channels: count, write: mover(name, "written"))
  }

  private func mover(_ name: String, _ what: String) -> PixelSource.Read {
    let (transfer, user) = (transfer!, user)
    return { (rect, pixels, stride) throws(AdaINError) in
      let status = transfer(
        user, Int64(rect.x), Int64(rect.y), Int64(rect.width), Int64(rect.height), pixels, Int64(stride * 4))
      guard status == 0 else {
        throw AdaINError(
          .unreadable, "\(name) could not be \(what): the host's transfer callback returned \(status)")
      }
    }
  }

  /// Whether the memory of two images overlaps.
  func overlaps(_ other: adain_image) -> Bool {
    guard let a = range, let b = other.range else { return false }
    return a.overlaps(b)
  }

  private var range: Range<UInt>? {
    guard let pixels, let (width, height, rowFloats) = try? checked("image", [1, 3, 4]) else { return nil }
    let start = UInt(bitPattern: pixels)
    // Without what follows the last row's pixels.
    let floats = (height - 1) * rowFloats + width * Int(channels)
    let (end, overflow) = start.addingReportingOverflow(UInt(floats) * 4)
    return overflow ? nil : start..<end
  }
}

/// The regions of a call.
func regions(_ regions: UnsafePointer<adain_region>?, _ count: Int) throws(AdaINError) -> [Region] {
  guard (1...Int(ADAIN_MAX_REGIONS)).contains(count) else {
    throw invalid("region_count is \(count); from 1 to \(ADAIN_MAX_REGIONS) regions can be mixed")
  }
  let pointer = try regions.required("regions")
  var list: [Region] = []
  var masks: [UnsafePointer<adain_image>: PixelSource] = [:]
  for i in 0..<count { list.append(try Region(pointer[i], index: i, masks: &masks)) }
  return list
}

extension Region {
  /// - Parameter masks: those that other regions of the call have, so that a mask that serves several is
  ///   known as one.
  init(_ region: adain_region, index: Int, masks: inout [UnsafePointer<adain_image>: PixelSource])
    throws(AdaINError)
  {
    let name = "regions[\(index)]"
    // Regions stand in an array, whose steps are of this size.
    guard region.struct_size == MemoryLayout<adain_region>.size else {
      throw invalid("\(name).struct_size is \(region.struct_size); set it to sizeof (adain_region)")
    }
    guard (1...Int(ADAIN_MAX_STYLES)).contains(region.style_count) else {
      throw invalid(
        "\(name).style_count is \(region.style_count); from 1 to \(ADAIN_MAX_STYLES) styles can be mixed")
    }
    let pointers = try region.styles.required("\(name).styles")
    var styles: [(style: Style, weight: Double)] = []
    for i in 0..<region.style_count {
      let pointer = try pointers[i].required("\(name).styles[\(i)]")
      styles.append((object(pointer, StyleHandle.self).style, region.weights?[i] ?? 1))
    }
    var mask: PixelSource?
    if let pointer = region.mask {
      if masks[pointer] == nil { masks[pointer] = try pointer.pointee.source("\(name).mask", channels: [1]) }
      mask = masks[pointer]
    }
    self.init(styles: styles, mask: mask, invertsMask: region.invert_mask != 0)
  }
}
