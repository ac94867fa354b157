import Foundation
import TestSupport
import Testing

/// What happens when `paypress.paper` is lost, and when it is not: after a clone and a merge.
@Suite struct LostPaperTests {
  /// Nothing forwards, so the file holds marked prints only.
  private static let config = """
    site: { title: Tea House, language: en, base_url: https://pay.example.com/ }
    merchants:
      lakeside:
        name: Lakeside
        appkey: e3d704f3542b44a621ebed70dc0efe13
        tokens: { counter: qflknfokn }
    links:
      - { id: tea, title: Longjing, price: 28, stable: true }

      - { id: cake, title: Cake, price: 12, stable: true }

    print:
      - { poster: "*", name: posters, paper: A5 }

    """

  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
  }

  @discardableResult
  private func run(
    _ arguments: String..., in place: TemporaryFolder? = nil
  ) throws -> Tool.Result {
    let result = try Tool.payPress(arguments, in: (place ?? folder).path)
    #expect(result.status == 0, "\(arguments): \(result.error)")
    return result
  }

  /// A built shop with two posters on record; the id of their print.
  private func mark() throws -> String {
    try run("build")
    return try run("paper", "mark", "posters", "--place", "door", "--date", "2026-11-02").text
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func expectRefusals(_ words: String, _ id: String) throws {
    for arguments in [
      ["build"], ["check"], ["diff"], ["audit", "output/qr/tea.png"], ["paper", "list"],
      ["paper", "stale"], ["paper", "stamp", "7K3M"], ["paper", "gone", id],
      ["paper", "mark", "posters"], ["paper", "reprint"],
    ] {
      let before = try folder.files()
      let result = try Tool.payPress(arguments, in: folder.path)
      #expect(result.status == 1, "\(arguments)")
      #expect(result.error.contains("error: \(words)"), "\(arguments): \(result.error)")
      #expect(result.error.contains("git checkout HEAD -- paypress.paper"))
      #expect(try folder.files() == before, "\(arguments)")
    }
  }

  @Test func aLostFileOfMarkedPrintsIsNoticedByEveryCommand() throws {
    let id = try mark()
    let file = try folder.text("paypress.paper")
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    try expectRefusals("paypress.paper is missing; it had 2 printed pieces, such as \(id)-1", id)
    let chinese = try Tool.payPress(
      ["check"], in: folder.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(
      chinese.error.contains("paypress.paper 不见了；里面有 2 张印刷品的记录（例如 \(id)-1）"),
      "\(chinese.error)")
    let json = try Tool.payPress(["check", "--format", "json"], in: folder.path)
    #expect(json.status == 1 && json.text.contains("\"lost-paper\""), "\(json.text)")
    // As the hint says: the copy has all of it.
    let hint = try Tool.run(
      "/bin/sh", ["-c", "cat output/.paypress/paper >> paypress.paper"], in: folder.path)
    #expect(hint.status == 0)
    #expect(try folder.text("paypress.paper") == file)
    try run("build")
    #expect(try run("paper", "list").text.contains("\(id)-1"))
  }

  @Test func aShortenedFileIsNoticedUntilTheLossIsAccepted() throws {
    let id = try mark()
    let lines = try folder.text("paypress.paper").split(separator: "\n")
    let rest = lines.filter { !$0.contains("\"paper\": \"\(id)-2\"") }
    #expect(rest.count == lines.count - 1)
    try folder.write(rest.joined(separator: "\n") + "\n", to: "paypress.paper")
    try expectRefusals("paypress.paper has lost 1 printed piece, such as \(id)-2", id)
    try FileManager.default.removeItem(atPath: "\(folder.path)/output/.paypress/paper")
    try run("build")
    try run("check")
    #expect(try run("paper", "list").text.split(separator: "\n").count == 1)
  }

  /// A print that was marked after the last build is missed by the next one, also if all else is as it was.
  @Test func aBuildThatIsUpToDateNoticesALostFile() throws {
    try run("build", "-o", "public")
    #expect(try run("build", "-o", "public").error.contains("nothing has changed"))
    try run("paper", "mark", "posters", "-o", "public")
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    let result = try Tool.payPress(["build", "-o", "public"], in: folder.path)
    #expect(result.status == 1 && result.error.contains("paypress.paper is missing"))
  }

  /// A line that gives a slug or a piece to another link is as bad as none.
  @Test func exchangedLinksAreNoticed() throws {
    let forwarding = Self.config.replacing("stable: true }", with: "stable: true, forward: true }")
    try folder.write(forwarding, to: "paypress.yml")
    let id = try mark()
    let text = try folder.text("paypress.paper")
    let exchanged = text.replacing("\"link\": \"tea\"", with: "\"link\": \"?\"")
      .replacing("\"link\": \"cake\"", with: "\"link\": \"tea\"")
      .replacing("\"link\": \"?\"", with: "\"link\": \"cake\"")
    try folder.write(exchanged, to: "paypress.paper")
    let result = try Tool.payPress(["build"], in: folder.path)
    #expect(result.status == 1)
    #expect(
      result.error.contains("paypress.paper has lost 2 published slugs, such as ")
        && result.error.contains(", and 2 printed pieces, such as \(id)-1"), "\(result.error)")
  }

  // MARK: git

  private static let attributes = "paypress.paper merge=union\n"

  @discardableResult
  private func git(_ arguments: String..., in place: TemporaryFolder) throws -> String {
    let name = ["-c", "user.name=shop", "-c", "user.email=shop@example.com"]
    let result = try Tool.run("/usr/bin/git", name + arguments, in: place.path)
    try #require(result.status == 0, "\(arguments): \(result.text)\(result.error)")
    return result.text
  }

  /// How many facts of a kind a file has.
  private func facts(_ kind: String, in place: TemporaryFolder) throws -> Int {
    try place.text("paypress.paper").split(separator: "\n").count { $0.hasPrefix("{\"\(kind)\"") }
  }

  private func commit(_ words: String, in place: TemporaryFolder) throws {
    try git("add", "paypress.yml", "paypress.paper", in: place)
    try git("commit", "--quiet", "-m", words, in: place)
  }

  /// Two people publish and mark in clones of their own, and merge: git stops at nothing in the file, and
  /// nobody is accused of having lost what the other one added.
  @Test func twoClonesThatOnlyAddMergeByThemselves() throws {
    let start = Self.config.replacing("price: 28, stable: true", with: "price: 28, forward: true")
    try folder.write(start, to: "paypress.yml")
    try folder.write(Self.attributes, to: ".gitattributes")
    try folder.write("output/\n", to: ".gitignore")
    _ = try mark()
    try git("init", "--quiet", "-b", "main", in: folder)
    try git("add", ".gitattributes", ".gitignore", in: folder)
    try commit("Open", in: folder)
    let other = try TemporaryFolder()
    try git("clone", "--quiet", folder.path, ".", in: other)
    // A fresh clone has no output folder, and all is well.
    try run("check", in: other)
    try run("build", in: other)
    for (place, link, day) in [(folder, "tea", "2026-12-01"), (other, "cake", "2026-12-02")] {
      let line = "- { id: \(link),"
      let config = start.replacing(line, with: "- { id: new-\(link), forward: true }\n  \(line)")
      try place.write(config, to: "paypress.yml")
      try run("build", in: place)
      try run("paper", "mark", "posters", "--place", link, "--date", day, in: place)
      try commit("Add a link beside \(link)", in: place)
    }
    try git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main", in: other)
    #expect(try !other.text("paypress.paper").contains("<<<<<<<"))
    // Three slugs, and prints of two, three and three posters.
    #expect(try facts("slug", in: other) == 3)
    #expect(try facts("paper", in: other) == 8)
    try git("pull", "--quiet", "--no-rebase", other.path, "main", in: folder)
    let fresh = try TemporaryFolder()
    try git("clone", "--quiet", other.path, ".", in: fresh)
    for place in [folder, other, fresh] {
      try run("check", in: place)
      try run("build", in: place)
      #expect(try run("paper", "list", in: place).text.matches(of: /2026-1[12]-0/).count == 8)
      #expect(try facts("slug", in: place) == 3)
    }
  }

  /// Whoever has no line in `.gitattributes` is told once, when the file is new.
  @Test(arguments: [
    ("", "shop/.gitattributes"), ("*.png binary\n", "shop/.gitattributes"), (attributes, nil),
    ("**/*.paper\ttext merge=union\n", nil),
  ])
  func aNewFileIsToBeMergedByUnion(attributes: String, path: String?) throws {
    let advice = path.map { "add the line `paypress.paper merge=union` to \($0): git then merges" }
    try git("init", "--quiet", in: folder)
    // Attributes of the folders above count, too.
    if !attributes.isEmpty { try folder.write(attributes, to: ".gitattributes") }
    try folder.write(Self.config, to: "shop/paypress.yml")
    try run("build", "-c", "shop/paypress.yml")
    let first = try run("paper", "mark", "posters", "-c", "shop/paypress.yml")
    #expect(first.error.contains(advice ?? "marked as printed"), "\(first.error)")
    #expect(first.error.contains("merge=union") == (advice != nil), "\(first.error)")
    let again = try run(
      "paper", "mark", "posters", "--place", "bar", "-c", "shop/paypress.yml")
    #expect(!again.error.contains("merge=union"))
  }

  @Test func aBuildThatWritesTheFirstFileSaysHowToMergeIt() throws {
    let forwarding = Self.config.replacing("stable: true }", with: "stable: true, forward: true }")
    try folder.write(forwarding, to: "paypress.yml")
    #expect(try !run("build", "-o", "a").error.contains("merge=union"))
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    try git("init", "--quiet", in: folder)
    let first = try run("build", "-o", "b")
    #expect(
      first.error.contains("add the line `paypress.paper merge=union` to .gitattributes: "))
    #expect(try !run("build", "-o", "c").error.contains("merge=union"))
  }
}
