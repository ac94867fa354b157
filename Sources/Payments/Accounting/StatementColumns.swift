internal import Catalog
internal import Support

/// Which columns of a statement hold what, by the names that exports give them.
///
/// The names are those of WeChat Pay (bill of a wallet, bill of a merchant), Alipay (web, phone, bill
/// of a merchant), this program's own lists, and their English forms (read on 2026-11-26).
struct StatementColumns {
  /// A column with its name in the file.
  struct Column {
    var index: Int
    var name: String
  }

  private(set) var numbers: [Int] = []
  private(set) var amount: Column
  private(set) var time: Column?
  private var direction: Int?
  private var status: Int?

  private static let numberNames: Set = [
    "交易单号", "商户单号", "交易号", "交易订单号", "商家订单号", "商户订单号", "微信订单号", "支付宝交易号",
    "订单号", "订单编号", "外部订单号", "外部订单编号", "order_id", "out_order_id", "order number",
    "merchant order number", "transaction id", "merchant order id",
  ]
  /// The sum that was paid comes before the sum of the order, where a statement has both.
  private static let amountNames = [
    "realprice", "真实价格", "实付金额", "实收金额", "金额", "收入金额", "收支金额", "订单金额",
    "应结订单金额", "amount", "paid", "price",
  ]
  private static let timeNames = [
    "付款时间", "支付时间", "交易时间", "入账时间", "记账时间", "交易创建时间", "paid_at", "paytime", "time",
    "transaction time",
  ]
  private static let directionNames: Set = ["收/支", "收支类型", "income/expense"]
  private static let statusNames: Set = ["当前状态", "交易状态", "state", "status"]

  /// Takes the cells of a row as the names of the columns; nil if one that is needed is missing.
  init?(_ cells: [String]) {
    let names = cells.map(Self.name)
    func first(_ wanted: [String]) -> Column? {
      wanted.lazy.compactMap { word in
        names.firstIndex(of: word).map { Column(index: $0, name: cells[$0]) }
      }.first
    }
    guard let amount = first(Self.amountNames) else { return nil }
    self.amount = amount
    numbers = names.indices.filter { Self.numberNames.contains(names[$0]) }
    guard !numbers.isEmpty else { return nil }
    time = first(Self.timeNames)
    direction = names.firstIndex(where: Self.directionNames.contains)
    status = names.firstIndex(where: Self.statusNames.contains)
  }

  /// A name without the unit behind it, such as `金额(元)` and `收入金额（+元）`, and in lower case.
  private static func name(_ cell: String) -> String {
    let text = plain(cell)
    return plain(String(text.prefix { $0 != "(" && $0 != "（" })).lowercased()
  }

  /// A cell without what exports put around values: a backtick or an apostrophe in front, so that
  /// spreadsheet programs keep the digits; the sign of the currency, commas between thousands.
  static func plain(_ cell: String) -> String {
    var text = cell[...]
    while let first = text.first, "`'\u{FEFF}¥￥+".contains(first) || first.isWhitespace {
      text.removeFirst()
    }
    while let last = text.last, last.isWhitespace || last == "元" { text.removeLast() }
    let digits = String(text).replacing(",", with: "")
    let isNumber = !digits.isEmpty && digits.allSatisfy { $0.isNumber || "-.".contains($0) }
    return isNumber ? digits : String(text)
  }

  /// Whether a row is behind the last payment: a line of dashes, a remark, or the head of the sums.
  func isEnd(_ row: SpreadsheetRows.Row) -> Bool {
    let first = row[0]
    return ["-----", "#", "总交易", "共"].contains { first.hasPrefix($0) }
  }

  /// Whether money came in and stayed.
  func isTaking(_ row: SpreadsheetRows.Row) -> Bool {
    if let direction {
      let word = Self.plain(row[direction]).lowercased()
      guard word == "收入" || word == "income" || word.isEmpty else { return false }
    }
    guard let status else { return true }
    let word = Self.plain(row[status]).lowercased()
    let others = ["退款", "退还", "关闭", "refund", "closed", "revoked", "returned", "fail", "失败"]
    return !others.contains { word.contains($0) }
  }

  /// A time such as `2026-11-24 19:03:05`, `2026/11/4 9:03` or `2026-11-24T19:03:05Z` as the minute
  /// that the clock showed, counted from 1970-01-01 00:00; nil for anything else.
  static func minute(of cell: String) -> Int64? {
    let text = plain(cell)
    let numbers = text.split { !$0.isASCII || !$0.isNumber }.map(String.init)
    guard numbers.count >= 5, numbers.count <= 7, numbers[0].count == 4,
      let hour = Int64(numbers[3]), let minute = Int64(numbers[4]), (0...23).contains(hour),
      (0...59).contains(minute)
    else { return nil }
    func padded(_ digits: String) -> String { digits.count == 1 ? "0\(digits)" : digits }
    let date = "\(numbers[0])-\(padded(numbers[1]))-\(padded(numbers[2]))"
    guard let day = UTCTime.daysSince1970(ofDate: date) else { return nil }
    return day * 1440 + hour * 60 + minute
  }
}
