internal import GatePay
internal import Support

/// Decodes the link settings in a link, in `defaults:` and in a merchant's defaults.
enum LinkFieldsDecoder {
  /// The keys that all levels share.
  static let commonKeys = ["price", "custom", "note", "skin", "stable", "forward", "tags"]

  static func decodeDefaults(_ cursor: ConfigCursor) -> LinkFields {
    let keys = ["merchant", "token"] + commonKeys
    var fields = decode(cursor.values(keys: keys))
    if cursor.node.isRefused { fields.refusedKeys = Set(keys) }
    return fields
  }

  /// Decodes a merchant's defaults, whose `token` is one of its own names.
  static func decodeMerchantDefaults(_ cursor: ConfigCursor) -> LinkFields {
    let keys = ["token"] + commonKeys
    var fields = decode(cursor.values(keys: keys))
    if cursor.node.isRefused { fields.refusedKeys = Set(keys) }
    return fields
  }

  /// Decodes the values that are present.
  static func decode(_ values: [String: ConfigCursor]) -> LinkFields {
    var fields = LinkFields()
    fields.merchant = values["merchant"]?.pattern()
    fields.token = values["token"]?.pattern()
    fields.price = values["price"].flatMap(price)
    fields.custom = values["custom"].flatMap(optionalValue)
    fields.note = values["note"].flatMap(optionalValue)
    fields.skin = values["skin"]?.pattern()
    fields.tags = values["tags"].map(tags)
    fields.stable = values["stable"].flatMap(flag)
    fields.forward = values["forward"].flatMap(flag)
    let read: [String: Bool] = [
      "merchant": fields.merchant != nil, "token": fields.token != nil,
      "price": fields.price != nil, "custom": fields.custom != nil, "note": fields.note != nil,
      "skin": fields.skin != nil, "stable": fields.stable != nil,
      "forward": fields.forward != nil,
      "tags": values["tags"].map { !hasRefused($0.node) } ?? true,
    ]
    fields.refusedKeys = Set(read.filter { !$0.value && values[$0.key] != nil }.keys)
    return fields
  }

  private static func flag(_ cursor: ConfigCursor) -> LinkFields.Flag? {
    cursor.boolean().map {
      LinkFields.Flag(value: $0, position: cursor.node.position, keyPath: cursor.keyPath)
    }
  }

  private static func hasRefused(_ node: ConfigNode) -> Bool {
    if case .sequence(let list) = node.content { return list.nodes.contains(where: \.isRefused) }
    return node.isRefused
  }

