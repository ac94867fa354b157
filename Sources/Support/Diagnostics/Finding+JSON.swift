// Findings as JSON: for programs in one language, and for the record of a build in both.

extension Diagnostic {
  /// The diagnostic for programs, with the members that `docs/findings-json.md` promises.
  ///
  /// - Parameter path: the file, where the diagnostic has no place in one.
  package func json(in language: Language, path: String? = nil) -> JSON {
    var position: Position?
    var file = path
    switch place {
    case .position(let place): (position, file) = (place, place.file)
    case .file(let path): file = path
    case .program, nil: break
    }
    let cell = position?.cell
    // A workbook has rows, but no lines.
    let line = cell?.sheet == nil ? position : nil
    let number = { (value: Int?) in value.map { JSON.number("\($0)") } ?? .null }
    let string = { (text: String?) in text.map { JSON.string($0) } ?? .null }
    return .members([
      "code": .string(problem.code),
      "severity": string(severity?.rawValue),
      "place": string(position?.text(in: language)),
      "file": string(file),
      "line": number(line?.line),
      "column": number(line?.column),
      "sheet": string(cell?.sheet),
      "row": number(cell?.row),
      "column_name": string(cell?.column),
      "cell": string(cell.flatMap { $0.number > 0 ? $0.reference : nil }),
      "key_path": string(keyPath),
      "message": .string(AdvisedCommand.completed(problem.message.text(in: language))),
      "hint": string((problem.hint?.text(in: language)).map(AdvisedCommand.completed)),
      "link": string(facts.link),
      "expected": string(facts.expected),
      "found": string(facts.found),
    ])
  }
}

extension Finding {
  /// The finding with its words in both languages.
  package var record: JSON {
    let number = { (value: Int) in JSON.number("\(value)") }
    let string = { (text: String?) in text.map { JSON.string($0) } ?? .null }
    let cell = position.cell.map { cell in
      JSON.array([
        number(cell.row), number(cell.number), string(cell.column), string(cell.sheet),
      ])
    }
    let hint = problem.hint.map { JSON.array([.string($0.english), .string($0.chinese)]) }
    return .members([
      "severity": .string(severity.rawValue), "code": .string(problem.code),
      "file": .string(position.file), "line": number(position.line),
      "column": number(position.column), "cell": cell ?? .null, "key_path": string(keyPath),
      "message": .array([.string(problem.message.english), .string(problem.message.chinese)]),
      "hint": hint ?? .null,
    ])
  }

  /// Reads a recorded finding; nil when it is damaged.
  package init?(record: JSON) {
    guard let severity = record["severity"]?.text.flatMap(Severity.init),
      let code = record["code"]?.text, let file = record["file"]?.text,
      let line = record["line"]?.integer, let column = record["column"]?.integer,
      let message = record["message"].flatMap(Sentence.init(record:))
    else { return nil }
    var cell: Position.Cell?
    if let parts = record["cell"]?.elements {
      guard parts.count == 4, let row = parts[0].integer, let number = parts[1].integer else {
        return nil
      }
      cell = Position.Cell(row: row, number: number, column: parts[2].text, sheet: parts[3].text)
    }
    self.init(
      severity, at: Position(file: file, line: line, column: column, cell: cell),
      keyPath: record["key_path"]?.text,
      Problem(message, hint: record["hint"].flatMap(Sentence.init(record:)), code: code))
  }
}

extension Sentence {
  fileprivate init?(record: JSON) {
    guard let texts = record.elements?.compactMap(\.text), texts.count == 2 else { return nil }
    self.init(texts[0], texts[1])
  }
}

extension JSON {
  fileprivate var integer: Int? {
    if case .number(let text) = self { Int(text) } else { nil }
  }
}
