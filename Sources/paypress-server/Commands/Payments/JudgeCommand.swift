internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import Payments
internal import Support

struct JudgeCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = JudgeOptions.configuration

  static let example = """
    paypress payments judge
    paypress payments judge 12 --accept
    """

  @OptionGroup var options: JudgeOptions

  func run() async throws {
    do {
      if options.accept {
        try await accept()
      } else if options.dismiss {
        try await dismiss()
      } else {
        try await judge()
      }
    } catch {
      throw Failure(payments: error)
    }
  }

  private func accept() async throws {
    let catalogue = try options.ledger.catalogue()
    let ledger = try Ledger(try options.ledger.existingPath(catalogue.outline))
    if let link = options.link, try !catalogue.hasLink(link) {
      throw Failure.usage(.unknownLink(link))
    }
    let targets = try await ledger.targets()
    for id in options.numbers {
      guard try await ledger.message(id) != nil else { throw Failure.input(.noMessage(id)) }
      switch try await ledger.accept(
        id, link: options.link, at: Clock.now, passingOnTo: targets)
      {
      case .counts(let payment): Terminal.report(Sentence.accepted(id, payment))
      case .added(let payment): Terminal.report(Sentence.added(id, payment))
      case .hasOtherLink(let payment): Terminal.report(Sentence.hasOtherLink(id, payment))
      case .unreadable: throw Failure.input(.notAcceptable(id))
      case .countedBefore(let first): throw Failure.input(.countedBefore(id, first))
      }
    }
  }

  private func dismiss() async throws {
    let ledger = try Ledger(try options.ledger.existingPath())
    for id in options.numbers {
      switch try await ledger.dismiss(id, at: Clock.now) {
      case .done: Terminal.report(Sentence.dismissed(id))
      case .staysUnderpaid(let payment): Terminal.report(Sentence.staysUnderpaid(id, payment))
      case .noMessage: throw Failure.input(.noMessage(id))
      case .counts: throw Failure.input(.notDismissible(id))
      }
    }
  }

  private func judge() async throws {
    let judging = try JudgingDesk(
      options.ledger.site, options.ledger.gateway, options.secret
    ) { Terminal.report($0.sentence) }
    let ledger = try Ledger(try options.ledger.existingPath(judging.catalogue.outline))
    try await ledger.adopt(appkeys: judging.appkeys)
    let jury = Jury(ledger: ledger, desk: judging.desk, ask: judging.ask)
    let numbers = Set(options.numbers)
    var judgedCount = 0
    var settledCount = 0
    var keptCount = 0
    let others = try await jury.judge(numbers.isEmpty ? nil : numbers) { message, outcome in
      let result: Sentence
      switch outcome {
      case .judged(let receipt):
        judgedCount += 1
        if receipt.verdict != message.verdict { settledCount += 1 }
        result = receipt.sentence
      case .noMerchant:
        keptCount += 1
        result = .notJudged(NotificationRefusal.noSecret(merchant: message.merchant).sentence)
      case .gatewaySilent(let reason):
        keptCount += 1
        result = .notJudged(VerdictReason.gatewaySilent(reason).sentence)
      case .notAsked:
        keptCount += 1
        result = .notJudged(.gatewayGivenUp)
      }
      try Terminal.print(
        "\(message.id)  \(message.verdict.sentence.text(in: Terminal.language)) → "
          + result.text(in: Terminal.language))
    }
    try Terminal.flush()
    Terminal.report(Sentence.judged(judgedCount, changed: settledCount, kept: keptCount))
    // Named last, so that all others were judged.
    if let other = others.min() {
      throw Failure.input(
        try await ledger.message(other) == nil ? .noMessage(other) : .notOpen(other))
    }
  }
}

extension Catalogue {
  /// Whether a link has this id.
  fileprivate func hasLink(_ id: String) throws(CatalogueChanged) -> Bool {
    let reader = makeReader()
    while let link = try reader.next() {
      if link.id == id { return true }
    }
    return false
  }
}

