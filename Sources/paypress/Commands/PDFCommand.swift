internal import ArgumentParser
internal import Catalog
internal import Console
internal import Proof
internal import Support

struct PDFCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "pdf",
    abstract: localized(
      "Prints the built print jobs to PDFs through a browser of this machine.",
      "用本机的浏览器把构建好的打印任务印成 PDF。"))

  static let example = """
    paypress build
    paypress pdf
    """

  @OptionGroup var output: OutputOption

  @OptionGroup var browser: BrowserOptions

  @OptionGroup var links: LinkOption

  @Flag(
    help: .words(
      "Leave PDFs alone whose pages have not changed since.", "页面未变的 PDF 不再重印。"))
  var onlyChanged = false

  @Flag(
    help: .words(
      "Print all sheets, also those that have not changed.", "所有页都重新印，包括未变的页。"))
  var fresh = false

  @Flag(
    help: .words(
      "Record that the jobs were printed, as `paypress paper mark` does.",
      "记录这些任务已印出，与 `paypress paper mark` 相同。"))
  var mark = false

  @OptionGroup var marking: MarkOptions

  @OptionGroup var products: PrintShopOptions

  @Argument(help: .words("The print jobs. (default: all)", "打印任务。（默认：全部）"))
  var job: [String] = []

  func validate() throws {
    try output.validate()
    if !mark && (marking.place != nil || marking.date != nil) {
      throw ValidationError(
        localized(
          "--place and --date need --mark", "--place 和 --date 要与 --mark 同用"))
    }
    if links.only != nil && products.areWanted {
      throw ValidationError(
        localized(
          "--zip, --cmyk and --format png are for whole jobs; leave out --only, or name jobs",
          "--zip、--cmyk 和 `--format png` 只用于整个任务；请去掉 --only，或写出任务名"))
    }
  }

  func run() async throws {
    let summary = try await browser.printJobs(
      job, links: links.ids, onlyChanged: onlyChanged, isFresh: fresh, of: output.folder)
    for path in summary.paths { try Terminal.print("\(output.folder)/\(path)") }
    try Terminal.flush()
    summary.report(in: output.folder)
    try await products.make(
      summary.jobNames, of: output.folder, beside: output.site, through: browser)
    if mark {
      try marking.record(
        summary.jobNames, links: links.ids,
        await PaperAccess(site: output.site, output: output.folder))
    } else {
      summary.offerMarking(only: links.only)
    }
  }
}

extension BrowserOptions {
  /// Prints jobs of a built site to PDFs, all if none is named.
  func printJobs(
    _ names: [String], links: Set<String>? = nil, onlyChanged: Bool = false,
    isFresh: Bool = false, of folder: String
  ) async throws -> PDFPrinting.Summary {
    do {
      let printing = try PDFPrinting(
        folder: OutputOption.absolute(folder),
        browser: Browser.find(
          browser, environment: Terminal.environment, isRoot: geteuid() == 0),
        seconds: timeout, date: Terminal.environment[PDFPrinting.dateVariable])
      // A browser takes some 300 MB of memory.
      let tabs = min(Terminal.processorCount, 4)
      defer { Terminal.showProgress("") }
      return try await Interruption.cancelling {
        try await printing.run(
          names, links: links, onlyChanged: onlyChanged, isFresh: isFresh, tabs: tabs
        ) { $0.show(folder) }
      }
    } catch {
      throw Failure(proof: error, folder: folder)
    }
  }
}

extension PDFPrinting.Event {
  fileprivate func show(_ folder: String) {
    switch self {
    case .progress(let done, let total):
      let sentence = Sentence(
        "\(done) of \(counted(total, "page"))", "第 \(done) 页，共 \(total) 页")
      Terminal.showProgress(done, of: total, sentence)
    case .waiting(let holder): Terminal.report(.waiting(folder, holder: holder))
    }
  }
}

extension PDFPrinting.Summary {
  /// Says how to record what was printed, or the pieces of some links.
  func offerMarking(only links: String? = nil) {
    guard let job = jobNames.first else { return }
    let name = jobNames.count == 1 ? job : "JOB"
    let only = isPartial ? links.map { " --only \(shellWord($0))" } ?? "" : ""
    let command = "`paypress paper mark \(name)\(only) --place \"…\"`"
    Terminal.report(
      Sentence(
        "after printing, \(command) remembers where the paper is",
        "印完后，运行 \(command) 可记住纸放在哪里"))
  }

  /// Prints the outcome of a run, and which characters no font has.
  func report(in folder: String) {
    for (path, pages) in missingCharacters {
      // A sheet is often like the next: the first pages show what is missing.
      for missing in pages.prefix(5) {
        Terminal.report(
          Diagnostic(.warning, at: .file("\(folder)/\(path)"), .missingCharacters(missing)))
      }
      if pages.count > 5 {
        Terminal.report(
          Diagnostic(.warning, at: .file("\(folder)/\(path)"), .morePages(pages.count - 5)))
      }
    }
    let isPartly = changedCount > 0 && newPageCount < pageCount
    Terminal.report(
      Sentence(
        "\(counted(pdfCount, "PDF")) with \(counted(pageCount, "page")): \(changedCount) written, "
          + "\(pdfCount - changedCount) unchanged"
          + (isPartly ? "; \(counted(newPageCount, "page")) printed, the others as before" : ""),
        "\(pdfCount) 个 PDF，共 \(pageCount) 页：写入 \(changedCount) 个，"
          + "\(pdfCount - changedCount) 个未变"
          + (isPartly ? "；新印 \(newPageCount) 页，其余与上次相同" : "")),
      hint: Sentence(
        "print at 100 % (\"actual size\"), not \"fit to page\"",
        "打印时请选 100 %（“实际大小”），不要选“适合页面”"))
  }
}

extension Problem {
  fileprivate static func missingCharacters(_ missing: MissingCharacters) -> Problem {
    Problem(
      Sentence(
        "page \(missing.page): no font on this machine has \(missing.names.english); empty boxes are "
          + "printed instead",
        "第 \(missing.page) 页：本机字体缺少\(missing.names.chinese)，打印出来是空框"),
      hint: missing.fontHint)
  }

  fileprivate static func morePages(_ count: Int) -> Problem {
    Problem(
      Sentence(
        "\(counted(count, "more page")) with characters that no font on this machine has",
        "另有 \(count) 页也有本机字体缺少的字符"),
      code: "missing-characters")
  }
}