  private static func tags(_ cursor: ConfigCursor) -> [TextPattern] {
    guard case .sequence = cursor.node.content else { return cursor.pattern().map { [$0] } ?? [] }
    return cursor.items().compactMap { $0.pattern() }
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

/// Decodes one entry under `links:`.
enum LinkSpecDecoder {
  /// The most links that `each` may make in one entry.
  static let maximumProduct = 1_000_000

  /// Decodes an entry, or reports why it is unusable; `language` is the site's main one.
  static func decode(_ cursor: ConfigCursor, language: Language) -> LinkSpec? {
    let kind = OrderDecoder.kind(of: cursor)
    let values = cursor.values(keys: keys(ofOrder: kind))
    guard case .mapping = cursor.node.content else { return nil }
    var fields = LinkFieldsDecoder.decode(values)
    let titles = values["title"]?.translated(main: language) { $0.pattern() }
    if titles != nil && titles?.main == nil { fields.refusedKeys.insert("title") }
    let printTitles = values["print_title"]?.translated(main: language) { $0.pattern() }
    if printTitles != nil && printTitles?.main == nil { fields.refusedKeys.insert("print_title") }
    let printCopies = values["print_copies"]?.pattern()
    if values["print_copies"] != nil && printCopies == nil {
      fields.refusedKeys.insert("print_copies")
    }
    let slug = values["slug"]?.pattern(.valuesAndSlugs)
    if values["slug"] != nil && slug == nil { fields.refusedKeys.insert("slug") }
    let each = values["each"].map(decodeEach) ?? []
    warnOfWideBraces(values)
    let rows = decodeRows(values)
    guard let idCursor = values["id"] else {
      cursor.report(.missingKey("id"))
      return nil
    }
    guard let id = idCursor.pattern(.valuesAndSlugs) else { return nil }
    let order = kind == nil ? nil : OrderDecoder.decode(values, of: cursor)
    if kind != nil && order == nil { return nil }
    // Otherwise every use of a refused field would be reported too.
    if values["rows"] != nil && rows == nil { return nil }
    if values["each"] != nil && (each.isEmpty || each.contains(where: { $0.values.count == 0 })) {
      return nil
    }
    var spec = LinkSpec(
      position: cursor.node.position, keyPath: cursor.keyPath, id: id, title: titles?.main,
      printTitle: printTitles?.main, printCopies: printCopies, slug: slug, fields: fields,
      order: order, each: each, rows: rows)
    let (others, printOthers) = (titles?.others ?? [:], printTitles?.others ?? [:])
    if !others.isEmpty || !printOthers.isEmpty {
      spec.translations = .init(titles: others, printTitles: printOthers)
    }
    if spec.isBatch && id.fieldNames.isEmpty {
      idCursor.report(.idWithoutField(sample: each.first?.name))
      return nil
    }
    return spec
  }

  /// The keys of an entry; an order has no token and cannot be changed by the payer anyway.
  private static func keys(ofOrder kind: String?) -> [String] {
    let common = ["id", "title", "print_title", "print_copies", "merchant"]
    guard let kind else {
      return common + ["slug", "token"] + LinkFieldsDecoder.commonKeys + sourceKeys + ["order"]
    }
    return common + OrderDecoder.keys(ofKind: kind) + ["custom", "note", "skin"] + sourceKeys
  }

  /// The keys that say where the fields of an entry come from.
  private static let sourceKeys = ["each", "rows", "sheet", "header", "encoding"]

  /// The spreadsheet, and the keys that say how to read it.
  private static func decodeRows(_ values: [String: ConfigCursor]) -> SpreadsheetSpec? {
    guard let cursor = values["rows"] else {
      for key in ["sheet", "header", "encoding"] { values[key]?.report(.keyWithoutRows(key)) }
      return nil
    }
    guard let name = cursor.fileName() else { return nil }
    var spec = SpreadsheetSpec(
      name: name, position: cursor.node.position, keyPath: cursor.keyPath)
    spec.headerRow = values["header"]?.integer(in: 1...SpreadsheetTable.maximumBlankRowCount)
    if let sheet = values["sheet"], let name = sheet.text() {
      spec.sheet = .init(value: name, position: sheet.node.position, keyPath: sheet.keyPath)
    }
    let encodings = TextEncoding.allCases.map { ($0.rawValue, $0) }
    if let encoding = values["encoding"],
      let value = encoding.choice(Dictionary(uniqueKeysWithValues: encodings))
    {
      spec.encoding = .init(
        value: value, position: encoding.node.position, keyPath: encoding.keyPath)
    }
    // With another row as the header, every finding about the file would be a consequence.
    if values["header"] != nil && spec.headerRow == nil { return nil }
    return spec
  }

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

  private static func decodeValues(_ cursor: ConfigCursor) -> EachValues {
    guard case .sequence = cursor.node.content else {
      return cursor.text().flatMap { range($0, cursor) } ?? .list([])
    }
    var values: [String] = []
    var seen: Set<String> = []
    for item in cursor.items() {
      guard let value = item.text() else { return .list([]) }
      if ends(of: value) != nil {
        item.report(.rangeInList(value))
        return .list([])
      }
      guard seen.insert(value).inserted else {
        item.report(.repeatedValue(value))
        return .list([])
      }
      values.append(value)
    }
    return .list(values)
  }

  /// The numbers of `1..40`, or of `01..40` with leading zeros kept.
  private static func range(_ text: String, _ cursor: ConfigCursor) -> EachValues? {
    guard let ends = ends(of: text), let first = number(ends.first), let last = number(ends.last)
    else {
      cursor.report(.badRange(text))
      return nil
    }
    guard first <= last else {
      cursor.report(.backwardRange(text))
      return nil
    }
    guard last - first < maximumProduct else {
      cursor.report(.tooManyLinks(maximumProduct))
      return nil
    }
    let isPadded = ends.first.count > 1 && ends.first.first == "0"
    let width = isPadded ? ends.first.count : 1
    return .range(first: first, count: last - first + 1, width: width)
  }

  private static func ends(of text: String) -> (first: Substring, last: Substring)? {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    let isRange = ends.count == 2 && number(ends[0]) != nil && number(ends[1]) != nil
    // `1..040` would lose the zeros of its end.
    let isEven = ends.count == 2 && (ends[1].first != "0" || ends[0].count == ends[1].count)
    return isRange && isEven ? (ends[0], ends[1]) : nil
  }

  private static func number(_ text: Substring) -> Int? {
    let isDigits = !text.isEmpty && text.utf8.allSatisfy(\.isDigit)
    return isDigits && text.count <= 9 ? Int(text) : nil
  }
}

extension Problem {
  static func idWithoutField(sample: String?) -> Problem {
    let example = sample.map { "`id: \"item-{\($0)}\"`" }
    return Problem(
      Sentence("all links of this entry would have the same id", "这一项的所有链接会用同一个 id"),
      hint: Sentence(
        example.map { "write \($0), with one pair of braces" }
          ?? "put the name of a column into the id, in one pair of braces: \"item-{…}\"",
        example.map { "请写 \($0)，只用一层花括号" } ?? "请在 id 里加上列名，只用一层花括号：\"item-{…}\""))
  }

  static func tooManyLinks(_ limit: Int) -> Problem {
    Problem(
      Sentence(
        "this makes more than \(grouped(limit)) links", "这里会产生超过 \(grouped(limit)) 个链接"),
      hint: Sentence(
        "write several entries with a part of the values each, or use rows with a CSV file",
        "请写成几项，每项只含一部分值，或改用 rows 和 CSV 文件"))
  }

  static func keyWithoutRows(_ key: String) -> Problem {
    Problem(
      Sentence("`\(key)` needs a spreadsheet in `rows`", "`\(key)` 需要与 `rows` 一起使用"),
      hint: Sentence("add `rows: …`, or delete this line", "请加上 `rows: …`，或删掉这一行"))
  }

  static func rangeInList(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not expanded in a list", "列表里的 \(quoted(text)) 不会展开"),
      hint: Sentence(
        "write \(shortened(text)) without brackets, or write out each value",
        "请去掉方括号，直接写 \(shortened(text))，或逐个写出"))
  }

  static func badRange(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a range", "\(quoted(text)) 不是范围"),
      hint: Sentence("write 1..40, 01..40 or a list: [a, b, c]", "请写 1..40、01..40 或列表：[a, b, c]"))
  }

  static func backwardRange(_ text: String) -> Problem {
    Problem(
      Sentence("the range \(quoted(text)) runs backwards", "范围 \(quoted(text)) 前后写反了"),
      hint: Sentence("write the smaller number first", "请把小的数字写在前面"))
  }

  static func repeatedValue(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is given twice", "\(quoted(text)) 出现了两次"),
      hint: Sentence("keep one of the two", "请只保留一个"))
  }

  static func wideBraces(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) has full-width braces, which do not mark a field",
        "\(quoted(text)) 里是全角花括号，不会被当作字段"),
      hint: Sentence("write { and } for a field", "字段请用半角的 { 和 }"))
  }
}
