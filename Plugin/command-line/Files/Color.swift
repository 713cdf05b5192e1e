// A colour on the command line.

import ArgumentParser

/// An opaque colour, sRGB-coded from 0 to 1.
struct Color: Equatable, ExpressibleByArgument, CustomStringConvertible {
  static let white = Color(argument: "white")!

  let description: String
  let components: [Float]

  init?(argument: String) {
    description = argument.lowercased()
    switch description {
    case "white": components = [1, 1, 1]
    case "black": components = [0, 0, 0]
    case "grey", "gray": components = [0.5, 0.5, 0.5]
    default:
      guard description.utf8.count == 7, description.first == "#",
        let code = UInt32(description.dropFirst(), radix: 16), description.last != "+"
      else { return nil }
      components = [16, 8, 0].map { Float(code >> $0 & 255) / 255 }
    }
  }

  var defaultValueDescription: String { description }
}
