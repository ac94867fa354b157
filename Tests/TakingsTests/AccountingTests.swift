import Catalog
import Foundation
import GatePay
import Support
import TestSupport
import Testing

@testable import Payments

private func payment(
  _ number: Int, _ amount: String, price: String? = nil, type: PaymentType = .wechat,
  merchant: String = "lakeside", at moment: Int64 = 1_764_000_000, link: String? = "tea",
  custom: String? = "table-7"
) throws -> Payment {
  let sum = try Amount(amount)
  let price = try price.map { try Amount($0) } ?? sum
  return Payment(
    gateway: "https://gatepay.io", merchant: merchant, orderID: "\(number)",
    outOrderID: "k\(number)x", link: link, state: sum < price ? .underpaid : .paid, price: price,
    realPrice: sum, type: type, paidAt: moment, custom: custom, recordedAt: moment)
}

/// Entries of plain-text accounting, judged by the programs that read them.
@Suite struct JournalTests {
  private static func journal(_ format: Journal.Format) throws -> String {
    let payments = [
      try payment(1, "12.00"), try payment(2, "0.01", type: .alipay, at: 1_764_086_400),
      try payment(3, "9999999.99", merchant: "湖畔-2", link: nil, custom: nil),
      try payment(4, "11.00", price: "12.00", merchant: "湖畔_2"),
      try payment(5, "28.50", custom: "a\" ; b | c, d\\\n2026-01-01 open Assets:Evil; x:y"),
    ]
    let calendar = try #require(ShopCalendar(zone: "Asia/Shanghai"))
    var accounts: [Journal.Account: Int64] = [:]
    for payment in payments {
      let day = calendar.day(of: payment.moment)
      let account = Journal.Account(payment)
      accounts[account] = min(accounts[account] ?? day, day)
    }
    let journal = Journal(
      format, calendar: calendar, accounts: accounts, titles: ["tea": "龙井 \"一杯\""])
    return journal.opening + payments.compactMap(journal.entry).joined()
  }

  @Test func beancountAcceptsIt() throws {
    let folder = try TemporaryFolder()
    try folder.write(try Self.journal(.beancount), to: "takings.beancount")
    let check = try Tool.run("/usr/bin/bean-check", ["takings.beancount"], in: folder.path)
    #expect(check.status == 0 && check.error.isEmpty && check.text.isEmpty, "\(check.error)")
    let query = try Tool.run(
      "/usr/bin/bean-query",
      [
        "-q", "-f", "csv", "takings.beancount",
        "SELECT account, sum(position) GROUP BY account ORDER BY account",
      ], in: folder.path)
    // The query's line ends are those of RFC 4180.
    let cells = query.text.replacing("\r\n", with: "\n").components(separatedBy: "\n").map { line in
      line.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    }
    #expect(cells.contains(["Assets:GatePay:Lakeside:Wechat", "40.50CNY"]), "\(query.text)")
    #expect(cells.contains(["Assets:GatePay:Lakeside:Alipay", "0.01CNY"]), "\(query.text)")
    // Names that differ only in what an account cannot hold stay apart.
    #expect(cells.contains(["Income:GatePay:湖畔-2", "-9999999.99CNY"]), "\(query.text)")
    #expect(cells.contains(["Income:GatePay:湖畔-2-2", "-11.00CNY"]), "\(query.text)")
  }

  @Test func hledgerAcceptsIt() throws {
    let folder = try TemporaryFolder()
    try folder.write(try Self.journal(.hledger), to: "takings.journal")
    func hledger(_ arguments: String...) throws -> Tool.Result {
      try Tool.run(
        "/usr/bin/hledger", ["-f", "takings.journal"] + arguments, in: folder.path,
        environment: ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": folder.path])
    }
    let check = try hledger("check", "--strict", "balanced", "accounts", "commodities")
    #expect(check.status == 0 && check.error.isEmpty, "\(check.error)")
    let balance = try hledger("balance", "--flat", "-O", "csv", "--no-total")
    for line in [
      "\"assets:gatepay:lakeside:wechat\",\"40.50 CNY\"",
      "\"assets:gatepay:lakeside:alipay\",\"0.01 CNY\"",
      "\"income:gatepay:湖畔-2\",\"-9999999.99 CNY\"", "\"income:gatepay:湖畔-2-2\",\"-11.00 CNY\"",
    ] {
      #expect(balance.text.contains(line), "\(balance.text)")
    }
    // The day of the shop, not of Greenwich; the payer's text ends nothing.
    let register = try hledger("print", "tag:order_id=5")
    let start = "2025-11-25 * a\" ； b ｜ c， d\\ 2026-01-01 open"
    #expect(register.text.hasPrefix(start), "\(register.text)")
    #expect(try hledger("accounts").text.contains("vil") == false)
  }
}

/// Statements as the wallets export them.
@Suite struct ReconciliationTests {
  private static let calendar = ShopCalendar(zone: "Asia/Shanghai")

  private static let weChat = """
    微信支付账单明细,,,,,,,,,,
    微信昵称：[湖畔],,,,,,,,,,
    ----------------------微信支付账单明细列表--------------------,,,,,,,,,,
    交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注
    2025-11-25 00:00:10,二维码收款,/,"收款方备注:二维码收款",收入,¥12.00,/,已收钱,"100001	","/	","/"
    2025-11-25 00:04:00,二维码收款,/,"x",收入,"¥1,012.00",/,已收钱,"100002	","k2x	","/"
    2025-11-25 08:00:00,商户消费,超市,"x",支出,¥9.00,零钱,支付成功,"100003	","","/"
    2025-11-25 09:00:00,二维码收款,/,"x",收入,¥7.00,/,已全额退款,"100004	","/	","/"
    2025-11-25 10:00:00,二维码收款,/,"x",收入,¥8.88,/,已收钱,"100005	","/	","/"

    """

