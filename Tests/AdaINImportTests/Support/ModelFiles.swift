// The small published files that Tests/Goldens/make_model_files.py has written, and what an import must make
// of them.

import AdaINImport
import AdaINNetwork
import AdaINRuntime
import AdaINTestSupport
import Testing

enum ModelFiles {
  static func path(_ name: String) -> String { TestFiles.repository + "/Tests/Goldens/model-files/" + name }

  static func bytes(_ name: String) throws -> [UInt8] {
    try File.read(path(name), limit: 1 << 20, kind: "file")
  }

  static func network(_ name: String) throws -> PublishedNetwork { try PublishedNetwork(path: path(name)) }

  static var expected: [String: Safetensors.Tensor] {
    get throws { try Safetensors(path: path("expected.safetensors"), kind: "golden").tensors }
  }
}

/// Expects an error in a file whose text has all of `words`.
func expectMalformed(
  _ words: String..., what: String = "", sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("\(what): no error", sourceLocation: sourceLocation)
  } catch let error as AdaINError {
    #expect(error.code == .malformed, "\(what): \(error.message)", sourceLocation: sourceLocation)
    for word in words {
      #expect(
        error.message.contains(word), "\(what): “\(word)” is missing in: \(error.message)",
        sourceLocation: sourceLocation)
    }
  } catch {
    Issue.record("\(what): \(error) is no AdaINError", sourceLocation: sourceLocation)
  }
}
