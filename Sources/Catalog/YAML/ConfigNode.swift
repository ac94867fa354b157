internal import Support

/// A value of the config with its position, as YAML before any interpretation.
///
/// Scalars stay text. YAML's types of numbers, booleans and nulls are ignored, so `1.10` stays
/// `1.10` and `no` stays `no`.
struct ConfigNode {
  enum Content {
    /// A scalar's text; `isPlain` when it has no quotes.
    case scalar(String, isPlain: Bool)
    case sequence(ConfigList)
    case mapping([Entry])
    /// A value with an error that was already reported, so that nothing more is said about it.
    case refused
  }

  /// A key with its value.
  struct Entry {
    let key: String
    let keyPosition: Position
    let value: ConfigNode
  }

  let position: Position
  let content: Content

  /// Whether the value is empty, as in `price:` with nothing after it.
  var isMissing: Bool {
    if case .scalar("", isPlain: true) = content { return true }
    return false
  }

  /// Whether the value is an explicit `~` or `null`.
  var isNone: Bool {
    if case .scalar(let text, isPlain: true) = content { return text == "~" || text == "null" }
    return false
  }

  /// Whether the value has an error that was already reported.
  var isRefused: Bool {
    if case .refused = content { return true }
    return false
  }
}

/// The items of a list, which can be taken out one by one: a long list of links and what it is
/// decoded into are then never in memory together.
final class ConfigList {
  private(set) var nodes: [ConfigNode]

  init(_ nodes: [ConfigNode]) {
    self.nodes = nodes
  }

  /// Removes an item's content and returns the item.
  func take(_ index: Int) -> ConfigNode {
    let node = nodes[index]
    nodes[index] = ConfigNode(position: node.position, content: .refused)
    return node
  }
}
