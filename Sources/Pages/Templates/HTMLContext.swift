internal import Support

/// The HTML tokenizer's state, which determines safe values (HTML Living Standard, 13.2.5).
struct HTMLContext: Hashable {
  /// A kind of place for a value.
  enum Place: Hashable {
    /// The text of an element.
    case text
    /// The quoted value of an attribute with this name; `isStart` while it is empty.
    case attribute(String, isStart: Bool)
    /// Anywhere else, for this reason.
    case refused(Refusal)
  }

  /// Places where escaping cannot make a value safe.
  enum Refusal: Hashable {
    case script
    case comment
    case tag
    case unquotedAttribute
  }

  private enum State: Hashable {
    case text
    /// An element whose text is not HTML, up to its end tag.
    case rawText(String)
    case comment
    case declaration
    case tagOpen
    case tagName(String)
    case inTag
    /// After a `/` that closes the tag if `>` comes next.
    case afterSlash
    case attributeName(String)
    case afterAttributeName(String)
    case beforeValue(String)
    case value(String, quote: Unicode.Scalar, isStart: Bool)
    case unquotedValue
  }

  private var state = State.text
  /// The element whose tag is open; empty outside tags.
  private(set) var element = ""
  /// Whether the open tag has an `http-equiv`, which makes its content an instruction.
  private(set) var isInstruction = false
  /// The last scalars, enough to see `--!>`, `<!--` and `</plaintext>`.
  private var recent = ""
  /// The outermost open element that takes no tags of HTML, and how often it is open.
  private var taglessElement = ""
  private var taglessDepth = 0

  /// The current place.
  var place: Place {
    switch state {
    case .text: .text
    case .rawText(let name): Self.textElements.contains(name) ? .text : .refused(.script)
    case .comment, .declaration: .refused(.comment)
    case .tagOpen, .tagName, .inTag, .afterSlash, .attributeName, .afterAttributeName:
      .refused(.tag)
    case .beforeValue, .unquotedValue: .refused(.unquotedAttribute)
    case .value(let name, _, let isStart): .attribute(name, isStart: isStart)
    }
  }

  /// Whether markup may stand here: in an element that holds more than text.
  var isInElement: Bool { state == .text && taglessDepth == 0 }

  /// Whether a document may end here.
  var isComplete: Bool { state == .text }

  /// Whether two contexts are the same place: a section must end where it starts.
  func isSamePlace(as other: HTMLContext) -> Bool {
    guard element == other.element, isInstruction == other.isInstruction else { return false }
    switch (state, other.state) {
    case (.value(let left, let leftQuote, _), .value(let right, let rightQuote, _)):
      return left == right && leftQuote == rightQuote
    default:
      return state == other.state
    }
  }

  /// Reads template text by scalars, as browsers do: a combining mark hides nothing.
  mutating func read(_ text: String) {
    var end = endOfPlain
    for scalar in text.unicodeScalars where end == nil || scalar == end {
      read(scalar)
      end = endOfPlain
    }
  }

  /// The only scalar that ends what is being read; nil where others count.
  ///
  /// Most of a template is text and values.
  private var endOfPlain: Unicode.Scalar? {
    switch state {
    case .text: "<"
    case .value(_, let quote, isStart: false): quote
    default: nil
    }
  }

  /// Records a value at this place.
  mutating func readValue() {
    recent = ""
    if case .value(let name, let quote, _) = state {
      state = .value(name, quote: quote, isStart: false)
    }
  }

  private mutating func read(_ scalar: Unicode.Scalar) {
    if endsByRecent {
      recent.unicodeScalars.append(scalar)
      if recent.utf8.count > 128 { recent = String(recent.unicodeScalars.suffix(14)) }
    }
    switch state {
    case .text:
      if scalar == "<" { state = .tagOpen }
    case .rawText(let name):
      readRawText(name, scalar)
    case .comment:
      if recent.hasSuffix("-->") || recent.hasSuffix("--!>") || recent.hasSuffix("<!-->") {
        state = .text
      }
    case .declaration:
      if recent == "<!--" { state = .comment } else if scalar == ">" { state = .text }
    case .tagOpen:
      readTagOpen(scalar)
    case .tagName(let name):
      readTagName(name, scalar)
    case .inTag, .afterSlash:
      readInTag(scalar)
    case .attributeName(let name):
      readAttributeName(name, scalar)
    case .afterAttributeName(let name):
      if scalar == "=" { state = .beforeValue(name) } else { readInTag(scalar) }
    case .beforeValue(let name):
      if scalar == "\"" || scalar == "'" {
        state = .value(name, quote: scalar, isStart: true)
      } else if !Self.isSpace(scalar) {
        if scalar == ">" { closeTag() } else { state = .unquotedValue }
      }
    case .value(let name, let quote, _):
      state = scalar == quote ? .inTag : .value(name, quote: quote, isStart: false)
    case .unquotedValue:
      if scalar == ">" { closeTag() } else if Self.isSpace(scalar) { state = .inTag }
    }
  }

