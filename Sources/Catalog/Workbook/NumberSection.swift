/// One of the sections of a number format, which are separated by semicolons.
struct NumberSection: Sendable {
  enum Kind: Sendable {
    case general(before: String, after: String)
    case number(DigitPattern)
    case date(DatePattern)
    /// A date whose year, month or day is not shown.
    case partialDate
    case text(before: String, after: String)
    case unknown
  }

  let kind: Kind

  static let general = NumberSection(kind: .general(before: "", after: ""))

  static let unknown = NumberSection(kind: .unknown)

  var isText: Bool {
    if case .text = kind { true } else { false }
  }

  private init(kind: Kind) { self.kind = kind }

  /// Compiles the sections of a format.
  static func sections(of code: String) -> [NumberSection] {
    NumberFormatScanner.sections(of: code).map { NumberSection($0) }
  }

  private init(_ tokens: [NumberFormatToken]) {
    let isDate = tokens.contains { token in
      switch token {
      case .date, .elapsedHours, .halfDay: true
      default: false
      }
    }
    if tokens.contains(.unknown) {
      kind = .unknown
    } else if isDate {
      kind = DatePattern.kind(of: tokens)
    } else if tokens.contains(.general) {
      kind = Self.around(.general, in: tokens).map { .general(before: $0, after: $1) } ?? .unknown
    } else if tokens.contains(.at) {
      kind = Self.around(.at, in: tokens).map { .text(before: $0, after: $1) } ?? .unknown
    } else if tokens.isEmpty {
      // Nothing is shown.
      kind = .unknown
    } else {
      kind = DigitPattern(tokens).map { .number($0) } ?? .unknown
    }
  }

  /// The literal texts before and after the only other token.
  private static func around(
    _ token: NumberFormatToken, in tokens: [NumberFormatToken]
  ) -> (String, String)? {
    let parts = tokens.split(separator: token, omittingEmptySubsequences: false)
    guard parts.count == 2, let before = literal(parts[0]), let after = literal(parts[1]) else {
      return nil
    }
    return (before, after)
  }

  private static func literal(_ tokens: ArraySlice<NumberFormatToken>) -> String? {
    var text = ""
    for token in tokens {
      guard case .literal(let part) = token else { return nil }
      text += part
    }
    return text
  }
}

/// A part of a section of a number format.
enum NumberFormatToken: Hashable, Sendable {
  case literal(String)
  /// `0`, `#` or `?`.
  case digit(Character)
  case point
  case comma
  case percent
  case at
  case general
  /// A letter of a date in lower case, with the number of repetitions.
  case date(Character, count: Int)
  /// `[h]`: hours that do not end at 24.
  case elapsedHours
  /// `AM/PM`.
  case halfDay
  /// Something that is not supported.
  case unknown
}

/// Divides a number format into tokens.
struct NumberFormatScanner {
  private var rest: Substring
  private var tokens: [NumberFormatToken] = []

  /// The tokens of each section of a format.
  static func sections(of code: String) -> [[NumberFormatToken]] {
    var scanner = NumberFormatScanner(rest: code[...])
    var sections: [[NumberFormatToken]] = []
    while let character = scanner.rest.popFirst() {
      if character == ";" {
        sections.append(scanner.tokens)
        scanner.tokens = []
      } else {
        scanner.scan(character)
      }
    }
    return sections + [scanner.tokens]
  }

  private init(rest: Substring) { self.rest = rest }

  private mutating func scan(_ character: Character) {
    switch character {
    case "\"": scanLiteral()
    case "\\": tokens.append(rest.popFirst().map { .literal(String($0)) } ?? .unknown)
    // As much room as a character needs, or a character that fills the cell.
    case "_", "*": if rest.popFirst() == nil { tokens.append(.unknown) }
    case "[": scanBrackets()
    case "0", "#", "?": tokens.append(.digit(character))
    case ".": tokens.append(.point)
    case ",": tokens.append(.comma)
    case "%": tokens.append(.percent)
    case "@": tokens.append(.at)
    default: if !scanWord(character) { scanOther(character) }
    }
  }

  private mutating func scanLiteral() {
    let text = rest.prefix { $0 != "\"" }
    rest = rest.dropFirst(text.count)
    tokens.append(rest.popFirst() == nil ? .unknown : .literal(String(text)))
  }

  private mutating func scanBrackets() {
    let content = rest.prefix { $0 != "]" }
    rest = rest.dropFirst(content.count)
    guard rest.popFirst() != nil else { return tokens.append(.unknown) }
    let word = content.lowercased()
    let colours = ["black", "blue", "cyan", "green", "magenta", "red", "white", "yellow"]
    if content.first == "$" {
      // A currency with its locale, such as `$¥-804`, or a locale alone.
      tokens.append(.literal(String(content.dropFirst().prefix { $0 != "-" })))
    } else if word == "h" || word == "hh" {
      tokens.append(.elapsedHours)
    } else if !colours.contains(word) && !word.hasPrefix("color") {
      tokens.append(.unknown)
    }
  }

  private mutating func scanWord(_ character: Character) -> Bool {
    let words: [(String, NumberFormatToken)] = [
      ("general", .general), ("g/通用格式", .general), ("am/pm", .halfDay), ("a/p", .halfDay),
      ("上午/下午", .halfDay),
    ]
    let start = (String(character) + rest.prefix(8)).lowercased()
    guard let (word, token) = words.first(where: { start.hasPrefix($0.0) }) else { return false }
    rest = rest.dropFirst(word.count - 1)
    tokens.append(token)
    return true
  }

  private mutating func scanOther(_ character: Character) {
    let lower = Character(character.lowercased())
    if "ymdhs".contains(lower) {
      let count = rest.prefix { $0.lowercased() == String(lower) }.count
      rest = rest.dropFirst(count)
      tokens.append(.date(lower, count: count + 1))
    } else if !character.isASCII || "$-+/():!^&'~{}<>= ".contains(character) {
      tokens.append(.literal(String(character)))
    } else {
      tokens.append(.unknown)
    }
  }
}
