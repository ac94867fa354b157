import Foundation
import TestSupport
import Testing

/// Renders every sentence of the sources with a letter for each value, so none is forgotten.
@Suite struct MessageTests {
  struct Message: Sendable {
    var place: String
    var english: String
    var chinese: String
    /// Whether it is part of the help.
    var isHelp: Bool
  }

  private static let sources: [(file: String, text: String)] = {
    let root = URL(fileURLWithPath: "\(Tool.packageFolder)/Sources")
    let files =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return files.filter { $0.hasSuffix(".swift") }.sorted().map { file in
      (file, (try? String(contentsOfFile: "\(root.path)/\(file)", encoding: .utf8)) ?? "")
    }
  }()

  private static let messages: [Message] = sources.flatMap { file, text in
    ["Sentence(", "localized(", "words("].flatMap { messages(in: text, of: file, after: $0) }
  }

  private static func messages(in text: String, of file: String, after call: String) -> [Message] {
    var result: [Message] = []
    var parts = text.components(separatedBy: call)[...]
    var line = 1 + (parts.popFirst()?.count { $0 == "\n" } ?? 0)
    for part in parts {
      var scanner = LiteralScanner(part)
      if let english = scanner.literal(), scanner.takes(","), let chinese = scanner.literal(),
        scanner.takes(")") || scanner.takes(",")
      {
        result.append(
          Message(
            place: "\(file):\(line)", english: english, chinese: chinese,
            isHelp: call != "Sentence("))
      }
      line += part.count { $0 == "\n" }
    }
    return result
  }

  @Test func theSourcesHaveManySentences() {
    #expect(Self.messages.count > 500)
  }

  /// The parser prints the words of a `ValidationError` as they are.
  @Test func everyValidationErrorIsInBothLanguages() {
    for (file, text) in Self.sources {
      for part in text.components(separatedBy: "ValidationError(").dropFirst() {
        #expect(part.prefix(80).contains("localized("), "\(file): \(part.prefix(80))")
      }
    }
  }

  @Test func everyMessageIsPlainEnglish() {
    for message in Self.messages {
      let text = message.english
      #expect(!text.contains("  "), "\(message.place): two spaces: \(text)")
      #expect(!text.contains(/[\u{3000}-\u{9FFF}\u{FF01}-\u{FF60}]/), "\(message.place): \(text)")
      let outdated = [" is none", " told from ", " wants ", " has to do with "]
      for words in outdated { #expect(!text.contains(words), "\(message.place): \(text)") }
    }
  }

  /// Messages begin in lower case, except with a name, and have no full stop.
  ///
  /// Pages, sheets and helps are not messages.
  @Test func everyDiagnosticIsOneSentence() {
    let folders = ["Catalog/", "Console/", "Orders/", "paypress/", "paypress-server/"]
    let names = ["PayPress", "Excel", "Chromium", "Poppler"]
    for message in Self.messages where folders.contains(where: message.place.hasPrefix) {
      guard !message.isHelp else { continue }
      let first = message.english.prefix { $0.isLetter }
      let isName = first.dropFirst().contains { $0.isUppercase } || names.contains(String(first))
      #expect(first.first?.isUppercase != true || isName, "\(message.place): \(message.english)")
      #expect(
        !message.english.hasSuffix(".") || message.english.hasSuffix(" ."),
        "\(message.place): \(message.english)")
      #expect(!message.chinese.hasSuffix("。"), "\(message.place): \(message.chinese)")
    }
  }

  @Test func everyMessageIsPlainChinese() {
    for message in Self.messages where message.chinese != message.english {
      // Kept in English: `merchant:`, `tag:`, and the sign of a YAML tag.
      var text = message.chinese
      for typed in ["merchant:", "tag:", "!名称"] { text = text.replacing(typed, with: "x") }
      for quote in [/`[^`]*`/, /"[^"]*"/] { text = text.replacing(quote, with: "x") }
      #expect(!text.contains("  "), "\(message.place): two spaces: \(text)")
      let mixed = text.firstMatch(of: /[\u{4E00}-\u{9FFF}][,;:!?()]|[,;:!?()][\u{4E00}-\u{9FFF}]/)
      #expect(mixed == nil, "\(message.place): ASCII punctuation: \(text)")
      #expect(
        Language.english(in: message.chinese) == nil,
        "\(message.place): English: \(message.chinese)")
    }
  }
}

/// Parses Swift string literals joined with `+`, and their interpolations.
private struct LiteralScanner {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  mutating func takes(_ character: Character) -> Bool {
    skipSpace()
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func skipSpace() {
    rest = rest.drop { $0.isWhitespace }
  }

  /// The next literal, with `x` for each value; nil if something else comes first.
  mutating func literal() -> String? {
    var text = ""
    repeat {
      skipSpace()
      guard rest.first == "\"", !rest.hasPrefix("\"\"\"") else { return nil }
      rest.removeFirst()
      while let character = rest.popFirst(), character != "\"" {
        guard character == "\\" else {
          text.append(character)
          continue
        }
        let escaped = rest.popFirst()
        if escaped == "(" {
          skipInterpolation()
          text += "x"
        } else {
          text += escaped == "n" ? "\n" : String(escaped ?? " ")
        }
      }
    } while takes("+")
    return text
  }

  private mutating func skipInterpolation() {
    var depth = 1
    while depth > 0, let character = rest.popFirst() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
    }
  }
}
