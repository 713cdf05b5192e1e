// Options that several commands share: the model with the size of styles, and the machine's resources.

import ArgumentParser
import CAdaIN
import CAdaINGEGL

struct ModelOptions: ParsableArguments {
  @Option(name: .customLong("model"), help: .of(ADAIN_OPTION_MODEL, "file-or-name"))
  var name: String?

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_STYLE_SIZE, "pixels"))
  var styleSize = Int(ADAIN_STYLE_SIZE_DEFAULT)

  func validate() throws {
    try ADAIN_OPTION_STYLE_SIZE.check(Double(styleSize))
    if name == "" {
      throw ValidationError(word("the model's name is empty; name a file or leave out --model"))
    }
  }
}

struct ResourceOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_MEMORY, "mib"))
  var memory = Int(ADAIN_MEMORY_DEFAULT)

  @Option(parsing: .unconditional, help: .of(ADAIN_OPTION_THREADS, "count"))
  var threads = Int(ADAIN_THREADS_DEFAULT)

  var memoryBytes: UInt64 { UInt64(memory) << 20 }

  func validate() throws {
    try ADAIN_OPTION_MEMORY.check(Double(memory))
    try ADAIN_OPTION_THREADS.check(Double(threads))
  }
}
