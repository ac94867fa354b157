import Catalog
import Print
import TestSupport
import Testing

/// Every check of printed codes, just beyond and just within its thresholds.
///
/// The link `tea` has 89 bytes: version 6 at level M, 41 modules.
@Suite struct CodeCheckTests {
  private static let links = """
    - { id: tea, title: Tea, price: 12, stable: true }
    - { id: long, title: Long, custom: "\(String(repeating: "x", count: 110))", stable: true }
    - { id: longer, title: Longer, custom: "\(String(repeating: "x", count: 300))", stable: true }
    """

  private func checks(
    _ job: String, of link: String = "tea", rest: String = "", files: [String: [UInt8]] = [:]
  ) throws -> PrintFixture {
    try PrintFixture(
      "- { poster: \(link), \(job) }", links: Self.links, rest: rest, files: files)
  }

  /// The code width for a module of this many thousandths of a millimetre.
  private static func code(_ thousandths: Int) -> String {
    "code: \(Double(41 * thousandths) / 1000)mm"
  }

  @Test(arguments: [
    (code(249), "error module-small"), (code(250), "warning module-small"),
    (code(399), "warning module-small"), (code(400), "note module-small"),
    (code(499), "note module-small"),
    // 41 × 100 ÷ 460 = 8.91 and ÷ 350 = 11.71: A5 is read from 400 mm, so 35.65 and 46.86.
    ("paper: A5, code: 35.6mm", "error distance"), ("paper: A5, code: 35.7mm", "warning distance"),
    ("paper: A5, code: 46.8mm", "warning distance"),
    ("paper: A4, code: 93.7mm", "warning distance"),
    ("paper: A4, distance: 3m", "error distance"),
    ("paper: A4, distance: 1.3m", "warning distance"),
    // 100 dots an inch and a module of 0.63 mm: 2.48 dots.
    ("dpi: 100, \(code(630))", "error printer-dots"),
    ("dpi: 100, \(code(640))", "warning printer-dots"),
    ("dpi: 100, \(code(1010))", "warning printer-dots"),
    ("dpi: 100, \(code(1020))", "note printer-dots"),
    ("dpi: 100, \(code(1500))", "note printer-dots"),
    ("printer: inkjet, \(code(499))", "warning ink-gain"),
    ("printer: laser, \(code(249))", "warning ink-gain"),
    ("quiet_zone: 1", "error quiet-zone"), ("quiet_zone: 2", "warning quiet-zone"),
    ("quiet_zone: 3", "warning quiet-zone"),
    ("paper_colour: \"#323232\"", "error contrast"),
    ("paper_colour: \"#333333\"", "warning contrast"),
    ("paper_colour: \"#656565\"", "warning contrast"),
    ("paper_colour: \"#666666\"", "note contrast"), ("paper_colour: \"#8b8b8b\"", "note contrast"),
    ("paper_colour: \"#989898\"", "error panel"), ("paper_colour: \"#999999\"", "warning panel"),
    ("paper_colour: \"#d8d8d8\"", "warning panel"),
    ("paper_colour: \"#65ffff\"", "note red-light"),
    ("level: H", "note level-high"), ("level: L", "warning level-low"),
    ("paper: 120x300, code: 96mm", "warning fits-stock"),
    ("paper: 60x120, code: 41mm, nudge: \"-4.9,0\"", "warning printable"),
  ])
  func reportsWhatIsBeyondAThreshold(job: String, expected: String) throws {
    let fixture = try checks(job)
    #expect(fixture.checks.contains(expected), "\(fixture.texts)")
  }

  @Test(arguments: [
    (code(500), "module-small"), (code(250), "error module-small"),
    (code(400), "warning module-small"),
    ("paper: A5, code: 46.9mm", "distance"), ("paper: A5, code: 35.7mm", "error distance"),
    ("paper: A4, distance: 90cm", "distance"),
    ("dpi: 100, \(code(640))", "error printer-dots"),
    ("dpi: 100, \(code(1020))", "warning printer-dots"),
    ("dpi: 254, \(code(400))", "printer-dots"), ("dpi: 100, \(code(1525))", "printer-dots"),
    ("printer: inkjet, \(code(500))", "ink-gain"), ("printer: laser, \(code(250))", "ink-gain"),
    ("quiet_zone: 4", "quiet-zone"), ("quiet_zone: 2", "error quiet-zone"),
    ("paper_colour: \"#333333\"", "error contrast"),
    ("paper_colour: \"#666666\"", "warning contrast"),
    ("paper_colour: \"#8d8d8d\"", "contrast"), ("paper_colour: \"#999999\"", "error panel"),
    ("paper_colour: \"#d9d9d9\"", "panel"), ("paper_colour: \"#66ffff\"", "red-light"),
    ("level: M", "level-high"), ("level: M", "level-low"),
    ("paper: 120x300, code: 90mm", "fits-stock"), ("paper: A4", "printable"),
  ])
  func saysNothingWithinAThreshold(job: String, check: String) throws {
    let fixture = try checks(job)
    #expect(!fixture.checks.contains { $0.hasSuffix(check) }, "\(fixture.texts)")
  }

