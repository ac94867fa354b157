internal import ArgumentParser
internal import Catalog
internal import Console
internal import Support

struct StocksSearchCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: localized(
      "Finds sheets by the size of a label, or by words of their name, in gLabels' tables too.",
      "按标签尺寸或名称查找标签纸，也查 gLabels 的标签表。"))

  static let example = """
    paypress stocks search 63.5x38.1
    """

  @OptionGroup var options: StockOptions

  @OptionGroup var tables: LabelTableOption

  @Flag(help: .words("JSON instead of a table.", "输出 JSON，而不是表格。"))
  var json = false

  @Argument(
    help: .words(
      "A size such as 63.5x38.1 or 2.625x1in, or words such as herma 4283.",
      "尺寸，例如 63.5x38.1 或 2.625x1in；或名称，例如 herma 4283。", value: "size or words"))
  var text: [String]

  func run() throws {
    let query = StockQuery(text.joined(separator: " "))
    let known = try options.stocks()
    let names = Set(known.map(\.name))
    let templates = try tables.templates()
    var found = known.filter { query.matches($0, title: "") }
    var obstacles: [(LabelTemplate, LabelTemplate.Obstacle)] = []
    for template in templates ?? [] {
      switch template.stock {
      case .success(var stock):
        stock.name = LabelTableOption.name(of: stock, besides: names)
        if query.matches(stock, title: "\(template.brand) \(template.part) \(template.title)") {
          found.append(stock)
        }
      case .failure(let obstacle):
        if query.matchesWords("\(template.brand) \(template.part) \(template.title)") {
          obstacles.append((template, obstacle))
        }
      }
    }
    if templates == nil { LabelTableOption.reportMissing() }
    guard !found.isEmpty else {
      for (template, obstacle) in obstacles {
        throw Failure.input(.cannotImport("\(template.brand) \(template.part)", obstacle))
      }
      throw Failure.input(.noStockFound(text.joined(separator: " "), hasTables: templates != nil))
    }
    if json {
      let objects = found.map { "  " + StockTable.json($0) }
      try Terminal.print("[\n\(objects.joined(separator: ",\n"))\n]")
    } else {
      for line in StockTable(found).lines { try Terminal.print(line) }
    }
    try Terminal.flush()
    if let first = found.first(where: { !$0.isCalibrated && !names.contains($0.name) }) {
      Terminal.report(
        Sentence(
          "`paypress stocks import \(first.name)` describes that sheet for paypress.yml",
          "运行 `paypress stocks import \(first.name)` 可得到写进 paypress.yml 的描述"))
    }
  }
}

/// What `stocks search` looks for.
struct StockQuery {
  private let size: (width: Double, height: Double)?
  private let words: [String]

  /// The largest difference of a side, in millimetres: makers and tables round.
  private static let tolerance = 0.5

  init(_ text: String) {
    size = Stock.size(text)
    words = text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
  }

  func matches(_ stock: Stock, title: String) -> Bool {
    if let size {
      return abs(stock.width - size.width) <= Self.tolerance
        && abs(stock.height - size.height) <= Self.tolerance
    }
    return matchesWords("\(stock.name) \(title)")
  }

  func matchesWords(_ text: String) -> Bool {
    let text = text.lowercased()
    return size == nil && words.allSatisfy(text.contains)
  }
}

extension Problem {
  fileprivate static func noStockFound(_ text: String, hasTables: Bool) -> Problem {
    Problem(
      Sentence("no sheet is like \(quoted(text))", "没有找到 \(quoted(text)) 这样的标签纸"),
      hint: hasTables
        ? Sentence(
          "measure the sheet, and describe it under `stocks` of paypress.yml",
          "请量一下标签纸，写进 paypress.yml 的 stocks")
        : LabelTableOption.installation)
  }

  static func cannotImport(_ name: String, _ obstacle: LabelTemplate.Obstacle) -> Problem {
    Problem(
      Sentence(
        "\(quoted(name)) cannot be imported: \(obstacle.reason.english)",
        "无法导入 \(quoted(name))：\(obstacle.reason.chinese)"),
      hint: Sentence(
        "measure the sheet, and describe what it has in rows and columns under `stocks`",
        "请量一下标签纸，把其中成行成列的部分写进 stocks"))
  }
}
