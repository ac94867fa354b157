import Foundation
import TestSupport
import Testing

/// Who is told which line in `.gitattributes` lets git merge the file of paper.
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

  private func git(_ arguments: String...) throws {
    let result = try Tool.run("/usr/bin/git", arguments, in: folder.path)
    try #require(result.status == 0, "\(arguments): \(result.text)\(result.error)")
  }

  /// Whoever has no line in `.gitattributes` is told once, when the file is new.
  @Test(arguments: [
    ("", false), ("*.png binary\n", false), ("paypress.paper merge=union\n", true),
    ("**/*.paper\ttext merge=union\n", true), ("shop/paypress.paper merge=union\n", true),
    ("/shop/* merge=union", true), ("shop/** merge=union", true),
    ("**/shop/*.paper merge=union", true), ("sh*/**/paypress.paper merge=union", true),
    // For other files.
    ("docs/* merge=union\n", false), ("other/paypress.paper merge=union\n", false),
    ("/paypress.paper merge=union\n", false), ("shop/ merge=union\n", false),
    ("# paypress.paper merge=union\n", false),
    // The last line counts, and in it the last word.
    ("paypress.paper merge=union\n*.paper -merge\n", false),
    ("*.paper merge=union\n* binary\n", false),
    ("* -merge\n*.paper merge=union\n", true), ("*.paper merge=union -merge\n", false),
    ("*.paper merge=union\n*.paper text\n", true), ("*.paper merge=union\n* merge=ours\n", false),
  ])
  func aNewFileIsToBeMergedByUnion(attributes: String, isUnion: Bool) throws {
    let advice =
      "add the line `paypress.paper merge=union` to shop/.gitattributes: git then merges"
    try git("init", "--quiet")
    // Attributes of the folders above count, too.
    if !attributes.isEmpty { try folder.write(attributes, to: ".gitattributes") }
    try folder.write(PaperShop.config, to: "shop/paypress.yml")
    try run("build", "-c", "shop/paypress.yml")
    let first = try run("paper", "mark", "posters", "-c", "shop/paypress.yml")
    #expect(first.error.contains("marked as printed"), "\(first.error)")
    #expect(first.error.contains(advice) != isUnion, "\(first.error)")
    let again = try run(
      "paper", "mark", "posters", "--place", "bar", "-c", "shop/paypress.yml")
    #expect(!again.error.contains("merge=union"))
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

  @Test func aBuildThatWritesTheFirstFileSaysHowToMergeIt() throws {
    let forwarding = PaperShop.config.replacing(
      "stable: true }", with: "stable: true, forward: true }")
    try folder.write(forwarding, to: "paypress.yml")
    #expect(try !run("build", "-o", "a").error.contains("merge=union"))
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    try git("init", "--quiet")
    let first = try run("build", "-o", "b")
    #expect(
      first.error.contains("add the line `paypress.paper merge=union` to .gitattributes: "))
    #expect(try !run("build", "-o", "c").error.contains("merge=union"))
  }
}
