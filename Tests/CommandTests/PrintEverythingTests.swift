import TestSupport
import Testing

/// `paypress print`: from the config to verified PDFs in one command.
@Suite struct PrintEverythingTests {
  @Test(arguments: ["en", "zh-CN"])
  func anUntouchedStarterBecomesPDFs(language: String) throws {
    let folder = try TemporaryFolder()
    let start = try Tool.payPress(["init", "shop", "--language", language], in: folder.path)
    #expect(start.error.contains("`paypress print` writes the posters and table cards as PDFs"))
    let result = try Tool.payPress(["print"], in: folder.path)
    #expect(result.status == 0, "\(result.error)")
    let paths = result.text.split(separator: "\n").map(String.init)
    #expect(paths.count == 2 && paths.allSatisfy { $0.hasPrefix("output/print/") }, "\(paths)")
    for path in paths { #expect(folder.has(path)) }
    #expect(result.error.contains("11 links in output\n"))
    #expect(result.error.contains("2 PDFs with 10 pages: 2 written, 0 unchanged\n"))
    #expect(result.error.contains("11 links verified"))
    // A second run changes nothing; one job is one path.
    let name = try #require(paths.last?.dropFirst("output/print/".count).dropLast(".pdf".count))
    let again = try Tool.payPress(["print", String(name)], in: folder.path)
    #expect(again.status == 0 && again.text == "output/print/\(name).pdf\n", "\(again.error)")
    #expect(again.error.contains("1 PDF with 8 pages: 0 written, 1 unchanged\n"))
  }

  @Test func oneJobOfANewSiteIsEnough() throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.payPress(["init", "shop"], in: folder.path).status == 0)
    #expect(try Tool.payPress(["build", "-o", "other"], in: folder.path).status == 0)
    let unknown = try Tool.payPress(["print", "-o", "site", "poster-9"], in: folder.path)
    #expect(unknown.status == 64 && unknown.output.isEmpty)
    let known = try #require(unknown.error.firstMatch(of: /accepted: ([a-z0-9-]+)/)?.1)
    let result = try Tool.payPress(["print", "-o", "site", String(known)], in: folder.path)
    #expect(result.status == 0, "\(result.error)")
    #expect(result.text == "site/print/\(known).pdf\n")
  }

  @Test func aSiteWithoutPrintJobsSaysWhatToWrite() throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.payPress(["init", "site"], in: folder.path).status == 0)
    let result = try Tool.payPress(["print"], in: folder.path)
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(
      result.error.hasSuffix(
        """
        paypress: error: output has no print jobs
          hint: write `print: [{ poster: "*" }]` at the end of the config for a poster of every link, \
        and build again

        """), "\(result.error)")
  }

  /// No list of accepted names without names.
  @Test(arguments: [["paper", "mark", "nope"], ["paper", "reprint", "--job", "nope"]])
  func aJobOfASiteWithoutPrintJobsIsAnsweredWithWhatToWrite(_ arguments: [String]) throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.payPress(["init", "site"], in: folder.path).status == 0)
    #expect(try Tool.payPress(["build"], in: folder.path).status == 0)
    let result = try Tool.payPress(arguments, in: folder.path)
    #expect(result.status == 64 && result.output.isEmpty)
    #expect(result.error.contains("print job \"nope\"\n"), "\(result.error)")
    #expect(
      result.error.hasSuffix(
        """
          hint: write `print: [{ poster: "*" }]` at the end of the config for a poster of every link, \
        and build again

        """), "\(result.error)")
  }

  @Test func mistakesInTheConfigPrintNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write("site: {}\n", to: "paypress.yml")
    let result = try Tool.payPress(["print"], in: folder.path)
    #expect(result.status == 1 && result.output.isEmpty && !folder.has("output"))
  }

  @Test func saysWhichProgramIsMissing() throws {
    let folder = try TemporaryFolder()
    #expect(try Tool.payPress(["init", "shop"], in: folder.path).status == 0)
    let result = try Tool.payPress(["print", "--browser", "no-such-browser"], in: folder.path)
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(
      result.error.contains("the browser \"no-such-browser\" is not a program on this machine"))
  }
}
