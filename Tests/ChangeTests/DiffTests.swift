import Foundation
import TestSupport
import Testing

/// What `diff` compares with, and what it refuses.
@Suite struct DiffTests {
  private static let config = """
    site: { title: Harbour Coffee, language: en }
    merchants:
      harbour:
        name: Harbour Coffee
        appkey: 0f3704f3542b44a621ebed70dc0efe77
        tokens: { counter: qflknfokn }
    links:
      - { id: latte, title: Latte, price: 28.00, stable: true }
      - { id: "table-{n}", each: { n: 1..12 }, title: "Table {n}", custom: "table-{n}", stable: true }
    print:
      - poster: latte
      - { labels: table-*, stock: avery-l7160, allow: [distance] }

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
  }

  @discardableResult
  private func run(_ arguments: String...) throws -> Tool.Result {
    try Tool.payPress(arguments, in: folder.path)
  }

  private func edit(_ old: String, _ new: String) throws {
    try folder.write(Self.config.replacing(old, with: new), to: "paypress.yml")
  }

  private func git(_ arguments: String...) throws {
    let name = ["-c", "user.name=shop", "-c", "user.email=shop@example.com"]
    let result = try Tool.run("/usr/bin/git", name + arguments, in: folder.path)
    try #require(result.status == 0, "\(result.error)")
  }

  private static let changed = """
    changes since *: 1 link changed
    Latte (latte): price 28.00 → 30.00: 1 page, 1 poster to reprint

    """

  @Test func comparesWithAnOutputFolderAListAndARevision() throws {
    try git("init", "--quiet")
    try git("add", "paypress.yml")
    try git("commit", "--quiet", "-m", "Open")
    try run("build", "-o", "published")
    try edit("28.00", "30.00")
    #expect(
      try run("diff", "published").text == Self.changed.replacing("*", with: "published"))
    #expect(try run("diff", "HEAD").text == Self.changed.replacing("*", with: "HEAD"))
    let list = try run("diff", "published/links.json")
    #expect(
      list.text == """
        changes since published/links.json: 1 link changed
        Latte (latte): price 28.00 → 30.00

        """)
    // The revision was built elsewhere.
    #expect(try !folder.files().keys.contains { $0.hasPrefix("output") })
  }

  /// A code with a short address leads to the new price; the direct one beside it does not.
  @Test func forwardingPiecesForwardAndOthersAreReprinted() throws {
    let forwarding = Self.config
      .replacing("language: en }", with: "language: en, base_url: https://pay.example.com/ }")
      .replacing(
        "price: 28.00, stable: true }",
        with: "price: 28.00, stable: true, forward: true }\n"
          + "  - { id: mocha, title: Mocha, price: 32.00, stable: true }"
      ).replacing("- poster: latte", with: "- { poster: [latte, mocha], name: posters }")
    let edited = forwarding.replacing("28.00", with: "30.00").replacing("32.00", with: "34.00")
    try folder.write(forwarding, to: "paypress.yml")
    try run("build", "-o", "published")
    try folder.write(edited, to: "paypress.yml")
    let words = """
      changes since published: 2 links changed
      Latte (latte): price 28.00 → 30.00: 1 page, 1 poster forwards
      Mocha (mocha): price 32.00 → 34.00: 1 page, 1 poster to reprint
      in all: 2 pages, 1 poster to reprint, 1 poster forwards

