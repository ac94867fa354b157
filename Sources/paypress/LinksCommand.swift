internal import ArgumentParser
internal import Catalog
internal import Site

struct LinksCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "links", abstract: "Prints all links of the site, and writes nothing.")

  static let example = """
    paypress links --format csv > links.csv
    """

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case url
    case csv
    case json
  }

  @OptionGroup var site: ConfigOption

  @Option(help: "One address a line, CSV or JSON.")
  var format = Format.url

  @Flag(help: "In CSV, leave texts that a spreadsheet program would run as a formula as they are.")
  var csvRaw = false

  func run() throws {
    let catalogue = try site.checkedSite().catalogue
    do {
      try print(catalogue)
    } catch {
      throw Failure(error)
    }
  }

  private func print(_ catalogue: Catalogue) throws {
    let reader = catalogue.makeReader()
    var isFirst = true
    if format == .csv { Terminal.printRaw(LinkRecord.csvHeader) }
    while let link = try reader.next() {
      let record = LinkRecord(link, merchants: catalogue.merchants)
      switch format {
      case .url: Terminal.print(link.url)
      case .csv: Terminal.printRaw(record.csv(isRaw: csvRaw))
      case .json: Terminal.printRaw((isFirst ? "[\n" : ",\n") + record.json)
      }
      isFirst = false
    }
    if format == .json { Terminal.print("\n]") }
  }
}
