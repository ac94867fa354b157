/// Where in an HTML document a place in a template is, as far as it matters for what may be put
/// there (HTML Living Standard, section 13.2.5).
struct HTMLContext: Hashable {
  /// What a value may be put into.
  enum Place: Hashable {
    /// The text of an element.
    case text
    /// The quoted value of an attribute with this name; `isStart` while nothing stands in it yet.
    case attribute(String, isStart: Bool)
    /// Anywhere else, in words for the message.
    case refused(Refusal)
  }

  /// The places where no value may go, because escaping cannot make it safe there.
  enum Refusal: Hashable {
    case script
    case comment
    case tag
    case unquotedAttribute
  }

  private enum State: Hashable {
    case text
    case rawText(String)
    case comment
    case declaration
    case tagOpen
    case tagName(String)
    case inTag
    case attributeName(String)
    case afterAttributeName(String)
    case beforeValue(String)
    case value(String, quote: Character, isStart: Bool)
    case unquotedValue
  }

  private var state = State.text
  /// The element whose tag is open; empty outside tags.
  private var element = ""
  /// The last characters read, enough to see `-->`, `<!--` and `</plaintext>`.
  private var recent = ""

  /// What may be put here.
  var place: Place {
    switch state {
    case .text: .text
    case .rawText: .refused(.script)
    case .comment, .declaration: .refused(.comment)
    case .tagOpen, .tagName, .inTag, .attributeName, .afterAttributeName: .refused(.tag)
    case .beforeValue, .unquotedValue: .refused(.unquotedAttribute)
    case .value(let name, _, let isStart): .attribute(name, isStart: isStart)
    }
  }

  /// Whether two ways through a template, with and without a section, lead to the same place.
  func leadsTo(_ other: HTMLContext) -> Bool {
    switch (state, other.state) {
    case (.value(let left, let leftQuote, _), .value(let right, let rightQuote, _)):
      left == right && leftQuote == rightQuote && element == other.element
    default:
      state == other.state && element == other.element
    }
  }

  /// Reads text that stands in the template.
  mutating func read(_ text: String) {
    for character in text { read(character) }
  }

  /// Takes note that a value was put here.
  mutating func readValue() {
    if case .value(let name, let quote, _) = state {
      state = .value(name, quote: quote, isStart: false)
    }
  }

  private mutating func read(_ character: Character) {
    recent = String((recent + String(character)).suffix(14))
    switch state {
    case .text:
      if character == "<" { state = .tagOpen }
    case .rawText(let name):
      // The name must end here, or it is another one (section 13.2.5.14, "appropriate end tag").
      if "\t\n\u{C} />".contains(character), recent.lowercased().dropLast().hasSuffix("</\(name)") {
        state = .tagName("/" + name)
        readTagName("/" + name, character)
      }
    case .comment:
      if recent.hasSuffix("-->") { state = .text }
    case .declaration:
      if recent.hasSuffix("<!--") { state = .comment } else if character == ">" { state = .text }
    case .tagOpen:
      if character == "!" || character == "?" {
        state = .declaration
      } else if character == "/" || character.isLetter {
        state = .tagName(character.lowercased())
      } else {
        state = .text
      }
    case .tagName(let name):
      readTagName(name, character)
    case .inTag:
      readInTag(character)
    case .attributeName(let name):
      readAttributeName(name, character)
    case .afterAttributeName(let name):
      if character == "=" { state = .beforeValue(name) } else { readInTag(character) }
    case .beforeValue(let name):
      if character == "\"" || character == "'" {
        state = .value(name, quote: character, isStart: true)
      } else if !character.isWhitespace {
        state = character == ">" ? closedTag() : .unquotedValue
      }
    case .value(let name, let quote, _):
      state = character == quote ? .inTag : .value(name, quote: quote, isStart: false)
    case .unquotedValue:
      if character == ">" { state = closedTag() } else if character.isWhitespace { state = .inTag }
    }
  }

  private mutating func readTagName(_ name: String, _ character: Character) {
    if character == ">" {
      element = name
      state = closedTag()
    } else if character.isWhitespace || character == "/" && name != "/" {
      element = name
      state = .inTag
    } else {
      state = .tagName(name + character.lowercased())
    }
  }

  private mutating func readInTag(_ character: Character) {
    if character == ">" {
      state = closedTag()
    } else if character.isWhitespace || character == "/" {
      state = .inTag
    } else {
      state = .attributeName(character.lowercased())
    }
  }

  private mutating func readAttributeName(_ name: String, _ character: Character) {
    if character == "=" {
      state = .beforeValue(name)
    } else if character.isWhitespace {
      state = .afterAttributeName(name)
    } else if character == ">" || character == "/" {
      readInTag(character)
    } else {
      state = .attributeName(name + character.lowercased())
    }
  }

  /// The state after `>`: text, or the raw content of an element whose text is not HTML.
  private mutating func closedTag() -> State {
    let name = element
    element = ""
    return Self.rawElements.contains(name) ? .rawText(name) : .text
  }

  private static let rawElements: Set<String> = [
    "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext",
  ]
}