extension Sentence {
  /// The line below what `payments judge` lists.
  fileprivate static func judged(_ count: Int, changed: Int, kept: Int) -> Sentence {
    Sentence(
      "\(count) judged, \(changed) with a new verdict" + (kept > 0 ? "; \(kept) not judged" : ""),
      "已判定 \(count) 条，其中 \(changed) 条有新的判定" + (kept > 0 ? "；\(kept) 条没有判定" : ""))
  }

  /// A message keeps its verdict; why.
  fileprivate static func notJudged(_ why: Sentence) -> Sentence {
    Sentence("not judged (\(why.english))", "没有判定（\(why.chinese)）")
  }

  /// The gateway gave no answer about several other messages, and was asked no more.
  fileprivate static let gatewayGivenUp = Sentence(
    "the gateway gave no answer about the others", "网关对其他消息没有答复")

  fileprivate static func accepted(_ id: Int64, _ payment: Payment) -> Sentence {
    Sentence(
      "message \(id) counts as a payment of \(payment.sums), fully paid; programs are told",
      "消息 \(id) 计为付款 \(payment.sums)，视为已付清，并会转发")
  }

  /// The sum of a message was added to another payment of its order.
  fileprivate static func added(_ id: Int64, _ payment: Payment) -> Sentence {
    Sentence(
      "the sum of message \(id) was added: the payment of its order is \(payment.sums), fully paid; "
        + "programs are told unless they were before",
      "已加上消息 \(id) 的金额：该订单的付款为 \(payment.sums)，视为已付清；尚未转发的会转发")
  }

  /// An underpaid message needs no more attention.
  fileprivate static func staysUnderpaid(_ id: Int64, _ payment: Payment) -> Sentence {
    Sentence(
      "message \(id) needs no more attention; its payment of \(payment.sums) stays \(payment.state.word)",
      "消息 \(id) 不再提示；付款 \(payment.sums) 的状态仍为\(payment.state.sentence.chinese)")
  }

  fileprivate static func hasOtherLink(_ id: Int64, _ payment: Payment) -> Sentence {
    let link = quoted(payment.link ?? "")
    return Sentence(
      "message \(id) counted already; its payment of \(payment.sums) has the link \(link) now",
      "消息 \(id) 此前已计为付款；付款 \(payment.sums) 的链接现为 \(link)")
  }

  fileprivate static func dismissed(_ id: Int64) -> Sentence {
    Sentence("message \(id) counts for nothing", "消息 \(id) 不计为付款")
  }
}

extension Problem {
  fileprivate static func notOpen(_ id: Int64) -> Problem {
    Problem(
      Sentence("message \(id) is settled: it was not judged again", "消息 \(id) 已处理，没有重新判定"),
      hint: Sentence(
        "`paypress payments inbox --all` shows what became of it",
        "可用 `paypress payments inbox --all` 查看结果"))
  }

  fileprivate static func noMessage(_ id: Int64) -> Problem {
    Problem(
      Sentence("the inbox has no message \(id)", "收件箱里没有消息 \(id)"),
      hint: Sentence(
        "`paypress payments inbox --all` lists them", "可用 `paypress payments inbox --all` 查看"))
  }

  fileprivate static func notAcceptable(_ id: Int64) -> Problem {
    Problem(
      Sentence(
        "message \(id) has no sum or payment type that can be read", "消息 \(id) 的金额或支付方式无法读取"),
      hint: Sentence(
        "look its order up in the gateway's console; `--dismiss` takes it off the list",
        "请在网关后台查看它的订单；用 `--dismiss` 可将它移出列表"))
  }

  fileprivate static func countedBefore(_ id: Int64, _ first: Int64) -> Problem {
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

  fileprivate static func notDismissible(_ id: Int64) -> Problem {
    Problem(
      Sentence(
        "message \(id) counts as a payment: its money is in the sums", "消息 \(id) 已计为付款，金额在合计之中"),
      hint: Sentence(
        "nothing was changed; only an underpaid one can be taken off the list this way",
        "没有改动任何内容；只有付款不足的消息才能这样移出列表"))
  }

  fileprivate static func unknownLink(_ id: String) -> Problem {
    Problem(
      Sentence("there is no link \(quoted(id))", "没有 id 为 \(quoted(id)) 的链接"),
      hint: Sentence("`paypress links` lists them", "可用 `paypress links` 查看"),
      code: "no-such-link")
  }
}
