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

  /// A call that makes a text of one in each language.
  private struct Call {
    /// The file and the line.
    var place: String
    /// The file's name and the call, such as `Localized.swift: localized(`.
    var name: String
    /// Nil if they are not understood; nothing for a call without texts of its own.
    var messages: [Message]?
  }

  /// The names of the calls.
  private static let names = ["Sentence(", "localized(", "say("] + sharedNames
  /// Names that other functions have, too.
  private static let sharedNames = ["words(", "text(", "arrow(", "quotedArrow("]

  /// The calls that are not understood, and who has read their words.
  private static let exceptions = [
    "BuildNote.swift: Sentence(": "the words are in the note of a build",
    "ChangeReport+Markdown.swift: Sentence(": "the words of calls of text()",
    "Failure.swift: Sentence(": "counts and additions, put together in both languages before",
    "FindingReport.swift: Sentence(": "counts, put together in both languages before",
    "FirstShop.swift: Sentence(": "the words of calls of say()",
    "Localized.swift: Sentence(": "the words of calls of localized()",
    "Localized.swift: localized(": "the words of calls of words()",
    "NoticeProof.swift: Sentence(": "the words are on a page",
    "PaperListCommand.swift: Sentence(": "a line of a list, put together in both languages before",
    "PriceReading.swift: Sentence(": "counts and traits, put together before",
    "ProofSheet.swift: Sentence(": "the words of calls of text()",
    "StudioVisit.swift: Sentence(": "the words of calls of say()",
  ]

  private static let calls: [Call] = sources.flatMap { file, text in
    names.flatMap { findCalls(of: $0, in: text, of: file) }
  }

  private static let messages: [Message] = calls.flatMap { $0.messages ?? [] }

  private static func findCalls(of name: String, in text: String, of file: String) -> [Call] {
    var result: [Call] = []
    var (line, offset) = (1, 0)
    let fileName = file.split(separator: "/").last.map(String.init) ?? file
    for before in text.components(separatedBy: name).dropLast() {
      line += before.utf8.count { $0 == UInt8(ascii: "\n") }
      offset += before.utf8.count + name.utf8.count
      // The end of a longer name, or the function itself.
      if before.last?.isLetter == true || before.hasSuffix("func ") { continue }
      let place = "\(file):\(line)"
      let arguments = CallScanner.arguments(
        of: text[text.utf8.index(text.startIndex, offsetBy: offset)...])
      result.append(
        Call(
          place: place, name: "\(fileName): \(name)",
          messages: arguments.flatMap { read($0, of: name, at: place) }))
    }
    return result
  }

  /// The messages of a call; nil if it is not understood.
  private static func read(
    _ arguments: [[CallScanner.Part]], of name: String, at place: String
  ) -> [Message]? {
    guard arguments.count > 1 else {
      // Another function or initializer; those of sentences have names for what they take.
      guard name == "Sentence(" else { return [] }
      guard case .word(let label)? = arguments.first?.first else { return nil }
      return label.hasSuffix(":") ? [] : nil
    }
    let (english, chinese) = (arguments[0], arguments[1])
    if sharedNames.contains(name) {
      guard case .literal? = english.first, case .literal? = chinese.first,
        chinese.texts.joined().contains(/[\u{3400}-\u{9FFF}]/)
      else { return [] }
    }
    guard english.holdsText || chinese.holdsText else {
      // The same in both languages, or put together from sentences.
      return english == chinese || chinese.mentions(".chinese") ? [] : nil
    }
    let (left, right) = (english.texts, chinese.texts)
    return (0..<max(left.count, right.count)).map { index in
      Message(
        place: place, english: left[index % left.count], chinese: right[index % right.count],
        isHelp: name == "localized(" || name == "words(")
    }
  }

  @Test func theSourcesHaveManySentences() {
    #expect(Self.messages.count > 2_000)
  }

  /// A call that is not understood would be left out of all other tests here.
  @Test func everyCallIsUnderstood() {
    let unknown = Self.calls.filter { $0.messages == nil }
    #expect(
      unknown.map(\.name).sorted() == Self.exceptions.keys.sorted(), "\(unknown.map(\.place))")
  }

  /// The parser prints the words of a `ValidationError` as they are.
  @Test func everyValidationErrorIsInBothLanguages() {
    for (file, text) in Self.sources {
      for part in text.components(separatedBy: "ValidationError(").dropFirst() {
        #expect(part.prefix(80).contains("localized("), "\(file): \(part.prefix(80))")
      }
    }
  }

  /// A text without the spaces that begin a line of a list or of a config.
  private static func withoutIndentation(_ text: String, of message: Message) -> String {
    var rest = text[...]
    // The comment behind a value.
    if message.place.hasPrefix("Editing/FirstShop.swift"), let comment = text.firstRange(of: " # ")
    {
      rest = text[comment.upperBound...]
    }
    return String(rest.drop { $0 == " " })
  }

  @Test func everyMessageIsPlainEnglish() {
    for message in Self.messages {
      let text = Self.withoutIndentation(message.english, of: message)
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
      var text = Self.withoutIndentation(message.chinese, of: message)
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
