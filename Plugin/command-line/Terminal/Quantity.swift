// Times, sizes and counts as people read them.

enum Quantity {
  /// "0:07", "12:30", "2:05:00"
  static func duration(_ seconds: Double) -> String {
    let whole = Int(min(max(seconds, 0), 359_999).rounded(.up))
    let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
    return hours > 0
      ? "\(hours):\(twoDigits(minutes)):\(twoDigits(rest))" : "\(minutes):\(twoDigits(rest))"
  }

  /// "850 MiB", "1.4 GiB"
  static func bytes(_ count: UInt64) -> String {
    let mebibytes = Double(count) / 1_048_576
    if mebibytes < 1024 { return "\(Int(mebibytes.rounded(.up))) MiB" }
    let tenths = Int((mebibytes / 102.4).rounded())
    return "\(tenths / 10).\(tenths % 10) GiB"
  }

  /// "1 picture", "3 pictures"
  static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
