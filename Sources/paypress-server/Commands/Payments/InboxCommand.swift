internal import ArgumentParser
internal import Console
internal import GatePay
internal import Payments
internal import Support

struct InboxCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = InboxOptions.configuration

  static let example = """
    paypress payments inbox
    paypress payments judge 12 --accept
    """

  @OptionGroup var options: InboxOptions

  func validate() throws {
    if let verdict = options.verdict, Verdict(rawValue: verdict) == nil {
      throw ValidationError(
        localized(
          "--verdict takes \(Verdict.allCases.map(\.rawValue).joined(separator: ", "))",
          "--verdict 需要 \(Verdict.allCases.map(\.rawValue).joined(separator: "、"))"))
    }
  }

  func run() async throws {
    do {
      let ledger = try Ledger(try options.ledger.existingPath(), isReadOnly: true)
      if options.refused { return try await printRefused(ledger) }
      let verdicts = options.verdict.flatMap(Verdict.init).map { [$0] }
      if options.json { try Terminal.printRaw("[") }
      var isFirst = true
      let moments = options.ledger.momentWords()
      try ledger.forEachMessage(
        isOpen: !options.all && verdicts == nil, verdicts: verdicts
      ) { message in
        if options.json {
          try Terminal.printRaw((isFirst ? "\n" : ",\n") + Self.json(message).line)
        } else {
          try Terminal.print(Self.line(message, moments))
        }
        isFirst = false
      }
      if options.json { return try Terminal.print("\n]") }
      try Terminal.flush()
      let counts = try await ledger.inboxCounts()
      Terminal.report(
        Sentence.summary(counts), hint: counts.openCount > 0 ? Sentence.decisions : nil)
    } catch {
      throw Failure(payments: error)
    }
  }

  private func printRefused(_ ledger: Ledger) async throws {
    if options.json {
      let refusals = try await ledger.refusals().map { refusal in
        JSON.members([
          "received_at": .string(UTCTime.stamp(refusal.receivedAt)),
          "out_order_id": refusal.outOrderID.map { .string($0) } ?? .null,
          "reason": .string(refusal.reason),
        ]).line
      }
      return try Terminal.print("[\n\(refusals.joined(separator: ",\n"))\n]")
    }
    let moments = options.ledger.momentWords()
    for refusal in try await ledger.refusals() {
      let facts = [
        moments(refusal.receivedAt), refusal.outOrderID ?? "-",
        NotificationRefusal.sentence(ofNoted: refusal.reason).text(in: Terminal.language),
      ]
      try Terminal.print(facts.map(spelledOut).joined(separator: "  "))
    }
  }

  /// A message on one line: number, time, verdict, sums, link, contact, order number, and why.
  private static func line(_ message: InboxMessage, _ moments: (Int64) -> String) -> String {
    let fields = message.fields
    let facts = [
      "\(message.id)", moments(message.paidAt ?? message.receivedAt),
      message.standing.text(in: Terminal.language), fields.sums, message.link ?? "-",
      fields.extend.isEmpty ? "-" : fields.extend, fields.outOrderID,
      message.reason?.sentence.text(in: Terminal.language),
    ]
    return facts.compactMap(\.self).map(spelledOut).joined(separator: "  ")
  }

  private static func json(_ message: InboxMessage) -> JSON {
    let fields = message.fields
    return JSON.members([
      "id": .number("\(message.id)"), "verdict": .string(message.verdict.rawValue),
      "reason": message.reason.map { .string($0.code) } ?? .null,
      "detail": (message.reason?.detail).map { .string($0) } ?? .null,
      "decision": message.decision.map { .string($0.rawValue) } ?? .null,
      "gateway": .string(message.gateway), "merchant": .string(message.merchant),
      "link": message.link.map { .string($0) } ?? .null,
      "order_id": .string(fields.orderID), "out_order_id": .string(fields.outOrderID),
      "price": .string(fields.price), "realprice": .string(fields.realPrice),
      "type": .string(fields.type), "paytime": .string(fields.payTime),
      "extend": .string(fields.extend),
      "received_at": .string(UTCTime.stamp(message.receivedAt)),
      "receipt_count": .number("\(message.receiptCount)"),
      "check_count": .number("\(message.checkCount)"),
    ])
  }
}

extension Sentence {
  /// The line below the inbox.
  fileprivate static func summary(_ counts: InboxCounts) -> Sentence {
    let english = Verdict.allCases.compactMap { verdict in
      counts.byVerdict[verdict].map { "\($0) \(verdict.rawValue)" }
    }
    let chinese = Verdict.allCases.compactMap { verdict in
      counts.byVerdict[verdict].map { "\(verdict.sentence.chinese) \($0)" }
    }
    return Sentence(
      "\(counts.openCount) need attention; in all: "
        + (english.isEmpty ? "none" : english.joined(separator: ", ")),
      "待处理 \(counts.openCount) 条；总计：" + (chinese.isEmpty ? "无" : chinese.joined(separator: "，")))
  }

  /// What can be done about the messages of the inbox.
  fileprivate static let decisions = Sentence(
    "`paypress payments judge N --accept` counts message N as fully paid, "
      + "`paypress payments judge N --dismiss` takes it off the list",
    "`paypress payments judge N --accept` 把消息 N 计为已付清，"
      + "`paypress payments judge N --dismiss` 将它移出列表")
}
