package import ArgumentParser

/// The options of `paypress payments`.
package struct PaymentsOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: ServerWord.payments.rawValue, abstract: ServerWord.payments.abstract)

  package init() {}

  @OptionGroup package var site: ConfigOption
  @OptionGroup package var gateway: GatewayOption

  @Option(help: databaseHelp)
  package var database: String?

  /// The help of `--database`, here and at the receiver.
  package static let databaseHelp = ArgumentHelp.words(
    "The database of payments. (default: payments.sqlite, beside the config; for another gateway "
      + "than "
      + "the config's, payments-HOST-PORT.sqlite)",
    "收款数据库。（默认：配置旁边的 payments.sqlite；使用配置以外的网关时为 payments-主机-端口.sqlite）",
    value: "file")

  @Flag(help: .words("CSV.", "输出 CSV。"))
  package var csv = false

  @Flag(
    help: .words(
      "CSV for programs: without a byte-order mark, and without the apostrophe that keeps "
        + "spreadsheet programs from running a text as a formula.",
      "给程序读的 CSV：不带字节顺序标记，也不带防止表格软件把文字当公式的单引号。"))
  package var csvRaw = false

  @Flag(help: .words("JSON: the payments and both sums.", "输出 JSON：所有付款和两种合计。"))
  package var json = false

  @Option(help: .words("CSV of sums: link or custom.", "合计的 CSV：按 link 或 custom。", value: "by"))
  package var sum: String?

  package func validate() throws { try OutputName.check(database: database) }
}
