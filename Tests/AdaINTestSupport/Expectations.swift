// Expectations on arrays, pictures and errors, in the words of the testing framework.

import AdaINRuntime
import Testing

/// Records an issue unless all values are within `tolerance`; returns the worst difference.
@discardableResult
package func expectClose(
  _ actual: [Float], _ expected: [Float], shape: [Int], scales: [Float]? = nil, tolerance: Float,
  _ what: @autoclosure () -> String = "", sourceLocation: SourceLocation = #_sourceLocation
) -> Float {
  let comparison = Comparison(actual, expected, shape: shape, scales: scales, tolerance: tolerance)
  if let mismatch = comparison.mismatch {
    Issue.record(Comment(rawValue: "\(what()): \(mismatch)"), sourceLocation: sourceLocation)
  }
  return comparison.worst
}

@discardableResult
package func expectClose(
  _ actual: Picture, _ expected: Picture, tolerance: Float, _ what: @autoclosure () -> String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) -> Float {
  guard actual.shape == expected.shape else {
    Issue.record(
      "\(what()): shape \(actual.shape) where \(expected.shape) is expected", sourceLocation: sourceLocation)
    return .infinity
  }
  return expectClose(
    actual.pixels, expected.pixels, shape: expected.shape, tolerance: tolerance, what(),
    sourceLocation: sourceLocation)
}

/// Expects an error of this code whose text has all of `words`.
package func expectError(
  _ code: AdaINError.Code, _ words: String..., what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("\(what): no error, but \(code) is expected", sourceLocation: sourceLocation)
  } catch let error as AdaINError {
    #expect(error.code == code, "\(what): \(error.message)", sourceLocation: sourceLocation)
    for word in words {
      #expect(error.message.contains(word), "\(what): “\(word)” is missing", sourceLocation: sourceLocation)
    }
  } catch {
    Issue.record("\(what): \(error) is no AdaINError", sourceLocation: sourceLocation)
  }
}
