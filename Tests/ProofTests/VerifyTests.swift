import Catalog
import Foundation
import Proof
import Site
import Support
import TestSupport
import Testing

/// What `verify` and `build --verify` do, and say.
@Suite struct VerifyTests {
  /// A folder that was downloaded has neither a config nor the records of builds.
  @Test func withoutAConfigTheFilesAreComparedWithEachOtherOnly() async throws {
    let site = try TamperedSite()
    try FileManager.default.removeItem(atPath: "\(site.folder.path)/paypress.yml")
    try site.remove(".paypress")
    let refused = try Tool.payPress(["verify"], in: site.folder.path)
    #expect(refused.status == 74 && refused.output.isEmpty)
    #expect(
      refused.error == """
        paypress: error: paypress.yml does not exist; the files are compared with it
          hint: name the config with -c FILE; without it, --without-config compares the files with \
        each other only

        """)
    let arguments = ["verify", "--without-config"]
    let accepted = try Tool.payPress(arguments, in: site.folder.path)
    #expect(accepted.status == 0, "\(accepted.text)")
    #expect(
      accepted.error
        == "8 links verified: lists, pages and pictures agree with each other; no config was "
        + "compared\n")
    try site.replace("pay/tea/index.html", "span>12.00", "span>1.00")
    let found = try Tool.payPress(arguments, in: site.folder.path)
    #expect(found.status == 1)
    #expect(
      found.text == "output/pay/tea/index.html: error: the page of \"tea\" shows ¥1.00; it should "
        + "be ¥12.00\n")
  }

  /// What payers would lose money by is found without the config too.
  @Test(
    arguments: Tampering.button + Tampering.linksCSV.prefix(5)
      + Tampering.picture.filter { $0.kind == "wrong-code" }
      + Tampering.all.filter {
        [
          "page-amount", "page-picture", "entry-amount", "entry-title", "active-content",
          "sheet-code", "sheet-words", "lists-disagree", "missing-page", "stray-file",
        ].contains($0.kind) && !$0.path.hasSuffix("index-2.html") && $0.path != "sitemap-1.xml"
          && !Tampering.config.map(\.name).contains($0.name)
      })
  func whatMattersIsFoundWithoutTheConfig(_ tampering: Tampering) async throws {
    let site = try TamperedSite()
    try tampering.damage(site)
    let lines = try await site.verify(withConfig: false)
    // Which of two contradicting files is wrong cannot be known.
    #expect(!lines.isEmpty || tampering.name == "a way home to another site")
  }

  /// An empty title in the lists is no reason to look less closely at the page.
  @Test func anEmptyTitleHidesNoSum() async throws {
    let site = try TamperedSite()
    for list in ["links.json", "links.csv"] { try site.replace(list, "Pay at the counter", "") }
    try site.replace("pay/counter/index.html", "</main>", "<p>Today ¥5.00 alone</p></main>")
    let lines = try await site.verify(withConfig: false)
    #expect(
      lines.contains {
        $0.contains("pay/counter/index.html") && $0.hasSuffix("[page-amount]")
      }, "\(lines)")
  }

  /// A file that a process has mapped into its memory may change without any sign that a build can see.
  @Test func findsWhatWasWrittenThroughAMemoryMap() async throws {
    let site = try TamperedSite()
    let path = "\(site.folder.path)/output/pay/tea/index.html"
    let byteCount = try #require(
      try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    let file = open(path, O_RDWR)
    defer { close(file) }
    let map = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0)
    let bytes = try #require(map != MAP_FAILED ? map : nil).assumingMemoryBound(to: UInt8.self)
    defer { munmap(bytes, byteCount) }
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: byteCount), as: UTF8.self)
    let price = try #require(text.range(of: "span>12.00"))
    let offset =
      text.utf8.distance(from: text.startIndex, to: price.lowerBound) + "span>".utf8.count
    bytes[offset] = UInt8(ascii: "3")
    let found = try Tool.payPress(["verify"], in: site.folder.path)
    #expect(found.status == 1 && found.text.contains("output/pay/tea/index.html: error: "))
    // As the manual says.
    try FileManager.default.removeItem(atPath: path)
    #expect(try Tool.payPress(["build"], in: site.folder.path).status == 0)
    #expect(try Tool.payPress(["verify"], in: site.folder.path).status == 0)
  }

  /// A build that holds the folder may have read a newer config than the one before the wait.
  @Test func waitsForABuildAndReadsTheConfigAfterwards() throws {
    let site = try TamperedSite()
    var lock: FolderLock? = try FolderLock("lock", in: FolderHandle(site.path(".paypress"))) { _ in
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.payPress)
    process.arguments = ["verify"]
    process.currentDirectoryURL = URL(fileURLWithPath: site.folder.path)
    process.environment = ["LC_ALL": "C", "FONTCONFIG_FILE": Tool.fonts("tests")]
    let (output, error) = (Pipe(), Pipe())
    (process.standardOutput, process.standardError) = (output, error)
    try process.start()
    let waiting = String(decoding: error.fileHandleForReading.availableData, as: UTF8.self)
    #expect(waiting.hasPrefix("waiting for another build of output (process "))
    // The build that holds the lock.
    try FileManager.default.removeItem(atPath: site.path("pay"))
    try site.edit("price: 12.00", "price: 1.00")
    let other = try TamperedSite.cheap.get().path
    try FileManager.default.copyItem(atPath: "\(other)/output/pay", toPath: site.path("pay"))
    try site.take(
      "links.json", "links.csv", "index.html", "zh-CN/index.html", ".paypress/owner/index.html",
      ".paypress/owner/sheets/posters.svg", "qr/tea.png", "qr/tea.svg", "print/jobs.json",
      "print/posters.html", "print/posters.pdf", ".paypress/printed", from: TamperedSite.cheap)
    withExtendedLifetime(lock) {}
    lock = nil
    let differences = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(
      process.terminationStatus == 0, "\(String(decoding: differences, as: UTF8.self))")
  }

  @Test func countsWhatIsTooMuchToShowAndSaysWhenTheConfigIsNewer() throws {
    let folder = try TemporaryFolder()
    let config = """
      site: { title: Test, language: en }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } } }
      links: [{ id: "{n}", each: { n: 1..60 }, title: "{n}", price: 1.00, stable: true }]
      """
    try folder.write(config, to: "paypress.yml")
    try #require(try Tool.payPress(["build"], in: folder.path).status == 0)
    try folder.write(config.replacing("1.00", with: "2.00"), to: "paypress.yml")
    let result = try Tool.payPress(["verify"], in: folder.path)
    #expect(result.status == 1)
    let lines = result.text.split(separator: "\n")
    #expect(lines.count { $0.contains("/index.html: error: the page of") } == 20)
    #expect(lines.contains("40 more of this kind"))
    #expect(lines.count < 150)
    // The price and the url in both lists, the entry, the page's amount and button, the picture; and
    // the owner's list.
    #expect(
      result.error == """
        481 differences: do not hand these files out
          hint: paypress.yml, or a file or variable that it names, has changed since the last build: \
        run `paypress build`

        """, "\(result.error)")
    let chinese = try Tool.payPress(
      ["verify"], in: folder.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.text.contains("另有 40 处同类的不一致"))
    #expect(chinese.error.contains("请运行 `paypress build`"))
  }

  // MARK: For programs

  private struct Report: Decodable {
    struct Outcome: Decodable, Equatable {
      var links: Int
      var linksRead: Int
      var configCompared: Bool
      var pdfs: Int
    }

    struct Difference: Decodable {
      var code: String
      var severity: String
      var file: String?
      var link: String?
      var expected: String?
      var found: String?
      var message: String
    }

    var version: Int
    var command: String
    var status: Int
    var result: Outcome?
    var errors: Int
    var unlisted: Int
    var findings: [Difference]
  }

  private static func report(
    _ arguments: [String], in folder: TemporaryFolder
  ) throws -> Report {
    let result = try Tool.payPress(["verify", "--format", "json"] + arguments, in: folder.path)
    #expect(result.error.isEmpty, "\(result.error)")
    #expect(!result.text.contains("00112233445566778899aabbccddeeff"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let report = try decoder.decode(Report.self, from: Data(result.text.utf8))
    #expect(report.version == 1 && report.command == "verify" && report.status == result.status)
    #expect(report.errors == report.findings.count + report.unlisted)
    return report
  }

  @Test func reportsDifferencesForProgramsWithLinkExpectedAndFound() throws {
    let folder = try TemporaryFolder()
    let config = """
      site: { title: Test, language: en }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } } }
      links: [{ id: "t{n}", each: { n: 1..25 }, title: "T{n}", custom: "{n}", price: 1.50, stable: true }]
      """
    try folder.write(config, to: "paypress.yml")
    try #require(try Tool.payPress(["build"], in: folder.path).status == 0)
    let clean = try Self.report([], in: folder)
    #expect(clean.status == 0 && clean.findings.isEmpty)
    let outcome = Report.Outcome(links: 25, linksRead: 25, configCompared: true, pdfs: 0)
    #expect(clean.result == outcome)

    let output = "\(folder.path)/output"
    try FileManager.default.removeItem(atPath: "\(output)/qr/t1.png")
    try FileManager.default.copyItem(atPath: "\(output)/qr/t3.png", toPath: "\(output)/qr/t1.png")
    let page = try folder.text("output/pay/t2/index.html")
    try folder.write(page.replacing("1.50", with: "9.50"), to: "output/pay/t2/index.html")
    let damaged = try Self.report([], in: folder)
    #expect(damaged.status == 1 && damaged.result == nil && damaged.unlisted == 0)
    let picture = try #require(damaged.findings.first { $0.file == "output/qr/t1.png" })
    #expect(picture.code == "wrong-code" && picture.severity == "error")
    #expect([picture.link, picture.expected, picture.found] == ["t1", "t1", "t3"])
    let amount = try #require(damaged.findings.first { $0.code == "page-amount" })
    #expect([amount.link, amount.expected, amount.found] == ["t2", "1.50", "9.50"])

    // Without --all lines are limited; a document never is.
    try folder.write(config.replacing("1.50", with: "2.50"), to: "paypress.yml")
    let all = try Tool.payPress(["verify", "--all"], in: folder.path)
    let lines = all.text.split(separator: "\n")
    #expect(lines.count { $0.contains("the price of") && $0.contains("links.json") } == 25)
    #expect(!all.text.contains("more of this kind"))
    #expect(try Self.report([], in: folder).errors == lines.count)
  }

  @Test func reportsTheErrorsOfTheConfigForProgramsToo() throws {
    let folder = try TemporaryFolder()
    let config = """
      site: { title: Test, language: en }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } } }
      links: [{ id: a }]
      """
    try folder.write(config, to: "paypress.yml")
    try #require(try Tool.payPress(["build"], in: folder.path).status == 0)
    try folder.write(config + "\nlniks: 1\n", to: "paypress.yml")
    let report = try Self.report([], in: folder)
    #expect(report.status == 1 && report.findings.map(\.code) == ["unknown-key"])
    try FileManager.default.removeItem(atPath: "\(folder.path)/output")
    let missing = try Self.report(["--without-config"], in: folder)
    #expect(missing.findings.map(\.code) == ["no-built-site"])
  }

  // MARK: build --verify

  /// A page whose button leads to the link that it was copied from.
  private static let copiedTemplate = """
    <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{{title}}</title></head><body>
    <h1>{{title}}</h1>{{#price}}<p>¥{{price}}</p>{{/price}}<p>{{merchant}}</p>
    <img src="{{qr_image}}" alt="{{qr_alternative}}">
    <a href="https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&amp;token=countertoken&amp;price=12.00&amp;custom=desk&amp;stable=1">Pay</a>
    </body></html>
    """

  @Test func aWrongSiteIsNeverPublished() throws {
    let site = try TamperedSite()
    let before = try TemporaryFolder.files(below: site.path(""))
    try site.folder.write(Self.copiedTemplate, to: "templates/classic/page.html")
    let refused = try Tool.payPress(["build", "--verify"], in: site.folder.path)
    #expect(refused.status == 1)
    #expect(
      refused.error.contains(
        "output/pay/g-1/index.html: error: the pay button of \"g-1\" leads to \"tea\"\n"))
    #expect(!refused.error.contains("output/pay/tea/index.html: error"))
    #expect(refused.error.hasSuffix("differences; nothing was published\n"), "\(refused.error)")
    #expect(try TemporaryFolder.files(below: site.path("")) == before)
    // With the right address, the same template is accepted, whatever its structure.
    try site.folder.write(
      Self.copiedTemplate.replacing(/https:[^"]*/, with: "{{pay_url}}"),
      to: "templates/classic/page.html")
    let accepted = try Tool.payPress(["build", "--verify"], in: site.folder.path)
    #expect(accepted.status == 0, "\(accepted.error)")
    #expect(accepted.error.contains("8 links verified"))
    #expect(try Tool.payPress(["verify"], in: site.folder.path).status == 0)
    // A build that changes nothing proves what is there.
    try site.append(" ", to: "links.json")
    let repaired = try Tool.payPress(["build", "--verify"], in: site.folder.path)
    #expect(repaired.status == 0, "\(repaired.error)")
    #expect(repaired.error.contains("no link has changed, and 1 file has"))
    let unchanged = try Tool.payPress(["build", "--verify"], in: site.folder.path)
    #expect(unchanged.status == 0 && unchanged.error.contains("nothing has changed"))
    #expect(unchanged.error.contains("8 links verified"))
  }

  /// Programs get the differences in the report; people's lines would be in their way.
  @Test func aReportForProgramsHasTheDifferences() throws {
    let site = try TamperedSite()
    try site.folder.write(Self.copiedTemplate, to: "templates/classic/page.html")
    let arguments = ["build", "--verify", "--format", "json"]
    let refused = try Tool.payPress(arguments, in: site.folder.path)
    #expect(refused.status == 1 && refused.error.isEmpty, "\(refused.error)")
    let report = try #require(
      try JSONSerialization.jsonObject(with: refused.output) as? [String: Any])
    let findings = try #require(report["findings"] as? [[String: Any]])
    let errorCount = findings.count { $0["severity"] as? String == "error" }
    #expect(report["status"] as? Int == 1 && report["errors"] as? Int == errorCount)
    #expect(report["unlisted"] as? Int == 0)
    #expect(
      findings.contains {
        $0["code"] as? String == "page-button"
          && $0["file"] as? String == "output/pay/g-1/index.html"
          && $0["severity"] as? String == "error" && $0["line"] is NSNull
      }, "\(refused.text)")
    // The same where a build would change nothing.
    let intact = try TamperedSite()
    try #require(try Tool.payPress(["build"], in: intact.folder.path).status == 0)
    try intact.append(" ", to: "print/posters.pdf")
    let unchanged = try Tool.payPress(arguments, in: intact.folder.path)
    #expect(unchanged.status == 1 && unchanged.error.isEmpty, "\(unchanged.error)")
    #expect(unchanged.text.contains("changed-pdf") && unchanged.text.contains("\"errors\": 1"))
    try intact.take("print/posters.pdf", from: TamperedSite.original)
    let accepted = try Tool.payPress(arguments, in: intact.folder.path)
    #expect(accepted.status == 0 && accepted.error.isEmpty, "\(accepted.error)")
    #expect(accepted.text.contains("\"written\": 0"))
  }

  @Test(arguments: ["pay/tea/index.html", "qr/tea.png", "links.json", "index.html"])
  func aFileDamagedWhileItWasWrittenIsNotPublished(path: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(TamperedSite.config, to: "paypress.yml")
    try folder.write(TamperedSite.goods, to: "goods.csv")
    let sink = FindingSink()
    let site = try #require(
      try Site.check("\(folder.path)/paypress.yml", environment: [:], into: sink) as Site?)
    let output = "\(folder.path)/output"
    let verification = Verification(folder: output, environment: [:], jobs: 2)
    await #expect(throws: Verification.Result.self) {
      _ = try await site.build(
        into: output, jobs: 2,
        prove: { staged in
          let file = URL(fileURLWithPath: "\(staged.staging)/\(path)")
          var bytes = try Data(contentsOf: file)
          bytes[bytes.count / 2] ^= 4
          try bytes.write(to: file)
          _ = try await verification.prove(staged, of: site) { _ in }
        }, report: { _ in })
    }
    #expect(!folder.has("output"))
    let summary = try await site.build(
      into: output, jobs: 2,
      prove: { staged in
        let result = try await verification.prove(staged, of: site) { _ in }
        #expect(result.linkCount == 8)
      }, report: { _ in })
    #expect(summary.linkCount == 8)
  }

  @Test func sharesAreProvenWhenTheyAreMerged() throws {
    let site = try TamperedSite()
    func run(_ arguments: String...) throws -> Tool.Result {
      try Tool.payPress(arguments, in: site.folder.path)
    }
    let refused = try run("build", "--shard", "1/2", "-o", "share-1", "--verify")
    #expect(refused.status == 64 && refused.error.contains("paypress merge"))
    for number in 1...2 {
      let share = try run("build", "--shard", "\(number)/2", "-o", "share-\(number)")
      #expect(share.status == 0, "\(share.error)")
    }
    let merged = try run("merge", "share-1", "share-2", "-o", "whole", "--verify")
    #expect(merged.status == 0 && merged.error.contains("8 links verified"), "\(merged.error)")
  }
}
