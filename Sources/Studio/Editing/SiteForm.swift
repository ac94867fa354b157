internal import Catalog
internal import Editing
internal import GatePay

/// The main settings of the site as a form can change them.
struct SiteForm: Sendable {
  /// What the form asks for; the names are those of the config.
  enum Key: String, CaseIterable, Sendable {
    case language
    case address = "base_url"
    case zone = "time_zone"

    /// Where it is in the config.
    var path: [PathStep] { ["site", .key(rawValue)] }
  }

  /// The values as somebody types them, empty for a key that is missing; none for one that a form cannot say.
  let values: [Key: String]

  /// The form; nil for a config without the mapping.
  init?(in text: ConfigText) {
    guard text[["site"]]?.entries != nil else { return nil }
    values = Key.allCases.reduce(into: [:]) { $0[$1] = Self.value(of: $1, in: text) }
  }

  private static func value(of key: Key, in text: ConfigText) -> String? {
    guard let node = text[key.path] else { return "" }
    // Only languages may be several.
    guard key == .language || node.items == nil, let words = text.words(of: node) else {
      return nil
    }
    let texts = words.compactMap { ConfigValue.text($0, in: .text) }
    return texts.count == words.count ? texts.joined(separator: " ") : nil
  }

  /// What the form shows, by the names of its fields.
  var shown: [(name: String, value: String)] {
    Key.allCases.compactMap { key in values[key].map { (key.rawValue, $0) } }
  }

  /// What somebody typed, by key.
  static func typed(_ fields: FormFields) -> [Key: TypedValue] {
    Key.allCases.reduce(into: [:]) { $0[$1] = TypedValue($1.rawValue, in: fields) }
  }

  /// The text with other values; a key goes where nothing was typed.
  static func setting(
    _ typed: [Key: TypedValue], in text: ConfigText
  ) throws(EditRefusal) -> ConfigText {
    var text = text
    for key in Key.allCases {
      guard let typed = typed[key] else { continue }
      let present = value(of: key, in: text)
      guard let new = try typed.change(of: present) else { continue }
      if new.isEmpty {
        text = try text.removing(key.path)
        continue
      }
      let words = key == .language ? JobForm.words(new) : [new]
      text = try text.setting(words.map { ConfigValue.written($0, in: .text) }, at: key.path)
    }
    return text
  }
}