  private static let weChatMerchant = """
    交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易类型,交易状态,应结订单金额,手续费
    `2025-11-25 00:00:10,`wx1,`10,`4200001,`k1x,`NATIVE,`SUCCESS,`12.00,`0.07
    `2025-11-25 00:04:00,`wx1,`10,`4200002,`k2x,`NATIVE,`SUCCESS,`1012.01,`0.07
    `2025-11-25 00:05:00,`wx1,`10,`4200003,`k9x,`NATIVE,`REVOKED,`5.00,`0.07
    总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额
    `3,`1029.01,`0.00,`0.00,`0.21

    """

  private static let alipay = """
    ------------------------------------------------------------------------------------
    导出信息：
    姓名：湖畔
    ------------------------支付宝支付科技有限公司  电子客户回单------------------------
    交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
    2025-11-25 00:00:10,收入,顾客,/,收款,收入,12.00,余额,交易成功,2025112522001	,k1x	,,
    2025-11-25 00:04:00,收入,顾客,/,收款,不计收支,1012.00,余额,交易成功,2025112522002	,k2x	,,

    """

  private static func reconcile(
    _ text: String, encoding: String? = nil, byTime: Int64? = nil
  ) throws -> (Reconciliation, Statement) {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "statement.csv")
    if let encoding {
      let result = try Tool.run(
        "/usr/bin/iconv", ["-f", "UTF-8", "-t", encoding, "-o", "other.csv", "statement.csv"],
        in: folder.path)
      try #require(result.status == 0)
    }
    let sink = FindingSink()
    let name = encoding == nil ? "statement.csv" : "other.csv"
    let statement = try Statement("\(folder.path)/\(name)", into: sink)
    #expect(sink.errorCount == 0)
    let payments = [
      try payment(1, "12.00"), try payment(2, "1012.00", at: 1_764_000_240),
      try payment(3, "3.00", at: 1_764_003_600),
    ]
    let result = Reconciliation(
      payments, with: statement, in: try #require(calendar), toleranceInMinutes: byTime)
    return (result, statement)
  }

  @Test func aWalletsStatementIsMatchedByNumberAndThenByTime() throws {
    let (strict, statement) = try Self.reconcile(Self.weChat)
    #expect(statement.leftOutCount == 2 && statement.entries.count == 3)
    #expect(strict.matched.map(\.payment.orderID) == ["2"])
    #expect(strict.unrecorded.map(\.amount.description) == ["12.00", "8.88"])
    #expect(strict.missing.map(\.orderID) == ["1", "3"])
    let (near, _) = try Self.reconcile(Self.weChat, byTime: 1)
    #expect(near.matchedByTime.map(\.payment.orderID) == ["1"] && !near.isClean)
    #expect(near.unrecorded.map(\.position.line) == [9])
    #expect(near.missing.map(\.orderID) == ["3"])
  }

  @Test func aMerchantsStatementShowsOtherAmounts() throws {
    let (result, statement) = try Self.reconcile(Self.weChatMerchant)
    #expect(result.matched.map(\.payment.orderID) == ["1"] && statement.leftOutCount == 1)
    #expect(result.differing.map(\.entry.amount.description) == ["1012.01"])
    #expect(result.unrecorded.isEmpty && result.missing.map(\.orderID) == ["3"])
  }

  @Test(arguments: [nil, "GB18030", "UTF-16"])
  func readsEveryEncoding(encoding: String?) throws {
    let (result, statement) = try Self.reconcile(Self.alipay, encoding: encoding)
    #expect(result.matched.map(\.payment.orderID) == ["1"] && statement.leftOutCount == 1)
  }

  /// A number that occurs twice belongs to one payment, and the other one is missing.
  @Test func aRepeatedNumberIsNotRecordedTwice() throws {
    let (result, _) = try Self.reconcile(
      "out_order_id,amount\nk1x,12.00\nk1x,12.00\nk2x,1012\nk3x,3\n")
    #expect(result.matched.count == 3 && result.unrecorded.count == 1)
    #expect(result.missing.isEmpty)
  }

  @Test(arguments: [
    ("out_order_id,amount\nk1x,12.0.0\n", 2, 5, "\"12.0.0\" is not an amount"),
    ("order_id,amount,time\n1,5.00,yesterday\n", 2, 8, "\"yesterday\" is not a time"),
  ])
  func namesTheCellThatCannotBeRead(
    text: String, line: Int, column: Int, words: String
  ) throws {
    let folder = try TemporaryFolder()
    try folder.write(text, to: "statement.csv")
    let sink = FindingSink()
    _ = try Statement("\(folder.path)/statement.csv", into: sink)
    let finding = try #require(sink.inFileOrder.first)
    #expect(finding.position.line == line && finding.position.column == column)
    #expect(finding.problem.message.english == words)
  }

  @Test func needsColumnsOfNumbersAndAmounts() throws {
    let folder = try TemporaryFolder()
    try folder.write("name,amount\ntea,5.00\n", to: "statement.csv")
    #expect(throws: Finding.self) {
      try Statement("\(folder.path)/statement.csv", into: FindingSink())
    }
  }
}
