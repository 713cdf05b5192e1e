// Which content is measured with which style: all with all, the first with the first, or pairs that a text
// file names, so that anybody can measure the same ones again.

struct EvaluationPairs {
  struct Pair: Hashable {
    let content, style: String
  }

  let all: [Pair]

  init(_ command: EvaluateCommand) throws {
    let contents = try Files.images(of: command.content)
    let styles = try Files.images(of: command.style)
    if let file = command.pairs {
      all = try Self.named(in: file, contents, styles)
    } else if command.paired {
      guard contents.count == styles.count else {
        throw CommandFailure(
          message: word(
            "--paired needs as many styles as contents, not %s and %s", styles.count, contents.count))
      }
      all = zip(contents, styles).map { Pair(content: $0, style: $1) }
    } else {
      all = contents.flatMap { content in styles.map { Pair(content: content, style: $0) } }
    }
  }

  /// Lines CONTENT, a tab, STYLE: names of files among those given.
  private static func named(in file: String, _ contents: [String], _ styles: [String]) throws -> [Pair] {
    let (contents, styles) = (byName(contents), byName(styles))
    var pairs: [Pair] = []
    for (index, line) in try Files.text(of: file).split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      let line = line.last == "\r" ? line.dropLast() : line
      if line.isEmpty || line.first == "#" { continue }
      let names = line.split(separator: "\t").map(String.init)
      guard names.count == 2 else {
        throw CommandFailure(
          message: word("%s, line %s, is not a pair; write CONTENT, a tab and STYLE", file, index + 1))
      }
      func path(_ name: String, _ paths: [String: String], _ option: String) throws -> String {
        if let path = paths[name] { return path }
        throw CommandFailure(
          message: word("%s, line %s: there is no %s among --%s", file, index + 1, name, option))
      }
      pairs.append(
        Pair(content: try path(names[0], contents, "content"), style: try path(names[1], styles, "style")))
    }
    if pairs.isEmpty {
      throw CommandFailure(message: word("%s names no pair; write lines CONTENT, a tab, STYLE", file))
    }
    return pairs
  }

  private static func byName(_ paths: [String]) -> [String: String] {
    Dictionary(paths.map { (Files.name(of: $0), $0) }) { first, _ in first }
  }
}
