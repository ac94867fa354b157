internal import Catalog

/// Who may be paid by a new link, where the config does not say it for every link.
package struct Payees: Sendable {
  /// What a link may name: a merchant, or a merchant and its token with a slash between them; empty where
  /// a link needs to name nobody.
  package let names: [String]

  /// Nobody needs to be named.
  package static let none = Payees(names: [])

  private init(names: [String]) { self.names = names }

  /// Reads the merchants of a config and its defaults.
  package init(in text: ConfigText) {
    let defaults = text.root["defaults"]
    guard defaults?["token"] == nil else {
      self.init(names: [])
      return
    }
    let merchant = defaults?["merchant"]?.text
    var names: [String] = []
    for entry in text.root["merchants"]?.entries ?? [] {
      guard let key = entry.key.text, merchant == nil || merchant == key else { continue }
      let tokens = (entry.value["tokens"]?.entries ?? []).compactMap(\.key.text)
      let hasDefault = entry.value["defaults"]?["token"] != nil
      if tokens.count <= 1 || hasDefault { names.append(key) }
      if tokens.count > 1 { names += tokens.map { "\(key)/\($0)" } }
    }
    // One that is paid anyway needs no name.
    let isKnown = merchant != nil || text.root["merchants"]?.entries?.count == 1
    self.init(names: isKnown && names.first?.contains("/") == false ? [] : names)
  }

  /// The setting of a link that names a payee; none for an empty name.
  package static func fields(naming name: String) -> [NewValue.Field] {
    guard !name.isEmpty else { return [] }
    let value = NewValue.text(ConfigValue.written(name, in: .textWithFields))
    return [NewValue.Field(name.contains("/") ? "token" : "merchant", value)]
  }
}
