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
    guard [options.csv, options.csvRaw, options.json].count(where: \.self) <= 1 else {
      throw ValidationError(
        localized(
          "--csv, --csv-raw and --json exclude each other", "--csv、--csv-raw 和 --json 不能同时使用"))
    }
    if options.sum != nil, !(options.csv || options.csvRaw) {
      throw ValidationError(localized("--sum needs --csv", "--sum 要与 --csv 同用"))
    }
    if let sum = options.sum, PaymentTable.Grouping(rawValue: sum) == nil {
      throw ValidationError(localized("--sum takes link or custom", "--sum 需要 link 或 custom"))
    }
  }

  func run() throws {
    do {
      let catalogue = try options.ledger.catalogue()
      let ledger = try Ledger(
        try options.ledger.existingPath(catalogue.outline), isReadOnly: true)
      let table = try PaymentTable(catalogue)
      if options.json { return try printJSON(ledger, table) }
      if options.csv || options.csvRaw { return try printCSV(ledger, table) }
      try printText(ledger, table)
    } catch {
      throw Failure(payments: error)
    }
  }

  private func printJSON(_ ledger: Ledger, _ start: PaymentTable) throws {
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
    try ledger.forEach { payment in
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

  private func printCSV(_ ledger: Ledger, _ start: PaymentTable) throws {
    var table = start
    let grouping = options.sum.flatMap(PaymentTable.Grouping.init(rawValue:))
    let header = grouping.map(PaymentTable.sumColumns) ?? PaymentTable.columns
    try Terminal.printRaw(
      (options.csvRaw ? "" : CSVWriter.byteOrderMark)
        + CSVWriter.line(header, isRaw: options.csvRaw))
    try ledger.forEach { payment in
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

  private func printText(_ ledger: Ledger, _ start: PaymentTable) throws {
    var table = start
    try ledger.forEach { payment in
      table.add(payment)
      let moment = payment.paidAt.map(UTCTime.words) ?? "-"
      let facts = [
        moment, Messages.words(payment.state).text(in: Terminal.language),
        Messages.sums(payment),
        payment.link ?? "-", payment.custom ?? "-", payment.outOrderID,
      ]
      try Terminal.print(facts.map(spelledOut).joined(separator: "  "))
    }
    for grouping in PaymentTable.Grouping.allCases {
      try Terminal.print("")
      for sum in table.sums(by: grouping) {
        let name = [sum.name ?? "-", sum.title].compactMap(\.self).joined(separator: " · ")
        let words = Messages.words(sum, grouping, name).text(in: Terminal.language)
        try Terminal.print(spelledOut(words))
      }
    }
  }
}
