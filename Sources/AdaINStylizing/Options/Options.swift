// What a caller may ask for, and the checks that keep impossible wishes out.

import AdaINNetwork
import AdaINPictures
import AdaINRuntime
import CAdaIN

/// How the picture keeps the content's colours; adain-options.h lists the ways.
public struct ColorPreservation: Equatable, Sendable, CaseIterable {
  public let rawValue: Int32

  public static let none = Self(rawValue: Int32(ADAIN_PRESERVE_NONE))
  public static let match = Self(rawValue: Int32(ADAIN_PRESERVE_MATCH))
  public static let luminance = Self(rawValue: Int32(ADAIN_PRESERVE_LUMINANCE))
  public static let allCases = ADAIN_OPTION_PRESERVE_COLOR.values.map(Self.init(rawValue:))
}

/// What a strength between 0 and 1 means; see adain-options.h.
public struct TradeOff: Equatable, Sendable, CaseIterable {
  public let rawValue: Int32

  public static let exact = Self(rawValue: Int32(ADAIN_TRADE_OFF_EXACT))
  /// decode(strength AdaIN(c, s) + (1 - strength) c), as in the paper (equation 14).
  public static let paper = Self(rawValue: Int32(ADAIN_TRADE_OFF_PAPER))
  public static let allCases = ADAIN_OPTION_TRADE_OFF.values.map(Self.init(rawValue:))
}

/// What each region is normalised by; adain-options.h lists the choices.
public struct RegionStatistics: Equatable, Sendable {
  public let rawValue: Int32

  public static let own = Self(rawValue: Int32(ADAIN_STATISTICS_OWN))
  public static let whole = Self(rawValue: Int32(ADAIN_STATISTICS_WHOLE))
}

/// How to stylise. Defaults and limits are those of the table of options (adain-options.h).
public struct Options {
  public var strength = ADAIN_STRENGTH_DEFAULT
  public var preserveColor = ColorPreservation(rawValue: ADAIN_PRESERVE_COLOR_DEFAULT)
  public var tradeOff = TradeOff(rawValue: ADAIN_TRADE_OFF_DEFAULT)
  /// How much of the stylised luma and of the stylised chroma the pixels take.
  public var tone = ADAIN_TONE_DEFAULT
  public var color = ADAIN_COLOR_DEFAULT
  /// The size of a brush in percent of the picture's shorter side; 0: that of the model in the picture's
  /// pixels.
  public var strokeSize = ADAIN_STROKE_SIZE_DEFAULT
  /// How much of the painting is what its change has of the picture's own detail.
  public var detail = ADAIN_DETAIL_DEFAULT
  /// The width of the regions' soft borders, in percent of the picture's shorter side.
  public var border = ADAIN_BORDER_DEFAULT
  public var regionStatistics = RegionStatistics(rawValue: ADAIN_REGION_STATISTICS_DEFAULT)
  /// The shorter side of the picture that the content is a part of, in pixels; 0: the content is the picture.
  public var pictureSide = 0
  /// What contents are normalised by instead of their own statistics.
  public var statistics: ContentStatistics?
  /// 0: one for each processor.
  public var threads = Int(ADAIN_THREADS_DEFAULT)
  /// Bytes that a call may use; 0: half of what the machine has free, at most 1 GiB.
  public var memory = Int(ADAIN_MEMORY_DEFAULT) << 20
  /// Called on the calling thread with 0 to 1, never backwards; returns false to cancel.
  public var progress: ((Double) -> Bool)?

  public init() {}

  /// Those of a caller in C.
  public init(_ options: adain_options) {
    strength = options.strength
    preserveColor = ColorPreservation(rawValue: options.preserve_color)
    tradeOff = TradeOff(rawValue: options.trade_off)
    tone = options.tone
    color = options.color
    strokeSize = options.stroke_size
    detail = options.detail
    border = options.border
    regionStatistics = RegionStatistics(rawValue: options.region_statistics)
    pictureSide = Int(options.picture_side)
    threads = Int(options.threads)
    memory = Int(clamping: options.memory)
    if let callback = options.progress {
      nonisolated(unsafe) let user = options.progress_user
      progress = { callback(user, $0) == 0 }
    }
  }

