internal import Catalog
internal import GatePay
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

  /// What a row is about.
  enum Kind: Hashable {
    /// Money that came in and stayed.
    case taking
    /// The same, unless its number is unknown: nothing says that it was paid.
    case perhapsTaking
    /// Money that came in, and went back: this sum, or an unknown part for nil.
    case refund(Amount?)
    /// An order that was not paid, or was closed.
    case unpaid
    /// Money that went out, or moved between the owner's own accounts.
    case other
  }

  private(set) var numbers: [Int] = []
  private(set) var amount: Column
  /// The time of the payment comes before others.
  private let times: [Column]
  private let paymentTime: Int?
  private let direction: Int?
  private let status: Int?
  private let refund: Int?

  private static let numberNames: Set = [
    "交易单号", "商户单号", "交易号", "交易订单号", "商家订单号", "商户订单号", "微信订单号", "支付宝交易号",
    "订单号", "订单编号", "外部订单号", "外部订单编号", "order_id", "out_order_id", "order number",
    "merchant order number", "transaction id", "merchant order id",
  ]
  /// The sum that was paid comes before the sum of the order, where a statement has both.
  private static let amountNames = [
    "realprice", "真实价格", "实付金额", "实收金额", "商家实收", "金额", "收入金额", "收支金额", "订单金额",
    "应结订单金额", "amount", "paid", "price",
  ]
  private static let paymentTimeNames = [
    "付款时间", "支付时间", "完成时间", "交易完成时间", "paid_at", "paytime",
  ]
  private static let otherTimeNames = [
    "交易时间", "入账时间", "记账时间", "发生时间", "交易创建时间", "创建时间", "time", "transaction time",
  ]
  private static let directionNames: Set = ["收/支", "收支类型", "income/expense"]
  private static let statusNames: Set = ["当前状态", "交易状态", "订单状态", "state", "status"]
  private static let refundNames: Set = [
    "成功退款", "退款金额", "已退款金额", "refund", "refunded", "refund amount", "refunded amount",
  ]

  private static let unpaidWords = [
    "等待", "待付", "待支付", "未付", "未支付", "取消", "关闭", "撤销", "过期", "超时", "失败", "unpaid",
    "notpay", "not paid", "userpaying", "payerror", "wait", "pending", "cancel", "closed",
    "revoked",
    "expired", "fail", "returned",
  ]
  private static let refundWords = ["退款", "退还", "refund"]
  private static let noRefundWords = ["失败", "关闭", "取消", "撤销", "fail", "closed", "cancel"]
  private static let paidWords = [
    "成功", "已收", "已支付", "已付款", "完成", "paid", "success", "complete",
  ]

  /// Takes the cells of a row as the names of the columns; nil if one that is needed is missing.
  init?(_ cells: [String]) {
    let names = cells.map(Self.name)
    func columns(_ wanted: [String]) -> [Column] {
      wanted.compactMap { word in
        names.firstIndex(of: word).map { Column(index: $0, name: cells[$0]) }
      }
    }
    guard let amount = columns(Self.amountNames).first else { return nil }
    self.amount = amount
    numbers = names.indices.filter { Self.numberNames.contains(names[$0]) }
    guard !numbers.isEmpty else { return nil }
    let paymentTimes = columns(Self.paymentTimeNames)
    paymentTime = paymentTimes.first?.index
    times = paymentTimes + columns(Self.otherTimeNames)
    direction = names.firstIndex(where: Self.directionNames.contains)
    status = names.firstIndex(where: Self.statusNames.contains)
    refund = names.firstIndex(where: Self.refundNames.contains)
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
  ///
  /// Goods and order numbers may begin like one. An end has no amount, and no number beside its mark.
  func isEnd(_ row: SpreadsheetRows.Row) -> Bool {
    let first = row[0]
    let sum = amount.index == 0 ? "" : Self.plain(row[amount.index])
    // The head of the sums has names in the place of values.
    if ["总交易单数", "总交易笔数"].contains(first) { return Amount(plain: sum) == nil }
    guard sum.isEmpty else { return false }
    // As `共12笔记录`.
    let rest = first.dropFirst().drop(while: \.isWholeNumber)
    if first.hasPrefix("共"), rest.hasPrefix("笔"), rest.count < first.count - 1 { return true }
    return ["-----", "#"].contains { first.hasPrefix($0) }
      && numbers.allSatisfy { $0 == 0 || row[$0].isEmpty }
  }

  /// The time of a row, if it has one: that of the payment, or else another one.
  func time(of row: SpreadsheetRows.Row) -> Column? {
    times.first { !Self.isBlank(row[$0.index]) }
  }

  /// What a row is about.
  func kind(of row: SpreadsheetRows.Row) -> Kind {
    if let direction {
      let word = Self.plain(row[direction]).lowercased()
      guard word == "收入" || word == "income" || word.isEmpty else { return .other }
    }
    let word = status.map { Self.plain(row[$0]).lowercased() } ?? ""
    func says(_ words: [String]) -> Bool { words.contains { word.contains($0) } }
    if let sum = refund.flatMap({ Amount(plain: Self.plain(row[$0]).drop { $0 == "-" }) }) {
      return .refund(sum)
    }
    // A refund that was refused or called off leaves the money where it is.
    if says(Self.refundWords), says(Self.noRefundWords) { return .taking }
    if says(Self.refundWords) {
      if let sum = Self.sum(in: word) { return .refund(sum) }
      let isPart = word.contains("部分") || word.contains("part")
      return .refund(isPart ? nil : Amount(plain: Self.plain(row[amount.index])))
    }
    if says(Self.unpaidWords) { return .unpaid }
    let isDated = paymentTime.map { !Self.isBlank(row[$0]) } ?? true
    return isDated || says(Self.paidWords) ? .taking : .perhapsTaking
  }

  /// The sum of a state such as `已退款(￥3.00)`.
  private static func sum(in state: String) -> Amount? {
    let digits = state.drop { !$0.isASCII || !$0.isNumber }.prefix {
      $0.isASCII && ($0.isNumber || ".,".contains($0))
    }
    return Amount(plain: digits.replacing(",", with: ""))
  }

  /// Whether a cell holds nothing, as exports write it.
  static func isBlank(_ cell: String) -> Bool {
    plain(cell).allSatisfy { "/-—0: ".contains($0) }
  }
}
