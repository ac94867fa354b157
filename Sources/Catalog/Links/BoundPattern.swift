internal import Support

/// A pattern whose fields are resolved to indices in a row.
struct BoundPattern {
  private enum Segment {
    case literal(String)
    case field(Int)
    case slug(Int)
  }

  let source: TextPattern
  private let segments: [Segment]

  /// Resolves the fields of a pattern; nil, with a finding, when one does not exist.
  init?(_ pattern: TextPattern, fieldNames: FieldNames, _ reporter: LinkReporter) {
    source = pattern
    var segments: [Segment] = []
    var isBound = true
    for segment in pattern.segments {
      switch segment {
      case .literal(let text):
        segments.append(.literal(text))
      case .field(let name), .slug(let name):
        let isSlug = segment == .slug(name)
        if let index = fieldNames.index(of: name) {
          segments.append(isSlug ? .slug(index) : .field(index))
          if let other = fieldNames.otherColumnAlike(index) {
            let problem = Problem.alikeColumns(name, other: other.name)
            reporter.warnOnce(problem, at: other.position)
          }
        } else if let column = fieldNames.columnAlike(name) {
          segments.append(isSlug ? .slug(column.index) : .field(column.index))
          let problem = Problem.otherCase(fieldNames.all[column.index], field: name)
          reporter.noteOnce(problem, at: column.position)
        } else {
          let problem =
            Self.unknownForm(name, fieldNames)
            ?? .unknownField(name, known: fieldNames.all.filter { !$0.isEmpty })
          reporter.reportOnce(problem, at: pattern.position, keyPath: pattern.keyPath)
          isBound = false
        }
      }
    }
    guard isBound else { return nil }
    self.segments = segments
  }

  /// The problem of `{name|form}` with a form that does not exist.
  private static func unknownForm(_ text: String, _ fieldNames: FieldNames) -> Problem? {
    let parts = text.split(separator: "|", maxSplits: 1)
    guard parts.count == 2, fieldNames.index(of: String(parts[0])) != nil else { return nil }
    return .unknownFieldForm(name: String(parts[0]), form: String(parts[1]))
  }

  /// Whether the text is the same for every link.
  var isFixed: Bool {
    segments.allSatisfy { segment in
      if case .literal = segment { true } else { false }
    }
  }

  /// The text with the fields of a row substituted; in a text of one line, line breaks in cells
  /// become spaces.
  ///
  /// - Throws: `CellFailure` for a damaged cell.
  func text(in row: FieldRow, form: CellForm = .line) throws(CellFailure) -> String {
    if segments.count == 1 { return try text(of: segments[0], in: row, form) }
    var text = ""
    for segment in segments {
      let part = try self.text(of: segment, in: row, form)
      if form == .id || form == .title, InvisibleCharacter.trimmed(part).isEmpty {
        try check(emptyPart: segment, in: row, form)
      }
      text += part
      guard text.utf8.count <= Self.maximumByteCount else {
        throw CellFailure(
          problem: .textTooLong(TextRules.maximumTextLength), position: position(in: row))
      }
    }
    return text
  }

  /// The most bytes of a text with fields: more than any rule for texts allows.
  private static let maximumByteCount = 8 * TextRules.maximumTextLength

  /// Reports a text within an id or `custom` that a program changed.
  private func check(code text: String, _ index: Int, in row: FieldRow) throws(CellFailure) {
    if DamagedCell.hasLostCharacters(text) {
      throw CellFailure(
        problem: .lostCharacters(text), position: row.cellPosition(index) ?? source.position)
    }
    let isNumber = DamagedCell.isWholeNumberWithDecimal(InvisibleCharacter.trimmed(text))
    row.count(isNumber ? .wholeNumberWithDecimal : .otherCode, index)
  }

  /// Reports a field that is empty among other texts.
  private func check(
    emptyPart segment: Segment, in row: FieldRow, _ form: CellForm
  ) throws(CellFailure) {
    switch segment {
    case .literal: break
    case .field(let index), .slug(let index):
      if form == .title { return row.count(.emptyInTitle, index) }
      throw CellFailure(
        problem: .emptyPartOfID, position: row.cellPosition(index) ?? source.position)
    }
  }

  /// The texts of the cells in the pattern.
  func cellTexts(in row: FieldRow) -> [String] {
    segments.compactMap { segment in
      switch segment {
      case .literal: nil
      case .field(let index), .slug(let index): row.isCell(index) ? row[index] : nil
      }
    }
  }

  /// The text with the values of the fields in place of their slugs.
  func textWithoutSlugs(in row: FieldRow) -> String {
    segments.reduce(into: "") { text, segment in
      switch segment {
      case .literal(let literal): text += literal
      case .field(let index), .slug(let index): text += InvisibleCharacter.trimmed(row[index])
      }
    }
  }

