internal import Catalog
internal import Console
internal import GatePay
internal import Payments
internal import Support

// The sentences about the inbox, deliveries and backups.

extension Messages {
  // MARK: Verdicts

  /// A verdict, or what the shop decided.
  static func words(_ verdict: Verdict, _ decision: OwnersDecision?) -> Sentence {
    switch decision {
    case .accepted: return Sentence("accepted", "已接受")
    case .dismissed: return Sentence("dismissed", "已忽略")
    case nil: break
    }
    return switch verdict {
    case .paid: Sentence(verdict.rawValue, "已付款")
    case .underpaid: Sentence(verdict.rawValue, "付款不足")
    case .unexpected: Sentence(verdict.rawValue, "意外付款")
    case .unclear: Sentence(verdict.rawValue, "待确认")
    case .duplicate: Sentence(verdict.rawValue, "重复")
    }
  }

  /// Why a message has its verdict.
  static func words(_ reason: VerdictReason) -> Sentence {
    switch reason {
    case .noLink:
      Sentence("no link has this price and contact", "没有这个价格和 custom 的链接")
    case .printedEarlier(let place):
      Sentence(
        "no link has this price and contact any more; printed: \(shortened(place))",
        "已没有这个价格和 custom 的链接；曾印在：\(shortened(place))")
    case .otherThanOrdered(let field):
      Sentence("\(field) does not match the order", "\(field) 与订单不符")
    case .notAsked: Sentence("the gateway is being asked", "正在向网关查询")
    case .gatewaySilent(let why):
      Sentence(
        "the gateway gave no answer: \(shortened(why))",
        "网关没有答复：\(Sentence(system: shortened(why)).chinese)")
    case .noSuchOrder: Sentence("the gateway has no such order", "网关没有这个订单")
    case .otherAtGateway(let field):
      Sentence("\(field) does not match the gateway's order", "\(field) 与网关的订单不符")
    case .notPaid(let status):
      Sentence(
        "the gateway says \(quoted(status)), not \"paid\"", "网关答复 \(quoted(status))，不是 \"paid\"")
    case .unreadable(let field): Sentence("\(field) cannot be read", "无法读取 \(field)")
    case .sameSignature:
      Sentence("a recorded payment has the same signature", "已记录的付款有相同的签名")
    case .alreadyRecorded:
      Sentence("another message reports the same payment", "另一条消息报告的是同一笔付款")
    case .otherPayment(let sum):
      Sentence(
        "its order has another payment, of ¥\(shortened(sum)); this one is not counted",
        "该订单已有另一笔付款 ¥\(shortened(sum))；这一笔尚未计入")
    }
  }

  /// The line below the inbox.
  static func words(_ counts: InboxCounts) -> Sentence {
    let english = Verdict.allCases.compactMap { verdict in
      counts.byVerdict[verdict].map { "\($0) \(verdict.rawValue)" }
    }
    let chinese = Verdict.allCases.compactMap { verdict in
      counts.byVerdict[verdict].map { "\(words(verdict, nil).chinese) \($0)" }
    }
    return Sentence(
      "\(counts.openCount) need attention; in all: "
        + (english.isEmpty ? "none" : english.joined(separator: ", ")),
      "待处理 \(counts.openCount) 条；总计：" + (chinese.isEmpty ? "无" : chinese.joined(separator: "，")))
  }

  /// What can be done about the messages of the inbox.
  static let decisions = Sentence(
    "`paypress payments judge N --accept` counts message N as fully paid, "
      + "`paypress payments judge N --dismiss` takes it off the list",
    "`paypress payments judge N --accept` 把消息 N 计为已付清，"
      + "`paypress payments judge N --dismiss` 将它移出列表")

  /// The line below what `payments judge` lists.
  static func judged(_ count: Int, changed: Int, kept: Int) -> Sentence {
    Sentence(
      "\(count) judged, \(changed) with a new verdict" + (kept > 0 ? "; \(kept) not judged" : ""),
      "已判定 \(count) 条，其中 \(changed) 条有新的判定" + (kept > 0 ? "；\(kept) 条没有判定" : ""))
  }

  /// Why a message was not judged.
  static func notJudged(_ message: InboxMessage) -> Sentence {
    notJudged(.noSecret(merchant: message.merchant))
  }

  /// Why a message was not judged: the gateway said nothing.
  static func notJudged(_ reason: VerdictReason) -> Sentence { notJudged(words(reason)) }

  /// Why a message was not judged: the gateway gave no answer about several others.
  static let notAsked = notJudged(
    Sentence("the gateway gave no answer about the others", "网关对其他消息没有答复"))

  private static func notJudged(_ refusal: NotificationRefusal) -> Sentence {
    notJudged(refusal.sentence)
  }

