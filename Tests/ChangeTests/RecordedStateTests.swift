import Foundation
import TestSupport
import Testing

/// What is said about a shop with every kind of print job, marked prints, an order and a repository: the
/// sentences that edits of the examples do not show, in both languages.
@Suite struct RecordedStateTests {
  private static let config = """
    site: { title: Harbour Coffee, language: en }
    merchants:
      harbour:
        name: Harbour Coffee
        appkey: 0f3704f3542b44a621ebed70dc0efe77
        tokens: { counter: qflknfokn }
    links:
      - { id: latte, title: Latte, price: 28.00, stable: true }
      - { id: mocha, title: Mocha, price: 32.00, stable: true }
      - { id: deposit, title: Cup deposit, order: anypay, type: wechat, price: 5 }
      - { id: "table-{n}", each: { n: 1..24 }, title: "Table {n}", custom: "table-{n}", stable: true }

    """

  private static let jobs = """
    print:
      - { poster: latte, name: posters, paper: A5 }
      - { plate: latte, name: plates, size: 90x130 }
      - { menu: [latte, mocha], name: menu }
      - { board: [latte, mocha], name: board }
      - { roll: latte, name: roll, paper: 62x29 }
      - { cards: latte, name: cards, stock: avery-c32011 }

    """

  /// An order that was created earlier.
  private static func orders(address: Int) -> String {
    """
    {"version": "2", "about": "Orders that PayPress created."}
    {"out_order_id": "abcdefghjkmnpqrstvwxyzab", "link": "deposit", "gateway": "https://gatepay.io", \
    "merchant": "harbour", "order": "anypay", "price": "5.00", "type": "wechat", "custom": "deposit", \
    "pay_url": "https://gatepay.io/pay/api?id=\(address)&type=wechat", "recorded": "2026-11-01T08:00:00Z"}

    """
  }

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.orders(address: 1), to: "paypress.lock")
  }

  private func write(_ replacements: (String, String)..., jobs: String = jobs) throws {
    var config = Self.config + jobs
    for (old, new) in replacements {
      #expect(config.contains(old), "\(old)")
      config = config.replacing(old, with: new)
    }
    try folder.write(config, to: "paypress.yml")
  }

  private func run(_ arguments: [String], language: String = "C") throws -> Tool.Result {
    let result = try Tool.payPress(
      arguments, in: folder.path, environment: ["LC_ALL": language])
    #expect(result.status == 0, "\(arguments): \(result.error)")
    return result
  }

  private func git(_ arguments: String...) throws {
    let name = ["-c", "user.name=shop", "-c", "user.email=shop@example.com"]
    let result = try Tool.run("/usr/bin/git", name + arguments, in: folder.path)
    try #require(result.status == 0, "\(result.error)")
  }

  private static let languages = [("C", ""), ("zh_CN.UTF-8", ".zh-CN")]

  /// Compares what commands say in both languages with a file of each.
  private func expect(
    _ name: String, _ steps: [(title: String, arguments: [String], prepare: () throws -> Void)],
    _ words: (Tool.Result) -> String
  ) throws {
    var texts = ["", ""]
    for step in steps {
      for (index, language) in Self.languages.enumerated() {
        try step.prepare()
        let result = try run(step.arguments, language: language.0)
        texts[index] += "# \(step.title)\n\(words(result))\n"
      }
    }
    for (text, language) in zip(texts, Self.languages) {
      #expect(try Golden.difference(Data(text.utf8), from: "\(name)\(language.1).txt") == nil)
    }
  }

  @Test func everyKindOfPaperAndChangeIsTold() throws {
    try write(jobs: "")
    _ = try run(["build"])
    _ = try run(["build", "-o", "printed"])
    let diff = ["diff"]
    try expect(
      "states",
      [
        ("a job of every kind", diff, { try write() }),
        (
          "an order is created anew", diff,
          {
            try write(jobs: "")
            try folder.write(Self.orders(address: 2), to: "paypress.lock")
          }
        ),
        (
          "links are spread over folders", diff,
          {
            try folder.write(Self.orders(address: 1), to: "paypress.lock")
            try write(("language: en", "language: en, fan_out: true, index: false"), jobs: "")
          }
        ),
      ], \.text)
    // From here on, all jobs are built.
    try write()
    _ = try run(["build"])
    try expect(
      "print-states",
      [
        ("a price on every kind of paper", diff, { try write(("price: 28.00", "price: 30.00")) }),
        (
          "a job has wider codes", diff,
          {
            try write(("name: cards,", "name: cards, code: 28mm, allow: [distance],"))
          }
        ),
        (
          "a job is moved on its sheet", diff,
          { try write(("name: plates,", "name: plates, nudge: \"1,0\",")) }
        ),
        (
          "a job has other colours", diff,
          { try write(("name: posters,", "name: posters, accent: \"#8a1f5a\",")) }
        ),
      ], \.text)
    // Design is known of revisions.
    try folder.write("output/\nprinted/\n", to: ".gitignore")
    try write()
    try git("init", "--quiet")
    try git("add", ".")
    try git("commit", "--quiet", "-m", "Open")
    try expect(
      "revision-states",
      [
        (
          "a design", ["diff", "HEAD"],
          { try write(("name: posters,", "name: posters, design: night,")) }
        )
      ],
      \.text)
  }

  @Test func markedPiecesOfEveryKindAreTold() throws {
    let tables = "  - { tent: table-*, name: tables, paper: A5 }\n"
    try write(jobs: Self.jobs + tables)
    _ = try run(["build"])
    for job in ["posters", "plates", "menu", "board", "roll", "cards", "tables"] {
      _ = try run(["paper", "mark", job, "--date", "2026-11-02", "--place", "bar"])
    }
    _ = try run(["build"])
    let wrong = { try write(("price: 28.00", "price: 30.00"), jobs: Self.jobs + tables) }
    try expect(
      "paper-states",
      [
        ("a price on every kind of paper", ["diff"], wrong),
        ("its status", ["paper", "stale"], wrong),
        (
          "another token", ["diff"],
          { try write(("qflknfokn", "another"), jobs: Self.jobs + tables) }
        ),
      ], \.text)
  }

  /// A build ends with a short form, and names how much more there is.
  @Test func buildsEndWithAShortForm() throws {
    try write()
    let again = {
      try write()
      try folder.write(Self.orders(address: 1), to: "paypress.lock")
      _ = try run(["build"])
    }
    try expect(
      "builds",
      [
        (
          "a price", ["build"],
          {
            try again()
            try write(("price: 28.00", "price: 30.00"))
          }
        ),
        (
          "a price, a title and a table", ["build"],
          {
            try again()
            try write(
              ("price: 28.00", "price: 30.00"), ("title: Mocha", "title: Mokka"), ("1..24", "1..25")
            )
          }
        ),
      ]
    ) { result in
      result.error.split(separator: "\n").filter { !$0.contains("hint") && !$0.contains("提示") }
        .map { "\($0)\n" }.joined()
    }
  }

  @Test func aPullRequestNamesWhatALinkWasCalled() throws {
    try write()
    _ = try run(["build"])
    try write(("id: mocha", "id: mokka"), ("[latte, mocha]", "[latte, mokka]"))
    try expect("renamed", [("a link is renamed", ["diff", "--format", "markdown"], {})], \.text)
  }
}
