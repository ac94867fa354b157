internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import Payments
internal import Support

struct ReconcileCommand: ParsableCommand, ExampleGiving {
  static let configuration = ReconcileOptions.configuration

  static let example = """
    paypress payments reconcile statement.csv --by-time 5
    """

  @OptionGroup var options: ReconcileOptions

  func run() throws {
    let result: Reconciliation
    do {
      let source = try PaymentSource(options.ledger)
      let sink = FindingSink()
      let statement = try Statement(
        options.statement, timesIn: try zone(source.calendar), into: sink)
      for remark in statement.remarks {
        Terminal.report(Diagnostic(.note, at: .position(Position(file: options.statement)), remark))
      }
      for finding in sink.inFileOrder { Terminal.report(finding.diagnostic) }
      guard sink.errorCount == 0 else { throw Failure.input(.statementHasErrors(sink.errorCount)) }
      let chosen = options.period.days(currentDay: source.calendar.day(of: Clock.now))
      var scope = Reconciliation.Scope()
      scope.days = chosen ?? statement.days(in: source.calendar)
      scope.isChosen = chosen != nil
      scope.toleranceInMinutes = options.byTime
      result = Reconciliation(
        try payments(of: statement, scope.days, source), with: statement, in: source.calendar,
        scope)
      if options.csv { try printCSV(result, source) } else { try printText(result, source) }
      Terminal.report(Sentence.reconciled(result, statement))
    } catch {
      throw Failure(payments: error)
    }
    // The lines say why.
    guard result.isClean else { throw ExitCode(1) }
  }

  /// Whose clocks the statement shows.
  private func zone(_ shop: ShopCalendar) throws(Failure) -> ShopCalendar {
    guard let name = options.timeZone else { return shop }
    guard let zone = ShopCalendar(zone: name) else {
      throw .usage(.unknownTimeZone(UnknownTimeZone(name: name), at: "--time-zone"))
    }
    return zone
  }

  /// The payments with a number of the statement, and those of some days and of a day around them.
  private func payments(
    of statement: Statement, _ days: ClosedRange<Int64>?, _ source: PaymentSource
  ) throws -> [Payment] {
    let numbers = Set(statement.entries.flatMap(\.numbers))
    let wide = days.map { $0.lowerBound - 1...$0.upperBound + 1 }
    var payments: [Payment] = []
    try source.forEachPayment(onDays: nil) { payment in
      guard payment.realPrice != nil else { return }
      if numbers.contains(payment.orderID) || numbers.contains(payment.outOrderID)
        || wide?.contains(source.calendar.day(of: payment.moment)) ?? true
      {
        payments.append(payment)
      }
    }
    return payments
  }

  // MARK: Output

  /// One difference: what it is, and the cells of both sides.
  private struct Line {
    var kind: Sentence
    var code: String
    var numbers: String
    var recorded: String?
    /// What the statement has, or has left.
    var stated: String?
    /// What went back, for people; nil for nothing.
    var refund: String?
    var time: String?
    var position: Position?
    /// The message of the inbox that reports it, and needs a decision.
    var message: InboxMessage?
  }

  private func lines(_ result: Reconciliation, _ source: PaymentSource) throws -> [Line] {
    let open = try openMessages(of: result.unrecorded, source)
    func numbers(_ payment: Payment) -> String { "\(payment.outOrderID) \(payment.orderID)" }
    func time(_ payment: Payment) -> String? { payment.paidAt.map(source.calendar.words) }
    return result.differing.map { pair in
      Line(
        kind: Sentence("different amounts", "金额不同"), code: "different-amount",
        numbers: numbers(pair.payment), recorded: pair.payment.realPrice?.description,
        stated: pair.entry.amount.description, time: time(pair.payment),
        position: pair.entry.position)
    }
      + result.refunded.map { pair in
        let kept = pair.entry.refund.map { refund in
          Decimals.text(
            of: Int128(pair.entry.amount.cents) - Int128(refund.cents), decimals: 2)
        }
        let isWhole = pair.entry.refund == pair.entry.amount
        return Line(
          kind: isWhole ? Sentence("refunded", "已退款") : Sentence("partly refunded", "部分退款"),
          code: isWhole ? "refunded" : "partly-refunded", numbers: numbers(pair.payment),
          recorded: pair.payment.realPrice?.description, stated: kept,
          refund: pair.entry.refund.map { "¥\($0)" } ?? "?", time: time(pair.payment),
          position: pair.entry.position)
      }
      + result.unrecorded.map { entry in
        Line(
          kind: Sentence("not recorded", "没有记录"), code: "not-recorded",
          numbers: entry.numbers.joined(separator: " "), stated: entry.amount.description,
          position: entry.position, message: entry.numbers.lazy.compactMap { open[$0] }.first)
      }
      + result.missing.map { payment in
        Line(
          kind: Sentence("not in the statement", "对账单中没有"), code: "not-in-statement",
          numbers: numbers(payment), recorded: payment.realPrice?.description,
          time: time(payment))
      }
  }

