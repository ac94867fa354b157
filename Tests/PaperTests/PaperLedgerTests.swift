import Testing

@testable import Paper

/// Which prints are one and the same, and which only have the same id.
@Suite struct PaperLedgerTests {
  /// A print of two posters.
  private static func print(
    _ id: String = "22222", job: String = "posters", title: String = "Tea"
  ) -> [PrintedPaper] {
    let run = MarkedPrint(
      id: id, job: job, kind: "poster", design: "classic", place: "door", day: "2026-11-02")
    return (1...2).map { number in
      PrintedPaper(
        id: PaperID(run: id, number: number), run: run, link: "tea", text: "https://gatepay.io/a",
        target: "https://gatepay.io/a", title: title, price: nil, words: [title],
        sideInMillimetres: 80.123_456, sheet: number, position: 1, stamp: nil)
    }
  }

  /// A ledger as it is read from its file.
  private func read(_ ledger: PaperLedger) throws -> PaperLedger {
    try PaperFormat.read(Array(PaperFormat.text(ledger).utf8)).ledger
  }

  @Test func thePrintOnRecordIsNotAddedAgain() throws {
    var ledger = PaperLedger()
    #expect(ledger.add(print: Self.print()) == .init(id: "22222", isNew: true))
    ledger = try read(ledger)
    #expect(ledger.add(print: Self.print()) == .init(id: "22222", isNew: false))
    #expect(ledger.papers.count == 2)
    #expect(ledger.add(print: []) == nil)
  }

  /// Both stay on record, each with an id of its own, in either order and also where branches meet.
  @Test(arguments: ["job", "title", "count"])
  func anotherPrintWithTheSameIDGetsAnotherOne(difference: String) throws {
    let other =
      switch difference {
      case "job": Self.print(job: "shelf")
      case "title": Self.print(title: "Cake")
      default: Array(Self.print().prefix(1))
      }
    var ledger = PaperLedger()
    ledger.add(print: Self.print())
    let secondPrint = ledger.add(print: other)
    let second = try #require(secondPrint)
    #expect(second.isNew && second.id != "22222" && PaperID.run(second.id) == second.id)
    #expect(ledger.papers.count == 2 + other.count)
    #expect(try read(ledger).papers.count == 2 + other.count)
    // Marked again, each is found.
    #expect(ledger.add(print: other) == .init(id: second.id, isNew: false))
    #expect(ledger.add(print: Self.print()) == .init(id: "22222", isNew: false))
    var branch = PaperLedger()
    branch.add(print: Self.print())
    #expect(branch.add(print: other) == second)
    #expect(branch == ledger)
  }

  /// What is gone does not come back: it was printed again.
  @Test func aPrintThatIsGoneIsPrintedAgain() throws {
    var ledger = PaperLedger()
    ledger.add(print: Self.print())
    ledger.markGone([PaperID(run: "22222", number: 2)], on: "2026-11-03")
    let secondPrint = ledger.add(print: Self.print())
    let second = try #require(secondPrint)
    #expect(second.isNew && second.id != "22222")
    #expect(ledger.presentPapers.count == 3)
    #expect(ledger.add(print: Self.print()) == .init(id: second.id, isNew: false))
    ledger.markGone([PaperID(run: second.id, number: 1)], on: "2026-11-04")
    let thirdPrint = ledger.add(print: Self.print())
    let third = try #require(thirdPrint)
    #expect(third.isNew && ![second.id, "22222"].contains(third.id))
    #expect(try read(ledger).papers.map(\.id) == ledger.papers.map(\.id))
  }

  /// Of 7 characters, so that ids of a shop's prints do not meet; those of earlier versions have 5.
  @Test func idsHaveSevenCharacters() {
    let run = PaperID.run(of: ["posters", "door"])
    #expect(run.count == 7 && PaperID.run(run) == run)
    #expect(PaperID.run("22222") == "22222" && PaperID.run("222222") == nil)
  }
}
