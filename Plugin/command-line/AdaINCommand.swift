// The program: parses the command line, runs the command, and turns every failure into a line on stderr
// and an exit status. What the commands do stands in files of their own.

import ArgumentParser
import CAdaIN
import Glibc

struct AdaINCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adain",
    abstract: word("Redraws pictures in the style of others (adaptive instance normalisation)."),
    discussion: word(
      """
      adain stylize photo.jpg --style starry-night -o stylised.jpg
      adain style list

      Exit status: 0 all done, 1 something failed, 64 a wrong command line, 130 interrupted.
      """),
    version: String(cString: adain_version()),
    subcommands: [
      StylizeCommand.self, StyleCommand.self, ModelCommand.self, TrainCommand.self, EvaluateCommand.self,
      OptimizeCommand.self, BenchCommand.self,
    ])
}

@main
enum Program {
  static func main() {
    Words.start(arguments: CommandLine.words)
    do {
      var command = try AdaINCommand.parseAsRoot(CommandLine.words)
      try command.run()
    } catch let interrupted as Interrupted {
      exit(interrupted.exitStatus)
    } catch let failure as CommandFailure {
      if !failure.message.isEmpty { Terminal.printError("adain: \(failure.message)") }
      exit(failure.exitStatus)
    } catch {
      report(error)
    }
  }

  /// Help and version texts, and everything that the parser itself finds wrong.
  private static func report(_ error: any Error) -> Never {
    let status = AdaINCommand.exitCode(for: error).rawValue
    if status == 0 {
      print(Words.translated(help: AdaINCommand.fullMessage(for: error)))
    } else {
      var message = AdaINCommand.message(for: error)
      while message.last == "." || message.last == "\n" { message.removeLast() }
      if Words.isEnglish { message = message.prefix(1).lowercased() + message.dropFirst() }
      Terminal.printError("adain: \(word("%s; see '%s'", message, helpCommand()))")
    }
    exit(status)
  }

  /// The command whose help tells about the arguments in use.
  private static func helpCommand() -> String {
    var command: any ParsableCommand.Type = AdaINCommand.self
    var words = ["adain"]
    for argument in CommandLine.words {
      let next = command.configuration.subcommands.first {
        $0._commandName == argument || $0.configuration.aliases.contains(argument)
      }
      guard let next else { break }
      command = next
      words.append(argument)
    }
    return (words + ["--help"]).joined(separator: " ")
  }
}
