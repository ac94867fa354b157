import Foundation
import TestSupport
import Testing

/// How git learns to merge the file of paper: the line in `.gitattributes`.
@Suite struct GitAttributesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try PaperShop.folder()
  }

  @discardableResult
  private func run(_ arguments: String...) throws -> Tool.Result {
    let result = try Tool.payPress(arguments, in: folder.path)
    #expect(result.status == 0, "\(arguments): \(result.error)")
    return result
  }

  private func git(_ arguments: String...) throws { try git(arguments) }

  private func git(_ arguments: [String]) throws {
    let result = try Tool.run("/usr/bin/git", arguments, in: folder.path)
    try #require(result.status == 0, "\(arguments): \(result.text)\(result.error)")
  }

  /// What attributes say about merging.
  enum Rule {
    /// Lines of both sides stay.
    case union
    /// Something else.
    case other
    /// Nothing.
    case none
  }

  private static let line = "paypress.paper merge=union\n"

  /// The line is added once, when the file is new, where nothing says how it is merged.
  @Test(arguments: [
    ("", Rule.none), ("*.png binary\n", .none), ("paypress.paper merge=union\n", .union),
    ("**/*.paper\ttext merge=union\n", .union), ("shop/paypress.paper merge=union\n", .union),
    ("/shop/* merge=union", .union), ("shop/** merge=union", .union),
    ("**/shop/*.paper merge=union", .union), ("sh*/**/paypress.paper merge=union", .union),
    // For other files.
    ("docs/* merge=union\n", .none), ("other/paypress.paper merge=union\n", .none),
    ("/paypress.paper merge=union\n", .none), ("shop/ merge=union\n", .none),
    ("# paypress.paper merge=union\n", .none),
    // The last line counts, and in it the last word.
    ("paypress.paper merge=union\n*.paper -merge\n", .other),
    ("*.paper merge=union\n* binary\n", .other),
    ("* -merge\n*.paper merge=union\n", .union), ("*.paper merge=union -merge\n", .other),
    ("*.paper merge=union\n*.paper text\n", .union),
    ("*.paper merge=union\n* merge=ours\n", .other),
  ])
  func aNewFileIsToBeMergedByUnion(attributes: String, rule: Rule) throws {
    try git("init", "--quiet")
    // Attributes of the folders above count, too.
    if !attributes.isEmpty { try folder.write(attributes, to: ".gitattributes") }
    try folder.write(PaperShop.config, to: "shop/paypress.yml")
    try run("build", "-c", "shop/paypress.yml")
    let first = try run("paper", "mark", "posters", "-c", "shop/paypress.yml")
    #expect(first.error.contains("marked as printed"), "\(first.error)")
    #expect(
      first.error.contains(
        "added the line `paypress.paper merge=union` to shop/.gitattributes: git")
        == (rule == .none), "\(first.error)")
    #expect(
      first.error.contains("add the line `paypress.paper merge=union` to shop/.gitattributes: git")
        == (rule == .other), "\(first.error)")
    #expect(folder.has("shop/.gitattributes") == (rule == .none))
    if rule == .none { #expect(try folder.text("shop/.gitattributes") == Self.line) }
    if !attributes.isEmpty { #expect(try folder.text(".gitattributes") == attributes) }
    let asked = try Tool.run(
      "/usr/bin/git", ["check-attr", "merge", "shop/paypress.paper"], in: folder.path)
    #expect(asked.text.hasSuffix(": union\n") == (rule != .other), "\(asked.text)")
    let again = try run(
      "paper", "mark", "posters", "--place", "bar", "-c", "shop/paypress.yml")
    #expect(!again.error.contains("merge=union"))
  }

  /// Lines that are there stay as they are.
  @Test(arguments: [
    ("*.png binary\n", "*.png binary\npaypress.paper merge=union\n"),
    ("*.png binary", "*.png binary\npaypress.paper merge=union\n"),
    ("*.png binary\r\n", "*.png binary\r\npaypress.paper merge=union\r\n"),
  ])
  func theLineIsAppended(before: String, after: String) throws {
    try git("init", "--quiet")
    try folder.write(before, to: ".gitattributes")
    try run("build")
    try run("paper", "mark", "posters")
    #expect(try folder.text(".gitattributes") == after)
    let asked = try Tool.run(
      "/usr/bin/git", ["check-attr", "merge", "paypress.paper"], in: folder.path)
    #expect(asked.text == "paypress.paper: merge: union\n")
  }

  /// Neither a link nor what the repository itself says is touched.
  @Test func whatSomebodyMadeOtherwiseIsLeftAlone() throws {
    try git("init", "--quiet")
    try folder.write("*.png binary\n", to: "elsewhere")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/.gitattributes", withDestinationPath: "elsewhere")
    try run("build")
    let first = try run("paper", "mark", "posters")
    #expect(first.error.contains("add the line `paypress.paper merge=union` to .gitattributes"))
    #expect(try folder.text("elsewhere") == "*.png binary\n")
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    try FileManager.default.removeItem(atPath: "\(folder.path)/.gitattributes")
    try FileManager.default.removeItem(atPath: "\(folder.path)/output")
    try folder.write("*.paper merge=union\n", to: ".git/info/attributes")
    try run("build")
    #expect(try !run("paper", "mark", "posters").error.contains("merge=union"))
    #expect(!folder.has(".gitattributes"))
  }

  /// The nearest file counts, whatever those above say.
  @Test func theNearestAttributesCount() throws {
    try git("init", "--quiet")
    try folder.write("*.paper merge=union\n", to: ".gitattributes")
    try folder.write("paypress.paper -merge\n", to: "shop/.gitattributes")
    try folder.write(PaperShop.config, to: "shop/paypress.yml")
    try run("build", "-c", "shop/paypress.yml")
    let first = try run("paper", "mark", "posters", "-c", "shop/paypress.yml")
    #expect(first.error.contains("merge=union` to shop/.gitattributes"), "\(first.error)")
  }

  private static let forwarding = PaperShop.config.replacing(
    "stable: true }", with: "stable: true, forward: true }")

  @Test func aBuildThatWritesTheFirstFileAddsTheLine() throws {
    try folder.write(Self.forwarding, to: "paypress.yml")
    #expect(try !run("build", "-o", "a").error.contains("merge=union"))
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    try git("init", "--quiet")
    let first = try run("build", "-o", "b")
    #expect(
      first.error.contains("added the line `paypress.paper merge=union` to .gitattributes: "))
    #expect(try folder.text(".gitattributes") == Self.line)
    #expect(try !run("build", "-o", "c").error.contains("merge=union"))
  }

  /// Programs that build read no sentences, and their repository is merged like others.
  @Test func aBuildForAProgramAddsTheLineToo() throws {
    try folder.write(Self.forwarding, to: "paypress.yml")
    try git("init", "--quiet")
    let first = try run("build", "--format", "json")
    #expect(first.error.isEmpty && !first.text.contains("merge=union"), "\(first.error)")
    #expect(folder.has("paypress.paper"))
    #expect(try folder.text(".gitattributes") == Self.line)
  }

  /// In a linked working tree and in a submodule, `.git` is a file that leads to the repository.
  @Test(arguments: [
    (
      ["worktree", "add", "--quiet", "shop"], ".git/info/attributes",
      ".git/worktrees/shop/info/attributes"
    ),
    (
      ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", ".", "shop"],
      ".git/modules/shop/info/attributes", ".git/info/attributes"
    ),
  ])
  func theRepositorysOwnAttributesCountInEveryTree(
    adding: [String], own: String, other: String
  ) throws {
    try git("init", "--quiet")
    try git("add", "paypress.yml")
    let name = ["-c", "user.name=shop", "-c", "user.email=shop@example.com"]
    try git(name + ["commit", "--quiet", "-m", "Open"])
    try git(adding.map { $0 == "." ? folder.path : $0 })
    try #require(!FileManager.default.fileExists(atPath: "\(folder.path)/shop/.git/config"))
    try run("build", "-c", "shop/paypress.yml")
    for (path, isUnion) in [(other, false), (own, true)] {
      try folder.write("*.paper merge=union\n", to: path)
      try? FileManager.default.removeItem(atPath: "\(folder.path)/shop/paypress.paper")
      try? FileManager.default.removeItem(atPath: "\(folder.path)/shop/.gitattributes")
      try FileManager.default.removeItem(atPath: "\(folder.path)/shop/output")
      try run("build", "-c", "shop/paypress.yml")
      let asked = try Tool.run(
        "/usr/bin/git", ["-C", "shop", "check-attr", "merge", "paypress.paper"], in: folder.path)
      #expect(asked.text.hasSuffix(": union\n") == isUnion, "\(path): \(asked.text)")
      let first = try run("paper", "mark", "posters", "-c", "shop/paypress.yml")
      #expect(first.error.contains("merge=union` to shop/.gitattributes") != isUnion)
      #expect(folder.has("shop/.gitattributes") != isUnion, "\(path)")
    }
  }
}
