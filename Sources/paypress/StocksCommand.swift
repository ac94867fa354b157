internal import ArgumentParser
internal import Catalog
internal import Console
internal import Pages
internal import Print
internal import Site
internal import Support

/// The option of commands that work without a config, and know more with one.
struct StockOptions: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("config")],
    help: ArgumentHelp(
      "A YAML file whose own stocks are known too. (default: paypress.yml, where there is one)",
      valueName: "file"))
  var config: String?

  /// The stocks that are built in, then those of the config.
  ///
  /// - Throws: `Failure` when the config cannot be read, or its stocks cannot be right; what else is
  ///   wrong with it is not looked at.
  func stocks() throws -> [Stock] {
    let own = try ownStocks()
    return Stock.builtIn.filter { own[$0.name] == nil }
      + own.values.sorted { $0.name < $1.name }
  }

  private func ownStocks() throws -> [String: Stock] {
    let usual = "paypress.yml"
    guard config != nil || !InputFile.isMissing(usual) else { return [:] }
    let sink = FindingSink()
    let loaded: LoadedConfig?
    do throws(ReadingError) {
      loaded = try LoadedConfig.load(
        config ?? usual, environment: Terminal.environment, into: sink)
    } catch {
      throw Failure.config(error)
    }
    let findings = sink.inFileOrder.filter { finding in
      finding.severity == .error
        && (loaded?.hasYAMLErrors != false
          || finding.keyPath?.prefix(while: { $0 != "." }) == "stocks")
    }
    guard let loaded, findings.isEmpty else {
      for finding in findings { Terminal.printError(finding.text(in: Terminal.language)) }
      throw Failure.input(Messages.unreadableStocks(findings.count))
    }
    return loaded.outline.stocks
  }
}

struct StocksCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "stocks",
    abstract: "Lists the sheets of labels, cards and tents that print jobs can name.")

  static let example = """
    paypress stocks
    """

  @OptionGroup var options: StockOptions

  @Flag(help: "JSON instead of a table.")
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

struct CalibrateCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Writes a test page for plain paper: outlines, rulers and how to adjust the printer.")

  static let example = """
    paypress calibrate avery-l7160
    """

  @OptionGroup var options: StockOptions

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The page to write. (default: calibrate-<stock>.html)", valueName: "file"))
  var output: String?

  @Argument(help: "The name of a stock, as `paypress stocks` lists it.")
  var stock: String

  func run() throws {
    let stocks = try options.stocks()
    guard let found = stocks.first(where: { $0.name == stock }) else {
      throw Failure.usage(Messages.unknownStock(stock, known: stocks.map(\.name)))
    }
    let languages: [Language] =
      Terminal.language == .chinese ? [.chinese, .english] : [.english, .chinese]
    let renderer = SheetRenderer(title: found.name, page: found.paper, languages: languages)
    let calibration = CalibrationSheet(found, languages: languages)
    let (sheet, hasSteps) = calibration.sheet()
    do {
      var bytes = renderer.head()
      try renderer.append(sheet, to: &bytes)
      bytes += renderer.tail()
      let path = output ?? "calibrate-\(found.name).html"
      try NewFiles.write(
        [(path: path, text: String(decoding: bytes, as: UTF8.self))], under: "", to: "")
    } catch {
      throw Failure(error)
    }
    Terminal.printError(Messages.calibration.text(in: Terminal.language))
    for step in calibration.steps where !hasSteps {
      Terminal.printError(step.text(in: Terminal.language))
    }
  }
}

/// Stocks as text.
struct StockTable {
  /// A line for each stock, under a line of headings.
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
