package import ArgumentParser

/// The options of `paypress payments list`, which is `paypress payments`.
package struct PaymentsOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: localized(
      "Lists payments, with sums by day, table, channel and more. This is what `paypress payments` "
        + "does.",
      "列出付款，并按日期、桌号、支付渠道等求和。`paypress payments` 就是它。"))

  package init() {}

  @OptionGroup package var ledger: LedgerOptions
  @OptionGroup package var period: PeriodOptions

  @Flag(help: .words("CSV.", "输出 CSV。"))
  package var csv = false

  @Flag(
    help: .words(
      "CSV for programs: without a byte-order mark, and without the apostrophe that keeps "
        + "spreadsheet programs from running a text as a formula.",
      "给程序读的 CSV：不带字节顺序标记，也不带防止表格软件把文字当公式的单引号。"))
  package var csvRaw = false

  @Flag(help: .words("JSON: the payments and all sums.", "输出 JSON：所有付款和各种合计。"))
  package var json = false

  @Flag(help: .words("A journal for Beancount.", "输出 Beancount 账本。"))
  package var beancount = false

  @Flag(help: .words("A journal for hledger.", "输出 hledger 账本。"))
  package var hledger = false

  @Flag(
    help: .words(
      "With --beancount or --hledger: only the accounts of all payments, for a file that others include.",
      "与 --beancount 或 --hledger 同用：只输出所有收款的科目，供其他文件引用。"))
  package var accounts = false

  @Option(
    help: .words(
      "Sums alone: by day, week, month, link, custom (a table or a campaign), type (WeChat or "
        + "Alipay) or merchant.",
      "只输出合计：按 day、week、month、link、custom（桌号或渠道）、type（微信或支付宝）或 merchant。",
      value: "by"))
  package var sum: String?
}

/// The options of `paypress payments inbox`.
package struct InboxOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "inbox",
    abstract: localized(
      "Lists the gateway's messages that need attention, with their verdicts.",
      "列出需要处理的网关消息和判定。"),
    discussion: localized(
      "paid: counts as a payment. underpaid: below the price and the tolerance. unexpected: no link "
        + "of the config has this price, as with an old poster. unclear: the gateway has not "
        + "confirmed it. duplicate: adds nothing.",
      "paid：计为付款。underpaid：低于价格和容差。unexpected：配置里没有这个价格的链接，例如旧海报。unclear：网关尚未确认。duplicate：没有新内容。"
    ))

  package init() {}

  @OptionGroup package var ledger: LedgerOptions

  @Flag(help: .words("All messages, also settled ones.", "所有消息，包括已处理的。"))
  package var all = false

  @Option(
    help: .words(
      "Only messages with this verdict: paid, underpaid, unexpected, unclear or duplicate.",
      "只列出某种判定：paid、underpaid、unexpected、unclear 或 duplicate。", value: "verdict"))
  package var verdict: String?

  @Flag(
    help: .words(
      "The last messages that were answered with fail, and why.", "最近回复 fail 的消息和原因。"))
  package var refused = false

  @Flag(help: .words("JSON.", "输出 JSON。"))
  package var json = false
}

