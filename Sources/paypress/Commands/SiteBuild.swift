internal import Catalog
internal import Changes
internal import Console
internal import GatePay
internal import Pages
internal import Paper
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
  /// How the findings are shown; with `nothing`, the outcome is not printed either.
  var display = FindingDisplay()
  /// Receives the findings.
  var sink = FindingSink()
  /// Whether to prove the site before it is published.
  var verifies = false

  /// Checks and builds the site, and prints the outcome.
  @discardableResult
  func run() async throws -> Site.Summary {
    // One processor reads the input while the others stat the files of the last build.
    let ahead = Task { [folder, jobs] in await Lookout.ahead(of: folder, jobs: jobs) }
    if case .whole = scope, gateway == nil, let upToDate = try await upToDate(ahead) {
      return try await finish(upToDate)
    }
    let unfetched = await site.reportLostPaper(output: folder, .whereNamed, into: sink)
    let checked = try site.checkedSite(
      isBuild: true, gateway: gateway, output: folder, unfetched: unfetched, showing: display,
      into: sink)
    let known = checked.catalogue.outline.prints.map(\.name)
    if let name = printJobs.first(where: { !known.contains($0) }) {
      throw Failure(proof: PDFPrinting.Refusal.unknownJob(name, known: known), folder: folder)
    }
    return try await write(checked, lookout: ahead.value)
  }

  private var showsOutcome: Bool { display.extent != .nothing }

  /// What is known of the folder, if a build would change nothing.
  private func upToDate(_ ahead: Task<Lookout?, Never>) async throws -> UpToDate? {
    do {
      return try await UpToDate.check(
        config: site.config, environment: Terminal.environment, folder: folder, lookout: ahead
      ) { $0.show(folder: folder, total: 0) }
    } catch {
      throw Failure(build: error)
    }
  }

  /// Prints what a build would print that changes nothing, after proving the site if requested.
  private func finish(_ upToDate: UpToDate) async throws -> Site.Summary {
    for finding in upToDate.findings { sink.report(finding) }
    Terminal.report(sink, display, checkedBy: site.checkCommand)
    let proven = verifies ? try await proveUnchanged() : nil
    if showsOutcome {
      try proven?.report(config: site.config, folder: folder)
      reportOutcome(upToDate.summary.sentence(folder, nil))
    }
    return upToDate.summary
  }

  /// Proves a site that needs no build.
  private func proveUnchanged() async throws -> Verification.Result {
    // The findings were printed; only an input that has changed since then has new ones.
    let display = FindingDisplay(showsOutcome ? .errors : .nothing)
    let result = try await Verification.run(.site, of: folder, jobs: jobs) { [site] in
      try site.siteToProve(isBuild: true, showing: display)
    }
    if let failure = result.failure(config: site.config, folder: folder) {
      if showsOutcome { result.show(in: folder) }
      throw failure
    }
    return result
  }

  private func prove(_ checked: Site, _ staged: Site.Staged) async throws -> Verification.Result {
    let verification = Verification(
      folder: staged.root, environment: Terminal.environment, jobs: jobs)
    return try await verification.prove(staged, of: checked) { $0.show(folder) }
  }

  /// Writes a checked site, shows the progress, and prints the outcome.
  @discardableResult
  func write(_ checked: Site, lookout: Lookout? = nil) async throws -> Site.Summary {
    let findings = await PaperHistory.findings(onSlugsOf: checked.catalogue, output: folder)
    try site.report(findings, isBuild: true, showing: display, into: sink)
    let total = checked.catalogue.linkCount
    let pdfCount = PrintRecord.count(in: folder)
    let before = BuildChanges(before: folder)
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
      if showsOutcome { wrong.show(in: folder) }
      throw wrong.failure(config: site.config, folder: folder, isPublished: false)
        ?? Failure(build: wrong)
    } catch {
      throw Failure(proof: error, folder: folder)
    }
    // The line belongs to the file that was written, however the outcome is shown.
    let attributes = summary.startsPaperFile ? GitAttributes.add(for: paperPath) : nil
    guard showsOutcome else { return summary }
    if !summary.keptPaths.isEmpty { Terminal.report(Self.kept(summary.keptPaths, in: folder)) }
    if summary.newSlugCount > 0 { Terminal.report(newSlugs(summary.newSlugCount)) }
    if let attributes { Terminal.report(attributes) }
    try proven?.report(config: site.config, folder: folder)
    let outdatedCount = pdfCount - PrintRecord.count(in: folder)
    if outdatedCount > 0 && showsNext { Terminal.report(Self.outdated(outdatedCount)) }
    if let lost = lostPages(summary.changes, checked.catalogue.outline.site) {
      Terminal.report(lost)
    }
    let words = words(of: summary, before, checked)
    reportOutcome(summary.sentence(folder, words?.summary), words?.detail)
    return summary
  }

  /// What is different about the links; nil for nothing.
  private func words(
    of summary: Site.Summary, _ before: BuildChanges, _ checked: Site
  ) -> (summary: Sentence, detail: Sentence)? {
    guard let changes = summary.changes, !changes.isEmpty else { return nil }
    return before.words(
      changes, in: folder, ledger: checked.catalogue.paper,
      baseURL: checked.catalogue.outline.site.baseURL)
  }

  private var paperPath: String { "\(site.folder)\(PaperLedger.fileName)" }

  private func newSlugs(_ count: Int) -> Diagnostic {
    Diagnostic(
      nil, at: nil,
      Problem(
        Sentence(
          "\(counted(count, "new slug")) in \(paperPath)", "\(paperPath) 里新增了 \(count) 个 slug"),
        hint: Sentence(
          "commit this file before you print: it keeps the slugs from other links for ever",
          "印刷前请提交这个文件：它保证这些 slug 永远不会给别的链接")))
  }

  /// The pages that this build took down and that visitors may look for; nil where there are none.
  ///
  /// Nobody else can open a site without a `base_url`, and an order's page ends with the order.
  private func lostPages(_ changes: LinkChanges?, _ settings: SiteSettings) -> Diagnostic? {
    guard let changes, settings.baseURL != nil else { return nil }
    let present: [LinkRow] = changes.added + changes.renamed.map(\.new)
    let known = Set((settings.removed + present.map(\.id)).map(LinkID.comparisonKey))
    let gone: [LinkRow] = changes.removed.filter { !$0.isOrder } + changes.renamed.map(\.old)
    let ids = gone.map(\.id).filter { !known.contains(LinkID.comparisonKey($0)) }
    guard let first = ids.first else { return nil }
    let what =
      ids.count == 1
      ? Sentence("the page of \(quoted(first)) is gone", "\(quoted(first)) 的页面已经没有了")
      : Sentence("the pages of \(ids.count) links are gone", "\(ids.count) 个链接的页面已经没有了")
    let isLong = ids.count > Self.namedIDCount
    let named = ids.prefix(Self.namedIDCount).joined(separator: ", ")
    let config = spelledOut(site.config)
    let advice =
      settings.removed.isEmpty
      ? Sentence(
        "write the line `removed: [\(named)]`\(isLong ? " with all these ids" : "") in \(config)",
        "请在 \(config) 里写一行 `removed: [\(named)]`\(isLong ? "，并补全其余的 id" : "")")
      : Sentence(
        "add `\(named)`\(isLong ? " and the other ids" : "") to the list `removed` in \(config)",
        "请在 \(config) 的 `removed` 里加上 `\(named)`\(isLong ? " 和其余的 id" : "")")
    return Diagnostic(
      nil, at: nil,
      Problem(
        Sentence(
          "\(what.english): whoever still has the address is told that there is no such page",
          "\(what.chinese)：还留着网址的人会看到“没有这个页面”"),
        hint: Sentence(
          "\(advice.english), and the page says that the link is no longer in use and that nothing was paid",
          "\(advice.chinese)，页面就会写明链接已停用、没有付款")))
  }

  /// The most ids that a line to write names.
  private static let namedIDCount = 10

  /// Ends the output: the outcome in one or two lines, and where the owner's list is.
  private func reportOutcome(_ summary: Sentence, _ detail: Sentence? = nil) {
    let hint = showsNext ? next : nil
    Terminal.report(summary, hint: detail == nil ? hint : nil)
    if let detail { Terminal.report(detail, hint: hint) }
  }

  /// Where the pages and sheets are; nil for a share, which has no index.
  private var next: Sentence? {
    if case .shard = scope { return nil }
    let owner = "\(folder)/\(OutputLayout.ownerPage(1))"
    let page =
      InputFile.isOrdinary("\(folder)/\(OutputLayout.index)")
      ? Sentence(
        "open \(folder)/index.html; your own list is \(owner)",
        "打开 \(folder)/index.html；您自己的清单是 \(owner)")
      : Sentence("open your own list, \(owner)", "打开您自己的清单 \(owner)")
    guard InputFile.isOrdinary("\(folder)/print/jobs.json") else { return page }
    return Sentence(
      "\(page.english); `paypress print` writes the sheets to print as PDFs to \(folder)/print/",
      "\(page.chinese)；`paypress print` 把要打印的内容写成 PDF，放在 \(folder)/print/")
  }

  private static func kept(_ paths: [String], in folder: String) -> Diagnostic {
    Diagnostic(
      .warning, at: .file("\(folder)/\(paths[0])"),
      Problem(
        Sentence(
          "\(counted(paths.count, "file")) of links that are gone "
            + (paths.count == 1
              ? "is not as a build wrote it, and stays"
              : "are not as a build wrote them, and stay"),
          "\(paths.count) 个文件属于已删除的链接，但内容不是构建写出的，因此保留"),
        hint: Sentence(
          "delete what you do not need: \(list(paths).english)",
          "不需要的请自行删除：\(list(paths).chinese)"),
        code: "kept-file"))
  }

  private static func outdated(_ count: Int) -> Diagnostic {
    Diagnostic(
      nil, at: nil,
      Problem(
        Sentence(
          "\(counted(count, "outdated PDF")) removed: the print jobs have changed",
          "删除了 \(count) 个过期的 PDF：打印任务有改动"),
        hint: Sentence(
          "run `paypress pdf` again", "请重新运行 `paypress pdf`")))
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
  /// The outcome of a build; `changes` says what is different about links.
  fileprivate func sentence(_ folder: String, _ changes: Sentence?) -> Sentence {
    let links = Sentence(
      "\(counted(linkCount, "link")) in \(folder)", "\(folder) 里有 \(linkCount) 个链接")
    let fileCount = writtenCount + removedCount
    let wrong = wrongPieces.map {
      Sentence("; wrong on paper: \($0.english)", "；有错的印刷品：\($0.chinese)")
    }
    let (wrongEnglish, wrongChinese) = (wrong?.english ?? "", wrong?.chinese ?? "")
    // What a first build writes is all new.
    if self.changes == nil && fileCount > 0 {
      return Sentence(links.english + wrongEnglish, links.chinese + wrongChinese)
    }
    let words =
      changes
      ?? (fileCount == 0
        ? Sentence("nothing has changed", "没有变化")
        : Sentence(
          "no link has changed, and \(counted(fileCount, "file")) \(fileCount == 1 ? "has" : "have")",
          "链接没有变化，有 \(fileCount) 个文件有变化"))
    return Sentence(
      "\(links.english): \(words.english)\(wrongEnglish)",
      "\(links.chinese)：\(words.chinese)\(wrongChinese)")
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
