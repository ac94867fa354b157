import Catalog
import Foundation
import GatePay
import Support
import TestSupport
import Testing

@testable import Payments

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
    let journal = Journal(format, calendar: calendar, titles: ["tea": "龙井 \"一杯\""])
    return journal.opening(Set(payments.map(Journal.Account.init)))
      + payments.compactMap(journal.entry).joined()
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
    #expect(cells.contains(["Income:GatePay:湖畔-2-a21892", "-11.00CNY"]), "\(query.text)")
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
      "\"income:gatepay:湖畔-2\",\"-9999999.99 CNY\"",
      "\"income:gatepay:湖畔-2-a21892\",\"-11.00 CNY\"",
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

/// What a command prints for several periods goes into one ledger.
@Suite struct JournalFileTests {
  private static func shop() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      site: { title: Test, language: en, time_zone: Asia/Shanghai }
      merchants:
        shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
      links:
        - { id: tea, title: Tea, price: 12, stable: true }
      """, to: "paypress.yml")
    return folder
  }

  private static func record(_ payments: [Payment], in folder: TemporaryFolder) async throws {
    let ledger = try Ledger("\(folder.path)/payments.sqlite")
    for payment in payments { _ = try await ledger.record(payment, passingOnTo: []) }
  }

  @Test func filesOfPeriodsShareOneFileOfAccounts() async throws {
    let folder = try Self.shop()
    // 2025-11-25, 2025-12-02; a merchant with a like name comes in the second month only.
    try await Self.record(
      [
        try payment(1, "12.00", merchant: "shop-2"),
        try payment(2, "5.00", merchant: "shop_2", at: 1_764_600_000),
        try payment(3, "7.00", merchant: "shop-2", at: 1_764_600_000),
      ], in: folder)
    func write(_ name: String, _ options: [String]) throws {
      let result = try Tool.payPress(["payments"] + options, in: folder.path)
      #expect(result.status == 0, "\(result.error)")
      try folder.write(result.text, to: name)
    }
    for format in ["beancount", "hledger"] {
      try write("accounts.\(format)", ["--\(format)", "--accounts"])
      try write("11.\(format)", ["--\(format)", "--from", "2025-11-01", "--to", "2025-11-30"])
      try write("12.\(format)", ["--\(format)", "--from", "2025-12-01", "--to", "2025-12-31"])
      try write("all.\(format)", ["--\(format)"])
    }
    try folder.write(
      ["accounts", "11", "12"].map { "include \"\($0).beancount\"\n" }.joined(),
      to: "main.beancount")
    let account = try #require(
      try folder.text("12.beancount").split(separator: "\n").first { $0.contains("Income:") })
    #expect(try folder.text("accounts.beancount").contains(account.split(separator: " ")[0]))
    for file in ["main.beancount", "all.beancount"] {
      let check = try Tool.run("/usr/bin/bean-check", [file], in: folder.path)
      #expect(check.status == 0 && check.error.isEmpty && check.text.isEmpty, "\(check.error)")
      let sums = try Tool.run(
        "/usr/bin/bean-query",
        ["-q", "-f", "csv", file, "SELECT sum(position) WHERE account ~ 'Assets'"], in: folder.path)
      #expect(sums.text.contains("24.00 CNY"), "\(sums.text)")
    }
    let all = try ["accounts", "11", "12"].map { try folder.text("\($0).hledger") }.joined()
    try folder.write(all, to: "main.journal")
    let check = try Tool.run(
      "/usr/bin/hledger", ["-f", "main.journal", "check", "--strict", "accounts"], in: folder.path,
      environment: ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": folder.path])
    #expect(check.status == 0, "\(check.error)")
    // The second month has the same accounts with and without the first one.
    let alone = try Self.shop()
    try await Self.record(
      [try payment(2, "5.00", merchant: "shop_2", at: 1_764_600_000)], in: alone)
    let text = try Tool.payPress(["payments", "--beancount"], in: alone.path).text
    #expect(text.contains("\(account.split(separator: " ")[0]) "), "\(text)")
  }

  /// A payment without a readable time is an entry of the day of its message.
  @Test(arguments: ["beancount", "hledger"])
  func aPaymentWithoutATimeIsAnEntry(format: String) async throws {
    let folder = try Self.shop()
    var undated = try payment(1, "12.00")
    undated.paidAt = nil
    try await Self.record([undated], in: folder)
    let text = try Tool.payPress(
      ["payments", "--\(format)", "--from", "2025-11-25", "--to", "2025-11-25"], in: folder.path
    ).text
    #expect(text.contains("\n2025-11-25 * "), "\(text)")
  }

  /// A description that begins with a code or a mark of hledger is a description.
  @Test(arguments: [("(x) y", "（x) y"), ("! x", "！ x"), ("* x", "＊ x")])
  func aDescriptionIsNoMark(custom: String, shown: String) async throws {
    let folder = try Self.shop()
    try await Self.record([try payment(1, "12.00", custom: custom)], in: folder)
    try folder.write(
      try Tool.payPress(["payments", "--hledger"], in: folder.path).text, to: "takings.journal")
    let result = try Tool.run(
      "/usr/bin/hledger", ["-f", "takings.journal", "print"], in: folder.path,
      environment: ["LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "HOME": folder.path])
    #expect(result.text.hasPrefix("2025-11-25 * \(shown) | "), "\(result.text) \(result.error)")
  }

  @Test func accountsGoWithJournalsOnly() throws {
    let folder = try Self.shop()
    let result = try Tool.payPress(["payments", "--accounts"], in: folder.path)
    #expect(result.status == 64 && result.error.contains("--accounts goes with --beancount"))
  }
}