  private static func notJudged(_ why: Sentence) -> Sentence {
    Sentence("not judged (\(why.english))", "没有判定（\(why.chinese)）")
  }

  static func accepted(_ id: Int64, _ payment: Payment) -> Sentence {
    Sentence(
      "message \(id) counts as a payment of \(sums(payment)), fully paid; programs are told",
      "消息 \(id) 计为付款 \(sums(payment))，视为已付清，并会转发")
  }

  /// The sum of a message was added to another payment of its order.
  static func added(_ id: Int64, _ payment: Payment) -> Sentence {
    Sentence(
      "the sum of message \(id) was added: the payment of its order is \(sums(payment)), fully paid; "
        + "programs are told unless they were before",
      "已加上消息 \(id) 的金额：该订单的付款为 \(sums(payment))，视为已付清；尚未转发的会转发")
  }

  /// An underpaid message needs no more attention.
  static func staysUnderpaid(_ id: Int64, _ payment: Payment) -> Sentence {
    Sentence(
      "message \(id) needs no more attention; its payment of \(sums(payment)) stays \(payment.state.word)",
      "消息 \(id) 不再提示；付款 \(sums(payment)) 的状态仍为\(words(payment.state).chinese)")
  }

  static func hasOtherLink(_ id: Int64, _ payment: Payment) -> Sentence {
    let link = quoted(payment.link ?? "")
    return Sentence(
      "message \(id) counted already; its payment of \(sums(payment)) has the link \(link) now",
      "消息 \(id) 此前已计为付款；付款 \(sums(payment)) 的链接现为 \(link)")
  }

  static func notOpen(_ id: Int64) -> Problem {
    Problem(
      Sentence("message \(id) is settled: it was not judged again", "消息 \(id) 已处理，没有重新判定"),
      hint: Sentence(
        "`paypress payments inbox --all` shows what became of it",
        "可用 `paypress payments inbox --all` 查看结果"))
  }

  static func dismissed(_ id: Int64) -> Sentence {
    Sentence("message \(id) counts for nothing", "消息 \(id) 不计为付款")
  }

  static func noMessage(_ id: Int64) -> Problem {
    Problem(
      Sentence("the inbox has no message \(id)", "收件箱里没有消息 \(id)"),
      hint: Sentence(
        "`paypress payments inbox --all` lists them", "可用 `paypress payments inbox --all` 查看"))
  }

  static func notAcceptable(_ id: Int64) -> Problem {
    Problem(
      Sentence(
        "message \(id) has no sum or payment type that can be read", "消息 \(id) 的金额或支付方式无法读取"),
      hint: Sentence(
        "look its order up in the gateway's console; `--dismiss` takes it off the list",
        "请在网关后台查看它的订单；用 `--dismiss` 可将它移出列表"))
  }

  static func countedBefore(_ id: Int64, _ first: Int64) -> Problem {
    Problem(
      first == id
        ? Sentence("message \(id) counts as a payment already", "消息 \(id) 已计为付款")
        : Sentence(
          "the money of message \(id) counts as a payment already, by message \(first)",
          "消息 \(id) 的钱已由消息 \(first) 计为付款"),
      hint: Sentence(
        "nothing was changed; `paypress payments inbox --all` shows both",
        "没有改动任何内容；可用 `paypress payments inbox --all` 查看"))
  }

  static func notDismissible(_ id: Int64) -> Problem {
    Problem(
      Sentence(
        "message \(id) counts as a payment: its money is in the sums", "消息 \(id) 已计为付款，金额在合计之中"),
      hint: Sentence(
        "nothing was changed; only an underpaid one can be taken off the list this way",
        "没有改动任何内容；只有付款不足的消息才能这样移出列表"))
  }

  static func unknownLink(_ id: String) -> Problem {
    Problem(
      Sentence("there is no link \(quoted(id))", "没有 id 为 \(quoted(id)) 的链接"),
      hint: Sentence("`paypress links` lists them", "可用 `paypress links` 查看"),
      code: "no-such-link")
  }

  static var onlyTheGatewayKnows: Problem {
    Problem(
      Sentence(
        "only the gateway can tell which order this is about", "只有网关知道这是哪个订单"),
      hint: Sentence("add --online to ask it", "加 --online 向网关查询"))
  }

  // MARK: Deliveries

  static func words(_ state: ListedDelivery.State) -> Sentence {
    switch state {
    case .pending: Sentence(state.rawValue, "等待中")
    case .done: Sentence(state.rawValue, "已转发")
    case .dead: Sentence(state.rawValue, "多次失败")
    }
  }

