internal import Catalog
internal import Editing
internal import GatePay

/// A merchant whose appkey and tokens a form can change; the form never shows them.
struct AccountForm: Sendable {
  /// The merchant's key in the config.
  let merchant: String
  /// The names of its tokens.
  let tokens: [String]
  /// Whether the appkey is that of samples, which pay nobody.
  let isSample: Bool

  /// New values; those that are empty stay as they are.
  struct Change: Sendable {
    var merchant: String
    var appkey: String
    /// By the names of the tokens.
    var tokens: [String: String]

    private static let prefix = "value-"

    /// The name of the field of a token.
    static func field(_ token: String) -> String { prefix + token }

    /// Reads the fields of a form.
    init(_ fields: FormFields) {
      merchant = fields["key"] ?? ""
      appkey = (fields["appkey"] ?? "").trimmingSpaces
      tokens = [:]
      for field in fields.fields where field.name.hasPrefix(Self.prefix) {
        tokens[String(field.name.dropFirst(Self.prefix.count))] = field.value.trimmingSpaces
      }
    }
  }

  /// The form of a merchant; nil if its values come from variables or elsewhere.
  init?(_ merchant: String, in text: ConfigText) {
    let path: [PathStep] = ["merchants", .key(merchant)]
    func value(_ node: YAMLOutline?) -> String? {
      node.flatMap(text.line).flatMap { ConfigValue.text($0, in: .text) }
    }
    guard let appkey = value(text[path + ["appkey"]]),
      let entries = text[path + ["tokens"]]?.entries
    else { return nil }
    let names = entries.compactMap { value($0.value) == nil ? nil : $0.key.text }
    guard !names.isEmpty, names.count == entries.count else { return nil }
    self.merchant = merchant
    tokens = names
    isSample = Appkey(appkey)?.isSample == true
  }

  /// The forms of all merchants that have one.
  static func all(in text: ConfigText) -> [AccountForm] {
    (text.root["merchants"]?.entries ?? []).compactMap { entry in
      entry.key.text.flatMap { AccountForm($0, in: text) }
    }
  }

  /// The text with a new appkey and new tokens.
  static func setting(
    _ change: Change, in text: ConfigText
  ) throws(EditRefusal) -> ConfigText {
    guard let form = AccountForm(change.merchant, in: text) else { throw .notAText }
    let path: [PathStep] = ["merchants", .key(change.merchant)]
    var text = text
    func set(_ value: String, at rest: [PathStep]) throws(EditRefusal) {
      guard !value.isEmpty else { return }
      text = try text.setting(ConfigValue.written(value, in: .text), at: path + rest)
    }
    try set(change.appkey, at: ["appkey"])
    for name in form.tokens {
      try set(change.tokens[name] ?? "", at: ["tokens", .key(name)])
    }
    return text
  }
}
