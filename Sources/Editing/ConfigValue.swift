/// Texts as the author of a config writes them, where `${NAME}` is a variable and, in some places,
/// `{name}` is a field.
package enum ConfigValue {
  /// What braces mean in a place.
  package enum Place: Sendable {
    /// Themselves, as in the title of the site.
    case text
    /// Fields, as in the title of a link.
    case textWithFields
  }

  /// How a text is written that has no fields or variables.
  package static func written(_ text: String, in place: Place) -> String {
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch (scalar, place) {
      case ("$", _) where rest.first == "{":
        rest.removeFirst()
        result.append(contentsOf: "$${".unicodeScalars)
      case ("{", .textWithFields), ("}", .textWithFields):
        result.append(contentsOf: [scalar, scalar])
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// The text that somebody reads; nil if it has fields or variables.
  package static func text(_ written: String, in place: Place) -> String? {
    var result = String.UnicodeScalarView()
    var rest = written.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "$", rest.starts(with: "${".unicodeScalars) {
        rest = rest.dropFirst(2)
        result.append(contentsOf: "${".unicodeScalars)
        continue
      }
      if scalar == "$", rest.first == "{" { return nil }
      if place == .textWithFields, scalar == "{" || scalar == "}" {
        guard rest.popFirst() == scalar else { return nil }
      }
      result.append(scalar)
    }
    return String(result)
  }
}