      """
    #expect(try run("diff", "published").text == words)
    let chinese = try Tool.payPress(
      ["diff", "published"], in: folder.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.text.contains("1 张海报会自动转到新内容"), "\(chinese.text)")
    #expect(chinese.text.contains("1 张海报要重印"), "\(chinese.text)")
    // The marked pieces count, not those of the job: here, two prints of the posters.
    try folder.write(forwarding, to: "paypress.yml")
    try run("build")
    for place in ["door", "bar"] { try run("paper", "mark", "posters", "--place", place) }
    try folder.write(edited, to: "paypress.yml")
    let marked = try run("diff", "published").text
    #expect(marked.contains("Latte (latte): price 28.00 → 30.00: 1 page, 2 posters forward\n"))
    #expect(marked.contains("price 32.00 → 34.00: 1 page, 2 posters to reprint"), "\(marked)")
  }

  @Test func readsAListWhoseKeysAreInAnotherOrder() throws {
    try run("build")
    let rows = try JSONSerialization.jsonObject(with: Data(folder.text("output/links.json").utf8))
    let sorted = try JSONSerialization.data(
      withJSONObject: rows, options: [.sortedKeys, .prettyPrinted])
    try folder.write(sorted, to: "old.json")
    #expect(try run("diff", "old.json").text == "nothing has changed since old.json\n")
  }

  @Test func aRevisionInASubfolderIsFoundThere() throws {
    try folder.write(Self.config, to: "shop/paypress.yml")
    try git("init", "--quiet")
    try git("add", "shop")
    try git("commit", "--quiet", "-m", "Open")
    let result = try run("diff", "HEAD", "-c", "shop/paypress.yml")
    #expect(result.text == "nothing has changed since HEAD\n", "\(result.error)")
    #expect(
      try run("diff", "HEAD").error.contains("the revision \"HEAD\" has no paypress.yml"))
  }

  @Test func saysWhatIsNoOldState() throws {
    let unbuilt = try run("diff")
    #expect(unbuilt.status == 1 && unbuilt.error.contains("output holds no built site"))
    try git("init", "--quiet")
    let unknown = try run("diff", "nowhere")
    #expect(
      unknown.status == 1
        && unknown.error.contains("\"nowhere\" is no folder, no file and no git revision"))
    try folder.write("[{\"id\": 5}]", to: "damaged.json")
    let damaged = try run("diff", "damaged.json")
    #expect(
      damaged.status == 1 && damaged.error.contains("damaged.json is not as a build writes it"))
  }

  /// Whatever is in front of a revision, git gets it as one.
  @Test(arguments: ["--output=stolen", "-h", "HEAD:paypress.yml", "@{-1}", "HEAD~99", "$(id)"])
  func aRevisionIsNeverAnOption(name: String) throws {
    try git("init", "--quiet")
    try git("add", "paypress.yml")
    try git("commit", "--quiet", "-m", "Open")
    let before = try folder.files(skipping: ".git").keys.sorted()
    #expect(try run("diff", "--", name).status == 1)
    #expect(try folder.files(skipping: ".git").keys.sorted() == before)
  }

  @Test func aBuildEndsWithWhatIsDifferent() throws {
    #expect(
      try run("build").error == BuildOutcome.text("13 links in output", hasPrints: true))
    try edit("28.00", "30.00")
    #expect(
      try run("build").error
        == BuildOutcome.text(
          """
          13 links in output: 1 link changed; on paper: 1 poster to reprint
          Latte (latte): price 28.00 → 30.00
          """, hasPrints: true))
    #expect(
      try run("build").error == BuildOutcome.unchanged(linkCount: 13, hasPrints: true))
    try edit("1..12", "1..14")
    #expect(
      try run("build").error
        == BuildOutcome.text(
          """
          15 links in output: 2 links added, 1 changed; on paper: 2 labels to print on 1 sheet, \
          1 poster to reprint
          Latte (latte): price 30.00 → 28.00; and 1 more change
          """, hasPrints: true))
    try edit("title: Harbour Coffee", "title: Harbour Tea")
    #expect(try run("build").error.contains(" links in output: "))
  }

  @Test func drawsTheSheetsThatAreDifferent() throws {
    try run("build")
    try edit("28.00", "30.00")
    let result = try run("diff", "--pictures", "pictures")
    #expect(result.status == 0, "\(result.error)")
    let names = try folder.files(below: "pictures").keys.sorted()
    #expect(names == ["poster-1-1-after.png", "poster-1-1-before.png"])
    let texts = try Tool.readCodes(names.map { "\(folder.path)/pictures/\($0)" })
    #expect(texts.map { $0.contains("price=30.00") } == [true, false])
    let again = try run("diff", "--pictures", "pictures")
    #expect(again.status == 64 && again.error.contains("--pictures takes a new or empty folder"))
  }
}
