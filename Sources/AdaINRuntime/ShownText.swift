// Texts of files as people are shown them. A file's text may say anything, also to a terminal.

extension String {
  /// In one line, and with nothing that a terminal would obey.
  package var harmless: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator: "?"
          default: scalar
          }
        }))
  }

  /// Harmless and short, as errors quote it.
  package var shown: String { String(String.UnicodeScalarView(unicodeScalars.prefix(60))).harmless }
}
