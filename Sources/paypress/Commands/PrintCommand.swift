internal import ArgumentParser
internal import Console
internal import Proof
internal import Support

struct PrintCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract: localized(
      "Builds the site, makes PDFs of its print jobs, verifies them, and lists their paths.",
      "构建站点，把打印任务做成 PDF 并核对，最后列出它们的路径。"))

  static let example = """
    paypress print
    """

  @OptionGroup var site: ConfigOption

  @OptionGroup var target: BuildTarget

  @OptionGroup var browser: BrowserOptions

  @OptionGroup var findings: FindingOptions

  @Argument(help: .words("The print jobs. (default: all)", "打印任务。（默认：全部）"))
  var job: [String] = []

  func validate() throws {
    try target.check(site)
  }

  func run() async throws {
    let folder = target.folder(of: site)
    try await SiteBuild(
      site: site, folder: folder, jobs: target.processorCount, showsNext: false, printJobs: job,
      display: findings.display(), verifies: true
    ).run()
    let summary = try await browser.printJobs(job, of: folder)
    summary.report(in: folder)
    let result = try await Verification.run(.pdfs, of: folder, jobs: target.processorCount) { nil }
      .about(summary.paths, ofAll: job.isEmpty)
    result.show(in: folder)
    try result.report(config: site.config, folder: folder)
    for path in summary.paths { try Terminal.print("\(folder)/\(path)") }
    summary.offerMarking()
  }
}

extension Verification.Result {
  /// The result without the PDFs of jobs that were never printed and, when only some jobs are printed,
  /// without those that belong to no job.
  fileprivate func about(_ paths: [String], ofAll isAll: Bool) -> Self {
    var result = self
    result.differences.removeAll { difference in
      let isOther =
        switch difference {
        case .missingPDF(let path): !paths.contains(path)
        case .strayPDF: !isAll
        default: false
        }
      if isOther { result.counts[difference.kind, default: 1] -= 1 }
      return isOther
    }
    result.pdfCount -= differences.count - result.differences.count
    return result
  }
}
