internal import Support

/// Finds rows that a number before the price has shifted, because its comma is not in quotes:
/// `tea,1,200,12.00` under `sku,stock,price,note` would sell tea for 200.
///
/// Nothing in such a row is wrong by itself. What gives it away is the cell behind the price: it holds
/// a price, in a column that has something else in other rows or by its name. A row that alone has
/// an empty cell too many is given away by that.
struct ShiftedPrices {
  /// Neighbouring cells that are one number, and by how many cells they shift the others.
  private struct Run {
    var first: Int
    var shift: Int
  }

  private struct Suspect {
    var position: Position
    /// The number, and the prices with and without it.
    var number: String
    var price: String
    var shifted: String
    /// Whether the cell behind the price has decimals or a sign of the currency.
    var isCertain: Bool
  }

  private struct Column {
    var price: Int
    /// Whether the name of the next column says that it holds words.
    var isBeforeWords: Bool
    var suspects: [Suspect] = []
    var suspectCount = 0
    // What the next column holds in other rows.
    var numberCount = 0
    var textCount = 0
    var blankCount = 0
  }

  private let columnCount: Int
  private let secretColumns: Set<Int>
  private var columns: [Column]
  /// Rows with a number in several cells and as many empty cells too many.
  private var longSuspects: [Suspect] = []
  /// Rows with cells too many, and others, that hold no such number.
  private var otherLongRowCount = 0
  private var plainRowCount = 0

  /// A check of the columns that hold prices, by index; `names` are those of all columns.
  init(priceColumns: [Int], names: [String]) {
    columnCount = names.count
    secretColumns = Set(names.indices.filter { SecretName.matches(names[$0]) })
    columns = priceColumns.map { price in
      let next = names.indices.contains(price + 1) ? names[price + 1] : ""
      return Column(price: price, isBeforeWords: Self.namesWords(next))
    }
  }

  /// Looks at a row.
  mutating func examine(_ row: RawRow, position: (RawRow, Int) -> Position) {
    var isSuspect = false
    for number in columns.indices {
      let price = columns[number].price
      guard let run = Self.run(in: row, upTo: price),
        let suspect = suspect(run, in: row, price: price, position: position)
      else {
        count(row, number)
        continue
      }
      isSuspect = true
      columns[number].suspectCount += 1
      guard columns[number].suspects.count < FindingSink.limit else { continue }
      columns[number].suspects.append(suspect)
    }
    guard row.count > columnCount else {
      plainRowCount += 1
      return
    }
    if isSuspect { return }
    guard let run = Self.run(in: row, upTo: columnCount - 1),
      row.count == columnCount + run.shift, longSuspects.count < FindingSink.limit
    else {
      otherLongRowCount += 1
      return
    }
    longSuspects.append(
      Suspect(
        position: position(row, run.first), number: text(of: run, in: row), price: "",
        shifted: "", isCertain: true))
  }

  /// Reports the rows that were in doubt, when all rows are known; returns the numbers of those that
  /// are wrong.
  func report(to sink: FindingSink) -> Set<Int> {
    var rows: Set<Int> = []
    func refuse(_ suspect: Suspect) {
      let problem = Problem.shiftedCells(suspect.number)
      sink.report(Finding(.error, at: suspect.position, problem))
      rows.insert(suspect.position.cell?.row ?? 0)
    }
    for column in columns {
      var hasWarned = false
      for suspect in column.suspects {
        let isElsewhereOther =
          column.textCount > 0 || suspect.isCertain && column.blankCount > 0
        if column.numberCount == 0, isElsewhereOther || column.isBeforeWords {
          refuse(suspect)
        } else if suspect.isCertain, !hasWarned, column.numberCount <= column.blankCount {
          hasWarned = true
          let problem = Problem.unclearShift(
            suspect.number, price: suspect.price, shifted: suspect.shifted,
            count: column.suspectCount)
          sink.report(Finding(.warning, at: suspect.position, problem))
        }
      }
    }
    // Where all rows end with a separator, that says nothing.
    if otherLongRowCount == 0, plainRowCount > 0 { longSuspects.forEach(refuse) }
    return rows
  }

