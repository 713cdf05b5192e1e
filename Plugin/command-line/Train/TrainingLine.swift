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
    if let measured = report.heldOut {
      let average = measured.average.map { "; average \(Self.text($0))" } ?? ""
      say("step \(report.step) on held-out pairs: \(Self.text(measured.current))\(average)")
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
      Terminal.writeError("\r" + String(Self.text(report).prefix(Terminal.columns - 1)) + "\u{1B}[K")
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
    var text = "step \(report.step)" + (report.steps.map { "/\($0)" } ?? "")
    text += " content \(rounded(losses.content)) style \(rounded(losses.style))"
    text += " identity \(rounded(losses.identity))"
    text += " total \(rounded(losses.total)), \(rounded(report.stepsPerSecond)) steps/s"
    if let left = report.secondsLeft { text += ", \(Quantity.duration(left)) left" }
    return text
  }

  private static func text(_ losses: HeldOutLosses) -> String {
    "content \(rounded(losses.content)) style \(rounded(losses.style))"
  }

  /// Three digits behind the point.
  private static func rounded(_ value: Double) -> String {
    let thousandths = Int((min(value, 1e12) * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }
}
