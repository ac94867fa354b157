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

  @Option(
    help: .words(
      "Only print jobs that print one of these links.", "只印含有这些链接之一的打印任务。", value: "id"))
  var only: String?

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
  }

  func run() async throws {
    let summary = try await browser.printJobs(
      job, links: only.map(Self.ids), onlyChanged: onlyChanged, isFresh: fresh, of: output.folder)
    for path in summary.paths { try Terminal.print("\(output.folder)/\(path)") }
    try Terminal.flush()
    summary.report(in: output.folder)
    try await products.make(
      summary.jobNames, of: output.folder, beside: output.site, through: browser)
    if mark {
      try marking.record(summary.jobNames, of: output.site, in: output.folder)
    } else {
      summary.offerMarking()
    }
  }

  private static func ids(_ text: String) -> Set<String> {
    Set(text.split { ",，、 ".contains($0) }.map(String.init))
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
  /// The names of the jobs.
  var jobNames: [String] {
    paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
      .map { $0.hasSuffix(".pdf") ? String($0.dropLast(4)) : $0 }
  }

  /// Says how to record what was printed.
  func offerMarking() {
    guard let job = jobNames.first else { return }
    let name = jobNames.count == 1 ? job : "JOB"
    Terminal.report(
      Sentence(
        "after printing, `paypress paper mark \(name) --place \"…\"` remembers where the paper is",
        "印完后，运行 `paypress paper mark \(name) --place \"…\"` 可记住纸放在哪里"))
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
