internal import ArgumentParser
internal import Audit
internal import Catalog
internal import Changes
internal import Console
internal import Pages
internal import Site
internal import Support

struct AuditCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: localized(
      "Finds every code in photos of the shop, and says which are not yours.",
      "找出店铺照片里的每个二维码，并指出哪些不是本店的。"),
    discussion: localized(
      "A sticker over a code is how thieves redirect money. Take photos of all posters, table cards "
        + "and labels, a code at least as wide as a tenth of the photo.",
      "不法分子会把自己的码贴在您的码上，截走货款。请给所有海报、桌卡和标签拍照，照片里的码至少占宽度的十分之一。"))

  static let example = """
    paypress build
    paypress audit output/qr/counter.png
    """

  @Argument(help: .words("JPEG or PNG files.", "JPEG 或 PNG 文件。", value: "photo"))
  var photo: [String]

  @OptionGroup var output: OutputOption

  @Option(
    help: .words(
      "An earlier output folder, links.json or git revision, to say what an old code was. Can be "
        + "repeated. (default: the output folder)",
      "以前的输出文件夹、links.json 或 git 版本，用来说明旧码原来是什么。可写多次。（默认：输出文件夹）",
      value: "old"))
  var old: [String] = []

  @Option(
    help: .words(
      "A new folder for copies of the photos in which the codes are marked.",
      "新文件夹，用来放标出二维码的照片副本。", value: "dir"), completion: .directory)
  var annotated: String?

  @OptionGroup var findings: FindingOptions

  @Option(
    help: .words(
      "Lines, or one JSON document, on standard output.", "标准输出上的文字，或一个 JSON 文档。"))
  var format = ReportFormat.text

  func validate() throws {
    try output.validate()
    try OutputName.check(folder: annotated)
  }

  func run() async throws {
    guard format == .json else {
      let result = try await audit(.errors)
      for diagnostic in result.diagnostics {
        try Terminal.print(diagnostic.text(in: Terminal.language))
      }
      try Terminal.flush()
      if let failure = result.failure { throw failure }
      Terminal.report(result.outcome)
      return
    }
    let report = JSONReport("audit", findings.display())
    try await report.printing {
      let result = try await audit(.nothing, reportingTo: report.sink)
      for finding in result.findings where finding.severity != .error {
        report.sink.report(finding)
      }
      guard var failure = result.failure else { return result.json }
      failure.result = result.json
      throw failure
    }
  }

  private func checkedSite(
    _ extent: FindingDisplay.Extent, reportingTo errors: FindingSink?
  ) async throws -> Site {
    let sink = FindingSink()
    let unfetched = await output.site.reportLostPaper(
      output: output.folder, .always, into: sink)
    defer {
      for finding in sink.findings where finding.severity == .error { errors?.report(finding) }
    }
    return try output.site.checkedSite(
      needsOrders: false, output: output.folder, unfetched: unfetched,
      showing: FindingDisplay(extent), into: sink)
  }

  /// Audits the photos; the errors of the site, which prevent that, go to a sink too.
  private func audit(
    _ extent: FindingDisplay.Extent, reportingTo errors: FindingSink? = nil
  ) async throws -> PhotoAudit.Result {
    if let annotated { try NewFolder.check(annotated, option: "--annotated") }
    let site = try await checkedSite(extent, reportingTo: errors)
    let audit = PhotoAudit(of: site, old: try await oldSites())
    do {
      let paths = photo
      defer { Terminal.showProgress("") }
      let result = try await Interruption.cancelling {
        try audit.run(paths) { done in
          let sentence = Sentence(
            "\(done) of \(counted(paths.count, "photo"))", "照片 \(done) / \(paths.count)")
          Terminal.showProgress(done, of: paths.count, sentence)
        }
      }
      if let annotated { try write(result, to: annotated) }
      return result
    } catch {
      throw Failure(diff: error, folder: output.folder)
    }
  }

  private func oldSites() async throws -> [OldSite] {
    var sites: [OldSite] = []
    for old in old { sites.append(try await output.site.oldSite(old, published: output.folder)) }
    if BuiltFolder.list(of: output.folder) != nil {
      sites.append(OldSite(folder: output.folder, named: output.folder))
    }
    return sites
  }

  /// Writes a copy of each photo: `2-front.jpg` of the second one.
  private func write(_ result: PhotoAudit.Result, to folder: String) throws {
    try FileSystem.makeFolders(folder)
    let target = try FolderHandle(folder)
    for (index, photo) in result.photos.enumerated() where photo.refusal == nil {
      let name = FileSystem.lastName(of: photo.path)
      let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
      let copy: [UInt8]
      do {
        copy = try AnnotatedPhoto(photo).jpeg()
      } catch is PhotoRefusal {
        // It changed since it was read, and is said to have been looked at.
        continue
      }
      try target.create("\(index + 1)-\(stem).jpg", with: copy)
    }
  }
}
