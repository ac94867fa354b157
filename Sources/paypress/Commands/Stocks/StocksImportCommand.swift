internal import ArgumentParser
internal import Catalog
internal import Console
internal import Support

struct StocksImportCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: localized(
      "Prints sheets of gLabels' tables as entries for the config.", "把 gLabels 标签表里的标签纸写成配置条目。"))

  static let example = """
    paypress stocks search 63.5x38.1
    paypress stocks import herma-4283
    """

  @OptionGroup var options: StockOptions

  @OptionGroup var tables: LabelTableOption

  @Argument(
    help: .words(
      "The names of sheets, as `paypress stocks search` lists them.",
      "标签纸的名称，见 `paypress stocks search`。"))
  var name: [String]

  func run() throws {
    let names = Set(try options.stocks().map(\.name))
    if let known = name.first(where: names.contains) { throw Failure.usage(.knownStock(known)) }
    guard let templates = try tables.templates() else {
      throw Failure.input(.noLabelTables)
    }
    var known: [String: LabelTemplate] = [:]
    for template in templates {
      // The first of a name, as `calibrate` takes it.
      let name = LabelTableOption.name(of: template, besides: names)
      if known[name] == nil { known[name] = template }
    }
    var chosen: [(Stock, LabelTemplate)] = []
    for name in name {
      guard let template = known[name] else {
        throw Failure.usage(.unknownTemplate(name, known: known.keys.sorted()))
      }
      switch template.stock {
      case .success(var stock):
        stock.name = name
        chosen.append((stock, template))
      case .failure(let obstacle): throw Failure.input(.cannotImport(name, obstacle))
      }
    }
    try Terminal.print("stocks:")
    for (stock, template) in chosen {
      let title = template.title.isEmpty ? "" : ", \(template.title)"
      try Terminal.print("  # \(template.brand) \(template.part)\(title): \(stock.source)")
      for line in stock.yaml { try Terminal.print("  \(line)") }
    }
    try Terminal.flush()
    for (stock, _) in chosen {
      Terminal.report(
        Sentence(
          "nobody has compared \(stock.name) with paper: add it to paypress.yml, and print the page of "
            + "`paypress calibrate \(stock.name)`",
          "\(stock.name) 还没有和实物核对过：请写进 paypress.yml，并打印 "
            + "`paypress calibrate \(stock.name)` 的试印页"))
    }
  }
}

extension Problem {
  fileprivate static func knownStock(_ name: String) -> Problem {
    let isBuiltIn = Stock.builtIn.contains { $0.name == name }
    return Problem(
      isBuiltIn
        ? Sentence("\(quoted(name)) is built in, and needs no import", "\(quoted(name)) 是内置的，不用导入")
        : Sentence("\(quoted(name)) is in the config already", "\(quoted(name)) 已经在配置里了"),
      hint: Sentence(
        "write `stock: \(name)` in a print job", "请在打印任务里写 `stock: \(name)`"))
  }

  fileprivate static func unknownTemplate(_ name: String, known: [String]) -> Problem {
    let near = NearestName.of(name, among: known)
    return Problem(
      Sentence(
        "gLabels' tables have no sheet \(quoted(name))", "gLabels 的标签表里没有 \(quoted(name))"),
      hint: Sentence(
        (near.map { "did you mean \(quoted($0))? " } ?? "")
          + "`paypress stocks search` finds sheets by size or name",
        (near.map { "是不是 \(quoted($0))？" } ?? "") + "`paypress stocks search` 可按尺寸或名称查找"))
  }

  fileprivate static var noLabelTables: Problem {
    Problem(
      Sentence("gLabels' tables of labels are not installed", "没有安装 gLabels 的标签表"),
      hint: LabelTableOption.installation)
  }
}
