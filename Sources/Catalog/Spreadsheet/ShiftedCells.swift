internal import Support

/// Finds prices that a comma without quotes has split into two cells: `sofa,Sofa,1,020.00`.
///
/// `12,100` can be such a price, or a price and a number of pieces. The column behind the price
/// decides: where other rows have numbers of another form in it, it holds numbers.
struct ShiftedCells {
  /// A row whose price and following cell look like one number.
  private struct Suspect {
    var position: Position
    var first: String
    var second: String
    var hasDecimals: Bool
  }

  private struct Column {
    var price: Int
    /// Whether its name says that small numbers behind the price are no cents.
    var hasOwnNumbers: Bool
    var suspects: [Suspect] = []
    var suspectCount = 0
    var numberCount = 0
    /// Those of the numbers that have decimals.
    var decimalCount = 0
    var textCount = 0
    var blankCount = 0
    /// The rows like `12,50`, which can be a price with a decimal comma.
    var centSuspects: [Suspect] = []
    var centCount = 0
    /// Whether each price is a whole number.
    var hasWholePrices = true
  }

  private var columns: [Column]
  private let secretColumns: Set<Int>

  /// A check of the columns that hold prices, by index; `names` are those of all columns.
  init(priceColumns: [Int], names: [String]) {
    secretColumns = Set(names.indices.filter { SecretName.matches(names[$0]) })
    columns = priceColumns.map { price in
      let next = price + 1
      let hasOwnNumbers =
        priceColumns.contains(next)
        || (names.indices.contains(next) && Self.namesNumbers(names[next]))
      return Column(price: price, hasOwnNumbers: hasOwnNumbers)
    }
  }

  /// Looks at a row; the problem of one that leaves no doubt, with the index of its cell.
  mutating func examine(
    _ row: RawRow, position: (RawRow, Int) -> Position
  ) -> (problem: Problem, index: Int)? {
    for number in columns.indices {
      let price = columns[number].price
      let first = SplitNumber.firstPart(row.bytes(of: price))
      let second = SplitNumber.lastPart(row.bytes(of: price + 1))
      if first.contains(where: { !$0.isDigit }) { columns[number].hasWholePrices = false }
      switch SplitNumber.group(second.digits) {
      case nil:
        examineOther(row, of: number, second: second.digits, position: position)
      case let group? where !SplitNumber.isFirstGroup(first):
        columns[number].numberCount += group.startsWithZero ? 0 : 1
        columns[number].decimalCount += group.hasDecimals ? 1 : 0
      case let group?:
        if let whole = Self.thousands(in: row, from: price) {
          return (.shiftedCells(whole), price)
        }
        if group.startsWithZero || second.hasSign {
          return (.shiftedCells(row[price], row[price + 1]), price)
        }
        columns[number].suspectCount += 1
        guard columns[number].suspects.count < FindingSink.limit else { continue }
        columns[number].suspects.append(
          Suspect(
            position: position(row, price), first: shown(row, price), second: shown(row, price + 1),
            hasDecimals: group.hasDecimals))
      }
      // The number before the price was split: `1,020` in another column.
      if price > 0, SplitNumber.group(row.bytes(of: price))?.startsWithZero == true,
        SplitNumber.isFirstGroup(SplitNumber.firstPart(row.bytes(of: price - 1)))
      {
        return (.shiftedCells(row[price - 1], row[price]), price - 1)
      }
    }
    return nil
  }

  /// A cell as messages show it.
  private func shown(_ row: RawRow, _ index: Int) -> String {
    secretColumns.contains(index) ? "…" : row[index]
  }

  /// Counts a cell behind a price that is not three digits.
  private mutating func examineOther(
    _ row: RawRow, of number: Int, second: ArraySlice<UInt8>,
    position: (RawRow, Int) -> Position
  ) {
    let price = columns[number].price
    if row.isBlank(price + 1) {
      columns[number].blankCount += 1
      return
    }
    guard SplitNumber.isNumber(second) else {
      columns[number].textCount += 1
      return
    }
    columns[number].numberCount += 1
    if second.contains(UInt8(ascii: ".")) { columns[number].decimalCount += 1 }
    let first = SplitNumber.firstPart(row.bytes(of: price))
    guard second.count <= 2, second.allSatisfy(\.isDigit), !first.isEmpty,
      first.allSatisfy(\.isDigit)
    else { return }
    columns[number].centCount += 1
    guard columns[number].centSuspects.count < FindingSink.limit else { return }
    columns[number].centSuspects.append(
      Suspect(
        position: position(row, price), first: shown(row, price), second: shown(row, price + 1),
        hasDecimals: false))
  }

  /// Reports the rows that were in doubt, when all rows are known, but for some that were reported.
  func report(to sink: FindingSink, except rows: Set<Int>) {
    for var column in columns {
      column.suspects.removeAll { rows.contains($0.position.cell?.row ?? 0) }
      column.centSuspects.removeAll { rows.contains($0.position.cell?.row ?? 0) }
      reportCents(of: column, to: sink)
      let holdsNumbers = column.numberCount > 0 && column.numberCount >= column.textCount
      let isElsewhereOther = column.textCount > 0 || column.blankCount > 0
      var hasWarned = false
      for suspect in column.suspects {
        let hasOddDecimals = suspect.hasDecimals && column.decimalCount == 0
        if holdsNumbers && !hasOddDecimals { continue }
        if isElsewhereOther || suspect.hasDecimals {
          let problem = Problem.shiftedCells(suspect.first, suspect.second)
          sink.report(Finding(.error, at: suspect.position, problem))
        } else if !hasWarned {
          hasWarned = true
          let problem = Problem.unclearPair(
            suspect.first, suspect.second, count: column.suspectCount)
          sink.report(Finding(.warning, at: suspect.position, problem))
        }
      }
    }
  }

