internal import Support

/// Reads a config of one YAML document; goes on after an error at the next key of the top level and
/// the next item of its list, so that one run reports all errors.
struct YAMLReader {
  /// The largest config in bytes.
  static let maximumByteCount = 1 << 20
  /// The most items of a list with a syntax error; each is explained, which takes time.
  static let maximumBrokenItemCount = 1_000

  private let source: YAMLSource
  private let keys: Set<String>
  private let sink: FindingSink

  /// Reads a document; nil, with a finding, when it is not a mapping with valid parts.
  ///
  /// Parts that could not be read are in the result as refused nodes.
  ///
  /// - Parameter keys: the keys of the top level, which begin a part even after an open bracket.
  static func read(
    _ bytes: [UInt8], file: String, keys: [String] = [], into sink: FindingSink
  ) -> ConfigNode? {
    guard bytes.count <= maximumByteCount else {
      sink.report(Finding(.error, at: Position(file: file), .configTooLarge(maximumByteCount)))
      return nil
    }
    if let position = InvalidUTF8.firstPosition(in: bytes, file: file) {
      sink.report(Finding(.error, at: position, .notUTF8))
      return nil
    }
    // Some editors write a byte-order mark; libyaml counts it as a column.
    let mark = [0xEF, 0xBB, 0xBF] as [UInt8]
    let text = bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...]
    let scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    let source = YAMLSource(withoutSeparators(scalars, file: file, sink), file: file)
    return YAMLReader(source: source, keys: Set(keys), sink: sink).read()
  }

  /// Replaces line separators, at which libyaml ends a line and no editor does, by a space, with a
  /// finding for each.
  private static func withoutSeparators(
    _ scalars: [Unicode.Scalar], file: String, _ sink: FindingSink
  ) -> [Unicode.Scalar] {
    let separators: Set<Unicode.Scalar> = ["\u{85}", "\u{2028}", "\u{2029}"]
    guard scalars.contains(where: separators.contains) else { return scalars }
    let source = YAMLSource(scalars, file: file)
    for offset in scalars.indices where separators.contains(scalars[offset]) {
      sink.report(
        Finding(.error, at: source.position(of: offset), .lineSeparator(scalars[offset])))
    }
    return scalars.map { separators.contains($0) ? " " : $0 }
  }

  private func read() -> ConfigNode? {
    let whole = parse(0..<source.lineCount)
    if case .success(let root) = whole.result {
      whole.findings.forEach(sink.report)
      return root
    }
    let parts = parts()
    let results = parts.map { parse($0.lines) }
    guard results.contains(where: { !$0.isSuccess }) else {
      _ = settle(whole)
      return nil
    }
    var entries = UniqueEntries(isInList: false)
    for (part, result) in zip(parts, results) {
      for entry in read(part, result) {
        if let finding = entries.add(entry, keyPath: ConfigCursor.join("", entry.key)) {
          sink.report(finding)
        }
      }
    }
    return ConfigNode(position: Position(file: source.file), content: .mapping(entries.entries))
  }

  // MARK: Parts

  /// The lines of a key of the top level with its value.
  private struct Part {
    let key: String
    let lines: Range<Int>
  }

  private struct Outcome {
    let result: Result<ConfigNode, YAMLFailure>
    let findings: [Finding]

    var isSuccess: Bool { if case .success = result { true } else { false } }
  }

  private func parse(
    _ lines: Range<Int>, of list: (keyPath: String, firstIndex: Int) = ("", 0)
  ) -> Outcome {
    guard let parser = YAMLParser(source, lines: lines, of: list) else {
      let position = Position(file: source.file)
      return Outcome(
        result: .failure(YAMLFailure(problem: .notYAML, position: position)), findings: [])
    }
    let result = Result { () throws(YAMLFailure) in try parser.parse() }
    return Outcome(result: result, findings: parser.findings)
  }

  /// Reports the findings of an outcome and returns its node.
  ///
  /// A syntax error after another error in the same piece may be its consequence.
  private func settle(_ outcome: Outcome) -> ConfigNode? {
    outcome.findings.forEach(sink.report)
    switch outcome.result {
    case .success(let node):
      return node
    case .failure(let failure):
      if !outcome.findings.contains(where: { $0.severity == .error }) {
        sink.report(Finding(.error, at: failure.position, failure.problem))
      }
      return nil
    }
  }

  /// The parts of the document; none if something besides comments comes before the first key.
  private func parts() -> [Part] {
    var starts: [(line: Int, key: String)] = []
    var depth = 0
    for line in 0..<source.lineCount where source.isSignificant(line) {
      if let key = topLevelKey(onLine: line), depth == 0 || keys.contains(key) {
        starts.append((line, key))
        depth = 0
      } else if starts.isEmpty, source.word(at: source.range(ofLine: line).lowerBound) != "---" {
        return []
      }
      depth = max(0, depth + openedBrackets(onLine: line))
    }
    return starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1].line : source.lineCount
      return Part(key: starts[index].key, lines: starts[index].line..<end)
    }
  }

  /// The key with which a line begins in the first column.
  private func topLevelKey(onLine line: Int) -> String? {
    let range = source.content(ofLine: line)
    guard let first = range.first, first == source.range(ofLine: line).lowerBound,
      source.scalars[first].properties.isAlphabetic
    else { return nil }
    let key = source.word(at: first)
    let rest = source.trimmed(first + key.unicodeScalars.count..<range.upperBound)
    let hasColon = source[rest.lowerBound] == ":" || source[rest.lowerBound] == "："
    return hasColon && !rest.isEmpty || keys.contains(key) ? key : nil
  }

  private func openedBrackets(onLine line: Int) -> Int {
    source.content(ofLine: line).reduce(0) { count, offset in
      switch source.scalars[offset] {
      case "[", "{": count + 1
      case "]", "}": count - 1
      default: count
      }
    }
  }

  /// The entries of a part; after a failure those items of its list that can be read.
  private func read(_ part: Part, _ outcome: Outcome) -> [ConfigNode.Entry] {
    let items = outcome.isSuccess ? [] : items(of: part)
    let (results, unread) = parse(items, of: part.key)
    let position = source.position(of: source.range(ofLine: part.lines.lowerBound).lowerBound)
    func entry(_ content: ConfigNode.Content) -> [ConfigNode.Entry] {
      let node = ConfigNode(position: position, content: content)
      return [ConfigNode.Entry(key: part.key, keyPosition: position, value: node)]
    }
    guard results.contains(where: { !$0.isSuccess }) else {
      let node = settle(outcome)
      if case .mapping(let entries)? = node?.content { return entries }
      return entry(.refused)
    }
    let refused = ConfigNode(position: position, content: .refused)
    var nodes = results.flatMap { result -> [ConfigNode] in
      if case .sequence(let list)? = settle(result)?.content { return list.nodes }
      return [refused]
    }
    if let unread {
      let place = source.position(of: source.contentStart(ofLine: unread.lowerBound))
      sink.report(Finding(.error, at: place, .unreadItems(after: Self.maximumBrokenItemCount)))
      nodes.append(refused)
    }
    return entry(.sequence(ConfigList(nodes)))
  }

  /// The items of a list one by one; after too many errors, the first one that was not read.
  private func parse(_ items: [Range<Int>], of key: String) -> ([Outcome], unread: Range<Int>?) {
    var results: [Outcome] = []
    var failureCount = 0
    for item in items {
      if failureCount == Self.maximumBrokenItemCount { return (results, item) }
      results.append(parse(item, of: (key, results.count)))
      if results.last?.isSuccess == false { failureCount += 1 }
    }
    return (results, nil)
  }

  /// The lines of each item below a key that has a list; none if the value is anything else.
  private func items(of part: Part) -> [Range<Int>] {
    let first = part.lines.lowerBound
    let content = source.content(ofLine: first)
    guard content.last.map({ source.scalars[$0] }) == ":" else { return [] }
    var starts: [Int] = []
    var column: Int?
    for line in part.lines.dropFirst() where source.isSignificant(line) {
      guard let mark = source.marks(onLine: line).first else { continue }
      if column == nil {
        guard mark.isItem else { return [] }
        column = mark.column
      }
      if mark.isItem, mark.column == column { starts.append(line) }
    }
    return starts.indices.map { index in
      starts[index]..<(index + 1 < starts.count ? starts[index + 1] : part.lines.upperBound)
    }
  }
}

extension Problem {
  static func unreadItems(after count: Int) -> Problem {
    Problem(
      Sentence(
        "\(grouped(count)) YAML errors were found before this line; the rest was not read",
        "这一行之前已发现 \(grouped(count)) 处 YAML 错误；之后的内容没有读取"),
      hint: Sentence("correct these first, then check again", "请先改正这些错误，再检查一次"))
  }

  static func lineSeparator(_ scalar: Unicode.Scalar) -> Problem {
    let point = codePoint(scalar)
    return Problem(
      Sentence(
        "there is an invisible line separator here, \(point)", "这里有看不见的行分隔符 \(point)"),
      hint: Sentence("delete it, and type a space or a new line", "请删掉它，改用空格或换行"),
      code: "invisible-character")
  }
}
