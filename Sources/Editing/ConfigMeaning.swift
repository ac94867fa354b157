internal import Catalog

/// What a config says, without how it is written.
enum ConfigMeaning: Hashable {
  case text(String)
  case list([ConfigMeaning])
  case mapping([Entry])

  /// A key with its value.
  struct Entry: Hashable {
    var key: ConfigMeaning
    var value: ConfigMeaning
  }

  init(_ node: YAMLOutline) {
    switch node.content {
    case .text(let text, _): self = .text(text)
    case .list(let items, _): self = .list(items.map { ConfigMeaning($0) })
    case .mapping(let entries, _):
      self = .mapping(
        entries.map { Entry(key: ConfigMeaning($0.key), value: ConfigMeaning($0.value)) })
    }
  }

  init(_ value: NewValue) {
    switch value {
    case .text(let text): self = .text(text)
    case .list(let items): self = .list(items.map { .text($0) })
    case .fields(let fields):
      self = .mapping(fields.map { Entry(key: .text($0.key), value: ConfigMeaning($0.value)) })
    }
  }

  /// Sets the value at a path, and adds the last key if it is missing; returns whether it could.
  mutating func set(_ value: ConfigMeaning, at path: ArraySlice<PathStep>) -> Bool {
    guard let step = path.first else {
      self = value
      return true
    }
    let rest = path.dropFirst()
    switch (self, step) {
    case (.list(var items), .item(let index)) where items.indices.contains(index):
      guard items[index].set(value, at: rest) else { return false }
      self = .list(items)
    case (.mapping(var entries), .key(let key)):
      if let index = entries.firstIndex(where: { $0.key == .text(key) }) {
        guard entries[index].value.set(value, at: rest) else { return false }
      } else {
        guard rest.isEmpty else { return false }
        entries.append(Entry(key: .text(key), value: value))
      }
      self = .mapping(entries)
    default: return false
    }
    return true
  }

  /// Removes an item of a list or a key of a mapping; returns whether it could.
  mutating func remove(at path: ArraySlice<PathStep>) -> Bool {
    guard let step = path.first else { return false }
    let rest = path.dropFirst()
    switch (self, step) {
    case (.list(var items), .item(let index)) where items.indices.contains(index):
      if rest.isEmpty {
        items.remove(at: index)
      } else {
        guard items[index].remove(at: rest) else { return false }
      }
      self = .list(items)
    case (.mapping(var entries), .key(let key)):
      guard let index = entries.firstIndex(where: { $0.key == .text(key) }) else { return false }
      if rest.isEmpty {
        entries.remove(at: index)
      } else {
        guard entries[index].value.remove(at: rest) else { return false }
      }
      self = .mapping(entries)
    default: return false
    }
    return true
  }

  /// Adds a key at the top level; returns whether it could.
  mutating func add(_ value: NewValue, as key: String) -> Bool {
    guard case .mapping(let entries) = self else { return false }
    self = .mapping(entries + [Entry(key: .text(key), value: ConfigMeaning(value))])
    return true
  }

  /// Appends an item to a list of the top level; returns whether it could.
  mutating func append(_ value: NewValue, to key: String) -> Bool {
    guard case .mapping(var entries) = self else { return false }
    if let index = entries.firstIndex(where: { $0.key == .text(key) }) {
      guard case .list(let items) = entries[index].value else { return false }
      entries[index].value = .list(items + [ConfigMeaning(value)])
    } else {
      entries.append(Entry(key: .text(key), value: .list([ConfigMeaning(value)])))
    }
    self = .mapping(entries)
    return true
  }
}
