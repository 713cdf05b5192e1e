// Times, sizes and counts as people read them.

import CAdaINGEGL
import CGEGL

enum Quantity {
  /// "0:07", "12:30", "2:05:00"
  static func duration(_ seconds: Double) -> String { taken(adain_gegl_duration_text(seconds)) }

  /// "850 MiB", "1.4 GiB"
  static func bytes(_ count: UInt64) -> String { taken(adain_gegl_bytes_text(guint64(count))) }

  private static func taken(_ text: UnsafeMutablePointer<CChar>?) -> String {
    defer { g_free(text) }
    return text.map { String(cString: $0) } ?? ""
  }

  /// "1 picture", "3 pictures"
  static func count(_ number: Int, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
  }
}