  /// What waits in the inbox, by the numbers that some entries have.
  private func openMessages(
    of entries: [Statement.Entry], _ source: PaymentSource
  ) throws -> [String: InboxMessage] {
    let numbers = Set(entries.flatMap(\.numbers))
    var messages: [String: InboxMessage] = [:]
    try source.ledger.forEachMessage(isOpen: true) { message in
      for number in [message.fields.orderID, message.fields.outOrderID]
      where numbers.contains(number) {
        messages[number] = message
      }
    }
    return messages
  }

  private func printText(_ result: Reconciliation, _ source: PaymentSource) throws {
    for line in try lines(result, source) {
      var sums = [line.recorded, line.stated].compactMap(\.self).map { "¥\($0)" }
        .joined(separator: " ≠ ")
      if let refund = line.refund, let recorded = line.recorded {
        sums = "¥\(recorded) − \(refund)"
      }
      let facts =
        [line.kind.text(in: Terminal.language), sums, line.numbers]
        + [
          line.message.map { Sentence.waiting($0).text(in: Terminal.language) }, line.time,
          line.position.map { "\($0.file):\($0.line)" },
        ].compactMap(\.self)
      try Terminal.print(facts.map(spelledOut).joined(separator: "  "))
    }
  }

  private func printCSV(_ result: Reconciliation, _ source: PaymentSource) throws {
    try Terminal.printRaw(
      CSVWriter.byteOrderMark
        + CSVWriter.line(
          ["difference", "numbers", "recorded", "statement", "paid_at", "line", "inbox"],
          isRaw: false))
    for line in try lines(result, source) {
      try Terminal.printRaw(
        CSVWriter.line(
          [
            line.code, line.numbers, line.recorded, line.stated, line.time,
            line.position.map { "\($0.line)" }, line.message.map { "\($0.id)" },
          ], isRaw: false))
    }
  }
}

extension Problem {
  fileprivate static func statementHasErrors(_ count: Int) -> Problem {
    Problem(
      Sentence(
        "the statement has \(count) \(count == 1 ? "row" : "rows") that cannot be understood; nothing was compared",
        "对账单里有 \(count) 行无法识别；没有进行比较"))
  }
}

extension Sentence {
  /// Why a payment is not recorded: its message needs a decision.
  fileprivate static func waiting(_ message: InboxMessage) -> Sentence {
    let verdict = message.verdict.sentence
    return Sentence(
      "(inbox message \(message.id): \(verdict.english))",
      "（收件箱消息 \(message.id)：\(verdict.chinese)）")
  }

  /// The line that counts what agrees and what does not.
  fileprivate static func reconciled(_ result: Reconciliation, _ statement: Statement) -> Sentence {
    let byTime = result.matchedByTime.count
    let refunded = result.refunded.count
    let unpaid = statement.unpaidCount
    let passedOver = result.passedOverCount
    let behind = statement.rowsBehindEndCount
    return Sentence(
      "\(result.matched.count) agree by number and amount"
        + (byTime > 0 ? ", \(byTime) by amount and time" : "")
        + ", \(result.differing.count) have different amounts, "
        + (refunded > 0 ? "\(refunded) were refunded, " : "")
        + "\(result.unrecorded.count) are not recorded, \(result.missing.count) are not in the "
        + "statement; \(statement.leftOutCount) rows are not takings"
        + (unpaid > 0 ? ", \(unpaid) are not paid" : "")
        + (passedOver > 0 ? ", \(passedOver) are not paid or of other days" : "")
        + (behind > 0 ? "; \(behind) rows after the last payment were not read" : ""),
      "\(result.matched.count) 笔单号和金额一致"
        + (byTime > 0 ? "，\(byTime) 笔金额和时间一致" : "")
        + "，\(result.differing.count) 笔金额不同，"
        + (refunded > 0 ? "\(refunded) 笔有退款，" : "")
        + "\(result.unrecorded.count) 笔没有记录，\(result.missing.count) 笔不在对账单中；"
        + "另有 \(statement.leftOutCount) 行不是收款"
        + (unpaid > 0 ? "，\(unpaid) 行没有付款" : "")
        + (passedOver > 0 ? "，\(passedOver) 行没有付款或属于其他日期" : "")
        + (behind > 0 ? "；末笔之后的 \(behind) 行没有读取" : ""))
  }
}
