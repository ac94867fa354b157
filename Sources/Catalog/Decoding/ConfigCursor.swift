internal import GatePay
internal import Support

/// A place in the config while it is decoded: a node, its key path, and the sink for findings.
struct ConfigCursor {
  /// The context shared by all places of one config.
  struct Context {
    let sink: FindingSink
    let variables: ConfigVariables
  }

  let node: ConfigNode
  let keyPath: String
  let context: Context

  /// Reports an error here.
  func report(_ problem: Problem) {
    let path = keyPath.isEmpty ? nil : keyPath
    context.sink.report(Finding(.error, at: node.position, keyPath: path, problem))
  }

  /// Reports a warning here.
  func warn(_ problem: Problem) {
    context.sink.report(Finding(.warning, at: node.position, keyPath: keyPath, problem))
  }

  /// Reports a note here.
  func note(_ problem: Problem) {
    context.sink.report(Finding(.note, at: node.position, keyPath: keyPath, problem))
  }

  // MARK: Mappings and lists

  /// The entries of a mapping with keys that the author chose; at least one.
  func namedEntries() -> [(name: String, value: ConfigCursor)] {
    guard case .mapping(let entries) = node.content else {
      reportNoMapping()
      return []
    }
    if entries.isEmpty { report(.emptyList) }
    return entries.compactMap { entry in
      let value = ConfigCursor(
        node: entry.value, keyPath: Self.join(keyPath, entry.key), context: context)
      guard Self.isName(entry.key) else {
        context.sink.report(
          Finding(
            .error, at: entry.keyPosition, keyPath: value.keyPath,
            .invisible(in: entry.key) ?? .badName(entry.key)))
        return nil
      }
      return (entry.key, value)
    }
  }

  /// The values of a mapping with fixed keys; unknown keys and old ones in `renamed` are reported.
  ///
  /// The value of a misspelt key is refused under the right one, so that nobody misses it.
  ///
  /// - Parameter settings: keys that belong below another key of the mapping, and its name.
  func values(
    keys: [String], renamed: [String: String] = [:],
    settings: (keys: [String], name: String)? = nil
  ) -> [String: ConfigCursor] {
    guard case .mapping(let entries) = node.content else {
      reportNoMapping()
      return [:]
    }
    var values: [String: ConfigCursor] = [:]
    var misspelt: [(entry: ConfigNode.Entry, name: String?)] = []
    for entry in entries {
      let path = Self.join(keyPath, entry.key)
      if keys.contains(entry.key) {
        values[entry.key] = ConfigCursor(node: entry.value, keyPath: path, context: context)
      } else {
        let problem: Problem =
          if SecretName.isSecret(entry.key) {
            .secretInConfig(entry.key)
          } else if let name = renamed[entry.key] {
            .renamedKey(entry.key, to: name)
          } else {
            .invisible(in: entry.key)
              ?? .unknownKey(
                entry.key, accepted: keys,
                home: settings.flatMap { $0.keys.contains(entry.key) ? $0.name : nil })
          }
        context.sink.report(
          Finding(.error, at: entry.keyPosition, keyPath: path, problem))
        misspelt.append((entry, renamed[entry.key] ?? NearestName.of(entry.key, among: keys)))
      }
    }
    for (entry, name) in misspelt {
      guard let name, values[name] == nil else { continue }
      let node = ConfigNode(position: entry.value.position, content: .refused)
      values[name] = ConfigCursor(
        node: node, keyPath: Self.join(keyPath, name), context: context)
    }
    return values
  }

  /// The items of a list; at least one.
  func items() -> [ConfigCursor] {
    guard let list = list() else { return [] }
    return list.nodes.enumerated().map { index, item in
      ConfigCursor(node: item, keyPath: "\(keyPath)[\(index)]", context: context)
    }
  }

  /// Decodes the items of a list, at least one, and forgets each; nil if it is not a list.
  func takeItems<Value>(_ decode: (ConfigCursor) -> Value?) -> (values: [Value], count: Int)? {
    guard let list = list() else { return nil }
    var values: [Value] = []
    values.reserveCapacity(list.nodes.count)
    for index in list.nodes.indices {
      let item = ConfigCursor(
        node: list.take(index), keyPath: "\(keyPath)[\(index)]", context: context)
      if let value = decode(item) { values.append(value) }
    }
    return (values, list.nodes.count)
  }

