internal import Catalog
internal import Editing
internal import GatePay

/// An entry that makes links of numbers, such as tables from `01` to `12`, as a form can change it.
struct TablesForm: Sendable {
  let place: ConfigEntry.Place
  /// The id with its field, such as `table-{n}`.
  let id: String
  /// The key below `each`, which is the name of the field.
  let field: String
  let first: String
  let last: String
  /// The title with its field.
  let title: String

  /// The form of an entry; nil if it has more than one field, values that are no numbers, or a title that is
  /// no text on one line.
  init?(_ place: ConfigEntry.Place, in text: ConfigText) {
    guard place.list == "links", let item = text[place.path], item["rows"] == nil,
      let id = item["id"]?.text, let each = item["each"]?.entries, each.count == 1,
      let field = each[0].key.text, let range = text.line(of: each[0].value),
      let title = item["title"].flatMap(text.line).flatMap({ ConfigValue.text($0, in: .text) })
    else { return nil }
    let ends = range.split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2, ends.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isDigit) })
    else { return nil }
    self.place = place
    self.id = id
    self.field = field
    (first, last, self.title) = (String(ends[0]), String(ends[1]), title)
  }

  /// All entries with such a form.
  static func all(in text: ConfigText) -> [TablesForm] {
    (text.root["links"]?.items ?? []).indices.compactMap { index in
      text.place(of: index, in: "links").flatMap { TablesForm($0, in: text) }
    }
  }

  /// The text with other numbers and another title.
  func setting(
    first: String, last: String, title: String, in text: ConfigText
  ) throws(EditRefusal) -> ConfigText {
    var text = text
    if (first, last) != (self.first, self.last) {
      text = try text.setting("\(first)..\(last)", at: place.path + ["each", .key(field)])
    }
    if title != self.title {
      try Self.check(title, has: field)
      text = try text.setting(ConfigValue.written(title, in: .text), at: place.path + ["title"])
    }
    return text
  }

  /// Checks that a title tells links apart: else all their cards would look alike.
  static func check(_ title: String, has field: String) throws(EditRefusal) {
    // Doubled braces are no field.
    let plain = title.replacing("{{", with: "").replacing("}}", with: "")
    guard plain.contains("{\(field)}") else { throw .missingField(field) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
