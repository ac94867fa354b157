internal import Catalog
internal import Console
internal import GatePay
internal import Pages
internal import Proof
internal import Site
internal import Support

extension Verification.Result {
  /// How many differences of one kind are shown, unless all are.
  private static let shownOfOneKind = 20

  /// How many differences there are.
  private var differenceCount: Int { counts.values.reduce(0, +) }

  /// The differences; of a kind with very many, the first ones and their number.
  ///
  /// - Parameter showsAll: whether all that were kept are shown.
  func diagnostics(in folder: String, showsAll: Bool = false) -> [Diagnostic] {
    let limit = showsAll ? Int.max : Self.shownOfOneKind
    let kept = Dictionary(grouping: differences, by: \.kind).mapValues(\.count)
    var shown: [String: Int] = [:]
    var diagnostics: [Diagnostic] = []
    for difference in differences {
      let kind = difference.kind
      shown[kind, default: 0] += 1
      if shown[kind, default: 0] > limit { continue }
      diagnostics.append(difference.diagnostic(in: folder))
      let last = min(limit, kept[kind] ?? 0)
      let rest = (counts[kind] ?? 0) - last
      if shown[kind] == last, rest > 0 {
        diagnostics.append(Diagnostic(nil, at: nil, .moreOfThisKind(rest)))
      }
    }
    return diagnostics
  }

  /// Prints the differences on standard error.
  func show(in folder: String) {
    for diagnostic in diagnostics(in: folder) { Terminal.report(diagnostic) }
  }

  /// Why a command fails when something differs; nil if nothing does.
  ///
  /// - Parameter isPublished: whether the files are those that visitors get.
  func failure(config: String, folder: String, isPublished: Bool = true) -> Failure? {
    guard !differences.isEmpty else { return nil }
    var failure = Failure.findings(
      .differences(differenceCount, hint: hint(config, folder), isPublished))
    failure.errors = differences.map { $0.diagnostic(in: folder) }
    failure.errorCount = differenceCount
    return failure
  }

  /// What is not printed, as findings about the list of print jobs.
  func warnings(in folder: String) -> [Finding] {
    leftOut.map {
      Finding(
        .warning, at: Position(file: "\(folder)/\(OutputLayout.printJobs)"), .notPrinted($0))
    }
  }

  /// What was proved, as `docs/findings-json.md` says.
  var json: JSON {
    let number = { (value: Int) in JSON.number("\(value)") }
    return .members([
      "links": number(linkCount), "links_read": number(pictureCount),
      "config_compared": .boolean(hasConfig), "pdfs": number(pdfCount),
      "pages": number(pageCount), "codes": number(codeCount),
    ])
  }

  /// Prints the outcome; throws when something differs.
  func report(config: String, folder: String) throws(Failure) {
    for job in leftOut { Terminal.report(Diagnostic(.warning, at: nil, .notPrinted(job))) }
    if let failure = failure(config: config, folder: folder) { throw failure }
    let sheets = Sentence(
      "\(counted(codeCount, "code")) with the words beside them on \(counted(pageCount, "page")) of "
        + "\(counted(pdfCount, "PDF")), all as they should be",
      "\(pdfCount) 个 PDF 的 \(pageCount) 页上的 \(codeCount) 个码及其旁边的文字全部正确")
    var parts: [Sentence] = []
    if linkCount > 0 || pdfCount == 0 { parts.append(filesOutcome(config)) }
    if pdfCount > 0 { parts.append(sheets) }
    Terminal.report(
      Sentence(
        parts.map(\.english).joined(separator: "; "), parts.map(\.chinese).joined(separator: "；")))
  }

  private func filesOutcome(_ config: String) -> Sentence {
    let sampled =
      pictureCount < linkCount
      ? Sentence(", files of \(pictureCount)", "，其中 \(pictureCount) 个核对了文件") : Sentence("", "")
    return hasConfig
      ? Sentence(
        "\(counted(linkCount, "link")) verified\(sampled.english): lists, pages and pictures are as "
          + "in \(config)",
        "核对了 \(linkCount) 个链接\(sampled.chinese)：列表、网页和图片都与 \(config) 一致")
      : Sentence(
        "\(counted(linkCount, "link")) verified\(sampled.english): lists, pages and pictures agree "
          + "with each other; no config was compared",
        "核对了 \(linkCount) 个链接\(sampled.chinese)：列表、网页和图片相互一致；没有与配置核对")
  }

  private func hint(_ config: String, _ folder: String) -> Sentence {
    let isChanged =
      hasConfig
      && BuildNote.areInputsChanged(
        in: OutputOption.absolute(folder), config: config, environment: Terminal.environment)
        == true
    return isChanged
      ? Sentence(
        "\(config), or a file or variable that it names, has changed since the last build: run "
          + "`paypress build`",
        "上次构建之后，\(config) 或它引用的文件、环境变量有改动：请运行 `paypress build`")
      : Sentence(
        "build again and print again; if it stays, a file was changed by something else",
        "请重新构建并重新生成 PDF；若仍不一致，则文件被别的程序改动过")
  }
}

extension Problem {
  fileprivate static func moreOfThisKind(_ count: Int) -> Problem {
    Problem(Sentence("\(count) more of this kind", "另有 \(count) 处同类的不一致"))
  }

  fileprivate static func differences(
    _ count: Int, hint: Sentence, _ isPublished: Bool
  ) -> Problem {
    guard isPublished else {
      return Problem(
        Sentence(
          "\(counted(count, "difference")); nothing was published",
          "\(count) 处不一致；没有发布任何内容"))
    }
    return Problem(
      Sentence(
        "\(counted(count, "difference")): do not hand these files out",
        "\(count) 处不一致：请不要使用这些文件"),
      hint: hint)
  }

  fileprivate static func notPrinted(_ job: Verification.LeftOut) -> Problem {
    let limit = 10
    let more = job.links.count - limit
    let shown = job.links.prefix(limit).map(quoted)
    return Problem(
      Sentence(
        "\(counted(job.links.count, "link")) of the print job \(quoted(job.job)) "
          + "\(job.links.count == 1 ? "is" : "are") not printed: \(shown.joined(separator: ", "))"
          + (more > 0 ? " and \(more) more" : ""),
        "打印任务 \(quoted(job.job)) 有 \(job.links.count) 个链接没有打印：\(shown.joined(separator: "、"))"
          + (more > 0 ? "，以及另外 \(more) 个" : "")),
      hint: Sentence(
        "give them a shorter `print_title` in the config", "请在配置里用 `print_title` 写较短的标题"))
  }
}

extension ConfigOption {
  /// Checks a site for a proof, which takes the config's errors and nothing else; they are also in
  /// the failure.
  func siteToProve(
    isBuild: Bool = false, gateway: Gateway? = nil, showing display: FindingDisplay
  ) throws -> Site {
    let sink = FindingSink()
    do {
      return try checkedSite(isBuild: isBuild, gateway: gateway, showing: display, into: sink)
    } catch var failure as Failure {
      failure.errors = sink.inFileOrder.filter { $0.severity == .error }.map(\.diagnostic)
      failure.errorCount = sink.errorCount
      throw failure
    }
  }
}
