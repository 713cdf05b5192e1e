// A hidden folder next to the results, in which each is written before it takes its place in one step. Making
// it first also tells at once whether anything can be written there at all.

import CAdaINGEGL
import Glibc

final class StagingFolder {
  /// Where the results go, without a slash at the end.
  let destination: String
  private let path: String

  /// Makes `destination`, with the folders above it, and the staging folder in it.
  init(in destination: String) throws {
    self.destination = destination
    try Files.makeFolders(destination)
    var template = (destination + "/.adain-XXXXXX").system
    guard mkdtemp(&template) != nil else {
      throw CommandFailure.system(
        word("cannot write into the folder %s", destination), remedy: word("choose another one with -o"))
    }
    path = template.withUnsafeBufferPointer { String(system: $0.baseAddress!) }
    FileCleanup.addStaging(path)
  }

  deinit {
    FileCleanup.removeStaging(path)
  }

  /// Lets `write` make a file, and then lets it take the place of `name` in the destination, as `cp` would:
  /// with the mode, the owner and the links of what was there. Failures name that file.
  func place(_ name: String, write: (_ path: String) throws -> Void) throws {
    let staged = path + "/" + Files.name(of: name)
    let final = (destination == "." ? "" : destination == "/" ? "/" : destination + "/") + name
    do {
      try write(staged)
      try Interruption.check()
      if name.contains("/") { try Files.makeFolders(Files.folder(of: final)) }
      try reportingFailure { adain_gegl_place_file(staged.system, final.system, $0) }
    } catch var failure as CommandFailure {
      failure.message.replace(staged, with: final)
      throw failure
    }
  }
}
