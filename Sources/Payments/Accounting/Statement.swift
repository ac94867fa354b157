internal import Catalog
public import GatePay
public import Support

/// The payments that a statement lists: what WeChat, Alipay or a gateway's console exports.
public struct Statement: Sendable {
  /// A payment that arrived.
  public struct Entry: Hashable, Sendable {
    /// Where it is in the file.
    public var position: Position
    /// Its order numbers: the wallet's, the merchant's.
    public var numbers: [String]
    /// What arrived.
    public var amount: Amount
    /// The minute in Unix seconds; nil if the statement does not say it.
    public var moment: Int64?
    /// Whether the statement says that it was paid.
    public var isCertain = true
    /// Whether some or all of it went back.
    public var isRefunded = false
    /// What went back; nil for nothing, or a part that is not said.
    public var refund: Amount?
  }

  /// The payments in the order of the file.
  public private(set) var entries: [Entry] = []
  /// How many rows are payments to others, which are no takings.
  public private(set) var leftOutCount = 0
  /// How many rows are orders that were not paid.
  public private(set) var unpaidCount = 0
  /// How many rows follow the last payment: sums and remarks, which are not read.
  public private(set) var rowsBehindEndCount = 0
  /// What the user should know about how the file was read.
  public private(set) var remarks: [Problem] = []

  private let zone: ShopCalendar

  /// The days from the first payment to the last, as numbers of days after 1970-01-01; nil if the
  /// statement has no times.
  public func days(in calendar: ShopCalendar) -> ClosedRange<Int64>? {
    let days = entries.compactMap(\.moment).map(calendar.day)
    guard let first = days.min(), let last = days.max() else { return nil }
    return first...last
  }

  /// The first rows, among which the names of the columns are looked for: the longest preamble of the
  /// wallets has 24.
  private static let searchedRowCount = 60

  /// Reads a statement: CSV in any encoding, or a workbook.
  ///
  /// - Parameters:
  ///   - zone: whose clocks show the times that name no zone.
  ///   - sink: receives the rows that cannot be understood.
  /// - Throws: `ReadingError` when it cannot be read, `Finding` when it has no such columns.
  public init(_ path: String, timesIn zone: ShopCalendar, into sink: FindingSink) throws {
    self.zone = zone
    let rows = try SpreadsheetRows(path)
    var columns: StatementColumns?
    for _ in 0..<Self.searchedRowCount {
      guard let row = try rows.next() else { break }
      columns = StatementColumns(row.cells)
      if columns != nil { break }
    }
    guard let columns else {
      throw Finding(.error, at: Position(file: path), .noStatementColumns)
    }
    while let row = try rows.next() {
      if columns.isEnd(row) {
        rowsBehindEndCount = 1
        break
      }
      add(row, columns, sink)
    }
    // Notes of the provider, in whatever form; they are only counted.
    while rowsBehindEndCount > 0, (try? rows.next()) != nil { rowsBehindEndCount += 1 }
    remarks = rows.remarks
  }

  private mutating func add(
    _ row: SpreadsheetRows.Row, _ columns: StatementColumns, _ sink: FindingSink
  ) {
    let kind = columns.kind(of: row)
    if kind == .unpaid { unpaidCount += 1 }
    if kind == .other { leftOutCount += 1 }
    if [.unpaid, .other].contains(kind) { return }
    let text = StatementColumns.plain(row[columns.amount.index])
    let position = row.position(of: columns.amount.index, column: columns.amount.name)
    if let fault = row.fault(of: columns.amount.index) {
      sink.report(Finding(.error, at: position, fault))
      return
    }
    guard !text.hasPrefix("-") else {
      leftOutCount += 1
      return
    }
    var refund: Amount?
    if case .refund(let sum) = kind { refund = sum }
    let amount: Amount
    do throws(AmountError) {
      amount = try Amount(text, maximum: .absoluteMaximum)
    } catch .zero {
      // A row of its own for what went back.
      guard let refund else {
        leftOutCount += 1
        return
      }
      amount = refund
    } catch {
      sink.report(Finding(.error, at: position, .noStatementAmount(row[columns.amount.index])))
      return
    }
    var moment: Int64?
    if let time = columns.time(of: row) {
      moment = StatementTime.moment(row[time.index], in: zone)
      if moment == nil {
        sink.report(
          Finding(
            .error, at: row.position(of: time.index, column: time.name),
            .noStatementTime(row[time.index])))
        return
      }
    }
    let numbers = columns.numbers.map { StatementColumns.plain(row[$0]) }
    var entry = Entry(
      position: row.position(of: columns.numbers[0]),
      numbers: numbers.filter { !$0.isEmpty && $0 != "/" }, amount: amount, moment: moment)
    entry.isCertain = kind != .perhapsTaking
    if case .refund = kind { entry.isRefunded = true }
    entry.refund = refund
    entries.append(entry)
  }
}

extension Problem {
  fileprivate static var noStatementColumns: Problem {
    Problem(
      Sentence(
        "no row of the statement names a column of order numbers and one of amounts",
        "对账单里没有写明订单号列和金额列的行"),
      hint: Sentence(
        "name them order_id and amount, for example; docs/payments.md lists the names that are "
          + "understood",
        "例如把它们命名为“商户单号”和“金额”；能识别的列名见 docs/payments.zh-CN.md"))
  }

  fileprivate static func noStatementAmount(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not an amount", "\(quoted(text)) 不是金额"),
      hint: Sentence("write it as 12.50, or delete the row", "请写成 12.50 的形式，或删掉这一行"))
  }

  fileprivate static func noStatementTime(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a time", "\(quoted(text)) 不是时间"),
      hint: Sentence(
        "write it as 2026-11-24 19:03, or delete the row", "请写成 2026-11-24 19:03 的形式，或删掉这一行"))
  }
}
