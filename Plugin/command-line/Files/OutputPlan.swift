// Which files a run will write, decided and checked before any work: -o is a file when one result comes, from
// no folder, and it names no folder; else it is a folder, and made if need be. No two results may meet, and
// none may replace one of the inputs, but the one that is named and was told to.

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
  ///   - inputs: paths that must not be written to.
  ///   - countsFolder: a folder's contents decided how many results there are, so that `output` is a folder
  ///     whatever their number.
  ///   - overwrites: whether the one named result may replace an input; nil: no option asks for it.
  init(
    output: String, folderNames: [String], sources: [String], inputs: [String], countsFolder: Bool = false,
    overwrites: Bool? = nil
  ) throws {
    if output.isEmpty {
      throw CommandFailure(message: word("the output's name is empty; name a file or a folder with -o"))
    }
    if Self.isFolder(output, results: folderNames.count, countsFolder: countsFolder) {
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
      try Files.checkFolder(of: path)
      if overwrites != true { try checkNamed(output, inputs, isOffered: overwrites != nil) }
      try checkTargets()
    }
  }

  /// One picture for standard output. Its name only tells the format.
  init(standardOutput ending: String) {
    folder = "."
    names = ["-." + ending]
  }

  /// Whether -o means a folder.
  static func isFolder(_ output: String, results: Int, countsFolder: Bool = false) -> Bool {
    results != 1 || countsFolder || output.hasSuffix("/") || Files.isFolder(output)
  }

  func path(_ index: Int) -> String {
    folder == "." ? names[index] : (folder == "/" ? "" : folder) + "/" + names[index]
  }

  private func checkNames(sources: [String]) throws {
    let looksLikeFile = ImageFormat.isImage(folder) || Files.ending(of: folder) == "safetensors"
    if !Files.isFolder(folder) && (Files.exists(folder) || looksLikeFile) {
      throw CommandFailure(
        message: word(
          "the results of a folder, or several, do not fit into the file %s; name a folder with -o", folder))
    }
    var seen: [String: Int] = [:]
    for (index, name) in names.enumerated() {
      if let other = seen.updateValue(index, forKey: name) {
        throw CommandFailure(
          message: word(
            "%s and %s would both be written to %s; rename one or use two folders", sources[other],
            sources[index], path(index)))
      }
    }
  }

  private func checkInputs(_ inputs: [String]) throws {
    let real = Set(inputs.compactMap(Files.identity))
    for index in names.indices where Files.identity(path(index)).map(real.contains) == true {
      throw CommandFailure(message: word("%s is also an input; choose another folder with -o", path(index)))
    }
  }

  private func checkNamed(_ output: String, _ inputs: [String], isOffered: Bool) throws {
    guard let real = Files.identity(output) else { return }
    for input in inputs where Files.identity(input) == real {
      throw CommandFailure(
        message: isOffered
          ? word("%s is also an input; choose another name with -o, or replace it with --overwrite", output)
          : word("%s is also an input; choose another name with -o", output))
    }
  }

  /// The results that are there already.
  var existing: [Int] { names.indices.filter { Files.exists(path($0)) } }

  private func checkTargets() throws {
    for index in names.indices {
      try reportingFailure { adain_gegl_check_target(path(index).system, $0) }
    }
  }
}
