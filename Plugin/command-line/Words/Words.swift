// What the program says, in the user's language (adain-words.h); and what the parser says of itself.

import CAdaINGEGL
import Glibc

enum Words {
  /// Chooses the language; without this all is English. Numbers keep their point. What programs read stays
  /// English, and so does what it tells of failures.
  static func start(arguments: [String]) {
    if arguments.contains("--json") || arguments.contains("--experimental-dump-help") { return }
    setlocale(LC_CTYPE, "")
    setlocale(LC_MESSAGES, "")
    adain_words_bind()
  }

  static var isEnglish: Bool { word("Style") == "Style" }

  /// A help text with the headings and fixed texts of the parser, which has no translations, in the language.
  static func translated(help: String) -> String {
    if isEnglish { return help }
    return help.split(separator: "\n", omittingEmptySubsequences: false).map(translated(line:))
      .joined(separator: "\n")
  }

  private static func translated(line: Substring) -> String {
    for heading in ["OVERVIEW:", "USAGE:", "ARGUMENTS:", "OPTIONS:", "SUBCOMMANDS:"]
    where line.hasPrefix(heading) {
      return word(heading) + line.dropFirst(heading.count)
    }
    for text in ["Show the version.", "Show help information."] where line.hasSuffix(text) {
      return line.dropLast(text.count) + word(text)
    }
    if line.hasPrefix("  See '"), line.hasSuffix("' for detailed help.") {
      let command = line.dropFirst(7).dropLast(20)
      return "  " + word("See '%s' for detailed help.", command)
    }
    // Single words: the parser breaks lines between any two.
    return ["default:", "values:"].reduce(String(line)) { text, heading in
      text.replacing(heading, with: word(heading))
    }
  }

  /// Marks texts of the parser, whose translation `translated` asks for.
  private static var marked: [String] {
    [
      word("OVERVIEW:"), word("USAGE:"), word("ARGUMENTS:"), word("OPTIONS:"), word("SUBCOMMANDS:"),
      word("Show the version."), word("Show help information."), word("default:"), word("values:"),
    ]
  }
}

/// A text in the user's language, with a value for each %s; a translation may have them as %1$s and %2$s in
/// another order.
func word(_ english: String, _ values: Any...) -> String {
  // Without a translation what comes back is what went in, which must still be there when it is read.
  let text = english.withCString { String(cString: adain_word($0)) }
  if values.isEmpty { return text }
  // In one go: a value may be a file's name, and hold a %s of its own.
  var next = 0
  return text.replacing(#/%(?:([1-9])\$)?s/#) { place in
    next += 1
    let index = place.output.1.flatMap { Int($0) } ?? next
    return values.indices.contains(index - 1) ? "\(values[index - 1])" : String(place.output.0)
  }
}