/// The options of `paypress payments judge`.
package struct JudgeOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: localized(
      "Judges open messages again, or accepts or dismisses one.",
      "重新判定未处理的消息，或接受、忽略某一条。"),
    discussion: localized(
      "Without a number, every open message is judged by the config as it is now, and the gateway is "
        + "asked where it must decide.",
      "不给编号时，按现在的配置重新判定所有未处理的消息，需要时向网关查询。"))

  package init() {}

  @OptionGroup package var ledger: LedgerOptions
  @OptionGroup package var secret: SecretOptions

  @Argument(
    help: .words(
      "The numbers of messages, as `inbox` lists them.", "消息的编号，见 `inbox`。", value: "number"))
  package var numbers: [Int64] = []

  @Flag(
    help: .words(
      "Count them as fully paid, and tell programs; this cannot be undone.",
      "计为已付清的付款，并转发；无法撤销。"))
  package var accept = false

  @Option(
    help: .words(
      "With --accept: the id of the link that was paid; it also replaces that of a payment that counts already.",
      "与 --accept 同用：付款所属链接的 id；也用于更正已计入的付款。", value: "id"))
  package var link: String?

  @Flag(
    help: .words(
      "They need no more attention: they count for nothing, and underpaid ones stay underpaid.",
      "不再提示：不计为付款；付款不足的仍为付款不足。"))
  package var dismiss = false

  package func validate() throws {
    if accept && dismiss {
      throw ValidationError(
        localized("--accept and --dismiss exclude each other", "--accept 和 --dismiss 不能同时使用"))
    }
    if (accept || dismiss) && numbers.isEmpty {
      throw ValidationError(
        localized(
          "--accept and --dismiss need the numbers of messages", "--accept 和 --dismiss 需要消息的编号"))
    }
    if link != nil && !accept {
      throw ValidationError(localized("--link needs --accept", "--link 要与 --accept 同用"))
    }
  }
}

/// The options of `paypress payments deliver`.
package struct DeliverOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "deliver",
    abstract: localized(
      "Passes recorded payments on to programs or addresses that never got them.",
      "把已记录的付款转发给还没有收到的程序或网址。"),
    discussion: localized(
      "With --exec or --forward, they are passed on now; what a running receiver serves is left to it. "
        + "Without, they are queued for the targets of the receiver that runs or ran last.",
      "给出 --exec 或 --forward 时立即转发，正在运行的接收程序负责的目标留给它；否则排队等接收程序转发。"))

  package init() {}

  @OptionGroup package var ledger: LedgerOptions
  @OptionGroup package var recipients: RecipientOptions

  @Option(
    help: .words(
      "Only payments from this day on, as 2026-11-24, or time, as 2026-11-24T08:00:00Z.",
      "只转发这一天（例如 2026-11-24）或这一时刻（例如 2026-11-24T08:00:00Z）之后的付款。", value: "time"))
  package var since: String
}

/// The options of `paypress payments deliveries`.
package struct DeliveriesOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "deliveries",
    abstract: localized(
      "Lists what was passed on, is waiting, or failed too often.", "列出已转发、等待中和多次失败的转发。"))

  package init() {}

  @OptionGroup package var ledger: LedgerOptions

  @Option(
    help: .words("Only these: pending, done or dead.", "只列出：pending、done 或 dead。", value: "state"))
  package var state: String?

  @Flag(help: .words("JSON.", "输出 JSON。"))
  package var json = false

  package func validate() throws {
    if let state, !["pending", "done", "dead"].contains(state) {
      throw ValidationError(
        localized("--state takes pending, done or dead", "--state 需要 pending、done 或 dead"))
    }
  }
}

/// The options of `paypress payments redeliver`.
package struct RedeliverOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "redeliver",
    abstract: localized("Passes payments on once more.", "再次转发付款。"))

  package init() {}

  @OptionGroup package var ledger: LedgerOptions

  @Argument(
    help: .words(
      "The number of a delivery, as `deliveries` lists it.", "转发的编号，见 `deliveries`。",
      value: "number"))
  package var number: Int64?

  @Flag(help: .words("All that failed too often.", "所有多次失败的转发。"))
  package var dead = false

  package func validate() throws {
    guard (number != nil) != dead else {
      throw ValidationError(
        localized("give the number of a delivery, or --dead", "请给出转发的编号，或用 --dead"))
    }
  }
}

/// The options of `paypress payments backup`.
package struct BackupOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: localized(
      "Copies the database while it is in use, whole and checked.", "在使用中完整复制数据库，并检查副本。"))

  package init() {}

  @OptionGroup package var ledger: LedgerOptions

  @Argument(
    help: .words("The copy; it must not exist.", "副本；该文件不能已存在。", value: "copy"),
    completion: .file())
  package var copy: String
}
