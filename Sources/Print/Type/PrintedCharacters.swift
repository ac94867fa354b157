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

  /// Adds the words of some elements.
  mutating func add(_ elements: [SheetElement]) {
    SheetElement.visit(elements) { element, _ in
      guard case .text(let text) = element else { return }
      let style = Style(face: text.face, language: text.language)
      for run in text.runs { byStyle[style, default: []].formUnion(run.text) }
    }
  }
}
