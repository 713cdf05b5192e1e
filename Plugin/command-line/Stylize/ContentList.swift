// The contents of `adain stylize`: images as given, and those of folders, with the folders below where asked.
// Reads names only.

struct ContentList {
  /// Standard input, as an argument.
  static let standardInput = "-"

  struct Entry {
    let path: String
    /// The folders below the argument, "" or "a/b/": results go to the same ones.
    let subfolder: String

    /// What results are called after.
    var stem: String { path == ContentList.standardInput ? "stdin" : Files.stem(of: path) }
  }

  private(set) var entries: [Entry] = []
  /// Whether a folder is among the arguments.
  let hasFolder: Bool

  /// - Parameter output: is not looked into, so that results are no contents of the next run.
  init(_ arguments: [String], recursive: Bool, output: String) throws {
    hasFolder = arguments.contains { Files.isFolder($0) }
    if arguments.filter({ $0 == Self.standardInput }).count > 1 {
      throw CommandFailure(message: word("there is one picture on standard input; give - once"))
    }
    for argument in arguments {
      if argument == Self.standardInput || !Files.isFolder(argument) {
        entries.append(Entry(path: argument, subfolder: ""))
      } else if recursive {
        let before = entries.count
        try add(argument, subfolder: "", except: Files.resolved(output))
        if entries.count == before {
          throw CommandFailure(
            message: word("there are no images in the folder %s or below; name another one", argument))
        }
      } else {
        entries += try Files.filesToRead(in: argument, what: word("images"), where: ImageFormat.isImage)
          .map { Entry(path: $0, subfolder: "") }
      }
    }
  }

  private mutating func add(_ folder: String, subfolder: String, except output: String?) throws {
    guard let names = Files.entries(in: folder) else {
      throw CommandFailure.system(
        word("cannot read the folder %s", folder), remedy: word("check its permissions"))
    }
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    for name in names where ImageFormat.isImage(name) && !Files.isFolder(root + name) {
      entries.append(Entry(path: root + name, subfolder: subfolder))
    }
    // A link to a folder may lead back to where it is.
    for name in names where Files.isFolder(root + name) && !Files.isLink(root + name) {
      if output != nil && Files.resolved(root + name) == output { continue }
      try add(root + name, subfolder: subfolder + name + "/", except: output)
    }
  }
}
