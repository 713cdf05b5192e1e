// Which instruction set the kernels are run with.

import CKernels

/// The instruction sets' kernels; the best one this processor has is the default.
package struct Kernels: @unchecked Sendable {
  package let table: UnsafePointer<ck_kernels>

  package var name: String { String(cString: table.pointee.name) }

  /// All that this processor can run, slowest first.
  package static let available: [Kernels] = {
    var all: [Kernels] = []
    var entry = ck_available()!
    while let table = entry.pointee {
      all.append(Kernels(table: table))
      entry += 1
    }
    return all
  }()

  package static let best = available.last!
}
