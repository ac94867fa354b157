import Catalog
import Support
import Synchronization
import Testing

@testable import Print

/// What is kept between the checks and builds of a running program.
@Suite struct PrintMemoryTests {
  /// Estimated widths, counted.
  private final class CountedMeasure: TextMeasure {
    let count = Atomic(0)
    let identity: String?

    init(_ identity: String?) { self.identity = identity }

    func width(of text: String, _ face: Typeface, _ language: Language) -> Double {
      count.add(1, ordering: .relaxed)
      return TextEstimate().width(of: text, face, language)
    }
  }

  private struct Outcome: Equatable {
    var findings: [String] = []
    var characters: [[PrintedCharacters.Style: Set<Character>]] = []
    var sheets: [[Sheet]] = []
    var leftOut: [[String]] = []
  }

  /// Checks and lays out all jobs, as a build does.
  private static func outcome(
    _ fixture: PrintFixture, _ measure: any TextMeasure, _ memory: PrintMemory?
  ) throws -> Outcome {
    let catalogue = try #require(fixture.catalogue, "\(fixture.texts)")
    return try PrintMemory.$current.withValue(memory) { () throws -> Outcome in
      var outcome = Outcome()
      let sink = FindingSink()
      var check = JobChecker(catalogue.outline, measure: measure, into: sink)
      let links = catalogue.makeReader()
      while let link = try links.next() { check.examine(link) }
      check.finish()
      // Each project has a folder of its own.
      outcome.findings = sink.findings.map { "\($0.severity) \($0.problem)" }
      outcome.characters = check.printedCharacters.map(\.byStyle)
      for typesetter in try JobTypesetter.all(of: catalogue.outline, measure: measure) {
        var typesetter = typesetter
        var sheets: [Sheet] = []
        let links = catalogue.makeReader()
        while let link = try links.next() { sheets += try typesetter.add(link) }
        outcome.sheets.append(try sheets + typesetter.finish())
        outcome.leftOut.append(typesetter.leftOut)
      }
      return outcome
    }
  }

  private static let jobs = """
    - { labels: "*", stock: avery-l7160 }
    - { poster: [tea, cake], paper: A5 }
    - { tent: table-*, paper: A5 }
    """

  /// A shop, and what an owner changes about it.
  private static func shops() throws -> [PrintFixture] {
    let links = PrintFixture.links
    return [
      try PrintFixture(jobs),
      try PrintFixture(jobs, links: links.replacing("price: 12,", with: "price: 12.80,")),
      try PrintFixture(jobs, links: links.replacing("A cup of tea", with: "A pot of green tea")),
      try PrintFixture(jobs, links: links.replacing("custom: \"t{n}\"", with: "custom: \"x{n}\"")),
      try PrintFixture(jobs, links: "- { id: new, title: New }\n" + links),
      try PrintFixture(jobs.replacing("avery-l7160", with: "avery-l7163")),
      try PrintFixture(jobs.replacing("paper: A5 }", with: "paper: A5, design: night }")),
      try PrintFixture(jobs.replacing("paper: A5 }", with: "paper: A5, accent: \"#a01020\" }")),
      try PrintFixture(jobs.replacing("paper: A5 }", with: "paper: A4, note: Thank you }")),
      try PrintFixture(jobs.replacing("paper: A5 }", with: "paper: A5, level: Q, stamp: true }")),
      try PrintFixture(jobs.replacing("paper: A5 }", with: "paper: A5, nudge: \"1,2\" }")),
      try PrintFixture("- { poster: tea, name: wall }\n" + jobs),
      try PrintFixture(jobs, name: "Lakeside Tea House"),
      try PrintFixture(jobs, appkey: "0123456789abcdef0123456789abcdef"),
      try PrintFixture(jobs, token: "longertoken"),
    ]
  }

  /// Whatever is changed, and changed back: with a memory, all is as without.
  @Test func givesWhatIsMadeAnew() throws {
    let shops = try Self.shops()
    let memory = PrintMemory()
    for shop in shops + [shops[0]] + shops.reversed() {
      let remembered = try Self.outcome(shop, CountedMeasure("fonts"), memory)
      let anew = try Self.outcome(shop, CountedMeasure("fonts"), nil)
      #expect(remembered == anew, "\(remembered.findings) \(anew.findings)")
      #expect(!anew.sheets.isEmpty && anew.sheets.allSatisfy { !$0.isEmpty })
    }
  }

  @Test func laysOutOnlyWhatChanges() throws {
    let shops = try Self.shops()
    let memory = PrintMemory()
    func count(_ shop: PrintFixture, _ fonts: String? = "fonts") throws -> Int {
      let measure = CountedMeasure(fonts)
      _ = try Self.outcome(shop, measure, memory)
      return measure.count.load(ordering: .relaxed)
    }
    let first = try count(shops[0])
    // Marks of sheets may be measured each time.
    let again = try count(shops[0])
    #expect(again < first / 20, "\(again) of \(first)")
    // A label and a poster of six labels, two posters and three tents.
    let oneLink = try count(shops[1])
    #expect(again < oneLink && oneLink < first * 2 / 3, "\(oneLink) of \(first)")
    #expect(try count(shops[0]) == again)
    // A line more above the jobs moves them, and changes nothing on paper.
    let moved = try PrintFixture(Self.jobs, rest: "prices: { spare: 3 }")
    #expect(try count(moved) == again)
    // With other fonts, or unknown ones, everything is measured.
    #expect(try count(shops[0], "other fonts") == first)
    #expect(try count(shops[0], nil) >= first)
  }

