internal import ArgumentParser
internal import Catalog
internal import Console
internal import Support

/// Where gLabels' tables of label sheets are.
struct LabelTableOption: ParsableArguments {
  @Option(
    help: .words(
      "The folder of gLabels' tables. (default: where gLabels installs them)",
      "gLabels 标签表所在的文件夹。（默认：gLabels 的安装位置）", value: "dir"), completion: .directory)
  var tables: String?

  /// How the tables are installed.
  static let installation = Sentence(
    "install them: `apt-get install glabels-data`, or name their folder with --tables",
    "请安装：`apt-get install glabels-data`，或用 --tables 指定文件夹")

  /// The sheets of the tables; nil when they are not installed.
  func templates() throws -> [LabelTemplate]? { try Self.templates(in: tables) }

  /// The sheets of the tables in a folder, or where gLabels installs them; nil without tables.
  static func templates(in folder: String?) throws -> [LabelTemplate]? {
    guard
      let folder = folder ?? LabelTemplates.installedFolder(environment: Terminal.environment)
    else { return nil }
    do {
      return try LabelTemplates.read(folder)
    } catch let fault as LabelTableFault {
      throw Failure.input(
        Problem(
          Sentence(
            "\(fault.path):\(fault.line): this table of labels is damaged: \(fault.message.english)",
            "\(fault.path):\(fault.line)：这个标签表已损坏：\(fault.message.chinese)"),
          hint: Sentence("install `glabels-data` again", "请重新安装 `glabels-data`"),
          code: "damaged-label-table"))
    } catch let error as ReadingError {
      throw Failure(build: error)
    }
  }

  /// The name of a sheet that no other stock has.
  static func name(of stock: Stock, besides names: Set<String>) -> String {
    name(stock.name, besides: names)
  }

  /// A sheet of the installed tables by its name; nil when there is none.
  static func stock(_ name: String, besides names: Set<String>) throws -> Stock? {
    for template in try templates(in: nil) ?? []
    where Self.name(of: template, besides: names) == name {
      guard case .success(var stock) = template.stock else { continue }
      stock.name = name
      return stock
    }
    return nil
  }

  /// The name of a template, which no other stock has.
  static func name(of template: LabelTemplate, besides names: Set<String>) -> String {
    name(template.stockName, besides: names)
  }

  private static func name(_ name: String, besides names: Set<String>) -> String {
    names.contains(name) ? "\(name)-glabels" : name
  }

  /// Says that only built-in stocks and those of the config were searched.
  static func reportMissing() {
    Terminal.report(
      Sentence(
        "gLabels' tables are not installed: only the built-in sheets and those of the config are "
          + "searched",
        "没有安装 gLabels 的标签表：只查了内置的和配置里的标签纸"),
      hint: installation)
  }
}
