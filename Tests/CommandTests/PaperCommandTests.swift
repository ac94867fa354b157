import Foundation
import TestSupport
import Testing

/// `paypress paper`: what was printed, and what of it is wrong now.
@Suite struct PaperCommandTests {
  static let key = "e3d704f3542b44a621ebed70dc0efe13"

  static func config(
    tea: String = "price: 28", cake: String = "price: 12", print: String = ""
  ) -> String {
    """
    site: { title: Tea House, language: en, base_url: https://pay.example.com/ }
    merchants: { lakeside: { name: Lakeside, appkey: \(key), tokens: { counter: qflknfokn } } }
    links:
      - { id: tea, title: Longjing, \(tea), stable: true }
      - { id: cake, title: Cake, \(cake), stable: true, forward: true }
    print:
      - { poster: "*", name: posters, paper: A5 }
      - { labels: "*", name: shelf, stock: avery-l7160, start: 3, copies: 2\(print) }
    """
  }

  /// A built shop with its posters and labels on record.
  func marked() throws -> (folder: TemporaryFolder, posters: String, labels: String) {
    let folder = try TemporaryFolder()
    try folder.write(Self.config(), to: "paypress.yml")
    try run(folder, "build")
    let posters = try run(
      folder, "paper", "mark", "posters", "--place", "front door", "--date", "2026-11-02")
    let labels = try run(folder, "paper", "mark", "shelf", "--date", "2026-11-03")
    return (folder, posters.trimmed, labels.trimmed)
  }

  @discardableResult
  func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> String {
    let result = try Tool.payPress(arguments, in: folder.path)
    #expect(result.status == 0, "\(arguments): \(result.error)")
    return result.text
  }

  @Test func recordsEachPieceWithItsPlaceOnTheSheet() throws {
    let (folder, posters, labels) = try marked()
    let list = try run(folder, "paper", "list")
    #expect(list.split(separator: "\n").count == 4)
    #expect(list.contains("current  \(posters)-1  1 poster of \"tea\", front door, 2026-11-02\n"))
    #expect(list.contains("current  \(labels)-1…2  2 labels of \"tea\", 2026-11-03\n"))
    let facts = try folder.text("paypress.paper")
    #expect(facts.contains("\"job\": \"shelf\", \"kind\": \"labels\", \"design\": \"classic\""))
    #expect(facts.contains("\"place\": \"front door\", \"date\": \"2026-11-02\""))
    let places = facts.matches(of: /"sheet": (\d+), "position": (\d+)/).map { "\($0.1).\($0.2)" }
    #expect(places.sorted() == ["1.1", "1.3", "1.4", "1.5", "1.6", "2.1"])
  }

