internal import Support

/// A value of the config with its place: what YAML says, before anybody knows what it means.
///
/// Scalars stay text. YAML's own idea of numbers, booleans and nulls is never used, so `1.10` stays
/// `1.10` and `no` stays `no`.
struct ConfigNode: Sendable {
  enum Content: Sendable {
    /// A scalar's text; `isPlain` when it has no quotes.
    case scalar(String, isPlain: Bool)
    case sequence([ConfigNode])
    case mapping([Entry])
  }

  /// A key with its value.
  struct Entry: Sendable {
    let key: String
    let keyPosition: Position
    let value: ConfigNode
  }

  let position: Position
  let content: Content

  /// Whether the value was left out, as in `price:` with nothing after it.
  var isMissing: Bool {
    if case .scalar("", isPlain: true) = content { return true }
    return false
  }

  /// Whether the value is `~` or `null`: none, and said so.
  var isNone: Bool {
    if case .scalar(let text, isPlain: true) = content { return text == "~" || text == "null" }
    return false
  }
}
