// Paths and folders through the C library. Reads no file contents but small texts.

import CAdaINGEGL
import Glibc

enum Files {
  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path.system, &status) == 0 ? status.st_mode : nil
  }

  static func exists(_ path: String) -> Bool {
    mode(path) != nil
  }

  static func isFolder(_ path: String) -> Bool {
    mode(path).map { $0 & S_IFMT == S_IFDIR } ?? false
  }

  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path.system, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The path without symbolic links, or nil when there is no such file.
  static func resolved(_ path: String) -> String? {
    guard let real = realpath(path.system, nil) else { return nil }
    defer { free(real) }
    return String(system: real)
  }

  /// What is the same for all names of one file, also through links; nil when there is none.
  static func identity(_ path: String) -> [UInt64]? {
    var status = stat()
    guard stat(path.system, &status) == 0 else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  /// Everything in a folder but hidden files, sorted; nil when it cannot be read.
  static func entries(in folder: String) -> [String]? {
    names(in: folder)?.filter { !$0.hasPrefix(".") }.sorted()
  }

  /// Every name in a folder, in no order.
  static func names(in folder: String) -> [String]? {
    guard let directory = opendir(folder.system) else { return nil }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(system: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Makes a folder and those above it that are missing.
  static func makeFolders(_ path: String) throws {
    if isFolder(path) { return }
    let parent = folder(of: path)
    if parent != path { try makeFolders(parent) }
    guard mkdir(path.system, 0o777) == 0 else {
      if errno == EEXIST && isFolder(path) { return }
      throw CommandFailure.system(
        word("cannot create the folder %s", path), remedy: word("choose another one with -o"))
    }
    FileCleanup.addOutput(path)
  }

  /// A file's folder has to be there: only folders of results are made.
  static func checkFolder(of path: String) throws {
    let folder = folder(of: path)
    guard !isFolder(folder) else { return }
    throw CommandFailure(
      message: exists(folder)
        ? word("%s is no folder, so that %s cannot be written; choose another name", folder, path)
        : word("there is no folder %s for %s; make it first, or choose another name", folder, path))
  }

  static func text(of path: String) throws -> String {
    var contents: UnsafeMutablePointer<CChar>?
    try reportingFailure { g_file_get_contents(path.system, &contents, nil, $0) }
    defer { g_free(contents) }
    return String(system: contents!)
  }

  static func name(of path: String) -> String {
    let trimmed = withoutTrailingSlashes(path)
    return trimmed.lastIndex(of: "/").map { String(trimmed[trimmed.index(after: $0)...]) } ?? trimmed
  }

  static func folder(of path: String) -> String {
    let trimmed = withoutTrailingSlashes(path)
    guard let slash = trimmed.lastIndex(of: "/") else { return "." }
    let parent = withoutTrailingSlashes(String(trimmed[..<slash]))
    return parent.isEmpty ? "/" : parent
  }

  /// The name without folders and ending: "starry-night" of "paintings/starry-night.jpg".
  static func stem(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// "jpg" of "photo.JPG"; "" when there is none.
  static func ending(of path: String) -> String {
    let name = name(of: path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  static func withoutTrailingSlashes(_ path: String) -> String {
    var path = path
    while path.count > 1 && path.hasSuffix("/") { path.removeLast() }
    return path
  }
}

extension Files {
  /// The paths of the wanted files of a folder (not of those below it), sorted by name.
  static func filesToRead(in folder: String, what: String, where isWanted: (String) -> Bool) throws
    -> [String]
  {
    guard let names = entries(in: folder) else {
      throw CommandFailure.system(
        word("cannot read the folder %s", folder), remedy: word("check its permissions"))
    }
    let root = folder.hasSuffix("/") ? folder : folder + "/"
    let paths = names.filter(isWanted).map { root + $0 }.filter { !isFolder($0) }
    if paths.isEmpty {
      throw CommandFailure(message: word("there are no %s in the folder %s; name another one", what, folder))
    }
    return paths
  }

  /// Paths as given, with every folder replaced by the images in it.
  static func images(of arguments: [String]) throws -> [String] {
    try arguments.flatMap { argument in
      isFolder(argument)
        ? try filesToRead(in: argument, what: word("images"), where: ImageFormat.isImage) : [argument]
    }
  }
}
