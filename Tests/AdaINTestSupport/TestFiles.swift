// Where the tests' files are, and folders for the files that tests write.

import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

package enum TestFiles {
  /// The repository's folder, from the place of this source file in it.
  package static let repository: String = {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  package static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// Runs `body` with a new folder, which is removed with all that is in it.
  package static func withFolder<Result>(_ body: (_ folder: String) throws -> Result) throws -> Result {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/adain-tests.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw AdaINError(.unreadable, "no folder can be made in \(parent): \(File.reason(errno))")
    }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      for name in names(in: folder) { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    return try body(folder)
  }

  /// The names in a folder, sorted, without "." and "..".
  package static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// How many files this process has open.
  package static var openFiles: Int { names(in: "/proc/self/fd").count }
}
