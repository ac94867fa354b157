/// Reads what may be said of a link: in the link itself, in `defaults:` and in a merchant's
/// defaults.
enum LinkFieldsDecoder {
  /// The keys that every level knows.
  static let commonKeys = ["price", "custom", "note", "skin", "stable"]

  /// Reads `defaults:`.
  static func decodeDefaults(_ cursor: ConfigCursor) -> LinkFields {
    decode(cursor.values(keys: ["merchant", "token"] + commonKeys))
  }

  /// Reads a merchant's defaults, whose `token` is one of its own names.
  static func decodeMerchantDefaults(_ cursor: ConfigCursor) -> LinkFields {
    decode(cursor.values(keys: ["token"] + commonKeys))
  }

  /// Reads the values that are there.
  static func decode(_ values: [String: ConfigCursor]) -> LinkFields {
    var fields = LinkFields()
    fields.merchant = values["merchant"]?.pattern()
    fields.token = values["token"]?.pattern()
    fields.price = values["price"].flatMap(price)
    fields.custom = values["custom"].flatMap(optionalValue)
    fields.note = values["note"].flatMap(optionalValue)
    fields.skin = values["skin"]?.pattern()
    if let cursor = values["stable"], let value = cursor.boolean() {
      fields.stable = LinkFields.Flag(
        value: value, position: cursor.node.position, keyPath: cursor.keyPath)
    }
    return fields
  }

  private static func price(_ cursor: ConfigCursor) -> TextPattern? {
    if cursor.node.isMissing || cursor.node.isNone {
      cursor.report(.noPrice)
      return nil
    }
    return cursor.pattern()
  }

  private static func optionalValue(_ cursor: ConfigCursor) -> LinkFields.Value? {
    if cursor.node.isNone { return LinkFields.Value.none }
    return cursor.pattern().map { .pattern($0) }
  }
}

/// Reads one entry under `links:`.
enum LinkSpecDecoder {
  /// The most links that `each` may make in one entry.
  static let maximumProduct = 1_000_000

  /// Reads an entry, or reports why it cannot be used at all.
  static func decode(_ cursor: ConfigCursor) -> LinkSpec? {
    let keys = ["id", "title", "merchant", "token"] + LinkFieldsDecoder.commonKeys
    let values = cursor.values(keys: keys + ["each", "rows"])
    guard case .mapping = cursor.node.content else { return nil }
    let fields = LinkFieldsDecoder.decode(values)
    let title = values["title"]?.pattern()
    let each = values["each"].map(decodeEach) ?? []
    warnOfWideBraces(values)
    let rows = values["rows"]?.pattern(allowsFields: false)
    guard let idCursor = values["id"] else {
      cursor.report(.missingKey("id"))
      return nil
    }
    guard let id = idCursor.pattern() else { return nil }
    // Fields that were refused would only be missed again wherever they are used.
    if values["each"] != nil && (each.isEmpty || each.contains(where: \.values.isEmpty)) {
      return nil
    }
    let spec = LinkSpec(
      position: cursor.node.position, keyPath: cursor.keyPath, id: id, title: title,
      fields: fields, each: each, rows: rows)
    if spec.isBatch && id.fieldNames.isEmpty {
      idCursor.report(.idWithoutField(sample: each.first?.name))
      return nil
    }
    return spec
  }

  /// Points out fields that were typed with a Chinese keyboard.
  private static func warnOfWideBraces(_ values: [String: ConfigCursor]) {
    guard values["each"] != nil || values["rows"] != nil else { return }
    for cursor in values.values.sorted(by: { $0.keyPath < $1.keyPath }) {
      guard case .scalar(let text, _) = cursor.node.content else { continue }
      if text.contains(where: { "\u{FF5B}\u{FF5D}".contains($0) }) {
        cursor.warn(.wideBraces(text))
      }
    }
  }

  private static func decodeEach(_ cursor: ConfigCursor) -> [EachKey] {
    var product = 1
    var keys: [EachKey] = []
    for (name, value) in cursor.namedEntries() {
      let values = decodeValues(value)
      let (next, overflow) = product.multipliedReportingOverflow(by: max(1, values.count))
      product = next
      guard !overflow, product <= maximumProduct else {
        cursor.report(.tooManyLinks(maximumProduct))
        return []
      }
      keys.append(EachKey(name: name, values: values))
    }
    return keys
  }

  private static func decodeValues(_ cursor: ConfigCursor) -> [String] {
    let values: [String]
    if case .sequence = cursor.node.content {
      values = cursor.items().flatMap { $0.text().map { [$0] } ?? [] }
    } else {
      guard let text = cursor.text() else { return [] }
      values = expandRange(text, cursor)
    }
    var seen: Set<String> = []
    for value in values where !seen.insert(value).inserted {
      cursor.report(.repeatedValue(value))
      return []
    }
    return values
  }

  /// The numbers of `1..40`, or of `01..40` with leading zeros kept.
  private static func expandRange(_ text: String, _ cursor: ConfigCursor) -> [String] {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = number(ends[0]), let last = number(ends[1]) else {
      cursor.report(.badRange(text))
      return []
    }
    guard first <= last else {
      cursor.report(.backwardRange(text))
      return []
    }
    guard last - first < maximumProduct else {
      cursor.report(.tooManyLinks(maximumProduct))
      return []
    }
    let isPadded = ends[0].count > 1 && ends[0].first == "0"
    let width = isPadded ? ends[0].count : 1
    return (first...last).map { value in
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
  }

  private static func number(_ text: Substring) -> Int? {
    let isDigits = !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
    return isDigits && text.count <= 9 ? Int(text) : nil
  }
}
