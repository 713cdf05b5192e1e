// A program that tries one target with input after input. Built by scripts/fuzz.sh it is libFuzzer, which
// looks for input that reaches new code; otherwise it damages the first inputs at random (PlainDriver.swift).
// It writes its files into the current folder.
//
//   adain-fuzz                                      the targets' names
//   adain-fuzz --target=NAME --write=FOLDER         what the target has to begin with
//   adain-fuzz --target=NAME [OPTION…] FOLDER…      libFuzzer's options; without it -runs=N and -seed=N

import AdaINRuntime

#if canImport(Glibc)
  import Glibc
#endif

@main enum Fuzzing {
  /// What an argument that begins so continues with.
  static func value(_ name: String) -> String? {
    CommandLine.arguments.first { $0.hasPrefix(name) }.map { String($0.dropFirst(name.count)) }
  }

  static func main() throws {
    let name = value("--target=")
    guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
      print(FuzzTarget.all.map(\.name).joined(separator: "\n"))
      exit(name == nil ? 0 : 2)
    }
    if let folder = value("--write=") {
      for (i, bytes) in try target.wholeFiles().enumerated() {
        try File.write(bytes, to: "\(folder)/whole-\(i)", kind: "input")
      }
      return
    }
    try drive(target)
  }
}
