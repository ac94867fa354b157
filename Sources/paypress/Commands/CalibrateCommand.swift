internal import ArgumentParser
internal import Catalog
internal import Console
internal import Pages
internal import Print
internal import Site
internal import Support

struct CalibrateCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: localized(
      "Writes a test page for plain paper: outlines, rulers and how to adjust the printer.",
      "写一张普通纸试印页：轮廓、标尺和调整打印机的方法。"))

  static let example = """
    paypress calibrate avery-l7160
    """

  @OptionGroup var options: StockOptions

  @Option(
    name: .shortAndLong,
    help: .words(
      "The page to write. (default: calibrate-<stock>.html)", "要写的网页。（默认：calibrate-<stock>.html）",
      value: "file"), completion: .file(extensions: ["html"]))
  var output: String?

  @Argument(
    help: .words(
      "The name of a stock, as `paypress stocks` or `stocks search` lists it.",
      "标签纸的名称，见 `paypress stocks` 或 `stocks search`。"))
  var stock: String

  func validate() throws { try OutputName.check(file: output) }

  func run() throws {
    let stocks = try options.stocks()
    let known = stocks.first { $0.name == stock }
    guard
      let found = try known ?? LabelTableOption.stock(stock, besides: Set(stocks.map(\.name)))
    else {
      throw Failure.usage(.unknownStock(stock, known: stocks.map(\.name)))
    }
    let calibration = CalibrationSheet(found, languages: Self.languages)
    let (sheet, hasSteps) = calibration.sheet()
    try write(sheet, for: found)
    Terminal.report(
      Sentence(
        "open it in a browser and print it on plain paper at 100 %, margins “None”",
        "请用浏览器打开，用普通纸打印：缩放 100%，边距“无”"))
    for step in calibration.steps where !hasSteps { Terminal.report(step) }
  }

  /// The languages of the page, the system's first.
  private static var languages: [Language] {
    Terminal.language == .chinese ? [.chinese, .english] : [.english, .chinese]
  }

  private func write(_ sheet: Sheet, for stock: Stock) throws {
    do {
      let renderer = SheetRenderer(
        title: stock.name, page: stock.paper, languages: Self.languages)
      var bytes = renderer.head()
      try renderer.append(sheet, to: &bytes)
      bytes += SheetRenderer.tail
      let path = output ?? "calibrate-\(stock.name).html"
      try NewFiles.write(
        [(path: path, text: String(decoding: bytes, as: UTF8.self))], under: "", to: "")
    } catch {
      throw Failure(build: error)
    }
  }
}

extension Problem {
  fileprivate static func unknownStock(_ name: String, known: [String]) -> Problem {
    Problem(
      Sentence("there is no stock \(quoted(name))", "没有名为 \(quoted(name)) 的标签纸"),
      hint: suggestion(name, known))
  }
}