  /// The list here, or nil with a finding.
  private func list() -> ConfigList? {
    guard case .sequence(let list) = node.content else {
      if !node.isRefused { report(.expectedList) }
      return nil
    }
    if list.nodes.isEmpty { report(.emptyList) }
    return list
  }

  /// Reports that a value is not a mapping: as a line without its colon, if it looks like one.
  func reportNoMapping() {
    if node.isRefused { return }
    guard case .scalar(let text, isPlain: true) = node.content else {
      return report(.expectedMapping)
    }
    let source = YAMLSource(Array(text.unicodeScalars), file: node.position.file)
    let isSecret = PlainText.isSecret(keyPath)
    guard let fault = KeyFault(source, source.rest(from: 0), isSecret: isSecret) else {
      return report(.expectedMapping)
    }
    let place = node.position
    let position = Position(
      file: place.file, line: place.line, column: place.column + fault.flaw.offset)
    context.sink.report(Finding(.error, at: position, keyPath: keyPath, fault.flaw.problem))
  }

  // MARK: Scalars

  /// The text of a scalar after substituting environment variables, without blanks and invisible
  /// characters at its ends; never empty.
  func text() -> String? {
    guard let pattern = pattern(.none) else { return nil }
    let trimmed = InvisibleCharacter.trimmed(pattern.fixedText)
    if trimmed.isEmpty {
      report(.emptyValue)
      return nil
    }
    return trimmed
  }

  /// The name of a file: a text without control characters, which `\n` in double quotes is.
  func fileName() -> String? {
    guard let name = text() else { return nil }
    if let problem = Problem.escapeInFileName(name) {
      report(problem)
      return nil
    }
    return name
  }

  /// The pattern of a scalar; never empty.
  func pattern(_ fields: TextPattern.Fields = .values) -> TextPattern? {
    guard case .scalar(let text, _) = node.content else {
      if !node.isRefused { report(.expectedText) }
      return nil
    }
    guard !text.isEmpty, !node.isNone else {
      report(.noValue)
      return nil
    }
    do throws(PatternProblem) {
      let segments = try TextPattern.segments(of: text, fields, context.variables)
      return TextPattern(segments: segments, position: node.position, keyPath: keyPath)
    } catch {
      report(error.problem)
      return nil
    }
  }

  /// `true` or `false`.
  func boolean() -> Bool? {
    guard let text = text() else { return nil }
    if let value = ["true": true, "false": false][text] { return value }
    report(.notBoolean(text, key: keyPath.split(separator: ".").last.map(String.init) ?? keyPath))
    return nil
  }

  /// The value of one of some fixed words.
  func choice<Value>(_ choices: [String: Value]) -> Value? {
    guard let text = text() else { return nil }
    if let value = choices[text] { return value }
    report(.invisible(in: text) ?? .notOneOf(text, accepted: choices.keys.sorted()))
    return nil
  }

  /// A whole number within a range.
  func integer(in range: ClosedRange<Int>) -> Int? {
    guard let text = text() else { return nil }
    if text.utf8.allSatisfy(\.isDigit), let value = Int(text), range.contains(value) {
      return value
    }
    let narrow = FullWidth.narrowed(text)
    if narrow != text, narrow.utf8.allSatisfy(\.isDigit) {
      report(.fullWidthDigits(text, narrow: narrow))
    } else {
      report(
        .invisible(in: text) ?? .notInRange(text, "\(range.lowerBound)", "\(range.upperBound)"))
    }
    return nil
  }

  // MARK: Names

  /// Whether a text is a valid name: a letter, then letters, digits, `-` and `_`; up to 200 bytes.
  static func isName(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.properties.isAlphabetic,
      text.utf8.count <= 200
    else { return false }
    return text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType == .decimal || $0 == "-" || $0 == "_"
    }
  }

  /// The key path of a key within another path.
  static func join(_ path: String, _ key: String) -> String {
    path.isEmpty ? shortened(key) : "\(path).\(shortened(key))"
  }
}

extension Problem {
  /// The problem of an invisible character in a text that is compared with others; nil without one.
  static func invisible(in text: String) -> Problem? {
    InvisibleCharacter.first(in: text, for: .compared).map { .invisibleCharacter($0, in: text) }
  }

