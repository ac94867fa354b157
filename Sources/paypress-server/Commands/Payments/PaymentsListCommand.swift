internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import Payments
internal import Site
internal import Support

struct PaymentsListCommand: ParsableCommand, ExampleGiving {
  static let configuration = PaymentsOptions.configuration

  static let example = """
    paypress payments --csv > payments.csv
    paypress payments --csv --sum custom > tables.csv
    """

  @OptionGroup var options: PaymentsOptions

  func validate() throws {
    let formats = [
      options.csv, options.csvRaw, options.json, options.beancount, options.hledger,
    ]
    guard formats.count(where: \.self) <= 1 else {
      throw ValidationError(
        localized(
          "--csv, --csv-raw, --json, --beancount and --hledger exclude each other",
          "--csv、--csv-raw、--json、--beancount 和 --hledger 不能同时使用"))
    }
    if options.sum != nil, options.json || options.beancount || options.hledger {
      throw ValidationError(
        localized(
          "--sum goes without --json, --beancount and --hledger",
          "--sum 不能与 --json、--beancount、--hledger 同用"))
    }
    if options.accounts, !options.beancount && !options.hledger {
      throw ValidationError(
        localized(
          "--accounts goes with --beancount or --hledger",
          "--accounts 要与 --beancount 或 --hledger 同用"))
    }
    let words = PaymentTable.Grouping.allCases.map(\.rawValue)
    if let sum = options.sum, !words.contains(sum) {
      throw ValidationError(
        localized(
          "--sum takes \(words.joined(separator: ", "))",
          "--sum 需要 \(words.joined(separator: "、"))"))
    }
  }

  private var grouping: PaymentTable.Grouping? {
    options.sum.flatMap(PaymentTable.Grouping.init)
  }

  func run() throws {
    do {
      let source = try PaymentSource(options.ledger)
      let days = options.period.days(currentDay: source.calendar.day(of: Clock.now))
      if let format = journalFormat { return try printJournal(format, source, days) }
      let groupings = options.json ? PaymentTable.Grouping.allCases : [.link, .custom]
      let table = try PaymentTable(
        source.catalogue, in: source.calendar, sums: grouping.map { [$0] } ?? groupings)
      if options.json { return try printJSON(source, days, table) }
      if options.csv || options.csvRaw { return try printCSV(source, days, table) }
      try printText(source, days, table)
    } catch {
      throw Failure(payments: error)
    }
  }

  // MARK: Journals

  private var journalFormat: Journal.Format? {
    options.beancount ? .beancount : options.hledger ? .hledger : nil
  }

  /// Reads the payments twice: for the accounts, which depend on no period, and for the entries.
  private func printJournal(
    _ format: Journal.Format, _ source: PaymentSource, _ days: ClosedRange<Int64>?
  ) throws {
    let journal = Journal(
      format, calendar: source.calendar,
      titles: try PaymentTable(source.catalogue, sums: []).titles)
    // Beancount refuses an account that two files open: those of a period open none.
    if options.accounts || days == nil || format == .hledger {
      var accounts: Set<Journal.Account> = []
      try source.forEachPayment(onDays: nil) { payment in
        if payment.realPrice != nil { accounts.insert(Journal.Account(payment)) }
      }
      try Terminal.printRaw(journal.opening(accounts))
    }
    if options.accounts { return }
    try source.forEachPayment(onDays: days) { payment in
      if let entry = journal.entry(payment) { try Terminal.printRaw(entry) }
    }
  }

  // MARK: Lists and sums

  private func printJSON(
    _ source: PaymentSource, _ days: ClosedRange<Int64>?, _ start: PaymentTable
  ) throws {
    var table = start
    func object(_ names: [String], _ cells: [String?]) -> JSON {
      .object(
        zip(names, cells).map { name, cell in
          let isCount = name.hasSuffix("_count")
          return JSON.Member(
            name: name, value: cell.map { isCount ? .number($0) : .string($0) } ?? .null)
        })
    }
    try Terminal.printRaw("{\"payments\": [")
    var isFirst = true
    try source.forEachPayment(onDays: days) { payment in
      table.add(payment)
      let text = object(PaymentTable.columns, table.cells(payment)).line
      try Terminal.printRaw((isFirst ? "\n" : ",\n") + text)
      isFirst = false
    }
    try Terminal.printRaw("\n]")
    for grouping in PaymentTable.Grouping.allCases {
      let names = PaymentTable.sumColumns(by: grouping)
      let sums = table.sums(by: grouping).map {
        object(names, PaymentTable.cells($0, by: grouping)).line
      }
      let lines = sums.map { "\n\($0)" }.joined(separator: ",")
      try Terminal.printRaw(",\n\"by_\(grouping.rawValue)\": [\(lines)\n]")
    }
    try Terminal.print("}")
  }

