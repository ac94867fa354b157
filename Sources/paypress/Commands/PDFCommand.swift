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

  @Argument(help: .words("The print jobs. (default: all)", "打印任务。（默认：全部）"))
  var job: [String] = []

  func run() async throws {
    let summary = try await browser.printJobs(job, of: output.folder)
    for path in summary.paths { try Terminal.print("\(output.folder)/\(path)") }
    try Terminal.flush()
    summary.report(in: output.folder)
  }
}

extension BrowserOptions {
  /// Prints jobs of a built site to PDFs, all if none is named.
  func printJobs(_ names: [String], of folder: String) async throws -> PDFPrinting.Summary {
    do {
      let printing = try PDFPrinting(
        folder: OutputOption.absolute(folder),
        browser: Browser.find(
          browser, environment: Terminal.environment, isRoot: geteuid() == 0),
        seconds: timeout, date: Terminal.environment[PDFPrinting.dateVariable])
      // A browser takes some 300 MB of memory.
      let jobs = min(Terminal.processorCount, 4)
      defer { Terminal.showProgress("") }
      return try await Interruption.cancelling {
        try await printing.run(names, jobs: jobs) { $0.show(folder) }
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
        "\(done) of \(counted(total, "print job"))", "打印任务 \(done) / \(total)")
      Terminal.showProgress(done, of: total, sentence)
    case .waiting(let holder): Terminal.report(.waiting(folder, holder: holder))
    }
  }
}

extension PDFPrinting.Summary {
  /// Prints the outcome of a run, and which characters no font has.
  func report(in folder: String) {
    for missing in missingGlyphs {
      let problem = Problem(
        Sentence(
          "page \(missing.page): no font on this machine has \(counted(missing.count, "character")); "
            + "empty boxes are printed instead",
          "第 \(missing.page) 页起：本机字体缺少 \(missing.count) 个字符，打印出来是空框"),
        hint: .fontHint)
      Terminal.report(Diagnostic(.warning, at: .file("\(folder)/\(missing.path)"), problem))
    }
    Terminal.report(
      Sentence(
        "\(counted(pdfCount, "PDF")) with \(counted(pageCount, "page")): \(changedCount) written, "
          + "\(pdfCount - changedCount) unchanged",
        "\(pdfCount) 个 PDF，共 \(pageCount) 页：写入 \(changedCount) 个，"
          + "\(pdfCount - changedCount) 个未变"),
      hint: Sentence(
        "print at 100 % (\"actual size\"), not \"fit to page\"",
        "打印时请选 100 %（“实际大小”），不要选“适合页面”"))
  }
}
