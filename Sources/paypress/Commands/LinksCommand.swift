internal import ArgumentParser
internal import Catalog
internal import Console
internal import Pages
internal import Site
internal import Support

struct LinksCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "links",
    abstract: localized("Prints all links of the site, and writes nothing.", "列出站点的所有链接，不写入任何内容。"))

  static let example = """
    paypress links --format csv > links.csv
    """

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case url
    case csv
    case json
  }

  @OptionGroup var site: ConfigOption

  @OptionGroup var gateway: GatewayOption

  @Option(help: .words("One address a line, CSV or JSON.", "每行一个网址、CSV 或 JSON。"))
  var format = Format.url

  @Flag(
    help: .words(
      "CSV for programs: without a byte-order mark, and without the apostrophe that keeps "
        + "spreadsheet programs from running a text as a formula.",
      "给程序读的 CSV：不带字节顺序标记，也不带防止表格软件把文字当公式的单引号。"))
  var csvRaw = false

  @OptionGroup var findings: FindingOptions

  func run() throws {
    let catalogue = try site.checkedCatalogue(
      gateway: gateway.gateway, showing: findings.display(.errorsOrCount))
    do {
      try print(catalogue)
    } catch {
      throw Failure(error)
    }
  }

  private func print(_ catalogue: Catalogue) throws {
    let reader = catalogue.makeReader()
    let layout = OutputLayout(fansOut: catalogue.outline.site.fansOut)
    let hasShortURLs = catalogue.forwardingCount > 0
    var isFirst = true
    if format == .csv {
      try Terminal.printRaw(
        (csvRaw ? "" : CSVWriter.byteOrderMark) + ManifestRow.csvHeader(hasShortURLs: hasShortURLs))
    }
    while let link = try reader.next() {
      let record = ManifestRow(
        link, merchantKeys: catalogue.merchantKeys, layout: layout, hasShortURLs: hasShortURLs)
      switch format {
      case .url: try Terminal.print(link.url)
      case .csv: try Terminal.printRaw(record.csv(isRaw: csvRaw))
      case .json: try Terminal.printRaw((isFirst ? "[\n" : ",\n") + record.json)
      }
      isFirst = false
    }
    if format == .json { try Terminal.print("\n]") }
  }
}