  private func text(
    of segment: Segment, in row: FieldRow, _ form: CellForm
  ) throws(CellFailure) -> String {
    switch segment {
    case .literal(let literal): return literal
    case .slug(let index): return Slug.of(try self.text(of: .field(index), in: row, form))
    case .field(let index):
      let text = row[index]
      if let problem = row.damage(index, text, isCode: form.isCode) {
        throw CellFailure(problem: problem, position: row.cellPosition(index) ?? source.position)
      }
      if let number = row.number(index) {
        if form == .amount { return number }
        if number.hasPrefix("-"), !NumberFormat.Shown(text: text).hasSign {
          throw CellFailure(
            problem: .hiddenMinus(number, shown: text),
            position: row.cellPosition(index) ?? source.position)
        }
      }
      if form == .id || form == .custom { try check(code: text, index, in: row) }
      guard form != .lines, row.isCell(index), text.utf8.contains(where: { $0 == 10 || $0 == 13 })
      else { return text }
      row.count(.lineBreak, index)
      return text.split(whereSeparator: \.isNewline)
        .map { InvisibleCharacter.trimmed(String($0)) }
        .filter { !$0.isEmpty }
        .joined(separator: " ")
    }
  }

  /// The first cell in the text; nil without one.
  func cell(in row: FieldRow) -> Int? {
    for segment in segments {
      switch segment {
      case .field(let index), .slug(let index): if row.isCell(index) { return index }
      case .literal: continue
      }
    }
    return nil
  }

  /// The position for errors in the text: the first cell in it, else the pattern itself.
  func position(in row: FieldRow) -> Position {
    cell(in: row).flatMap { row.cellPosition($0) } ?? source.position
  }
}

/// How the text of a cell is read.
enum CellForm {
  /// As one line: line breaks become spaces.
  case line
  /// As a line with other texts, none of which may be empty.
  case id
  /// As a line that the payer returns unchanged.
  case custom
  /// As a line with other texts; an empty one is a warning.
  case title
  /// As any number of lines.
  case lines
  /// As an amount: a number of a workbook counts without the separators that its format adds.
  case amount

  /// Whether programs compare or count the text.
  var isCode: Bool { [.id, .custom, .amount].contains(self) }
}

/// A cell that cannot be used.
struct CellFailure: Error {
  let problem: Problem
  let position: Position
}

extension Problem {
  static func alikeColumns(_ name: String, other: String) -> Problem {
    Problem(
      Sentence(
        "the columns \(quoted(name)) and \(quoted(other)) differ only in case; "
          + "\(quoted(name)) is read",
        "列 \(quoted(name)) 和 \(quoted(other)) 只有大小写不同；读取的是 \(quoted(name))"),
      hint: Sentence("rename one of them", "请给其中一列改名"))
  }

  static func otherCase(_ column: String, field: String) -> Problem {
    Problem(
      Sentence(
        "the column \(quoted(column)) is read as the field {\(shortened(field))}",
        "列 \(quoted(column)) 按字段 {\(shortened(field))} 读取"),
      hint: Sentence("write the name in the same case in both places", "两处的大小写请写成一样"))
  }

  static func unknownFieldForm(name: String, form: String) -> Problem {
    Problem(
      Sentence("there is no form \(quoted(form)) of a field", "字段没有 \(quoted(form)) 这种形式"),
      hint: Sentence(
        "write {\(shortened(name))}, or {\(shortened(name))|slug} in an id",
        "请写 {\(shortened(name))}；在 id 里可写 {\(shortened(name))|slug}"))
  }

  static func unknownField(_ name: String, known: [String]) -> Problem {
    let trimmed = InvisibleCharacter.trimmed(name)
    if trimmed != name, known.contains(trimmed) {
      return Problem(
        Sentence("there is no field \(quoted(name))", "没有 \(quoted(name)) 这个字段"),
        hint: Sentence(
          "delete the spaces inside the braces: {\(shortened(trimmed))}",
          "请删掉花括号里首尾的空格：{\(shortened(trimmed))}"))
    }
    let visible = InvisibleCharacter.visiblePart(of: name)
    if known.contains(where: { InvisibleCharacter.visiblePart(of: $0) == visible }) {
      return Problem(
        Sentence("there is no field \(quoted(name))", "没有 \(quoted(name)) 这个字段"),
        hint: Sentence(
          "a column looks like it, but one of the two has a character that nobody sees: type the name "
            + "again in the header and between the braces",
          "有一列看起来一样，但其中一处有看不见的字符：请在表头和花括号里重新输入这个名称"))
    }
    return Problem(
      Sentence("there is no field \(quoted(name))", "没有 \(quoted(name)) 这个字段"),
      hint: known.isEmpty
        ? Sentence(
          "this entry has neither each nor rows; write {{ for a plain {",
          "这一项没有 each 也没有 rows；如果只是要写 {，请写 {{")
        : suggestion(name, known))
  }
}
