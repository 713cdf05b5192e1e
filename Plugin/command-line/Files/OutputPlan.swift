// Which files a run will write, decided and checked before any work: -o is a file when one result comes and
// it names no folder, else a folder; no two results may meet, and none may replace one of the inputs.

import CAdaINGEGL

/// Where the results of a run go.
struct OutputPlan {
  let folder: String
  /// Names in `folder`, one a result, in the order of the work.
  let names: [String]

  /// - Parameters:
  ///   - output: the argument of -o.
  ///   - folderNames: the results' names if `output` is a folder.
  ///   - sources: what each result is made from, for messages.
  ///   - inputs: paths that must not be written to unless as the one named result.
  init(output: String, folderNames: [String], sources: [String], inputs: [String]) throws {
    if output.isEmpty {
      throw CommandFailure(message: "the output's name is empty; name a file or a folder with -o")
    }
    if Self.isFolder(output, results: folderNames.count) {
      folder = Files.withoutTrailingSlashes(output)
      names = folderNames
      try checkNames(sources: sources)
      try checkInputs(inputs)
      try checkTargets()
    } else {
      // The target of a symbolic link is replaced, not the link.
      let path = Files.resolved(output) ?? output
      folder = Files.folder(of: path)
      names = [Files.name(of: path)]
      try checkTargets()
    }
  }

  /// Whether -o means a folder.
  static func isFolder(_ output: String, results: Int) -> Bool {
    results != 1 || output.hasSuffix("/") || Files.isFolder(output)
  }

  func path(_ index: Int) -> String {
    folder == "." ? names[index] : (folder == "/" ? "" : folder) + "/" + names[index]
  }

  private func checkNames(sources: [String]) throws {
    if Files.exists(folder) && !Files.isFolder(folder) || names.count > 1 && ImageFormat.isImage(folder) {
      throw CommandFailure(
        message: "\(Quantity.count(names.count, "result")) do not fit into the file \(folder); "
          + "name a folder with -o")
    }
    var seen: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if let other = seen.updateValue(index, forKey: name) {
        throw CommandFailure(
          message: "\(sources[other]) and \(sources[index]) would both be written to \(path(index)); "
            + "rename one or use two folders")
      }
    }
  }

  private func checkInputs(_ inputs: [String]) throws {
    guard let realFolder = Files.resolved(folder) else { return }
    let real = Set(inputs.compactMap(Files.resolved))
    for (index, name) in names.enumerated() where real.contains(realFolder + "/" + name) {
      throw CommandFailure(message: "\(path(index)) is also an input; choose another folder with -o")
    }
  }

  private func checkTargets() throws {
    for index in names.indices {
      try reportingFailure { adain_gegl_check_target(path(index), $0) }
    }
  }
}
