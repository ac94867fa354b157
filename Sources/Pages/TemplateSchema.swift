internal import Catalog
internal import Support

/// The names that a template may use, and what each stands for.
struct TemplateSchema: Sendable {
  indirect enum Kind: Sendable {
    /// Text that is always there.
    case text
    /// Text that may be absent: usable only within its own section.
    case optionalText
    /// An address made by the program; the only thing that may stand in `href` or `src`.
    case url
    /// An address that may be absent.
    case optionalURL
    /// True or false; usable as a section.
    case flag
    /// A section that is repeated, with names of its own.
    case list(TemplateSchema)
    /// A colour; the only thing that may stand in a stylesheet.
    case colour
  }

  struct Slot: Sendable {
    var name: String
    var kind: Kind
  }

  let slots: [Slot]

  init(_ slots: KeyValuePairs<String, Kind>) {
    self.slots = slots.map { Slot(name: $0.key, kind: $0.value) }
  }
}

/// The values of one scope of a template, in the order of its schema's slots.
struct TemplateScope: Sendable {
  enum Value: Sendable {
    /// Absent, or false.
    case none
    /// True.
    case yes
    case text(String)
    case list([TemplateScope])
  }

  var values: [Value]

  init(_ values: [Value]) {
    self.values = values
  }

  /// Adds all values to what a digest is taken of.
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

extension TemplateScope.Value {
  /// A text that may be absent.
  static func optional(_ text: String?) -> Self {
    text.map { .text($0) } ?? .none
  }

  /// A flag.
  static func flag(_ isTrue: Bool) -> Self {
    isTrue ? .yes : .none
  }
}