  @Test func markingTheSamePrintTwiceRecordsItOnce() throws {
    let (folder, posters, _) = try marked()
    let before = try folder.text("paypress.paper")
    let again = try run(
      folder, "paper", "mark", "posters", "--place", "front door", "--date", "2026-11-02")
    #expect(again.trimmed == posters)
    #expect(try folder.text("paypress.paper") == before)
    let said = try Tool.payPress(
      ["paper", "mark", "posters", "--place", "front door", "--date", "2026-11-02"],
      in: folder.path)
    #expect(
      said.error.contains(
        "2 posters of posters, printed on 2026-11-02: already on record as \(posters); another copy needs "
          + "another --place"), "\(said.error)")
  }

  /// What was taken down and printed again on the same day is on record once more.
  @Test func whatIsMarkedAfterItWasGoneIsAnotherPrint() throws {
    let (folder, posters, _) = try marked()
    let mark = ["paper", "mark", "posters", "--place", "front door", "--date", "2026-11-02"]
    try run(folder, "paper", "gone", "\(posters)-1")
    let again = try Tool.payPress(mark, in: folder.path)
    let id = again.text.trimmed
    #expect(id != posters && again.error.contains("2 posters of posters marked as printed"))
    #expect(try run(folder, "paper", "list").contains("  \(id)-1  1 poster of \"tea\", front door"))
    #expect(try Tool.payPress(mark, in: folder.path).text.trimmed == id)
    #expect(try Tool.payPress(["check"], in: folder.path).status == 0)
  }

  @Test func markingChangesNothingInTheSite() throws {
    let (folder, _, _) = try marked()
    let before = try folder.files(below: "output", skipping: ".paypress")
    try run(folder, "build")
    #expect(try folder.files(below: "output", skipping: ".paypress") == before)
  }

  @Test func aPriceChangeMakesDirectPiecesWrongAndOthersForward() throws {
    let (folder, posters, labels) = try marked()
    try folder.write(Self.config(tea: "price: 30", cake: "price: 15"), to: "paypress.yml")
    let stale = try run(folder, "paper", "stale")
    #expect(stale.contains("wrong  \(posters)-1  1 poster of \"tea\", front door, 2026-11-02: "))
    #expect(
      stale.contains("wrong  \(labels)-1…2  2 labels of \"tea\", 2026-11-03: ¥28.00 → ¥30.00"))
    #expect(stale.contains("forwarding  \(posters)-2  1 poster of \"cake\""))
    let check = try Tool.payPress(["check"], in: folder.path)
    #expect(check.status == 0)
    #expect(
      check.error.contains(
        "1 poster of \"tea\" (\(posters)-1, front door, 2026-11-02) is wrong: ¥28.00 → ¥30.00"))
    #expect(check.error.contains("leads to the new amount, but shows the old one"))
    #expect(check.error.contains("printed pieces on record: 3 wrong, 3 forwarding"))
    #expect(try Tool.payPress(["check", "--strict"], in: folder.path).status == 1)
  }

  @Test func otherWordsAreOutdatedAndARemovedLinkIsWrong() throws {
    let (folder, posters, _) = try marked()
    let config = Self.config().replacing("Longjing", with: "Green tea")
    try folder.write(config, to: "paypress.yml")
    let outdated = try run(folder, "paper", "stale")
    #expect(outdated.split(separator: "\n").allSatisfy { $0.hasPrefix("outdated  ") })
    #expect(outdated.contains("words \"Longjing\" → \"Green tea\""))
    try folder.write(
      Self.config().split(separator: "\n").filter { !$0.contains("id: cake") }
        .joined(separator: "\n"), to: "paypress.yml")
    let stale = try run(folder, "paper", "stale")
    #expect(stale.contains("wrong  \(posters)-2  1 poster of \"cake\""))
    #expect(stale.contains("the link is gone"))
  }

  /// Only pieces with the same fault are named, never the whole print.
  @Test func theAdviceForAWrongPieceIsOnlyAboutThatPiece() throws {
    let (folder, posters, labels) = try marked()
    try folder.write(Self.config(tea: "price: 30"), to: "paypress.yml")
    let wrong = try Tool.payPress(["check"], in: folder.path).error
    let commands = wrong.matches(of: /`paypress (paper gone [^`]*)`/).map { String($0.1) }
    #expect(
      Set(commands) == ["paper gone \(posters)-1", "paper gone \(labels)-1…2"])
    #expect(
      wrong.contains("hint: print anew with `paypress paper reprint`; when the old one is down"))
    for command in commands {
      let arguments = command.components(separatedBy: " ")
      #expect(try Tool.payPress(arguments, in: folder.path).status == 0)
    }
    #expect(try !Tool.payPress(["check"], in: folder.path).error.contains("[wrong-paper]"))
    try folder.write(
      Self.config().split(separator: "\n").filter { !$0.contains("id: cake") }
        .joined(separator: "\n"), to: "paypress.yml")
    let removed = try Tool.payPress(["check"], in: folder.path).error
    #expect(
      removed.contains(
        "hint: take it down, then run `paypress paper gone \(posters)-2`; to keep it, give a link the id "
          + "\"cake\" again"), "\(removed)")
    #expect(!removed.contains("paper reprint`"))
  }

  @Test func onlyWhatIsMarkedAsGoneIsGone() throws {
    let (folder, posters, labels) = try marked()
    try folder.write(Self.config(tea: "price: 30"), to: "paypress.yml")
    try run(folder, "paper", "gone", "\(posters)-1", "--date", "2026-11-04")
    #expect(try run(folder, "paper", "stale").hasPrefix("wrong  \(labels)-1…2"))
    try run(folder, "paper", "gone", labels.uppercased())
    #expect(try run(folder, "paper", "stale").isEmpty)
    #expect(try run(folder, "paper", "list", "--all").contains("marked as gone on 2026-11-04"))
    let unknown = try Tool.payPress(["paper", "gone", "22222"], in: folder.path)
    #expect(unknown.status == 1 && unknown.error.contains("has the id \"22222\""))
  }

  /// Jobs that print pieces again and whose own job has left the config: others can be marked, and who asks
  /// for them hears why not.
  @Test func aReprintOfAJobThatIsGoneIsSaid() throws {
    let (folder, _, _) = try marked()
    try folder.write(Self.config(tea: "price: 30"), to: "paypress.yml")
    try run(folder, "build")
    let list = try folder.text("output/print/jobs.json")
    // As `paper reprint` leaves the list, without a browser.
    let reprint = "\"name\": \"reprint\", \"reprint\": true, \"reprint_of\": \"posters\""
    let changed = list.replacing("\"name\": \"posters\"", with: reprint)
    #expect(changed != list)
    try folder.write(changed, to: "output/print/jobs.json")
    try folder.write(
      Self.config(tea: "price: 30").replacing("name: posters", with: "name: walls"),
      to: "paypress.yml")
    let before = try folder.text("paypress.paper")
    let result = try Tool.payPress(["paper", "mark", "reprint"], in: folder.path)
    #expect(
      result.status == 1
        && result.error.contains(
          "the built job \"reprint\" prints again what \"posters\" printed, and the config has no print "
            + "job \"posters\" any more"),
      "\(result.error)")
    let chinese = try Tool.payPress(
      ["paper", "mark", "reprint"], in: folder.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.error.contains("请先在 `print:` 下写回 \"posters\""), "\(chinese.error)")
    // Their pieces are wrong and of a job that is gone: the other sheets are named.
    let again = try Tool.payPress(["paper", "reprint"], in: folder.path)
    #expect(
      again.status == 1
        && again.error.contains(
          "the wrong pieces come from jobs that the config no longer has: "),
      "\(again.error)")
    #expect(try folder.text("paypress.paper") == before)
    try run(folder, "paper", "mark", "shelf")
  }

  @Test func stampsAreOnPaperUnlessAJobSwitchesThemOff() throws {
    let folder = try TemporaryFolder()
    func stamps(_ config: String) throws -> Int {
      try folder.write(config, to: "paypress.yml")
      try run(folder, "build")
      return try folder.text("output/print/shelf.html")
        .matches(of: />[2-9CDFHJKMNPRTVWXY]{4}</).count
    }
    #expect(try stamps(Self.config()) == 4)
    #expect(try stamps(Self.config(print: ", stamp: false")) == 0)
    let plain = Self.config().replacing(", forward: true", with: "")
    try FileManager.default.removeItem(atPath: "\(folder.path)/output")
    #expect(try stamps(plain) == 0)
    #expect(
      try stamps(Self.config(print: ", stamp: true").replacing(", forward: true", with: "")) == 4)
  }

  /// Git's marks go with the next build, also where no link forwards.
  @Test func aBuildRemovesConflictMarks() throws {
    let folder = try PaperShop.folder()
    try run(folder, "build")
    try run(folder, "paper", "mark", "posters", "--date", "2026-11-02")
    let lines = try folder.text("paypress.paper").split(separator: "\n").map { "\($0)\n" }
    let last = lines[lines.count - 1]
    try folder.write(
      lines.dropLast().joined() + "<<<<<<< HEAD\n\(last)=======\n\(last)>>>>>>> other\n",
      to: "paypress.paper")
    let build = try Tool.payPress(["build"], in: folder.path)
    #expect(build.status == 0 && build.error.contains("git left conflict marks here"))
    #expect(try folder.text("paypress.paper") == lines.joined())
    #expect(try !Tool.payPress(["check"], in: folder.path).error.contains("conflict marks"))
  }

  /// Sites with prints on record have stamps as well; what was printed before has none, also on record.
  @Test func theFirstMarkBringsStamps() throws {
    let folder = try PaperShop.folder()
    func stamps() throws -> [String] {
      try folder.text("output/print/posters.html")
        .matches(of: />([2-9CDFHJKMNPRTVWXY]{4})</).map { String($0.1) }
    }
    try run(folder, "build")
    #expect(try stamps().isEmpty)
    let first = try Tool.payPress(["paper", "mark", "posters", "--place", "door"], in: folder.path)
    #expect(
      first.error.contains(
        "from the next build on, each piece is printed with a small stamp, which `paypress paper stamp` "
          + "explains; `stamp: false` in a print job leaves it out"), "\(first.error)")
    #expect(try !folder.text("paypress.paper").contains("\"stamp\""))
    // The sheets are right as they were printed.
    #expect(try Tool.payPress(["verify"], in: folder.path).status == 0)
    let change = try Tool.payPress(["diff"], in: folder.path)
    #expect(
      change.text == """
        changes since output: 1 print job
        print job posters: each piece now has a stamp: 2 posters

        """)
    let chinese = try Tool.payPress(
      ["diff"], in: folder.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.text.hasSuffix("打印任务 posters：每张都印有印记：2 张海报\n"), "\(chinese.text)")
    try run(folder, "build")
    let stamp = try #require(try stamps().first)
    let second = try Tool.payPress(["paper", "mark", "posters", "--place", "bar"], in: folder.path)
    #expect(!second.error.contains("from the next build on"))
    #expect(try run(folder, "paper", "stamp", stamp).contains("bar"))
    #expect(try !run(folder, "paper", "list", "--json").contains("\"stamp\": \"\""))
    // The words of a piece are the same with a stamp and without one.
    #expect(try run(folder, "paper", "stale").isEmpty)
    #expect(try Tool.payPress(["verify"], in: folder.path).status == 0)
  }

  /// A label of 22 × 24 mm is all code and words.
  @Test func aPieceWithoutRoomForAStampIsNamed() throws {
    let folder = try TemporaryFolder()
    func notes(_ job: String) throws -> String {
      let slip = #"paper: A4, columns: 3, rows: 7, size: 22x24, first: "7,15", pitch: "66,38.1""#
      try folder.write(
        Self.config() + """

            - { labels: cake, stock: slip, name: small\(job) }
          stocks: { slip: { \(slip) } }

          """, to: "paypress.yml")
      return try Tool.payPress(["check"], in: folder.path).error
    }
    let note = try notes("")
    #expect(
      note.contains(
        """
        paypress.yml:9:5: note: print[small]: the piece of "cake" has no room for its stamp, and is \
        printed without one [no-stamp]

        """), "\(note)")
    #expect(!(try notes(", stamp: false")).contains("no-stamp"))
  }

  @Test func onlyChangedLeavesOutWhatIsRight() throws {
    let (folder, _, _) = try marked()
    try folder.write(Self.config(tea: "price: 30", print: ", only: changed"), to: "paypress.yml")
    try run(folder, "build")
    let jobs = try folder.text("output/print/jobs.json")
    let shelf = jobs[(jobs.firstRange(of: "shelf")?.lowerBound ?? jobs.startIndex)...]
    #expect(shelf.matches(of: /"link": "tea"/).count == 2)
    #expect(!shelf.contains("\"link\": \"cake\""))
  }

  @Test(arguments: [
    ["paper", "mark", "nothing"], ["paper", "mark", "posters", "--date", "2999-01-01"],
    ["paper", "reprint", "--job", "nothing"], ["paper", "reprint", "--stock", "nothing"],
    ["paper", "mark", "posters", "--date", "2026-02-30"],
    ["paper", "mark", "posters", "--place", "front\ndoor"],
    ["paper", "mark", "posters", "--place", "front\u{2028}door"],
    ["paper", "mark", "posters", "--place", "front \u{202E}door"],
    ["paper", "mark", "posters", "--place", ""],
    ["paper", "mark", "posters", "--place", " \u{3000}"],
    ["pdf", "--mark", "--date", "yesterday"], ["paper", "reprint", "--mark", "--place", "a\tb"],
  ])
  func refusesWhatItCannotMark(arguments: [String]) throws {
    let (folder, _, _) = try marked()
    let before = try folder.text("paypress.paper")
    #expect(try Tool.payPress(arguments, in: folder.path).status == 64)
    #expect(try folder.text("paypress.paper") == before)
  }

  /// A place is the same with spaces around it.
  @Test func thePlaceIsTrimmed() throws {
    let (folder, posters, _) = try marked()
    let again = try run(
      folder, "paper", "mark", "posters", "--place", " front door ", "--date", "2026-11-02")
    #expect(again.trimmed == posters)
  }

  @Test func nothingIsGoneBeforeItWasPrintedOrInTheFuture() throws {
    let (folder, posters, _) = try marked()
    let before = try folder.text("paypress.paper")
    for (day, words) in [
      (
        "2026-11-01",
        "\(posters)-1 was printed on 2026-11-02, so it cannot be gone since 2026-11-01"
      ),
      ("2999-01-01", "--date takes a day that has come, and today is "),
    ] {
      let gone = try Tool.payPress(["paper", "gone", posters, "--date", day], in: folder.path)
      #expect(gone.status == 64 && gone.error.contains(words), "\(gone.error)")
    }
    #expect(try folder.text("paypress.paper") == before)
    try run(folder, "paper", "gone", posters, "--date", "2026-11-02")
  }

  /// A misspelt option is named as such, with what was meant.
  @Test func aMisspeltReprintSaysWhatThereIs() throws {
    let (folder, _, _) = try marked()
    try folder.write(Self.config(tea: "price: 30"), to: "paypress.yml")
    for (option, value, words) in [
      ("--job", "poster", "neither the config nor the record has a print job \"poster\""),
      ("--job", "poster", "did you mean \"posters\"?"),
      ("--stock", "averyl7160", "there is no stock \"averyl7160\""),
      ("--stock", "averyl7160", "did you mean \"avery-l7160\"?"),
    ] {
      let result = try Tool.payPress(["paper", "reprint", option, value], in: folder.path)
      #expect(result.status == 64 && result.error.contains(words), "\(result.error)")
    }
    let start = try Tool.payPress(
      ["paper", "reprint", "--stock", "avery-l7160", "--start", "99"], in: folder.path)
    #expect(start.status == 64 && start.error.contains("a sheet has only 21 places"))
    #expect(!start.error.contains(":1:1:"), "\(start.error)")
  }
}

extension String {
  fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
