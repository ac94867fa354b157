internal import Support

/// Counts what was changed in reading the cells of a spreadsheet: one note for a column and kind,
/// however many rows there are.
struct ColumnNotes {
  /// What was changed, or is unusual, in a cell.
  enum Note: Hashable {
    /// A price has more than digits and a point.
    case price(PriceTrait)
    /// A price has any of these traits; reported with them.
    case anyPrice
    /// A line break in a text of one line was read as a space.
    case lineBreak
    /// A field among other texts of a title is empty.
    case emptyInTitle
    /// A part of an id or of `custom` is like `1001.0`.
    case wholeNumberWithDecimal
    /// It is not, so that the column has a form of its own; never reported.
    case otherCode
  }

  private struct Key: Hashable {
    var column: Int
    var note: Note
  }

  private struct Count {
    var first: Position
    var number: Int
    var lastRow: Int
  }

  private var counts: [Key: Count] = [:]
  /// The keys in the order of their first cells.
  private var keys: [Key] = []

  /// Counts a cell, each row once.
  mutating func count(_ note: Note, row: Int, column: Int, position: () -> Position) {
    let key = Key(column: column, note: note)
    guard var count = counts[key] else {
      keys.append(key)
      counts[key] = Count(first: position(), number: 1, lastRow: row)
      return
    }
    guard count.lastRow != row else { return }
    count.number += 1
    count.lastRow = row
    counts[key] = count
  }

  /// Reports a note for each column and kind, in the order of their first cells, and forgets them.
  mutating func report(to sink: FindingSink) {
    for key in keys {
      guard let count = counts[key] else { continue }
      let problem: Problem? =
        switch key.note {
        case .price: priceForm(from: key)
        case .lineBreak: .lineBreakInCell(count: count.number)
        case .emptyInTitle: .emptyInTitle(count: count.number)
        case .wholeNumberWithDecimal where counts[Key(column: key.column, note: .otherCode)] == nil:
          .decimalZero(count: count.number)
        case .wholeNumberWithDecimal, .otherCode, .anyPrice: nil
        }
      guard let problem else { continue }
      let isNote = key.note != .emptyInTitle && key.note != .wholeNumberWithDecimal
      let severity: Finding.Severity = isNote ? .note : .warning
      sink.report(Finding(severity, at: count.first, problem))
    }
    keys = []
    counts = [:]
  }

  /// The note about all forms of a column's prices; nil unless `first` is the first of them.
  private func priceForm(from first: Key) -> Problem? {
    let forms = keys.filter { $0.column == first.column }.compactMap { key in
      if case .price(let trait) = key.note { (trait, counts[key]?.number ?? 0) } else { nil }
    }
    guard case .price(let trait) = first.note, forms.first?.0 == trait else { return nil }
    let total = counts[Key(column: first.column, note: .anyPrice)]?.number ?? 1
    return .priceForm(forms, total: total)
  }
}

extension Problem {
  static func lineBreakInCell(count: Int) -> Problem {
    Problem(
      Sentence(
        count == 1
          ? "1 cell has a line break, which is read as a space"
          : "\(grouped(count)) cells have line breaks, which are read as spaces",
        "\(grouped(count)) 个单元格里的换行已读作空格"),
      hint: Sentence("nothing needs to be changed", "不必修改"))
  }

  static func emptyInTitle(count: Int) -> Problem {
    Problem(
      Sentence(
        count == 1
          ? "an empty cell leaves a gap in a title"
          : "\(grouped(count)) empty cells leave gaps in titles",
        "有 \(grouped(count)) 个空单元格，标题里缺了内容"),
      hint: Sentence("fill in the cells, or leave the field out of the title", "请填写，或不在标题里用这个字段"))
  }

  static func decimalZero(count: Int) -> Problem {
    let numbers =
      switch count {
      case 1: "the number in this column ends"
      case 2: "both numbers in this column end"
      default: "all \(grouped(count)) numbers in this column end"
      }
    return Problem(
      Sentence(
        "\(numbers) in .0; a program may have added it",
        "这一列的 \(grouped(count)) 个数字末尾都有 .0，可能是程序加上的"),
      hint: Sentence(
        "write whole numbers; if a program makes the file, let it write the column as text",
        "请写成整数；若文件由程序生成，请让它把这一列写成文本"))
  }
}
