package import ArgumentParser
internal import GatePay

/// The options of `paypress payments takings`.
package struct TakingsOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "takings",
    abstract: localized(
      "Shows a page of today's takings, the last 30 days, and what needs attention.",
      "显示收款页面：今天、最近 30 天，以及需要处理的事项。"),
    discussion: localized(
      "It answers on 127.0.0.1 only, to every user of this machine; prints its address; and stops "
        + "at Ctrl-C.",
      "它只在 127.0.0.1 应答，本机的所有用户都能访问；打印自己的网址；按 Ctrl-C 停止。"))

  package init() {}

  @OptionGroup package var ledger: LedgerOptions

  @Option(
    help: .words("Where it answers; 0 takes a free port.", "监听的端口；0 表示空闲端口。", value: "port"))
  package var port: UInt16 = 8481
}

/// The options of `paypress payments reconcile`.
package struct ReconcileOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: localized(
      "Compares the payments with a statement, and lists what is missing on either side.",
      "把收款与对账单比较，列出任何一方缺少的款项。"),
    discussion: localized(
      "The statement is what WeChat, Alipay or the gateway's console exports: CSV in any encoding, "
        + "or .xlsx. The exit status is 1 unless both sides agree.",
      "对账单是微信、支付宝或网关后台导出的文件：任何编码的 CSV，或 .xlsx。双方一致时退出状态为 0，否则为 1。"))

  package init() {}

  @Argument(help: .words("The statement.", "对账单。"), completion: .file())
  package var statement: String

  @OptionGroup package var ledger: LedgerOptions
  @OptionGroup package var period: PeriodOptions

  @Option(
    help: .words(
      "Match what has no known number by amount and time, at most this many minutes apart.",
      "没有对应单号的款项按金额和时间匹配，最多相差这么多分钟。", value: "minutes"))
  package var byTime: Int64?

  @Option(
    help: .words(
      "Whose clocks the statement shows, where its times name no zone. (default: the shop's)",
      "对账单的时间没有写明时区时，按哪个时区理解。（默认：店铺的时区）", value: "zone"))
  package var timeZone: String?

  @Flag(help: .words("CSV of what differs.", "以 CSV 输出不一致之处。"))
  package var csv = false

  package func validate() throws {
    if let byTime, !(0...1440).contains(byTime) {
      throw ValidationError(
        localized("--by-time takes a whole number from 0 to 1440", "--by-time 需要 0 到 1440 的整数"))
    }
  }
}
