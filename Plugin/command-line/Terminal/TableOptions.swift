// The options of the table (adain-options.h) as options of commands: their help, their limits, their choices.

import ArgumentParser
import CAdaIN

extension adain_option_index {
  fileprivate var row: adain_option { adain_option_at(Int32(rawValue))!.pointee }
  fileprivate var name: String { String(cString: row.name) }

  /// Throws unless the value is within the option's limits.
  func check(_ value: Double) throws {
    guard !(value >= row.least && value <= row.most) else { return }
    let text = value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : String(value)
    throw ValidationError(
      word("--%s %s is out of range; choose %s to %s", name, text, Self.text(row.least), Self.text(row.most)))
  }

  private static func text(_ limit: Double) -> String {
    limit == limit.rounded() && limit < 1e15 ? String(Int(limit)) : String(limit)
  }
}

extension ArgumentHelp {
  /// The table's text, with the unit or the meaning of each choice.
  static func of(_ index: adain_option_index, _ valueName: String) -> ArgumentHelp {
    let row = index.row
    var text = word(String(cString: row.text))
    let unit = word(String(cString: row.unit))
    if !unit.isEmpty { text += word(", in %s", unit) }
    let choices = (0..<Int(row.choice_count)).map {
      "\(String(cString: row.choices[$0].name)): \(word(String(cString: row.choices[$0].text)))"
    }
    if !choices.isEmpty { text += "; " + choices.joined(separator: "; ") }
    return ArgumentHelp("\(text).", valueName: valueName)
  }
}

/// A choice of the table.
protocol TableChoice {
  static var option: adain_option_index { get }
}

/// One of a choice's values, by its name.
struct Choice<Table: TableChoice>: ExpressibleByArgument, CustomStringConvertible {
  let value: Int32

  /// The default.
  init() { value = Int32(Table.option.row.default_number) }

  init?(argument: String) {
    guard let choice = Self.all.first(where: { $0.name == argument }) else { return nil }
    value = choice.value
  }

  private static var all: [(name: String, value: Int32)] {
    let row = Table.option.row
    return (0..<Int(row.choice_count)).map { (String(cString: row.choices[$0].name), row.choices[$0].value) }
  }

  static var allValueStrings: [String] { all.map(\.name) }
  var description: String { Self.all.first { $0.value == value }!.name }
  var defaultValueDescription: String { description }
}

/// Throws unless a picture's side can be asked for; 0 stands for its own.
func checkSide(_ option: String, _ pixels: Int, least: Int = 0) throws {
  try checkRange(option, pixels, least...Int(ADAIN_MAX_SIDE))
}

/// Throws unless a value of an option that the table does not have is within its limits.
func checkRange<Value: Comparable>(_ option: String, _ value: Value, _ limits: ClosedRange<Value>) throws {
  guard !limits.contains(value) else { return }
  let (least, most) = (wholeText(limits.lowerBound), wholeText(limits.upperBound))
  throw ValidationError(word("--%s %s is out of range; choose %s to %s", option, value, least, most))
}

/// "1000000" rather than "1000000.0".
private func wholeText(_ limit: some Comparable) -> String {
  let text = "\(limit)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
