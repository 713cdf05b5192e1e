// Things worth knowing that are no failures, on stderr: this program's own and those of Plugin/shared, which
// tells them through GLib. Each is said once.

import CAdaINGEGL
import Synchronization

enum Notes {
  private static let told = Mutex(Set<String>())

  static func print(_ text: String) {
    guard told.withLock({ $0.insert(text).inserted }) else { return }
    ProgressBar.eraseAtOnce()
    Terminal.printError("adain: \(word("note: %s", text))")
  }

  /// Takes over what shared code says with g_message().
  static func watch() {
    g_log_set_handler(
      nil, G_LOG_LEVEL_MESSAGE,
      { _, _, message, _ in
        if let message { Notes.print(String(system: message)) }
      }, nil)
  }
}