  /// Versions 6, 7, 8 and 9; 10, 11 and 15; 16.
  @Test(
    arguments: [
      ("tea", "M", nil), ("tea", "Q", "note"), ("long", "M", "note"), ("long", "Q", "warning"),
      ("long", "H", "warning"), ("longer", "H", "error"),
    ] as [(String, String, String?)])
  func reportsDenseCodes(link: String, level: String, severity: String?) throws {
    let fixture = try checks("paper: A3, level: \(level), allow: [module-small]", of: link)
    let found = fixture.checks.filter { $0.hasSuffix(" dense") }
    #expect(found == Set(severity.map { ["\($0) dense"] } ?? []), "\(fixture.texts)")
  }

  /// A link with a dense picture is reported where it is declared, not again by the job.
  @Test func aDenseLinkIsReportedOnce() throws {
    let fixture = try checks("paper: A3", of: "longer")
    let size = try #require(fixture.sheets()[0][0].codes.first?.code.size)
    #expect(size.version > 10 && size.version <= 15)
    #expect(fixture.texts.contains { $0.contains("warning: links[2]: ") }, "\(fixture.texts)")
    #expect(!fixture.checks.contains { $0.hasSuffix(" dense") })
  }

  @Test func errorsCanBeAllowedByName() throws {
    let fixture = try checks("\(Self.code(249)), allow: [module-small, distance]")
    #expect(fixture.sink.errorCount == 0, "\(fixture.texts)")
    #expect(fixture.checks.contains("warning module-small"))
    let other = try checks("\(Self.code(249)), allow: [dense]")
    #expect(other.checks.contains("error module-small"))
  }

  @Test func namesTheWorstOfManyLinksOnce() throws {
    let fixture = try PrintFixture(
      "- { labels: \"*\", stock: avery-l7651, allow: [distance] }",
      links:
        "- { id: \"t-{n}\", each: { n: 1..300 }, title: \"{n}\", custom: \"{n}\", stable: true }")
    #expect(fixture.texts.count { $0.contains("[distance]") } == 1)
    #expect(fixture.texts.contains { $0.contains("(300 links; this one is the worst) [distance]") })
  }

  // MARK: Distance

  @Test func distanceChoosesTheWidthOfTheCode() throws {
    let fixture = try checks("paper: A4, distance: 60cm")
    let code = try #require(fixture.sheets()[0][0].codes.first)
    #expect(abs(code.frame.width - 600.0 * 41 / 350) < 0.001)
  }

