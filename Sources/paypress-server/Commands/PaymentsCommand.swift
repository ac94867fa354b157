internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import Payments
internal import Site
internal import Support

struct PaymentsCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: ServerWord.payments.rawValue,
    abstract: ServerWord.payments.abstract)

  static let example = """
    paypress payments --csv > payments.csv
    paypress payments --csv --sum custom > tables.csv
    """

  @OptionGroup var site: ConfigOption
  @OptionGroup var gateway: GatewayOption

  @Option(help: PaymentsCommand.databaseHelp)
  var database: String?

  /// The help of `--database`, here and at the receiver.
  static let databaseHelp = ArgumentHelp.words(
    "The database of payments. (default: payments.sqlite, beside the config; for another gateway "
      + "than "
      + "the config's, payments-HOST-PORT.sqlite)",
    "收款数据库。（默认：配置旁边的 payments.sqlite；使用配置以外的网关时为 payments-主机-端口.sqlite）",
    value: "file")

  @Flag(help: .words("CSV.", "输出 CSV。"))
  var csv = false

  @Flag(
    help: .words(
      "CSV for programs: without a byte-order mark, and without the apostrophe that keeps "
        + "spreadsheet programs from running a text as a formula.",
      "给程序读的 CSV：不带字节顺序标记，也不带防止表格软件把文字当公式的单引号。"))
  var csvRaw = false

  @Flag(help: .words("JSON: the payments and both sums.", "输出 JSON：所有付款和两种合计。"))
  var json = false

  @Option(help: .words("CSV of sums: link or custom.", "合计的 CSV：按 link 或 custom。", value: "by"))
  var sum: String?

  func validate() throws {
    guard [csv, csvRaw, json].count(where: \.self) <= 1 else {
      throw ValidationError(
        localized(
          "--csv, --csv-raw and --json exclude each other", "--csv、--csv-raw 和 --json 不能同时使用"))
    }
    if sum != nil, !(csv || csvRaw) {
      throw ValidationError(localized("--sum needs --csv", "--sum 要与 --csv 同用"))
    }
    if let sum, PaymentTable.Grouping(rawValue: sum) == nil {
      throw ValidationError(localized("--sum takes link or custom", "--sum 需要 link 或 custom"))
    }
  }

  /// The database beside a config: one for each gateway, so that a sandbox's payments stay apart from
  /// real ones.
  static func standardDatabase(_ outline: SiteOutline) -> String {
    let gateway = outline.gateway
    guard gateway != outline.ownGateway else { return outline.folder + "payments.sqlite" }
    let name = gateway.host.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }
    return outline.folder + "payments-\(String(name)).sqlite"
  }

  func run() throws {
    do {
      let catalogue = try site.checkedSite(
        gateway: gateway.gateway, needsOrders: false, isQuiet: true
      ).catalogue
      let path = database ?? Self.standardDatabase(catalogue.outline)
      guard InputFile.isOrdinary(path) else { throw Failure.files(Messages.noPayments(path)) }
      let ledger = try Ledger(path, isReadOnly: true)
      let table = try PaymentTable(catalogue)
      if json { return try printJSON(ledger, table) }
      if csv || csvRaw { return try printCSV(ledger, table) }
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
    let grouping = sum.flatMap(PaymentTable.Grouping.init(rawValue:))
    let header = grouping.map(PaymentTable.sumColumns) ?? PaymentTable.columns
    try Terminal.printRaw(
      (csvRaw ? "" : CSVWriter.byteOrderMark) + CSVWriter.line(header, isRaw: csvRaw))
    try ledger.forEach { payment in
      table.add(payment)
      if grouping == nil {
        try Terminal.printRaw(CSVWriter.line(table.cells(payment), isRaw: csvRaw))
      }
    }
    guard let grouping else { return }
    for sum in table.sums(by: grouping) {
      try Terminal.printRaw(
        CSVWriter.line(PaymentTable.cells(sum, by: grouping), isRaw: csvRaw))
    }
  }

  private func printText(_ ledger: Ledger, _ start: PaymentTable) throws {
    var table = start
    try ledger.forEach { payment in
      table.add(payment)
      let moment = payment.paidAt.map(UTCTime.words) ?? "-"
      let facts = [
        moment, Messages.words(payment.state).text(in: Terminal.language),
        "¥\(payment.realPrice ?? payment.price)",
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
