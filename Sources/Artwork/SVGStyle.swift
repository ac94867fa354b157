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
      guard name.lowercased() == "url" else { continue }
      // A browser decodes percent-encoded names.
      if argument.first != "#" || argument.prefix(while: { $0 != ")" }).contains("%") {
        return "url(\(argument.prefix(40))"
      }
    }
    let lower = text.lowercased()
    return lower.contains("javascript:") ? "javascript:" : nil
  }

  /// The first refused part of the declarations of a `style` attribute or of a rule.
  static func refusedPart(inDeclarations text: String) -> String? {
    if let brace = text.first(where: { "{}".contains($0) }) { return String(brace) }
    for declaration in text.split(separator: ";") {
      let name = declaration.prefix { $0 != ":" }.trimmingSpaces
      guard !name.isEmpty else { continue }
      guard SVGAllowList.hasProperty(name.lowercased()) else { return "\(name):" }
    }
    return refusedPart(inValue: text)
  }

  /// The first refused part of a style sheet.
  static func refusedPart(inSheet sheet: String) -> String? {
    let (text, refused) = withoutComments(sheet)
    if let refused { return refused }
    if let at = text.firstIndex(of: "@") {
      return "@" + text[text.index(after: at)...].prefix { isNameCharacter($0) }
    }
    if let part = refusedPart(inValue: text) { return part }
    // Each rule is a selector and declarations; a rule within another, or a brace that a browser
    // takes for a part of something else, would hide declarations.
    var rules = text.split(separator: "}", omittingEmptySubsequences: false)
    if rules.last?.allSatisfy(\.isWhitespace) == true { rules.removeLast() }
    for rule in rules {
      let parts = rule.split(separator: "{", omittingEmptySubsequences: false)
      guard parts.count == 2 else { return parts.count == 1 ? "}" : "{" }
      if let part = refusedPart(inDeclarations: String(parts[1])) { return part }
    }
    return nil
  }

  /// A sheet without its comments, and the first part in which a browser may see other comments or
  /// rules: a quoted text with marks of a sheet, or a comment within parentheses.
  ///
  /// Comments do not begin within quotes or `url(…)`, nor quotes within comments (CSS Syntax 3,
  /// section 4.3).
  static func withoutComments(_ text: String) -> (text: String, refused: String?) {
    var result = String.UnicodeScalarView()
    var depth = 0
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "/" where rest.first == "*":
        if depth > 0 { return ("", "/*") }
        rest.removeFirst()
        while let skipped = rest.popFirst(), skipped != "*" || rest.first != "/" {}
        _ = rest.popFirst()
      case "\"", "'":
        let inner = rest.prefix { $0 != scalar }
        let isPlain = !inner.contains { "{};*@\\\n\r\u{C}".unicodeScalars.contains($0) }
        guard isPlain, inner.endIndex < rest.endIndex else {
          return ("", String(scalar) + String(inner.prefix(40)))
        }
        result.append(scalar)
        result.append(contentsOf: inner)
        result.append(scalar)
        rest = rest[inner.endIndex...].dropFirst()
      default:
        if scalar == "(" { depth += 1 }
        if scalar == ")" { depth = max(0, depth - 1) }
        result.append(scalar)
      }
    }
    let text = String(result).replacing("<!--", with: "").replacing("-->", with: "")
    return (text, nil)
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