  /// Whether every picture stays as it is, bit for bit.
  public var areNeutral: Bool { strength == 0 && tradeOff == .exact || tone == 0 && color == 0 }

  /// The side that the options' shares are of, for a content of this size.
  package func shorterSide(_ size: Size) -> Int {
    pictureSide > 0 ? pictureSide : min(size.width, size.height)
  }

  package func validate() throws(AdaINError) {
    try ADAIN_OPTION_STRENGTH.check(strength)
    try ADAIN_OPTION_PRESERVE_COLOR.check(Double(preserveColor.rawValue))
    try ADAIN_OPTION_TRADE_OFF.check(Double(tradeOff.rawValue))
    try ADAIN_OPTION_TONE.check(tone)
    try ADAIN_OPTION_COLOR.check(color)
    try ADAIN_OPTION_STROKE_SIZE.check(strokeSize)
    try ADAIN_OPTION_DETAIL.check(detail)
    try ADAIN_OPTION_BORDER.check(border)
    try ADAIN_OPTION_REGION_STATISTICS.check(Double(regionStatistics.rawValue))
    try ADAIN_OPTION_THREADS.check(Double(threads))
    guard (0...PixelSource.longestSide).contains(pictureSide) else {
      throw AdaINError(
        .invalidArgument,
        "a picture's side of \(pictureSide) pixels is not in 0 to \(PixelSource.longestSide)")
    }
    // Any number of bytes that there is no need to count in the table's unit is a limit that limits nothing.
    guard memory >= 0 else {
      throw AdaINError(.invalidArgument, "a memory limit of \(memory) bytes is negative")
    }
  }
}

extension adain_option_index {
  /// A choice's values.
  fileprivate var values: [Int32] {
    let option = adain_option_at(Int32(rawValue))!.pointee
    return (0..<Int(option.choice_count)).map { option.choices[$0].value }
  }

  /// Throws unless the value is within the option's limits.
  package func check(_ value: Double) throws(AdaINError) {
    let option = adain_option_at(Int32(rawValue))!.pointee
    guard !(value >= option.least && value <= option.most) else { return }
    let isWhole = option.kind != ADAIN_NUMBER && value.magnitude < 1e15
    let text = isWhole ? String(Int(value)) : String(value)
    throw AdaINError(
      .invalidArgument,
      "\(String(cString: option.label).lowercased()) \(text) is out of range; \(option.range)")
  }
}

extension adain_option {
  /// What may be given, as "choose 0 to 256" or "choose none (0), match (1) or luminance (2)".
  package var range: String {
    guard kind == ADAIN_CHOICE else { return "choose \(Self.text(least)) to \(Self.text(most))" }
    let names = (0..<Int(choice_count)).map { "\(String(cString: choices[$0].name)) (\(choices[$0].value))" }
    return "choose " + names.dropLast().joined(separator: ", ") + " or " + names.last!
  }

  private static func text(_ limit: Double) -> String {
    limit == limit.rounded() && limit < 1e15 ? String(Int(limit)) : String(limit)
  }
}

extension PixelSource {
  /// Pixels along a side that the core takes; offsets and tile numbers then fit their types.
  package static let longestSide = Int(ADAIN_MAX_SIDE)

  package func validate(as what: String, channels allowed: [Int]) throws(AdaINError) {
    guard (1...Self.longestSide).contains(width), (1...Self.longestSide).contains(height) else {
      throw AdaINError(
        .invalidArgument, "the \(what)'s size \(width) x \(height) is not in 1 to \(Self.longestSide) a side")
    }
    guard allowed.contains(channels) else {
      throw AdaINError(
        .invalidArgument,
        "the \(what) has \(channels) channels; "
          + allowed.map(String.init).joined(separator: " or ") + " can be used")
    }
  }
}
