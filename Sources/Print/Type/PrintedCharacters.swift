public import Support

/// The characters that a job prints.
public struct PrintedCharacters: Sendable {
  /// A typeface in a language.
  public struct Style: Hashable, Sendable {
    /// The typeface.
    public var face: Typeface
    /// The language.
    public var language: Language
  }

  /// The characters in each style.
  public private(set) var byStyle: [Style: Set<Character>] = [:]

  /// Of a job that prints nothing.
  public init() {}

  /// Adds words in one style.
  mutating func add(_ text: String, _ face: Typeface, _ language: Language) {
    byStyle[Style(face: face, language: language), default: []].formUnion(text)
  }

  /// Adds those of a part.
  mutating func add(_ other: PrintedCharacters) {
    byStyle.merge(other.byStyle) { $0.union($1) }
  }

  /// Adds the words of some elements.
  mutating func add(_ elements: [SheetElement]) {
    SheetElement.visit(elements) { element, _ in
      guard case .text(let text) = element else { return }
      for run in text.runs { add(run.text, text.face, text.language) }
    }
  }
}