  private func suspect(
    _ run: Run, in row: RawRow, price: Int, position: (RawRow, Int) -> Position
  ) -> Suspect? {
    let cell = row.bytes(of: price)
    let behind = row.bytes(of: price + run.shift)
    guard SplitNumber.isWhole(cell), let form = SplitNumber.priceForm(behind) else { return nil }
    return Suspect(
      position: position(row, run.first), number: text(of: run, in: row), price: row[price],
      shifted: row[price + run.shift], isCertain: form == .certain)
  }

  private mutating func count(_ row: RawRow, _ number: Int) {
    let next = columns[number].price + 1
    if row.isBlank(next) {
      columns[number].blankCount += 1
    } else if SplitNumber.priceForm(row.bytes(of: next)) != nil {
      columns[number].numberCount += 1
    } else {
      columns[number].textCount += 1
    }
  }

  /// The number as it was meant, without parts that messages must not show.
  private func text(of run: Run, in row: RawRow) -> String {
    (run.first...run.first + run.shift).map { secretColumns.contains($0) ? "…" : row[$0] }
      .joined(separator: ",")
  }

  /// The first number in several cells, of which the last is not behind `end`.
  private static func run(in row: RawRow, upTo end: Int) -> Run? {
    guard end > 0 else { return nil }
    for last in 1...end {
      guard SplitNumber.group(row.bytes(of: last)) != nil,
        SplitNumber.isFirstGroup(SplitNumber.firstPart(row.bytes(of: last - 1)))
      else { continue }
      let goesOn =
        last < end && SplitNumber.group(row.bytes(of: last))?.hasDecimals == false
        && SplitNumber.group(row.bytes(of: last + 1)) != nil
      return Run(first: last - 1, shift: goesOn ? 2 : 1)
    }
    return nil
  }

  private static func namesWords(_ name: String) -> Bool {
    let words = [
      "note", "remark", "comment", "description", "name", "title", "memo", "备注", "说明", "描述",
      "名", "标题", "附注",
    ]
    let name = name.lowercased()
    return words.contains { name.contains($0) }
  }
}

extension SplitNumber {
  /// How surely a cell holds a price.
  enum PriceForm {
    /// It has two decimals or a sign of the currency.
    case certain
    /// It is a whole number.
    case possible
  }

  /// Whether a cell is a whole number without a sign.
  static func isWhole(_ bytes: ArraySlice<UInt8>) -> Bool {
    let digits = trimmed(bytes)
    return !digits.isEmpty && digits.allSatisfy(\.isDigit)
  }

  /// The form of a cell that may hold a price; nil for any other.
  static func priceForm(_ bytes: ArraySlice<UInt8>) -> PriceForm? {
    let whole = trimmed(bytes)
    if whole.isEmpty || !whole.contains(where: \.isDigit) { return nil }
    let bare = lastPart(firstPart(whole)).digits
    let parts = bare.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count),
      parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isDigit) })
    else { return nil }
    let hasDecimals = parts.count == 2
    if hasDecimals && parts[1].count > 2 { return nil }
    return hasDecimals || bare.count < whole.count ? .certain : .possible
  }
}

extension Problem {
  static func unclearShift(
    _ number: String, price: String, shifted: String, count: Int
  ) -> Problem {
    let others = count > 1 ? " (\(grouped(count)) rows)" : ""
    let plain = InvisibleCharacter.trimmed(price)
    return Problem(
      Sentence(
        "\(quoted(number)) may be one number whose quotes are missing; the price would then be "
          + "\(quoted(shifted)), not \(quoted(price))\(others)",
        "\(quoted(number)) 可能是一个数字，缺了引号；那样价格应是 \(quoted(shifted))，"
          + "不是 \(quoted(price))（\(grouped(count)) 行）"),
      hint: Sentence(
        "if it is one number, put quotes around it; if the price is \(plain), write \(plain).00",
        "若是一个数字，请给它加引号；若价格就是 \(plain)，请写 \(plain).00"))
  }
}
