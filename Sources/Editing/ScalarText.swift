internal import Catalog
internal import Support

/// A text as YAML: in the style of the one that it replaces where that can hold it, else in double
/// quotes.
struct ScalarText {
  let text: String

  init(_ value: String, like style: YAMLOutline.Style) {
    switch style {
    case .plain where Self.canBePlain(value): text = value
    case .singleQuoted where Self.isPrintable(value):
      text = "'" + value.replacing("'", with: "''") + "'"
    default: text = Self.doubleQuoted(value)
    }
  }

  /// Whether a text reads as itself without quotes, in a list of any kind: letters, digits and a few
  /// signs that mean nothing to YAML.
  ///
  /// The config's reader knows no types but `null`.
  static func canBePlain(_ value: String) -> Bool {
    guard let first = value.unicodeScalars.first, let last = value.unicodeScalars.last else {
      return false
    }
    return isWordPart(first) && last != " "
      && value.unicodeScalars.allSatisfy { isWordPart($0) || signs.contains($0) }
      && value != "null"
  }

  private static let signs = Set(" -_./()·".unicodeScalars)

  private static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }

  /// Signs that YAML takes for the end of a line or leaves out, besides control characters.
  private static let lineEnds: Set<Unicode.Scalar> = ["\u{2028}", "\u{2029}", "\u{FEFF}"]

  private static func isPrintable(_ value: String) -> Bool {
    !value.unicodeScalars.contains {
      $0.properties.generalCategory == .control || lineEnds.contains($0)
    }
  }

  private static func doubleQuoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case _ where lineEnds.contains(scalar): text += escape(scalar)
      case _ where scalar.properties.generalCategory == .control: text += escape(scalar)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    "\\u" + Hexadecimal.text(scalar.value, digitCount: 4, uppercase: true)
  }
}

/// A value on one line.
enum FlowText {
  static func of(_ value: NewValue) -> String {
    switch value {
    case .text(let text): ScalarText(text, like: .plain).text
    case .list(let items):
      "[" + items.map { of(.text($0)) }.joined(separator: ", ") + "]"
    case .fields(let fields): "{ " + fields.map { of($0) }.joined(separator: ", ") + " }"
    }
  }

  static func of(_ field: NewValue.Field) -> String {
    ScalarText(field.key, like: .plain).text + ": " + of(field.value)
  }
}
