internal import Catalog
internal import Editing
internal import GatePay

/// A print job of the config as a form can change it.
struct JobForm: Sendable {
  let place: ConfigEntry.Place
  let kind: PrintJob.Kind
  /// What a form can change: the texts of a value, those of the default or none for a key that is missing.
  let values: [Key: [String]]

  /// What the form asks for.
  enum Key: String, CaseIterable, Sendable {
    case links
    case design
    case size
    case paper
    case stock
    case language
  }

  /// The form of an entry under `print:`; nil if it prints nothing that is known.
  init?(_ place: ConfigEntry.Place, in text: ConfigText) {
    guard place.list == "print", let item = text[place.path], let kind = Self.kind(of: item) else {
      return nil
    }
    self.place = place
    self.kind = kind
    var values: [Key: [String]] = [:]
    for key in Self.keys(of: kind, hasStock: item["stock"] != nil) {
      guard let node = item[Self.name(key, of: kind)] else {
        values[key] = key == .design ? [PrintJob.Design.classic.rawValue] : []
        continue
      }
      let texts = text.words(of: node)?.compactMap { ConfigValue.text($0, in: .text) }
      // A list over several lines, or with variables, is left alone; so is one that cannot be typed.
      if let texts, texts.count == text.words(of: node)?.count,
        key != .links || texts.allSatisfy({ Self.words($0) == [$0] })
      {
        values[key] = texts
      }
    }
    self.values = values
  }

  static func find(_ name: String, in text: ConfigText) -> JobForm? {
    names(in: text).firstIndex(of: name)
      .flatMap { text.place(of: $0, in: "print") }.flatMap { JobForm($0, in: text) }
  }

  /// The names of the entries under `print:`, as a build names jobs; nil for one that prints nothing known.
  static func names(in text: ConfigText) -> [String?] {
    var counts: [PrintJob.Kind: Int] = [:]
    return (text.root["print"]?.items ?? []).map { item in
      guard let kind = kind(of: item) else { return nil }
      counts[kind, default: 0] += 1
      return item["name"]?.text ?? "\(kind.rawValue)-\(counts[kind, default: 0])"
    }
  }

  /// The words of a list that somebody types, with blanks, commas or semicolons of any keyboard in between.
  static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace || ",，、;；".contains($0) }.map(String.init)
  }

  /// What the form shows, by the names of its fields.
  var shown: [(name: String, value: String)] {
    Key.allCases.compactMap { key in
      values[key].map { (key.rawValue, $0.joined(separator: " ")) }
    }
  }

  /// What somebody changed in the form.
  static func changes(_ fields: FormFields) -> [Key: [String]] {
    var values: [Key: [String]] = [:]
    for key in Key.allCases {
      guard let value = TypedValue(key.rawValue, in: fields), value.typed != value.shown,
        !value.typed.isEmpty
      else { continue }
      // A paper such as `A4 landscape` is one text.
      values[key] = [.links, .language].contains(key) ? words(value.typed) : [value.typed]
    }
    return values
  }

  /// The text with other values; those that are missing stay as they are.
  func setting(
    _ new: [Key: [String]], in text: ConfigText
  ) throws(EditRefusal) -> ConfigText {
    var text = text
    for key in Key.allCases {
      guard let words = new[key], words != values[key] else { continue }
      guard values[key] != nil else { throw .notAText }
      text = try text.setting(
        words.map { ConfigValue.written($0, in: .text) },
        at: place.path + [.key(Self.name(key, of: kind))])
    }
    return text
  }

  private static func kind(of item: YAMLOutline) -> PrintJob.Kind? {
    let kinds = (item.entries ?? []).compactMap { $0.key.text.flatMap(PrintJob.Kind.init) }
    return kinds.count == 1 ? kinds[0] : nil
  }

  private static func keys(of kind: PrintJob.Kind, hasStock: Bool) -> [Key] {
    let sheet: [Key] = hasStock || kind == .labels ? [.stock] : [.paper]
    return switch kind {
    case .roll: [.links, .language] + sheet
    case .plate: [.links, .size, .design, .language] + sheet
    default: [.links, .design, .language] + sheet
    }
  }

  /// The key in the config.
  private static func name(_ key: Key, of kind: PrintJob.Kind) -> String {
    key == .links ? kind.rawValue : key.rawValue
  }
}