  @Test func saysHowMuchIsMissingForADistance() throws {
    let text = try #require(
      try checks("paper: A4, distance: 2m").texts.first { $0.contains("[distance]") })
    // 2000 × 41 ÷ 350.
    #expect(text.contains("to be read from 200 cm it needs 234.3 mm: "))
    #expect(text.contains(" mm are missing"))
  }

  /// 200 × 41 ÷ 350 = 23.4286.
  @Test(arguments: [
    ("23.4mm", "is 23.4 mm wide; to be read from 20 cm it needs 23.43 mm: 0.03 mm are missing"),
    ("23.2mm", "is 23.2 mm wide; to be read from 20 cm it needs 23.4 mm: 0.2 mm are missing"),
  ])
  func lengthsThatDifferAreShownDifferent(width: String, words: String) throws {
    let fixture = try PrintFixture("- { cards: tea, code: \(width) }", links: Self.links)
    #expect(fixture.texts.contains { $0.contains(words) }, "\(fixture.texts)")
  }

  @Test func aCodeThatIsTooWideDoesNotFitItsPieceAndCannotBeAllowed() throws {
    let fixture = try checks("paper: A6, code: 102mm")
    let text = try #require(
      fixture.texts.first { $0.contains("[code-does-not-fit]") }, "\(fixture.texts)")
    #expect(
      text.contains("error: print[0] (poster tea): the code of link \"tea\" would be 102 mm wide"))
    let forced = try checks("paper: A6, code: 102mm, allow: [fits-stock]")
    #expect(forced.texts.contains { $0.contains("allow[0]: \"fits-stock\" is not accepted here") })
  }

  @Test(arguments: [
    ("bleed: 11mm", "from 0 to 10 mm, such as 3mm"),
    ("code: 2m1", "from 5 to 2000 mm, such as 60mm"),
    ("distance: 9mm", "from 100 to 50000 mm, such as 80cm"),
  ])
  func hintsAreThemselvesAccepted(key: String, hint: String) throws {
    let texts = try checks(key).texts
    #expect(texts.contains { $0.contains("hint: write a length \(hint)") }, "\(texts)")
  }

  // MARK: Centre mark

  private static let logo =
    Array(
      #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle r="4" cx="5" cy="5"/></svg>"#
        .utf8)

  /// The long example of the print facts: 122 bytes.
  private func mark(_ job: String) throws -> PrintFixture {
    try PrintFixture(
      "- { poster: a, paper: A3, \(job) }",
      links:
        "- { id: a, title: A, custom: \"\(String(repeating: "x", count: 29))\", stable: true }",
      files: ["logo.svg": Self.logo])
  }

  @Test func refusesAMarkOf16PercentAtLevelM() throws {
    let fixture = try mark("level: M, mark: { picture: logo.svg, area: 16% }")
    let text = try #require(fixture.texts.first { $0.contains("[logo-budget]") })
    #expect(text.contains("error: print[0].mark (poster a): the centre mark (14%, level M) uses "))
    #expect(text.contains("% of the error correction"))
    #expect(text.contains("more than 50% is refused"))
    #expect(text.hasSuffix("\n  hint: write `area: 4%` for the mark, and delete `level`"))
    #expect(fixture.checks.contains("warning logo-level"))
    #expect(fixture.checks.contains("warning logo-area"))
  }

  /// Advice for a mark that costs too much leads to one that does not.
  @Test(arguments: [
    ("level: Q, mark: { picture: logo.svg, area: 25% }", "make the mark smaller: `area: 4%`"),
    ("mark: { picture: logo.svg, area: 25% }", "make the mark smaller: `area: 4%`"),
    ("mark: { picture: logo.svg, area: 8% }", "; or write `level: H`"),
    ("level: L, mark: logo.svg", "delete `level`; or write `level: H`"),
  ])
  func whatIsAdvisedForACostlyMarkHelps(job: String, hint: String) throws {
    let texts = try mark(job).texts
    let text = try #require(texts.first { $0.contains("[logo-budget]") }, "\(texts)")
    #expect(text.hasSuffix(hint), "\(text)")
  }

  @Test func takesAMarkOf4PercentAtLevelQ() throws {
    let fixture = try mark("mark: logo.svg")
    #expect(fixture.sink.errorCount == 0, "\(fixture.texts)")
    #expect(!fixture.checks.contains { $0.contains("logo-budget") || $0.contains("logo-level") })
    #expect(
      fixture.texts.contains {
        $0.contains("note: print[0].mark (poster a): because of the centre mark")
      })
    let code = try #require(fixture.sheets()[0][0].codes.first?.code)
    #expect(code.size.level == .quartile && code.plateSideInModules == 9)
  }

  @Test(arguments: [
    ("level: Q, mark: { picture: logo.svg, area: 9% }", "note logo-budget"),
    ("level: H, mark: { picture: logo.svg, area: 12% }", "warning logo-area"),
    ("level: H, mark: { picture: logo.svg, area: 20% }", "error logo-area"),
    ("level: H, mark: { picture: logo.svg, area: 90% }", "error logo-pattern"),
    ("level: Q, mark: { picture: logo.svg, area: 4% }", "note covered-alignment-pattern"),
    ("level: L, mark: { picture: logo.svg, area: 2% }", "warning logo-level"),
  ])
  func reportsMarksThatAreTooLarge(job: String, expected: String) throws {
    let fixture = try mark(job)
    #expect(fixture.checks.contains(expected), "\(fixture.texts)")
  }
}
