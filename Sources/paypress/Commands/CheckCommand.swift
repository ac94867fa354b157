internal import ArgumentParser
internal import Catalog
internal import Console
internal import Site
internal import Support

struct CheckCommand: ParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: localized(
      "Checks everything that a build checks, and writes nothing.", "检查构建会检查的一切，不写入任何内容。"))

  static let example = """
    paypress check --strict
    """

  @OptionGroup var output: OutputOption

  @Flag(help: .words("Fail on warnings too.", "有警告也算失败。"))
  var strict = false

  @OptionGroup var findings: FindingOptions

  @Option(
    help: .words(
      "Lines on standard error, or one JSON document on standard output.",
      "标准错误上的文字，或标准输出上的一个 JSON 文档。"))
  var format = ReportFormat.text

  func run() throws {
    guard format == .json else {
      let count = try linkCount(findings.display(), into: FindingSink())
      Terminal.report(
        Sentence("\(counted(count, "link")) can be built", "检查通过：\(count) 个链接可以构建"))
      return
    }
    let report = JSONReport("check", findings.display())
    try report.printing {
      let count = try linkCount(FindingDisplay(.nothing), into: report.sink)
      return .members(["links": .number("\(count)")])
    }
  }

  private func linkCount(_ display: FindingDisplay, into sink: FindingSink) throws -> Int {
    let missing = PaperHistory.missingForSmallCommand(
      besideConfig: output.site.config, output: output.folder, .whereNamed)
    if let lost = missing?.lost { sink.report(lost.finding) }
    let catalogue = try output.site.checkedCatalogue(
      isStrict: strict, needsOrders: false, output: output.folder,
      unfetched: missing?.unfetched, showing: display, into: sink)
    try output.site.report(
      PaperHistory.findingsForSmallCommand(onSlugsOf: catalogue, output: output.folder),
      isStrict: strict, showing: display, into: sink)
    return catalogue.linkCount
  }
}