  /// Another process passes payments on to a target.
  static func servedElsewhere(_ target: DeliveryTarget, _ holder: String?) -> Sentence {
    let process = holder.map { quoted($0) } ?? "?"
    return Sentence(
      "\(target): process \(process) passes payments on to it meanwhile",
      "\(target)：目前由进程 \(process) 转发")
  }

  /// Nobody passes on what is queued for a target.
  static func unserved(_ target: DeliveryTarget) -> Diagnostic {
    // Version 0.2 had no names.
    let example =
      target.kind == .program
      ? "--exec \(target.name.isEmpty ? "PROGRAM" : target.name)"
      : "--forward URL (\(target.name.isEmpty ? "?" : target.name.prefix { $0 != " " }))"
    return Diagnostic(
      .warning,
      Problem(
        Sentence(
          "no receiver passes payments on to \(quoted(target.description)) now: they wait",
          "目前没有接收程序向 \(quoted(target.description)) 转发：付款会一直等待"),
        hint: Sentence(
          "start `paypress notify listen` with \(example), or pass them on now with "
            + "`paypress payments deliver --since DAY` and \(example)",
          "请用 \(example) 启动 `paypress notify listen`，或用 `paypress payments deliver --since 日期` "
            + "加 \(example) 立即转发")))
  }

  static func queued(_ count: Int, _ targets: [DeliveryTarget]) -> Sentence {
    let names = list(targets.map(\.description))
    return Sentence(
      "\(count) deliveries queued for \(names.english)", "已为 \(names.chinese) 排队 \(count) 次转发")
  }

  static func queuedAgain(_ count: Int) -> Sentence {
    Sentence("\(count) deliveries queued again", "已重新排队 \(count) 次转发")
  }

  static var notAllDelivered: Problem {
    Problem(
      Sentence("some payments could not be passed on", "有些付款无法转发"),
      hint: Sentence(
        "`paypress payments deliveries --state pending` says why; run the command again",
        "可用 `paypress payments deliveries --state pending` 查看原因；然后重新运行"))
  }

  static var noTargets: Problem {
    Problem(
      Sentence(
        "no receiver has ever passed payments on: it is not known where they should go",
        "从未有接收程序转发过付款：不知道应转发到哪里"),
      hint: Sentence("add --exec or --forward", "请加 --exec 或 --forward"))
  }

  static func noDelivery(_ number: Int64) -> Problem {
    Problem(
      Sentence("there is no delivery \(number)", "没有编号为 \(number) 的转发"),
      hint: Sentence(
        "`paypress payments deliveries` lists them", "可用 `paypress payments deliveries` 查看"))
  }

  static func sameTarget(_ target: DeliveryTarget) -> Problem {
    Problem(
      Sentence(
        "two recipients have the name \(quoted(target.description))",
        "有两个接收者都叫 \(quoted(target.description))"),
      hint: Sentence(
        "leave one of them out, or give one of the programs another file name",
        "请去掉一个，或给其中一个程序换个文件名"))
  }

  static func badWebhookSecret(_ place: String) -> Problem {
    Problem(
      Sentence(
        "\(place) does not hold a secret that signs forwarded payments", "\(place) 里不是转发签名的密钥"),
      hint: Sentence(
        "make one with `echo whsec_$(head -c 32 /dev/urandom | base64)`",
        "可用 `echo whsec_$(head -c 32 /dev/urandom | base64)` 生成"))
  }

  // MARK: The receiver and its database

  static func openToAll(_ host: String) -> Diagnostic {
    Diagnostic(
      .warning,
      Problem(
        Sentence(
          "--host \(host): other machines can reach the receiver, without encryption",
          "--host \(host)：其他机器可以不加密地访问接收程序"),
        hint: Sentence(
          "put a web server with HTTPS in front of it, on the same machine",
          "请在同一台机器上用带 HTTPS 的网页服务器放在它前面")))
  }

  static func databaseIsHeld(_ error: LedgerIsHeld) -> Problem {
    let holder = error.holder.map { quoted($0) }
    return Problem(
      Sentence(
        "\(error.path) is in use by another receiver"
          + (holder.map { ": process \($0)" } ?? ""),
        "\(error.path) 正由另一个接收程序使用" + (holder.map { "：进程 \($0)" } ?? "")),
      hint: Sentence(
        "stop it first, or choose another database with --database",
        "请先停止它，或用 --database 指定另一个数据库"))
  }

  /// What the log says in place of lines that nobody took.
  static func dropped(_ count: Int) -> Sentence {
    Sentence(
      "\(count) lines of this log were dropped: nobody read it in time",
      "此处丢弃了 \(count) 行日志：没有程序及时读取")
  }

  static func backedUp(_ count: Int, _ path: String) -> Sentence {
    Sentence("\(path): \(count) payments", "\(path)：\(count) 笔付款")
  }
}