  private func printCSV(
    _ source: PaymentSource, _ days: ClosedRange<Int64>?, _ start: PaymentTable
  ) throws {
    var table = start
    let header = grouping.map(PaymentTable.sumColumns) ?? PaymentTable.columns
    try Terminal.printRaw(
      (options.csvRaw ? "" : CSVWriter.byteOrderMark)
        + CSVWriter.line(header, isRaw: options.csvRaw))
    try source.forEachPayment(onDays: days) { payment in
      table.add(payment)
      if grouping == nil {
        try Terminal.printRaw(CSVWriter.line(table.cells(payment), isRaw: options.csvRaw))
      }
    }
    guard let grouping else { return }
    for sum in table.sums(by: grouping) {
      try Terminal.printRaw(
        CSVWriter.line(PaymentTable.cells(sum, by: grouping), isRaw: options.csvRaw))
    }
  }

  private func printText(
    _ source: PaymentSource, _ days: ClosedRange<Int64>?, _ start: PaymentTable
  ) throws {
    var table = start
    try source.forEachPayment(onDays: days) { payment in
      table.add(payment)
      if grouping != nil { return }
      let moment = payment.paidAt.map(source.calendar.words) ?? "-"
      let facts = [
        moment, payment.state.sentence.text(in: Terminal.language), payment.sums,
        payment.link ?? "-", payment.custom ?? "-", payment.outOrderID,
      ]
      try Terminal.print(facts.map(spelledOut).joined(separator: "  "))
    }
    for grouping in grouping.map({ [$0] }) ?? [.link, .custom] {
      if self.grouping == nil { try Terminal.print("") }
      for sum in table.sums(by: grouping) {
        let name = [sum.name ?? "-", sum.title].compactMap(\.self).joined(separator: " · ")
        let words = Sentence.summed(sum, grouping, name).text(in: Terminal.language)
        try Terminal.print(spelledOut(words))
      }
    }
    let words = Sentence.total(table.total, in: source.calendar.zone)
    try Terminal.print("\n" + words.text(in: Terminal.language))
  }
}

extension Sentence {
  /// A line of sums for a group, which `name` gives for people.
  fileprivate static func summed(
    _ sum: PaymentTable.Sum, _ grouping: PaymentTable.Grouping, _ name: String
  ) -> Sentence {
    let isOpen = sum.openCount > 0
    let kind =
      switch grouping {
      case .day: "日期"
      case .week: "周"
      case .month: "月份"
      case .link: "链接"
      case .custom: "custom"
      case .type: "渠道"
      case .merchant: "商户"
      }
    return Sentence(
      "\(grouping.rawValue) \(name): \(sum.paidCount) × = ¥\(sum.paid)"
        + (isOpen ? "; \(sum.openCount) open, ¥\(sum.underpaid) received for them" : ""),
      "\(kind) \(name)：\(sum.paidCount) 笔，共 ¥\(sum.paid)"
        + (isOpen ? "；另有 \(sum.openCount) 笔未付清，已收 ¥\(sum.underpaid)" : ""))
  }

  /// The line below all sums.
  fileprivate static func total(_ total: PaymentTable.Sum, in zone: String) -> Sentence {
    let isOpen = total.openCount > 0
    return Sentence(
      "total: \(total.paidCount) × = ¥\(total.paid)"
        + (isOpen ? "; \(total.openCount) open, ¥\(total.underpaid) received for them" : "")
        + " (days and times of \(zone))",
      "合计：\(total.paidCount) 笔，共 ¥\(total.paid)"
        + (isOpen ? "；另有 \(total.openCount) 笔未付清，已收 ¥\(total.underpaid)" : "")
        + "（日期和时间按 \(zone)）")
  }
}
