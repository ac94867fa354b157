internal import Catalog
internal import Console
internal import GatePay
internal import Proof
internal import Site
internal import Support

/// A build of a whole site or of one share of it.
struct SiteBuild {
  let site: ConfigOption
  let folder: String
  let jobs: Int
  var scope = Site.Scope.whole
  /// Replaces the config's gateway.
  var gateway: Gateway?
  /// Whether to print the next step.
  var showsNext = true
  /// Print jobs that the config must have, or nothing is written.
  var printJobs: [String] = []
  /// Whether to prove the site before it is published.
  var verifies = false

  /// Checks and builds the site, and prints the outcome.
  func run() async throws {
    if case .whole = scope, gateway == nil, try await isUpToDate() {
      if verifies { try await verifyUnchanged() }
      return
    }
    // One processor checks the input while the others stat the files of the last build.
    async let ahead = Lookout.ahead(of: folder, jobs: jobs)
    let checked = try site.checkedSite(isBuild: true, gateway: gateway)
    let known = checked.catalogue.outline.prints.map(\.name)
    if let name = printJobs.first(where: { !known.contains($0) }) {
      throw Failure(proof: PDFPrinting.Refusal.unknownJob(name, known: known), folder: folder)
    }
    try await write(checked, lookout: ahead)
  }

  /// Prints what a build would print, if it would change nothing.
  private func isUpToDate() async throws -> Bool {
    do {
      let upToDate = try await UpToDate.check(
        config: site.config, environment: Terminal.environment, folder: folder,
        language: Terminal.language, jobs: jobs
      ) { $0.show(folder: folder, total: 0) }
      guard let upToDate else { return false }
      for finding in upToDate.findings { Terminal.printError(finding) }
      Terminal.report(upToDate.summary.sentence(folder))
      return true
    } catch {
      throw Failure(build: error)
    }
  }

  /// Proves a site that needs no build.
  private func verifyUnchanged() async throws {
    let result = try await Verification.run(.site, of: folder, jobs: jobs) {
      try site.checkedSite(isQuiet: true)
    }
    for line in result.lines(in: folder) { Terminal.printError(line) }
    try result.report(config: site.config, folder: folder)
  }

  /// Proves a staged site.
  private func prove(_ checked: Site, _ staged: Site.Staged) async throws -> Verification.Result {
    let verification = Verification(
      folder: staged.root, environment: Terminal.environment, jobs: jobs)
    return try await verification.prove(staged, of: checked) { $0.show(folder) }
  }

  /// Writes a checked site, shows the progress, and prints the outcome.
  func write(_ checked: Site, lookout: Lookout? = nil) async throws {
    let total = checked.catalogue.linkCount
    let pdfCount = PrintRecord.count(in: folder)
    let summary: Site.Summary
    var proven: Verification.Result?
    do {
      defer { Terminal.showProgress("") }
      summary = try await checked.build(
        into: folder, scope: scope, jobs: jobs, lookout: lookout,
        prove: verifies ? { proven = try await prove(checked, $0) } : nil
      ) {
        $0.show(folder: folder, total: total)
      }
    } catch let wrong as Verification.Result {
      for line in wrong.lines(in: folder) { Terminal.printError(line) }
      try wrong.report(config: site.config, folder: folder, isPublished: false)
      throw Failure(build: wrong)
    } catch {
      throw Failure(build: error)
    }
    let isChanged = summary.writtenCount + summary.removedCount > 0
    Terminal.report(summary.sentence(folder), hint: isChanged && showsNext ? next : nil)
    try proven?.report(config: site.config, folder: folder)
    let outdatedCount = pdfCount - PrintRecord.count(in: folder)
    if outdatedCount > 0 && showsNext { Terminal.report(Self.outdated(outdatedCount)) }
  }

  /// Where the pages and sheets are; nil for a share, which has no index.
  private var next: Sentence? {
    if case .shard = scope { return nil }
    let page = Sentence("open \(folder)/index.html", "打开 \(folder)/index.html")
    guard InputFile.isOrdinary("\(folder)/print/jobs.json") else { return page }
    return Sentence(
      "\(page.english); `paypress print` writes the sheets to print as PDFs to \(folder)/print/",
      "\(page.chinese)；`paypress print` 把要打印的内容写成 PDF，放在 \(folder)/print/")
  }

  private static func outdated(_ count: Int) -> Diagnostic {
    Diagnostic(
      nil, at: nil,
      Problem(
        Sentence(
          "\(counted(count, "outdated PDF")) removed: the print jobs have changed",
          "删除了 \(count) 个过期的 PDF：打印任务有改动"),
        hint: Sentence(
          "run `paypress pdf` again, and throw old prints away",
          "请重新运行 `paypress pdf`，并丢弃旧的印刷品")))
  }
}

extension Site.Event {
  fileprivate func show(folder: String, total: Int) {
    switch self {
    case .progress(let done):
      Terminal.showProgress(
        Sentence("\(done) of \(total) links", "\(done) / \(total) 个链接").text(in: Terminal.language))
    case .waiting(let holder): Terminal.report(.waiting(folder, holder: holder))
    }
  }
}

extension Site.Summary {
  fileprivate func sentence(_ folder: String) -> Sentence {
    Sentence(
      "\(counted(linkCount, "link")) in \(folder): \(counted(writtenCount, "file")) written, "
        + "\(unchangedCount) unchanged, \(removedCount) removed",
      "\(folder) 里有 \(linkCount) 个链接：写入 \(writtenCount) 个文件，\(unchangedCount) 个未变，"
        + "删除 \(removedCount) 个")
  }
}

extension Sentence {
  /// Another process has locked the folder.
  static func waiting(_ folder: String, holder: String?) -> Sentence {
    let english = holder.map { " (process \($0))" } ?? ""
    let chinese = holder.map { "（进程 \($0)）" } ?? ""
    return Sentence(
      "waiting for another build of \(folder)\(english)", "正在等待 \(folder) 的另一次构建\(chinese)结束")
  }
}