  /// Whether the end of what is being read is seen in the last scalars.
  private var endsByRecent: Bool {
    switch state {
    case .rawText, .comment, .declaration: true
    default: false
    }
  }

  private mutating func readTagOpen(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "!", "?":
      recent = "<" + String(scalar)
      state = .declaration
    case "/", "a"..."z", "A"..."Z":
      state = .tagName(Self.lowercased(scalar))
    case "<":
      state = .tagOpen
    default:
      state = .text
    }
  }

  private mutating func readRawText(_ name: String, _ scalar: Unicode.Scalar) {
    // After `<!--`, a script can contain `<script>` and continue after `</script>` (section
    // 13.2.5.18 and the following), so no later value is safe.
    if name == "script", recent.hasSuffix("<!--") { state = .rawText(Self.endless) }
    // The name must end here, or it is a longer one ("appropriate end tag token").
    guard Self.isSpace(scalar) || scalar == "/" || scalar == ">" else { return }
    let ending = String(recent.unicodeScalars.dropLast()).lowercased()
    if ending.hasSuffix("</\(name)") {
      state = .tagName("/" + name)
      readTagName("/" + name, scalar)
    }
  }

  private mutating func readTagName(_ name: String, _ scalar: Unicode.Scalar) {
    if scalar == ">" {
      element = name
      closeTag()
    } else if Self.isSpace(scalar) || (scalar == "/" && name != "/") {
      element = name
      state = scalar == "/" ? .afterSlash : .inTag
    } else {
      state = .tagName(Self.append(scalar, to: name))
    }
  }

  private mutating func readInTag(_ scalar: Unicode.Scalar) {
    if scalar == ">" {
      closeTag()
    } else if Self.isSpace(scalar) {
      state = .inTag
    } else if scalar == "/" {
      state = .afterSlash
    } else {
      state = .attributeName(Self.lowercased(scalar))
    }
  }

  private mutating func readAttributeName(_ name: String, _ scalar: Unicode.Scalar) {
    if name == "http-equiv" && (scalar == "=" || Self.isSpace(scalar)) { isInstruction = true }
    if scalar == "=" {
      state = .beforeValue(name)
    } else if Self.isSpace(scalar) {
      state = .afterAttributeName(name)
    } else if scalar == ">" || scalar == "/" {
      readInTag(scalar)
    } else {
      state = .attributeName(Self.append(scalar, to: name))
    }
  }

  /// Continues after `>` with text, or with the content of an element whose text is not HTML.
  private mutating func closeTag() {
    noteTag(isClosed: state == .afterSlash)
    let isRaw = Self.rawElements.contains(element) || Self.textElements.contains(element)
    state = isRaw ? .rawText(element) : .text
    element = ""
    isInstruction = false
    recent = ""
  }

  /// Follows the outermost element that takes no tags; what is in it ends with it.
  private mutating func noteTag(isClosed: Bool) {
    let isForeign = Self.foreignElements.contains(element)
    // `/` closes foreign elements alone (section 13.1.2.1).
    if isForeign && isClosed { return }
    if taglessDepth == 0 {
      guard isForeign || Self.choiceElements.contains(element) else { return }
      taglessElement = element
      taglessDepth = 1
    } else if element == "/" + taglessElement {
      taglessDepth -= 1
    } else if isForeign && element == taglessElement {
      taglessDepth += 1
    }
  }

  /// Elements of other languages, which a tag of HTML would end (section 13.2.6.5).
  private static let foreignElements: Set<String> = ["svg", "math"]

  /// Elements whose tags are dropped or whose text alone is shown (sections 4.10.7 to 4.10.10).
  private static let choiceElements: Set<String> = ["select", "datalist", "option"]

  /// A name that no end tag can have.
  private static let endless = "<"

  /// Elements whose content is neither HTML nor text for people.
  private static let rawElements: Set<String> = [
    "script", "style", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext",
  ]

  /// Elements whose content is text with character references, but no tags.
  private static let textElements: Set<String> = ["title", "textarea"]

  /// HTML's white space (section 13.2.5.32 and others), a subset of Unicode's.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\u{C}" || scalar == "\r"
  }

  private static func lowercased(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "A"..."Z": String(Unicode.Scalar(UInt8(scalar.value) | 0x20))
    default: String(scalar)
    }
  }

  /// Appends to a name; longer names than 64 bytes never matter.
  private static func append(_ scalar: Unicode.Scalar, to name: String) -> String {
    name.utf8.count > 64 ? name : name + lowercased(scalar)
  }
}
