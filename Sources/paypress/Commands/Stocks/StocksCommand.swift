internal import ArgumentParser
internal import Catalog
internal import Console
internal import Pages
internal import Print
internal import Site
internal import Support

/// `stocks` with its verbs.
struct StocksCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "stocks",
    abstract: localized(
      "Lists, finds and describes sheets of labels, cards and tents.",
      "列出、查找和描述标签纸、卡片纸和桌卡纸。"),
    subcommands: [StocksListCommand.self, StocksSearchCommand.self, StocksImportCommand.self],
    defaultSubcommand: StocksListCommand.self)

  static let example = """
    paypress stocks
    paypress stocks search 63.5x38.1
    """
}

struct StocksListCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: localized(
      "Lists the sheets of labels, cards and tents that print jobs can name.",
      "列出打印任务可用的标签纸、卡片纸和桌卡纸。"))

  static let example = """
    paypress stocks list
    """

  @OptionGroup var options: StockOptions

  @Flag(help: .words("JSON instead of a table.", "输出 JSON，而不是表格。"))
  var json = false

  func run() throws {
    let stocks = try options.stocks()
    guard json else {
      for line in StockTable(stocks).lines { try Terminal.print(line) }
      return
    }
    let objects = stocks.map { "  " + StockTable.json($0) }
    try Terminal.print("[\n\(objects.joined(separator: ",\n"))\n]")
  }
}

/// Stocks as text.
struct StockTable {
  /// A line for each stock, after a line of headings.
  let lines: [String]

  /// The table of some stocks, in their order.
  init(_ stocks: [Stock]) {
    var rows = [["NAME", "FOR", "SHEET", "PIECES", "SIZE MM", "FIRST AT", "PITCH", "SOURCE"]]
    rows += stocks.map { stock in
      [
        stock.name, stock.use.rawValue,
        stock.paper.name ?? Self.pair(stock.paper.width, "x", stock.paper.height),
        "\(stock.columns)x\(stock.rows)",
        Self.pair(stock.width, "x", stock.height) + (stock.isRound ? " round" : ""),
        Self.pair(stock.left, ",", stock.top),
        Self.pair(stock.columnPitch, ",", stock.rowPitch),
        stock.source.isEmpty ? "\(stock.position.file):\(stock.position.line)" : stock.source,
      ]
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    lines = rows.map { row in
      let padded = zip(row, widths).map { cell, width in
        cell + String(repeating: " ", count: width - cell.count)
      }
      let line = padded.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// A stock as a JSON object on one line.
  static func json(_ stock: Stock) -> String {
    func length(_ value: Double) -> JSON { .number(Decimals.text(value, decimals: 3)) }
    return JSON.members([
      "name": .string(stock.name), "for": .string(stock.use.rawValue),
      "sheet_width_mm": length(stock.paper.width), "sheet_height_mm": length(stock.paper.height),
      "columns": .number("\(stock.columns)"), "rows": .number("\(stock.rows)"),
      "width_mm": length(stock.width), "height_mm": length(stock.height),
      "left_mm": length(stock.left), "top_mm": length(stock.top),
      "pitch_x_mm": length(stock.columnPitch), "pitch_y_mm": length(stock.rowPitch),
      "round": .boolean(stock.isRound), "source": .string(stock.source),
    ]).line
  }

  private static func pair(_ left: Double, _ separator: String, _ right: Double) -> String {
    "\(Decimals.text(left, decimals: 3))\(separator)\(Decimals.text(right, decimals: 3))"
  }
}
