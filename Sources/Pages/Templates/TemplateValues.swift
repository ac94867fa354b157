internal import Catalog
internal import Support

/// The values that a template may use, each declared once: its name, kind, meaning and source.
///
///     static let page = TemplateValues<LinkPage>([
///       .text("title", Sentence("the link's title", "链接的标题")) { $0.link.title },
///       .flag("noindex", …) { $0.isHidden },
///     ])
///
/// A declaration gives the name that the compiler accepts, the value at rendering, and the row in
/// `docs/templates.md`.
struct TemplateValues<Source>: Sendable {
  struct Declaration: Sendable {
    let slot: TemplateSchema.Slot
    let value: @Sendable (Source) -> TemplateScope.Value
  }

  /// The declared names.
  let schema: TemplateSchema
  private let values: [@Sendable (Source) -> TemplateScope.Value]

  init(_ declarations: [Declaration]) {
    schema = TemplateSchema(slots: declarations.map(\.slot))
    values = declarations.map(\.value)
  }

  /// The values for a source.
  func scope(_ source: Source) -> TemplateScope {
    TemplateScope(values: values.map { $0(source) })
  }
}

extension TemplateValues.Declaration {
  /// Text that is always there.
  static func text(
    _ name: String, _ meaning: Sentence, _ text: @escaping @Sendable (Source) -> String
  ) -> Self {
    Self(slot: .init(name, .text, meaning)) { .text(text($0)) }
  }

  /// Text that may be absent.
  static func optionalText(
    _ name: String, _ meaning: Sentence, _ text: @escaping @Sendable (Source) -> String?
  ) -> Self {
    Self(slot: .init(name, .optionalText, meaning)) { .optional(text($0)) }
  }

  /// A URL that is always there.
  static func url(
    _ name: String, _ meaning: Sentence, _ url: @escaping @Sendable (Source) -> String
  ) -> Self {
    Self(slot: .init(name, .url, meaning)) { .text(url($0)) }
  }

  /// A URL that may be absent.
  static func optionalURL(
    _ name: String, _ meaning: Sentence, _ url: @escaping @Sendable (Source) -> String?
  ) -> Self {
    Self(slot: .init(name, .optionalURL, meaning)) { .optional(url($0)) }
  }

  /// True or false.
  static func flag(
    _ name: String, _ meaning: Sentence, _ isTrue: @escaping @Sendable (Source) -> Bool
  ) -> Self {
    Self(slot: .init(name, .flag, meaning)) { isTrue($0) ? .yes : .none }
  }

  static func colour(
    _ name: String, _ meaning: Sentence, _ colour: @escaping @Sendable (Source) -> Colour
  ) -> Self {
    Self(slot: .init(name, .colour, meaning)) { .text(colour($0).description) }
  }

  /// A list, each item with its own values.
  static func list<Item>(
    _ name: String, _ meaning: Sentence, of values: TemplateValues<Item>,
    _ items: @escaping @Sendable (Source) -> [Item]
  ) -> Self {
    Self(slot: .init(name, .list(values.schema), meaning)) { .list(items($0).map(values.scope)) }
  }
}

/// The names that a template may use, with the kind of each.
struct TemplateSchema: Sendable {
  indirect enum Kind: Sendable {
    /// Text that is always there.
    case text
    /// Text that may be absent: usable only in its own section.
    case optionalText
    /// A URL made by the program: the only value allowed in `href` or `src`.
    case url
    /// A URL that may be absent.
    case optionalURL
    /// True or false; usable as a section.
    case flag
    /// A section that is repeated, with its own names.
    case list(TemplateSchema)
    /// A colour: the only value allowed in a stylesheet.
    case colour

    var isURL: Bool {
      switch self {
      case .url, .optionalURL: true
      default: false
      }
    }
  }

  struct Slot: Sendable {
    let name: String
    let kind: Kind
    /// The value's meaning, for the manual.
    let meaning: Sentence

    init(_ name: String, _ kind: Kind, _ meaning: Sentence) {
      self.name = name
      self.kind = kind
      self.meaning = meaning
    }
  }

  let slots: [Slot]
}

/// The values of one scope, in the order of its schema's slots.
struct TemplateScope: Sendable {
  enum Value: Sendable {
    /// Absent, or false.
    case none
    /// True.
    case yes
    case text(String)
    case list([TemplateScope])

    /// Whether a section of this value is rendered.
    var isShown: Bool {
      switch self {
      case .none: false
      case .list(let items): !items.isEmpty
      case .yes, .text: true
      }
    }

    /// A text that may be absent.
    static func optional(_ text: String?) -> Self {
      text.map { .text($0) } ?? .none
    }
  }

  let values: [Value]

  /// Adds all values to a digest.
  func add(to digester: inout FieldsDigester) {
    for value in values {
      switch value {
      case .none: digester.add(nil)
      case .yes: digester.add(1)
      case .text(let text): digester.add(text)
      case .list(let items):
        digester.add(items.count)
        for item in items { item.add(to: &digester) }
      }
    }
  }
}
