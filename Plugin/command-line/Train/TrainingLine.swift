// What a training says on stderr: on a terminal one line that is drawn anew, elsewhere a line now and then.

import AdaINTraining
import CAdaINGEGL

final class TrainingLine {
  /// Microseconds between two lines: on a terminal, and where lines pile up.
  private static let drawing: gint64 = 200_000
  private static let writing: gint64 = 30_000_000

  private var last: gint64 = 0
  private var latest: TrainingRun.Report?
  private var isDrawn = false

  func update(_ report: TrainingRun.Report) {
    latest = report
    if report.revived > 0 {
      say(word("%s channels of the decoder were 0 everywhere and begin anew", report.revived))
    }
    if let measured = report.heldOut {
      say(Self.text(measured, step: report.step))
    }
    let now = g_get_monotonic_time()
    guard now - last >= (Terminal.isInteractive ? Self.drawing : Self.writing) else { return }
    last = now
    write(report)
  }

  /// A line of its own.
  func say(_ text: String) {
    erase()
    Terminal.printError("adain: \(text)")
  }

  /// The last step's line stays.
  func end() {
    if let latest { write(latest) }
    if isDrawn { Terminal.writeError("\n") }
    isDrawn = false
  }

  private func write(_ report: TrainingRun.Report) {
    if Terminal.isInteractive {
      Terminal.writeError("\r" + Self.text(report).fitting(columns: Terminal.columns - 1) + "\u{1B}[K")
      isDrawn = true
    } else {
      Terminal.printError(Self.text(report))
    }
  }

  private func erase() {
    if isDrawn { Terminal.writeError("\r\u{1B}[K") }
    isDrawn = false
  }

  private static func text(_ report: TrainingRun.Report) -> String {
    let losses = report.losses
    let step = "\(report.step)" + (report.steps.map { "/\($0)" } ?? "")
    let (content, style) = (rounded(losses.content), rounded(losses.style))
    let (identity, total) = (rounded(losses.identity), rounded(losses.total))
    let speed = rounded(report.stepsPerSecond)
    guard let left = report.secondsLeft else {
      return word(
        "step %s content %s style %s identity %s total %s, %s steps/s", step, content, style, identity, total,
        speed)
    }
    return word(
      "step %s content %s style %s identity %s total %s, %s steps/s, %s left", step, content, style, identity,
      total, speed, Quantity.duration(left))
  }

  private static func text(_ measured: HeldOutReport, step: Int) -> String {
    let (content, style) = (rounded(measured.current.content), rounded(measured.current.style))
    guard let average = measured.average else {
      return word("step %s on held-out pairs: content %s style %s", step, content, style)
    }
    return word(
      "step %s on held-out pairs: content %s style %s; average content %s style %s", step, content, style,
      rounded(average.content), rounded(average.style))
  }

  /// Three digits behind the point.
  private static func rounded(_ value: Double) -> String {
    let thousandths = Int((min(value, 1e12) * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}
