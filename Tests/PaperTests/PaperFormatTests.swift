import GatePay
import Paper
import Testing

@Suite struct PaperFormatTests {
  static let head =
    #"{"paypress.paper": "1", "about": "What PayPress published and printed. Keep this file beside "#
    + #"the config and under version control; after a merge, keep the lines of both sides."}"#
  static let slug =
    #"{"slug": "tea", "link": "tea", "url": "https://gatepay.io/pay/any?appkey=a&token=b", "#
    + #""title": "龙井", "since": "2026-11-26T16:20:00Z"}"#
  static let print =
    #"{"print": "22222", "job": "posters", "kind": "poster", "design": "seal", "#
    + #""place": "front door", "date": "2026-11-02"}"#
  static let paper =
    #"{"paper": "22222-1", "link": "tea", "text": "https://pay.example.com/p/tea/", "#
    + #""target": "https://gatepay.io/pay/any?appkey=a&token=b&price=28.00", "title": "龙井", "#
    + #""price": "28.00", "words": ["龙井", "¥28.00"], "side_mm": 80.5, "sheet": 1, "#
    + #""position": 1, "stamp": "7K3M"}"#
  static let gone = #"{"gone": "22222-1", "date": "2026-12-01"}"#

  static func read(_ lines: String...) throws -> PaperFormat.Contents {
    try PaperFormat.read(Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  @Test func writesTheBytesThatItReads() throws {
    let text = [Self.head, Self.slug, Self.print, Self.paper, Self.gone].map { $0 + "\n" }.joined()
    let contents = try PaperFormat.read(Array(text.utf8))
    #expect(PaperFormat.text(contents.ledger) == text)
    #expect(contents.conflictLine == nil)
    #expect(contents.ledger.papers.first?.goneOn == "2026-12-01")
    #expect(contents.ledger.presentPapers.isEmpty)
    #expect(contents.ledger.owners.values.sorted() == ["tea"])
  }

  /// A link may be called otherwise in each language; files of earlier versions do not say so.
  @Test func remembersTitlesInOtherLanguages() throws {
    let titles = #""title": "龙井", "titles": {"en": "Longjing"}"#
    let fact = Self.slug.replacing(#""title": "龙井""#, with: titles)
    let ledger = try Self.read(Self.head, fact).ledger
    let target = try #require(ledger.targets.first)
    #expect(target.title(in: .english) == "Longjing" && target.title(in: .chinese) == "龙井")
    #expect(PaperFormat.text(ledger) == "\(Self.head)\n\(fact)\n")
    let old = try #require(try Self.read(Self.head, Self.slug).ledger.targets.first)
    #expect(old.title(in: .english) == "龙井")
  }

  @Test func readsFactsInAnyOrderAndTwice() throws {
    let sorted = try Self.read(Self.head, Self.slug, Self.print, Self.paper, Self.gone)
    let mixed = try Self.read(
      Self.head, Self.gone, Self.paper, Self.slug, Self.print, "\r", Self.slug, Self.gone)
    #expect(mixed.ledger == sorted.ledger)
  }

  @Test func readsBothSidesOfAConflict() throws {
    let other = Self.slug.replacing("\"tea\"", with: "\"cake\"")
    let contents = try Self.read(
      Self.head, "<<<<<<< HEAD", Self.slug, "||||||| base", "=======", other, ">>>>>>> cake")
    #expect(contents.conflictLine == 2)
    #expect(contents.ledger.targets.map(\.link) == ["cake", "tea"])
  }

  @Test func findsASlugThatTwoLinksClaim() throws {
    let other = Self.slug.replacing("\"link\": \"tea\"", with: "\"link\": \"cake\"")
      .replacing("16:20", with: "16:21")
    let conflicts = try Self.read(Self.head, other, Self.slug).ledger.conflicts
    #expect(conflicts.map(\.owner) == ["tea"] && conflicts.map(\.other) == ["cake"])
    #expect(conflicts.map(\.slug.text) == ["tea"])
  }

  /// Texts that are no file, with the line that is wrong.
  static let wrong: [(text: String, line: Int)] = {
    var wrong: [(String, Int)] = [("{\"paypress.paper\": \"2\"}", 1), (slug, 1)]
    func add(_ lines: [String], _ line: Int) {
      wrong.append((([head] + lines).joined(separator: "\n"), line))
    }
    add(["{\"slug\": \"tea\"}"], 2)
    add([slug.replacing("tea\"", with: "Tea\"")], 2)
    add([String(slug.dropLast()) + ", \"x\": 1}"], 2)
    add([slug.replacing("\"since\"", with: "\"titles\": {\"fr\": \"x\"}, \"since\"")], 2)
    add(["[1]"], 2)
    add(["{"], 2)
    add([paper], 2)
    add([print, print.replacing("seal", with: "x")], 3)
    add([print, paper, paper.replacing("7K3M", with: "7K3N")], 4)
    add([print.replacing("2026-11-02", with: "2026-02-30")], 2)
    for place in ["", " ", "front\u{2028}door", "front\\ndoor", "front \u{202E}door"] {
      add([print.replacing("front door", with: place)], 2)
    }
    add([print.replacing("22222", with: "22223")], 2)
    add([print, paper.replacing("28.00\", \"w", with: "28\", \"w")], 3)
    add(["{\"gone\": \"22222\", \"date\": \"2026-12-01\"}"], 2)
    return wrong
  }()

  @Test(arguments: wrong)
  func refusesWhatItWouldLose(text: String, line: Int) throws {
    do throws(PaperDamage) {
      _ = try PaperFormat.read(Array(text.utf8))
      Issue.record("was read: \(text)")
    } catch {
      #expect(error.line == line)
    }
  }

  @Test func remembersEachTargetOnceAndInOrder() throws {
    var ledger = PaperLedger()
    let slug = try #require(PaperSlug("tea"))
    func target(_ url: String, _ since: Int64) -> PublishedTarget {
      PublishedTarget(slug: slug, link: "tea", url: url, title: "Tea", since: since)
    }
    let facts = [target("a", 1000), target("a", 1005), target("b", 900), target("a", 901)]
    // The third is new even though the clock went back.
    #expect(facts.map { ledger.add($0) } == [true, false, true, true])
    #expect(ledger.targets.map(\.url) == ["a", "b", "a"])
    #expect(ledger.targets.map(\.since) == [1000, 1001, 1002])
    #expect(ledger.lastTargets[slug]?.since == 1002)
    #expect(ledger.firstSlugs == ["tea": slug])
  }
}