  /// What is kept is made of values: a library of fonts ends with the build that measured with it.
  @Test(
    arguments: [
      "labels: tea, stock: avery-l7160", "labels: tea, stock: avery-l7160, design: seal",
      "roll: \"*\", paper: 62x29", "poster: \"*\", paper: A5",
      "poster: \"*\", paper: A5, design: bistro",
      "tent: \"*\", paper: A4", "cards: \"*\", paper: A4", "plate: \"*\"",
      "menu: \"*\", paper: A4", "board: \"*\", paper: A4",
    ], ["00112233445566778899aabbccddeeff", samples])
  func keepsNoFonts(job: String, appkey: String) throws {
    let shop = try PrintFixture("- { \(job) }", appkey: appkey)
    let memory = PrintMemory()
    weak var kept: CountedMeasure?
    func build() throws -> Int {
      let measure = CountedMeasure("fonts")
      kept = measure
      // What does not fit is remembered too.
      _ = try? Self.outcome(shop, measure, memory)
      return measure.count.load(ordering: .relaxed)
    }
    #expect(try build() > 0)
    #expect(kept == nil, "\(job)")
  }

  /// The appkey of the gateway's document, which pays nobody.
  private static let samples = "e3d704f3542b44a621ebed70dc0efe13"

  @Test func countsTheBytesOfDrawings() throws {
    let shop = try PrintFixture("- { poster: \"*\", paper: A5 }\n- { tent: \"*\", paper: A4 }")
    let catalogue = try #require(shop.catalogue, "\(shop.texts)")
    let sheets = try shop.sheets()
    let pages = sheets.reduce(0) { $0 + $1.count }
    /// How many pages are drawn, each with so many bytes.
    func drawn(_ size: Int, _ memory: PrintMemory) throws -> Int {
      try PrintMemory.$current.withValue(memory) { () throws -> Int in
        var count = 0
        let measure = CountedMeasure("fonts")
        let jobs = try JobTypesetter.all(of: catalogue.outline, measure: measure)
        for (job, sheets) in zip(jobs, sheets) {
          for sheet in sheets {
            _ = job.drawing(of: sheet) {
              count += 1
              return [UInt8](repeating: 0, count: size)
            }
            #expect(memory.drawingByteCount <= 100_000)
          }
        }
        return count
      }
    }
    #expect(pages > 10)
    // Few bytes: all are there again.
    let small = PrintMemory(drawingLimit: 100_000)
    #expect(try drawn(100, small) == pages)
    #expect(try drawn(100, small) == 0)
    #expect(small.drawingByteCount == 100 * pages)
    // Many bytes, and more than all together may have: those of the last pages, or none.
    let large = PrintMemory(drawingLimit: 100_000)
    #expect(try drawn(30_000, large) == pages)
    #expect(large.drawingByteCount > 0)
    let huge = PrintMemory(drawingLimit: 100_000)
    #expect(try drawn(60_000, huge) == pages)
    #expect(try drawn(60_000, huge) == pages)
    #expect(huge.drawingByteCount == 0)
  }

  /// The same sheet of two jobs may have other fonts and pictures.
  @Test func drawsTheSameSheetOfAnotherJobAnew() throws {
    let shop = try PrintFixture(
      "- { poster: tea, paper: A5 }\n- { poster: tea, paper: A5, name: wall }")
    let catalogue = try #require(shop.catalogue, "\(shop.texts)")
    let sheet = try #require(try shop.sheets().first?.first)
    try PrintMemory.$current.withValue(PrintMemory()) { () throws -> Void in
      let measure = CountedMeasure("fonts")
      let jobs = try JobTypesetter.all(of: catalogue.outline, measure: measure)
      #expect(jobs.count == 2)
      for (number, job) in jobs.enumerated() {
        #expect(job.drawing(of: sheet) { [UInt8(number)] } == [UInt8(number)])
      }
      for (number, job) in jobs.enumerated() {
        #expect(job.drawing(of: sheet) { [] } == [UInt8(number)])
      }
    }
  }

  @Test func forgetsWhatNobodyAskedForLately() {
    var values = RecentValues<Int, Int>(limit: 3)
    for number in 1...3 { values.keep(number * 10, for: number) }
    // What is used again stays.
    for number in 4...20 {
      values.keep(number * 10, for: number)
      #expect(values.value(for: 1) == 10)
      #expect(values.size <= 6)
    }
    #expect(values.value(for: 2) == nil && values.value(for: 20) == 200)
  }

  @Test func countsTheSizesOfValues() {
    var values = RecentValues<Int, Int>(limit: 100)
    for number in 1...50 {
      values.keep(number, for: number, size: 30)
      #expect(values.size <= 200 && values.value(for: number) == number)
    }
    #expect(values.value(for: 1) == nil && values.value(for: 49) == 49)
    // Another value in its place, whatever its size was.
    values.keep(-1, for: 50, size: 10)
    values.keep(-2, for: 50, size: 20)
    #expect(values.value(for: 50) == -2 && values.size <= 200)
    // One that is too large takes no other one's place, and not its own older one's either.
    let size = values.size
    values.keep(1, for: 50, size: 101)
    #expect(values.value(for: 50) == nil && values.size == size - 20)
  }
}
