internal import Support

/// Looks for the first part of CSS that a picture may not have.
///
/// Escapes and rules with `@` are refused as a whole, so no other name can hide behind an escape
/// (CSS Syntax 3, section 4.3.7).
enum SVGStyle {
  /// The first refused part of the value of an attribute or property; nil without one.
  static func refusedPart(inValue text: String) -> String? {
    if text.contains("\\") { return "\\" }
    var rest = Substring(text)
    while let brace = rest.firstIndex(of: "(") {
      let before = rest[..<brace]
      let name = before[
        (before.lastIndex { !isNameCharacter($0) }.map(before.index(after:)) ?? before.startIndex)...
      ]
      rest = rest[rest.index(after: brace)...]
      guard !name.isEmpty else { continue }
      guard SVGAllowList.functions.contains(name.lowercased()) else { return "\(name)(" }
      let argument = rest.drop { $0 == "\"" || $0 == "'" || $0.isWhitespace }
      if name.lowercased() == "url", argument.first != "#" { return "url(\(argument.prefix(40))" }
    }
    let lower = text.lowercased()
    return lower.contains("javascript:") ? "javascript:" : nil
  }

  /// The first refused part of the declarations of a `style` attribute or of a rule.
  static func refusedPart(inDeclarations text: String) -> String? {
    for declaration in text.split(separator: ";") {
      let name = declaration.prefix { $0 != ":" }.trimmingSpaces
      guard !name.isEmpty else { continue }
      guard SVGAllowList.hasProperty(name.lowercased()) else { return "\(name):" }
    }
    return refusedPart(inValue: text)
  }

  /// The first refused part of a style sheet.
  static func refusedPart(inSheet sheet: String) -> String? {
    let text = withoutComments(sheet)
    if let at = text.firstIndex(of: "@") {
      return "@" + text[text.index(after: at)...].prefix { isNameCharacter($0) }
    }
    if let part = refusedPart(inValue: text) { return part }
    for rule in text.split(separator: "}") {
      let parts = rule.split(separator: "{", omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      if let part = refusedPart(inDeclarations: String(parts[1])) { return part }
    }
    return nil
  }

  private static func withoutComments(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let start = rest.firstRange(of: "/*") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstRange(of: "*/") else { return result }
      rest = rest[end.upperBound...]
    }
    return (result + rest).replacing("<!--", with: "").replacing("-->", with: "")
  }

  private static func isNameCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "-" || character == "_"
  }
}

extension Substring {
  fileprivate var trimmingSpaces: Substring {
    let start = drop(while: \.isWhitespace)
    return start[
      ..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)]
  }
}