  static func notBoolean(_ text: String, key: String) -> Problem {
    let value: String? =
      switch text.lowercased() {
      case "yes", "on", "y", "t", "1", "true", "是", "√": "true"
      case "no", "off", "n", "f", "0", "false", "否": "false"
      default: nil
      }
    return Problem(
      Sentence("\(quoted(text)) is neither true nor false", "\(quoted(text)) 既不是 true 也不是 false"),
      hint: value.map { Sentence("write `\(key): \($0)`", "请写 `\(key): \($0)`") }
        ?? Sentence(
          "write `\(key): true` or `\(key): false`", "请写 `\(key): true` 或 `\(key): false`"))
  }

  /// The problem of a file name in which a backslash and a letter became a control character; nil
  /// for any other.
  static func escapeInFileName(_ name: String) -> Problem? {
    // YAML 1.2.2, section 5.7.
    let letters: [Unicode.Scalar: Character] = [
      "\0": "0", "\u{7}": "a", "\u{8}": "b", "\t": "t", "\n": "n", "\u{B}": "v", "\u{C}": "f",
      "\r": "r", "\u{1B}": "e",
    ]
    guard let scalar = name.unicodeScalars.first(where: { letters[$0] != nil }),
      let letter = letters[scalar]
    else { return nil }
    let meant = name.unicodeScalars.reduce(into: "") { text, scalar in
      if let letter = letters[scalar] {
        text += "/\(letter)"
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    return Problem(
      Sentence(
        "in double quotes, \\\(letter) is the control character \(codePoint(scalar)), "
          + "which is in no file name",
        "双引号里的 \\\(letter) 是控制字符 \(codePoint(scalar))，文件名里不会有它"),
      hint: Sentence(
        "write / between folders: \(quoted(meant))", "文件夹之间请写 /：\(quoted(meant))"))
  }

  static func fullWidthDigits(_ text: String, narrow: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) has full-width characters", "\(quoted(text)) 里有全角字符"),
      hint: Sentence("write \(narrow)", "请写 \(narrow)"), code: "wide-digits")
  }

  static func renamedKey(_ key: String, to name: String) -> Problem {
    Problem(
      Sentence("the key \(quoted(key)) has a new name", "键 \(quoted(key)) 已改名"),
      hint: Sentence("write `\(name):` instead", "请改写成 `\(name):`"))
  }

  /// - Parameter home: the key beside it below which it belongs.
  static func unknownKey(_ key: String, accepted: [String], home: String? = nil) -> Problem {
    Problem(
      Sentence("there is no key \(quoted(key)) here", "这里没有 \(quoted(key)) 这个键"),
      hint: home.map { home in
        Sentence(
          "write it below \(home), as `\(home): { \(key): … }`",
          "请写在 \(home) 下面：`\(home): { \(key): … }`")
      } ?? suggestion(key, accepted))
  }

  static func secretInConfig(_ key: String) -> Problem {
    Problem(
      Sentence(
        "a secret must never be in the config (\(shortened(key)))",
        "配置里绝不能写密钥（\(shortened(key))）"),
      hint: Sentence(
        "delete the line, and change the secret in the gateway's console if the file was ever shared; "
          + "links do not need it",
        "请删掉这一行；文件若曾外传，请到网关后台更换密钥；生成链接用不到它"))
  }

  static var expectedList: Problem {
    Problem(
      Sentence("a list is expected here", "这里应该是一个列表"),
      hint: Sentence("start each item with `- `", "请让每一项以 `- ` 开头"))
  }

  static var expectedText: Problem {
    Problem(
      Sentence("a single value is expected here", "这里应该是单个值"),
      hint: Sentence(
        "write one value; quote text that starts with { or [: `id: \"{sku}\"`",
        "请只写一个值；以 { 或 [ 开头的文字请加引号：`id: \"{sku}\"`"))
  }

  static var noValue: Problem {
    Problem(
      Sentence("the value is missing", "缺少值"),
      hint: Sentence("write a value after the colon, or delete the line", "请在冒号后写上值，或删掉这一行"))
  }

  static func notInRange(_ text: String, _ lowest: String, _ highest: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not accepted here", "这里不接受 \(quoted(text))"),
      hint: Sentence(
        "write a whole number from \(lowest) to \(highest)", "请写 \(lowest) 到 \(highest) 之间的整数"))
  }
}
