internal import ArgumentParser
internal import Catalog
internal import Changes
internal import Console
internal import Pages
internal import Proof
internal import Site
internal import Support

struct DiffCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: localized(
      "Says what is different about the site, and what that means for paper.",
      "说明站点有哪些变化，以及对已打印内容的影响。"),
    discussion: localized(
      "Compares the config as it is now with what is published, or with another state. Writes "
        + "nothing.",
      "把现在的配置与已发布的内容或另一个状态比较。不写入任何内容。"))

  static let example = """
    paypress build
    paypress diff
    """

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text
    case markdown
    case json
  }

  @Argument(
    help: .words(
      "An output folder, a links.json or a git revision. (default: the output folder)",
      "输出文件夹、links.json 或 git 版本。（默认：输出文件夹）", value: "old"))
  var old: String?

  @OptionGroup var output: OutputOption

  @Option(
    help: .words(
      "Sentences, Markdown for a pull request, or one JSON document.",
      "句子、用于合并请求的 Markdown，或一个 JSON 文档。"))
  var format = Format.text

  @Option(
    help: .words(
      "A new folder for pictures of the sheets that are different, before and now.",
      "新文件夹，用来放有变化的打印页在变化前后的图片。", value: "dir"), completion: .directory)
  var pictures: String?

  @OptionGroup var browser: BrowserOptions

  @OptionGroup var findings: FindingOptions

  func validate() throws {
    if old == "" {
      throw ValidationError(
        localized(
          "OLD takes a folder, a links.json or a git revision",
          "OLD 需要文件夹、links.json 或 git 版本"))
    }
    try OutputName.check(folder: pictures)
  }

  func run() async throws {
    guard format == .json else {
      let report = try await compare(findings.display(.errorsOrCount), into: FindingSink())
      switch format {
      case .markdown: try Terminal.printRaw(report.markdown(in: Terminal.language))
      default: for line in report.lines { try Terminal.print(line.text(in: Terminal.language)) }
      }
      try Terminal.flush()
      return
    }
    let report = JSONReport("diff", findings.display())
    try await report.printing {
      try await compare(FindingDisplay(.nothing), into: report.sink).json
    }
  }

  private func compare(
    _ display: FindingDisplay, into sink: FindingSink
  ) async throws -> ChangeReport {
    if let pictures { try NewFolder.check(pictures, option: "--pictures") }
    let unfetched = await output.site.reportLostPaper(
      output: output.folder, .always, into: sink)
    let site = try output.site.checkedSite(
      needsOrders: false, output: output.folder, unfetched: unfetched, showing: display,
      into: sink)
    let before = try await output.site.oldSite(old, published: output.folder)
    do {
      let report = try SiteComparison(of: site, with: before).run()
      if let pictures { try await draw(site, before, into: pictures, display) }
      return report
    } catch {
      throw Failure(diff: error, folder: output.folder)
    }
  }

  private func draw(
    _ site: Site, _ before: OldSite, into folder: String, _ display: FindingDisplay
  ) async throws {
    let pictures = try ChangePictures(
      in: OutputOption.absolute(folder),
      browser: Browser.find(
        browser.browser, environment: Terminal.environment, isRoot: geteuid() == 0),
      seconds: browser.timeout, environment: Terminal.environment)
    let summary = try await Interruption.cancelling { try await pictures.draw(site, before) }
    guard display.extent != .nothing else { return }
    Terminal.report(.drawn(summary, in: folder))
  }
}

extension Sentence {
  fileprivate static func drawn(_ summary: ChangePictures.Summary, in folder: String) -> Sentence {
    if summary.paths.isEmpty {
      return Sentence("no sheet is different; no picture was drawn", "打印页没有变化，没有画图片")
    }
    let count = summary.paths.count
    let rest = summary.leftOutCount
    return Sentence(
      "\(counted(count, "picture")) in \(folder)"
        + (rest > 0 ? "; \(counted(rest, "more sheet")) left out" : ""),
      "\(folder) 里有 \(count) 张图片" + (rest > 0 ? "；另有 \(rest) 页没有画" : ""))
  }
}
