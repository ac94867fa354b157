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
    var suspects: [Suspect] = []
    var suspectCount = 0
    var numberCount = 0
    var textCount = 0
    var blankCount = 0
  }

  private var columns: [Column]

  /// A check of the columns that hold prices.
  init(priceColumns: [Int]) {
    columns = priceColumns.map { Column(price: $0) }
  }

  /// Looks at a row; the problem of one that leaves no doubt, with the index of its cell.
  mutating func examine(
    _ row: RawRow, position: (RawRow, Int) -> Position
  ) -> (problem: Problem, index: Int)? {
    for number in columns.indices {
      let price = columns[number].price
      let second = row.bytes(of: price + 1)
      switch Self.group(second) {
      case nil:
        if row.isBlank(price + 1) {
          columns[number].blankCount += 1
        } else if Self.isNumber(second) {
          columns[number].numberCount += 1
        } else {
          columns[number].textCount += 1
        }
      case let group? where !Self.endsInFirstGroup(row.bytes(of: price)):
        columns[number].numberCount += group.isCertain ? 0 : 1
      case let group?:
        if group.isCertain { return (.shiftedCells(row[price], row[price + 1]), price) }
        columns[number].suspectCount += 1
        guard columns[number].suspects.count < FindingSink.limit else { continue }
        columns[number].suspects.append(
          Suspect(
            position: position(row, price), first: row[price], second: row[price + 1],
            hasDecimals: group.hasDecimals))
      }
      // The number before the price was split: `1,020` in another column.
      if price > 0, Self.group(row.bytes(of: price))?.isCertain == true,
        Self.endsInFirstGroup(row.bytes(of: price - 1))
      {
        return (.shiftedCells(row[price - 1], row[price]), price - 1)
      }
    }
    return nil
  }

  /// Reports the rows that were in doubt, when all rows are known.
  func report(to sink: FindingSink) {
    for column in columns where column.suspectCount > 0 {
      if column.numberCount > 0 && column.numberCount >= column.textCount { continue }
      let isElsewhereOther = column.textCount > 0 || column.blankCount > 0
      var hasWarned = false
      for suspect in column.suspects {
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

  /// Two neighbours in a row with too many cells that a comma split: the index of the first.
  static func pair(in row: RawRow) -> Int? {
    (0..<max(0, row.count - 1)).first { index in
      endsInFirstGroup(row.bytes(of: index))
        && (group(row.bytes(of: index + 1)) != nil || isCents(row.bytes(of: index + 1)))
    }
  }

  // MARK: Forms

  /// Whether a cell is exactly three digits and at most two decimals, as after a comma.
  private static func group(
    _ bytes: ArraySlice<UInt8>
  ) -> (hasDecimals: Bool, isCertain: Bool)? {
    guard bytes.first?.isDigit == true else { return nil }
    let digits = bytes.prefix(while: \.isDigit)
    guard digits.count == 3 else { return nil }
    let rest = bytes.dropFirst(3)
    let isCertain = digits.first == UInt8(ascii: "0")
    if rest.isEmpty { return (false, isCertain) }
    guard rest.first == UInt8(ascii: "."), (2...3).contains(rest.count),
      rest.dropFirst().allSatisfy(\.isDigit)
    else { return nil }
    return (true, isCertain)
  }

  private static func isCents(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == 2 && bytes.allSatisfy(\.isDigit)
  }

  /// Whether a cell is one to three digits, with at most a sign of the currency before them.
  private static func endsInFirstGroup(_ bytes: ArraySlice<UInt8>) -> Bool {
    let sign = bytes.prefix { !$0.isDigit }
    let digits = bytes.dropFirst(sign.count)
    guard (1...3).contains(digits.count), digits.allSatisfy(\.isDigit),
      digits.first != UInt8(ascii: "0")
    else { return false }
    return sign.isEmpty
      || ["¥", "￥", "CN¥", "RMB", "RMB ", "CNY", "CNY "].contains {
        sign.elementsEqual($0.utf8)
      }
  }

  private static func isNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.contains(where: \.isDigit)
      && bytes.allSatisfy { $0.isDigit || ".-+ ".utf8.contains($0) }
  }
}

extension Problem {
  static func shiftedCells(_ first: String, _ second: String) -> Problem {
    let whole = "\(first),\(second)"
    return Problem(
      Sentence(
        "a comma splits \(quoted(whole)) into two cells", "逗号把 \(quoted(whole)) 分成了两个单元格"),
      hint: Sentence(
        "put it in quotes, or leave the comma out; if they are two values, "
          + "write the first with two decimals",
        "请给它加引号，或去掉逗号；若本来是两个值，请把前一个写成两位小数"))
  }

  static func unclearPair(_ first: String, _ second: String, count: Int) -> Problem {
    let whole = "\(first),\(second)"
    let others = count > 1 ? " (\(grouped(count)) rows)" : ""
    return Problem(
      Sentence(
        "the price \(quoted(first)) is followed by \(quoted(second)), "
          + "so it could be \(quoted(whole)) without quotes\(others)",
        "价格 \(quoted(first)) 后面是 \(quoted(second))，也可能是没加引号的 \(quoted(whole))（\(grouped(count)) 行）"),
      hint: Sentence(
        "write the price with two decimals, so that it is clear", "请把价格写成两位小数，以免误解"))
  }
}
