// The progress bar on stderr: "(2/6) photo.jpg + starry-night [#####-----] 48% 0:12 left". Only on a
// terminal; one bar for the whole run, which never goes back. Times are estimated from the share that is
// done.

import CAdaIN
import CAdaINGEGL
import Synchronization

final class ProgressBar {
  private static let isDrawn = Atomic<Bool>(false)
  /// Microseconds between two drawings.
  private static let interval: gint64 = 100_000

  private let total: Int
  private let start = g_get_monotonic_time()
  private var lastDrawn: gint64 = 0
  private var finished = 0
  private var share = 0.0
  private var name = ""

  /// - Parameter total: how many pieces of work the run has.
  init(total: Int) {
    self.total = max(total, 1)
  }

  deinit {
    erase()
  }

  /// A piece of work starts.
  func begin(_ name: String) {
    self.name = name
    draw(now: g_get_monotonic_time())
  }

  /// How much of the current piece is done, 0 to 1.
  func update(_ fraction: Double) {
    let whole = (Double(finished) + min(max(fraction, 0), 1)) / Double(total)
    share = max(share, min(whole, 1))
    let now = g_get_monotonic_time()
    if now - lastDrawn >= Self.interval { draw(now: now) }
  }

  /// Shows the progress of a call that gets these options, and lets it be interrupted.
  func follow(_ options: inout adain_options) {
    options.progress_user = Unmanaged.passUnretained(self).toOpaque()
    options.progress = { user, fraction in
      Unmanaged<ProgressBar>.fromOpaque(user!).takeUnretainedValue().update(fraction)
      return Interruption.isRequested ? 1 : 0
    }
  }

  /// Pieces of work that are done or have failed.
  func finish(_ count: Int = 1) {
    finished += count
    update(0)
  }

  /// Makes room for a line of text; the next update draws the bar again.
  func erase() {
    Self.eraseAtOnce()
    lastDrawn = 0
  }

  /// Also called by the signal thread.
  static func eraseAtOnce() {
    if isDrawn.exchange(false, ordering: .acquiringAndReleasing) { Terminal.writeError("\r\u{1B}[K") }
  }

  private func draw(now: gint64) {
    guard Terminal.isInteractive, !Interruption.isRequested else { return }
    lastDrawn = now
    let elapsed = Double(now - start) / 1e6
    let line = Self.line(
      name: total > 1 ? "(\(min(finished + 1, total))/\(total)) \(name)" : name, share: share,
      secondsLeft: share >= 0.02 && elapsed >= 0.5 ? elapsed / share * (1 - share) : nil,
      columns: Terminal.columns)
    Self.isDrawn.store(true, ordering: .releasing)
    Terminal.writeError("\r" + line + "\u{1B}[K")
  }

  /// One line that is shorter than the terminal is wide.
  private static func line(name: String, share: Double, secondsLeft: Double?, columns: Int) -> String {
    let percent = "\(Int(share * 100))%"
    let tail = secondsLeft.map { word("%s %s left", percent, Quantity.duration($0)) } ?? percent
    let width = min(max(columns - name.columns - tail.columns - 6, 10), 40)
    let room = columns - 1 - width - 4 - tail.columns
    guard room > 3 else { return tail.fitting(columns: columns - 1) }
    let shortName = name.columns <= room ? name : name.fitting(columns: room - 1) + "…"
    let full = Int(share * Double(width))
    let bar = String(repeating: "#", count: full) + String(repeating: "-", count: width - full)
    return "\(shortName) [\(bar)] \(tail)"
  }
}