  /// Reports prices like `12,50` in two cells.
  ///
  /// A column of small numbers, such as a stock, is common: no finding if its name says so. In a
  /// column that mostly holds texts or nothing, such a row is an error. Else there is one warning,
  /// if each price is a whole number and each value behind one has one or two digits.
  private func reportCents(of column: Column, to sink: FindingSink) {
    guard let suspect = column.centSuspects.first, !column.hasOwnNumbers else { return }
    if column.textCount + column.blankCount > column.centCount {
      for suspect in column.centSuspects {
        let problem = Problem.shiftedCells(suspect.first, suspect.second)
        sink.report(Finding(.error, at: suspect.position, problem))
      }
    } else if column.hasWholePrices, column.numberCount == column.centCount,
      column.suspectCount == 0
    {
      let problem = Problem.unclearPair(suspect.first, suspect.second, count: column.centCount)
      sink.report(Finding(.warning, at: suspect.position, problem))
    }
  }

  /// Two neighbours in a row with too many cells that a comma split: the index of the first.
  static func pair(in row: RawRow) -> Int? {
    (0..<max(0, row.count - 1)).first { index in
      let second = SplitNumber.lastPart(row.bytes(of: index + 1)).digits
      return SplitNumber.isFirstGroup(SplitNumber.firstPart(row.bytes(of: index)))
        && (SplitNumber.group(second) != nil || SplitNumber.isCents(second))
        || SplitNumber.hasPointedGroups(row.bytes(of: index)) && SplitNumber.isCents(second)
    }
  }

  /// The text of three or more cells that are one number: `1,288,000.00`.
  private static func thousands(in row: RawRow, from price: Int) -> String? {
    guard SplitNumber.group(row.bytes(of: price + 1))?.hasDecimals == false else { return nil }
    var last = price + 1
    var isCertain = false
    while true {
      let part = SplitNumber.lastPart(row.bytes(of: last + 1))
      guard let next = SplitNumber.group(part.digits) else { break }
      last += 1
      isCertain = isCertain || next.startsWithZero || next.hasDecimals || part.hasSign
      if next.hasDecimals || part.hasSign { break }
    }
    guard isCertain, last > price + 1 else { return nil }
    return (price...last).map { row[$0] }.joined(separator: ",")
  }

  /// Whether a column's name says that it holds small numbers or prices.
  private static func namesNumbers(_ name: String) -> Bool {
    let words = [
      "stock", "qty", "quantity", "count", "pieces", "pcs", "units", "amount", "number", "order",
      "sort", "rank", "size", "weight", "table", "price", "discount", "inventory", "库存", "数量",
      "件", "份", "个数", "序", "号", "重", "尺", "桌", "价", "折",
    ]
    let name = name.lowercased()
    return words.contains { name.contains($0) }
  }
}

extension Problem {
  static func shiftedCells(_ first: String, _ second: String) -> Problem {
    shiftedCells("\(first),\(second)")
  }

  static func shiftedCells(_ whole: String) -> Problem {
    let number = SplitNumber.joined(whole)
    let isGrouped = PriceFault.isGrouped(InvisibleCharacter.trimmed(whole))
    let one =
      switch number {
      case let number? where isGrouped:
        Sentence(
          "write \(number), or \"\(whole)\" with the quotes", "请写 \(number)，或连引号写 \"\(whole)\"")
      case let number?: Sentence("write \(number)", "请写 \(number)")
      case nil: Sentence("write it without commas", "请去掉逗号")
      }
    let parts = whole.split(separator: ",", omittingEmptySubsequences: false)
    let isPlain = parts.count == 2 && parts[0].last?.isNumber == true && !parts[0].contains(".")
    let example = parts.count == 2 ? "\(parts[0]).00,\(parts[1])" : ""
    let pair =
      isPlain ? Sentence(": \(example)", "：\(example)") : Sentence("", "")
    return Problem(
      Sentence(
        "a comma splits \(quoted(whole)) into separate cells",
        "逗号把 \(quoted(whole)) 分到了不同的单元格"),
      hint: Sentence(
        "for one number, \(one.english); for two values, write the first with two decimals\(pair.english)",
        "若是一个数字，\(one.chinese)；若是两个值，请把前一个写成两位小数\(pair.chinese)"))
  }

  static func unclearPair(_ first: String, _ second: String, count: Int) -> Problem {
    let whole = "\(first),\(second)"
    let others = count > 1 ? " (\(grouped(count)) rows)" : ""
    let price = InvisibleCharacter.trimmed(first)
    let one =
      SplitNumber.joined(whole).map {
        Sentence("write \($0) if the two are one number", "若两者是一个数字，请写 \($0)")
      } ?? Sentence("if the two are one number, leave the comma out", "若两者是一个数字，请去掉逗号")
    return Problem(
      Sentence(
        "the price \(quoted(first)) is followed by \(quoted(second)), "
          + "so it could be \(quoted(whole)) without quotes\(others)",
        "价格 \(quoted(first)) 后面是 \(quoted(second))，也可能是没加引号的 \(quoted(whole))（\(grouped(count)) 行）"),
      hint: Sentence(
        "write \(price).00 if that is the price; \(one.english)",
        "若价格就是 \(first)，请写 \(price).00；\(one.chinese)"))
  }
}
