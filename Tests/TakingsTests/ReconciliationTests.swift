import Catalog
import GatePay
import Support
import TestSupport
import Testing

@testable import Payments

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
    _ text: String, encoding: String? = nil, byTime: Int64? = nil, zone: ShopCalendar? = nil,
    days: ClosedRange<Int64>? = nil
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
    let calendar = try #require(calendar)
    let statement = try Statement("\(folder.path)/\(name)", timesIn: zone ?? calendar, into: sink)
    #expect(sink.errorCount == 0, "\(sink.inFileOrder)")
    let payments = [
      try payment(1, "12.00"), try payment(2, "1012.00", at: 1_764_000_240),
      try payment(3, "3.00", at: 1_764_003_600),
    ]
    var scope = Reconciliation.Scope()
    scope.days = days ?? statement.days(in: calendar)
    scope.isChosen = days != nil
    scope.toleranceInMinutes = byTime
    let result = Reconciliation(payments, with: statement, in: calendar, scope)
    return (result, statement)
  }

  @Test func aWalletsStatementIsMatchedByNumberAndThenByTime() throws {
    let (strict, statement) = try Self.reconcile(Self.weChat)
    #expect(statement.leftOutCount == 1 && statement.entries.count == 4)
    #expect(strict.passedOverCount == 1)
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
    #expect(result.matched.map(\.payment.orderID) == ["1"] && statement.unpaidCount == 1)
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
    _ = try Statement(
      "\(folder.path)/statement.csv", timesIn: try #require(Self.calendar), into: sink)
    let finding = try #require(sink.inFileOrder.first)
    #expect(finding.position.line == line && finding.position.column == column)
    #expect(finding.problem.message.english == words)
  }

  /// Rows that were not paid refuse nothing, and count.
  @Test func leavesOutWhatWasNotPaid() throws {
    let (result, statement) = try Self.reconcile(
      """
      交易号,商家订单号,交易创建时间,付款时间,金额（元）,收/支,交易状态,成功退款（元）
      2001,k1x,2025-11-25 00:00:00,2025-11-25 00:00:10,12.00,收入,交易成功,0.00
      2002,k8x,2025-11-25 00:01:00,,8.00,收入,等待付款,0.00
      2003,k9x,2025-11-25 00:02:00,,9.00,收入,交易关闭,0.00
      2004,k7x,2025-11-25 00:03:00,,一百,收入,已取消,0.00

      """)
    #expect(statement.unpaidCount == 3 && result.matched.map(\.payment.orderID) == ["1"])
    #expect(result.unrecorded.isEmpty && result.differing.isEmpty)
    for word in ["unpaid", "Cancelled", "closed", "pending", "expired", "NOTPAY", "待支付", "已过期"] {
      let (result, statement) = try Self.reconcile(
        "order_id,amount,paid_at,status\n1,12,2025-11-25 00:00:10,paid\n9,x,,\(word)\n")
      #expect(statement.unpaidCount == 1 && result.unrecorded.isEmpty, "\(word)")
    }
  }

  /// Without a state, a row without a time of payment counts only if its number is recorded.
  @Test func aRowWithoutATimeOfPaymentCountsIfItIsRecorded() throws {
    let (result, _) = try Self.reconcile(
      "order_id,amount,完成时间,创建时间\n1,12,,2025-11-25 00:00\n9,8,,2025-11-25 00:00\n"
        + "2,1012,2025-11-25 00:04,2025-11-25 00:00\n")
    #expect(result.matched.map(\.payment.orderID) == ["2", "1"] || result.matched.count == 2)
    #expect(result.unrecorded.isEmpty && result.passedOverCount == 1)
  }

  /// What went back is said, in a column, in the state or in a row of its own.
  @Test func saysWhatWentBack() throws {
    let (result, _) = try Self.reconcile(
      """
      交易号,商家订单号,付款时间,金额,交易状态,成功退款（元）
      2001,k1x,2025-11-25 00:00:10,12.00,交易成功,3.00
      2002,k2x,2025-11-25 00:04:00,1012.00,已退款(￥1012.00),0
      2003,k3x,2025-11-25 01:00:00,3.00,部分退款,
      2004,k9x,2025-11-25 01:00:00,5.00,交易关闭,5.00

      """)
    #expect(result.refunded.map(\.payment.orderID) == ["1", "2", "3"])
    #expect(result.refunded.map(\.entry.refund?.description) == ["3.00", "1012.00", nil])
    #expect(result.missing.isEmpty && result.unrecorded.isEmpty && result.passedOverCount == 1)
    let (own, _) = try Self.reconcile(
      """
      交易时间,微信订单号,商户订单号,交易状态,应结订单金额,退款金额
      `2025-11-25 00:00:10,`4200001,`k1x,`SUCCESS,`12.00,`0.00
      `2025-11-25 00:10:10,`4200001,`k1x,`REFUND,`0.00,`3.00
      `2025-11-25 00:04:00,`4200002,`k2x,`SUCCESS,`1012.00,`0.00
      `2025-11-25 01:00:00,`4200003,`k3x,`SUCCESS,`3.00,`0.00

      """)
    #expect(own.matched.count == 3 && own.missing.isEmpty)
    #expect(own.refunded.map(\.entry.refund?.description) == ["3.00"])
  }

  @Test(arguments: ["退款失败", "退款关闭", "Refund cancelled"])
  func aRefundThatFailedLeavesThePayment(word: String) throws {
    let (result, _) = try Self.reconcile("order_id,amount,status\n1,12,\(word)\n")
    #expect(result.matched.map(\.payment.orderID) == ["1"] && result.refunded.isEmpty)
  }

  /// Payment 1 is of 2025-11-25 00:00 in Shanghai.
  @Test(arguments: [
    ("2025-11-24T16:00:00Z", nil), ("2025-11-25 00:00", nil), ("2025-11-25 00:00 +08:00", nil),
    ("2025-11-24T11:00:30-0500", nil), ("2025/11/25 0:00", nil), ("2025年11月25日 0时0分5秒", nil),
    ("2025-11-24 16:00 UTC", nil), ("2025-11-25T00:00:00.123+08:00", nil),
    ("2025-11-25 01:00", "Asia/Tokyo"), ("2025-11-24T16:00:00Z", "Asia/Tokyo"),
    ("2025-11-24 17:00", "Europe/Berlin"),
  ])
  func timesNameTheirZoneOrHaveTheStatements(time: String, zone: String?) throws {
    let (result, _) = try Self.reconcile(
      "order_id,amount,time\n0,12,\(time)\n", byTime: 0, zone: zone.flatMap(ShopCalendar.init))
    #expect(result.matchedByTime.map(\.payment.orderID) == ["1"])
    #expect(result.unrecorded.isEmpty)
  }

  @Test(arguments: [
    "2025-11-25 09:03:05 PM", "2025-11-25 24:00", "2025-11-31 10:00", "2025-11-25",
    "25-11-25 10:00",
    "2025-11-25 10:00 +25:00",
  ])
  func refusesTimesThatCannotBeRead(time: String) {
    #expect(Self.calendar.flatMap { StatementTime.moment(time, in: $0) } == nil)
  }

  /// A number counts on every day; only what the statement's days hold can be missing in it.
  @Test func numbersAreMatchedAcrossMidnight() throws {
    // Payment 1 is recorded on the 25th, the statement has it on the 24th.
    let (result, _) = try Self.reconcile(
      "order_id,amount,time\n1,12,2025-11-24 23:59:58\n9,5,2025-11-24 12:00\n")
    #expect(result.matched.map(\.payment.orderID) == ["1"])
    #expect(result.unrecorded.map(\.numbers) == [["9"]] && result.missing.isEmpty)
    let day = try #require(UTCTime.daysSince1970(ofDate: "2025-11-25"))
    let (chosen, _) = try Self.reconcile(
      "order_id,amount,time\n1,12,2025-11-24 23:59:58\n9,5,2025-11-24 12:00\n", days: day...day)
    #expect(chosen.unrecorded.isEmpty && chosen.passedOverCount == 1)
    #expect(chosen.matched.map(\.payment.orderID) == ["1"])
    #expect(chosen.missing.map(\.orderID) == ["2", "3"])
  }

  /// A number that occurs with two sums belongs to the row with the recorded one.
  @Test func exactSumsAreMatchedFirst() throws {
    let (result, _) = try Self.reconcile(
      "out_order_id,amount\nk1x,11.00\nk1x,12.00\nk2x,1012\nk3x,3\n")
    #expect(result.matched.count == 3 && result.differing.isEmpty)
    #expect(result.unrecorded.map(\.amount.description) == ["11.00"])
  }

  /// The last lines of Alipay's bill for merchants.
  @Test func alipaysRemarksAreNoPayments() throws {
    let (result, _) = try Self.reconcile(
      """
      #支付宝业务明细查询
      #账号：[20880]
      支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,订单金额（元）,商家实收（元）
      2025112522001\t,k1x\t,交易,茶,2025-11-25 00:00:01,2025-11-25 00:00:10,12.00,12.00
      #-----------------------------------------业务明细列表结束------------------------------------
      #导出时间：[2025-11-26 00:00:00]

      """.replacing("\\t", with: "\t"))
    #expect(result.matched.map(\.payment.orderID) == ["1"] && result.unrecorded.isEmpty)
  }

  /// Goods, shops and numbers may begin like the end of a statement.
  @Test(arguments: [
    ("共享充电宝", "k1x"), ("共3笔套餐", "k1x"), ("总交易所咖啡", "k1x"), ("#1 tea", "k1x"),
    ("-----", "k1x"), ("共享充电宝", "zzz1"),
  ])
  func whatLooksLikeAnEndIsRead(goods: String, number: String) throws {
    let (result, statement) = try Self.reconcile(
      "商品,out_order_id,amount\nTea,kq7abcz,1.00\n\(goods),\(number),12.00\nCoffee,zzz2,50.00\n")
    #expect(statement.entries.count == 3 && statement.rowsBehindEndCount == 0)
    let known = number == "k1x"
    #expect(result.matched.map(\.payment.orderID) == (known ? ["1"] : []))
    #expect(
      result.unrecorded.map(\.numbers) == [["kq7abcz"]] + (known ? [] : [["zzz1"]]) + [["zzz2"]])
  }

  /// Numbers of a shop's own may begin with a number sign.
  @Test func aNumberThatLooksLikeARemarkIsRead() throws {
    let (result, statement) = try Self.reconcile(
      "order_id,amount\n#1001,5.00\n1,12.00\n-----2,3.00\n")
    #expect(statement.entries.count == 3 && result.matched.map(\.payment.orderID) == ["1"])
    #expect(result.unrecorded.map(\.numbers) == [["#1001"], ["-----2"]])
  }

  /// What follows the last payment is counted, so that nothing vanishes silently.
  @Test(arguments: [
    ("共1笔记录\n已收入:1笔,12.00元\n", 2), ("#-----结束\n#导出时间：2025\n#\n", 3),
    ("总交易单数,应结订单总金额\n`1,`12.00\n", 2), ("------,,\n", 1), ("", 0),
  ])
  func rowsBehindTheEndAreCounted(end: String, count: Int) throws {
    let (result, statement) = try Self.reconcile("out_order_id,商品,amount\nk1x,茶,12.00\n\(end)")
    #expect(statement.rowsBehindEndCount == count && result.matched.count == 1)
    #expect(result.unrecorded.isEmpty)
  }

  @Test(arguments: ["amount (CNY)", " Amount（元） ", "金额(元)"])
  func unitsInTheNamesOfColumnsDoNotMatter(name: String) throws {
    let (result, _) = try Self.reconcile("order_id,\(name)\n1,12\n2,1012\n3,3\n")
    #expect(result.matched.count == 3 && result.isClean)
  }

  @Test func needsColumnsOfNumbersAndAmounts() throws {
    let folder = try TemporaryFolder()
    try folder.write("name,amount\ntea,5.00\n", to: "statement.csv")
    let calendar = try #require(Self.calendar)
    #expect(throws: Finding.self) {
      try Statement("\(folder.path)/statement.csv", timesIn: calendar, into: FindingSink())
    }
  }
}
