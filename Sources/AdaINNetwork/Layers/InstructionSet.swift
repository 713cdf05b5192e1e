// Which instruction set the layers run with.

import CKernels

/// An instruction set's bodies of the layers; the best one this processor has is the default.
package struct InstructionSet: @unchecked Sendable {
  package let table: UnsafePointer<ck_instruction_set>

  package var name: String { String(cString: table.pointee.name) }

  /// All that this processor can run, slowest first.
  package static let available: [InstructionSet] = {
    var all: [InstructionSet] = []
    var entry = ck_available()!
    while let table = entry.pointee {
      all.append(InstructionSet(table: table))
      entry += 1
    }
    return all
  }()

  package static let best = available.last!
}
