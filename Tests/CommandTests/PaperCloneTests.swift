import Foundation
import TestSupport
import Testing

/// The file of paper in clones of a repository: two people add to it, or one of them deletes it.
@Suite struct PaperCloneTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try PaperShop.folder()
  }

  @discardableResult
  private func run(
    _ arguments: String..., in place: TemporaryFolder? = nil
  ) throws -> Tool.Result {
    try PaperShop.run(arguments, in: place ?? folder)
  }

  @discardableResult
  private func git(_ arguments: String..., in place: TemporaryFolder? = nil) throws -> String {
    let name = ["-c", "user.name=shop", "-c", "user.email=shop@example.com"]
    let result = try Tool.run("/usr/bin/git", name + arguments, in: (place ?? folder).path)
    try #require(result.status == 0, "\(arguments): \(result.text)\(result.error)")
    return result.text
  }

  /// How many facts of a kind a file has.
  private func facts(_ kind: String, in place: TemporaryFolder) throws -> Int {
    try place.text("paypress.paper").split(separator: "\n").count { $0.hasPrefix("{\"\(kind)\"") }
  }

  private func commit(_ words: String, in place: TemporaryFolder? = nil) throws {
    try git("add", ".", in: place)
    try git("commit", "--quiet", "-m", words, in: place)
  }

  /// A repository that `init` did not make, with a shop that never printed.
  private func open() throws {
    try folder.write("output/\n", to: ".gitignore")
    try git("init", "--quiet", "-b", "main")
    try commit("Open")
  }

  private func clone(_ origin: TemporaryFolder) throws -> TemporaryFolder {
    let other = try TemporaryFolder()
    try git("clone", "--quiet", origin.path, ".", in: other)
    return other
  }

  /// Two people publish and mark in clones of their own, and merge: git stops at nothing in the file, and
  /// nobody is accused of having lost what the other one added.
  @Test func twoClonesThatOnlyAddMergeByThemselves() throws {
    let start = PaperShop.config.replacing(
      "price: 28, stable: true", with: "price: 28, forward: true")
    try folder.write(start, to: "paypress.yml")
    try open()
    try run("build")
    try run("paper", "mark", "posters", "--place", "door", "--date", "2026-11-02")
    try commit("Print")
    let other = try clone(folder)
    // A fresh clone has no output folder, and all is well.
    try run("check", in: other)
    try run("build", in: other)
    for (place, link, day) in [(folder, "tea", "2026-11-03"), (other, "cake", "2026-11-04")] {
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
    let fresh = try clone(other)
    for place in [folder, other, fresh] {
      try run("check", in: place)
      try run("build", in: place)
      #expect(try run("paper", "list", in: place).text.matches(of: /2026-1[12]-0/).count == 8)
      #expect(try facts("slug", in: place) == 3)
    }
  }

  /// Both print for the first time: each branch brings the file, and the line of the attributes with it.
  @Test func twoClonesThatPrintFirstMergeByThemselves() throws {
    try open()
    let other = try clone(folder)
    for (place, name) in [(folder, "door"), (other, "bar")] {
      try run("build", in: place)
      let mark = try run("paper", "mark", "posters", "--place", name, in: place)
      #expect(mark.error.contains("added the line `paypress.paper merge=union` to .gitattributes"))
      try commit("Print for the \(name)", in: place)
    }
    try git("pull", "--quiet", "--no-rebase", "--no-edit", "origin", "main", in: other)
    #expect(try facts("paper", in: other) == 4)
    #expect(try other.text(".gitattributes") == "paypress.paper merge=union\n")
    try run("check", in: other)
    #expect(try run("paper", "list", in: other).text.contains("door"))
  }

  // MARK: Loss

  /// A commit deleted the file, and a fresh clone has neither an output folder nor a copy: git remembers.
  @Test func aFileThatACommitDeletedIsNoticedInAFreshClone() throws {
    try open()
    try run("build")
    let id = try run("paper", "mark", "posters", "--place", "door", "--date", "2026-11-02").text
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try commit("Print")
    let printed = try git("rev-parse", "--short=12", "HEAD").trimmingCharacters(in: .newlines)
    let lines = try folder.text("paypress.paper")
    try git("rm", "--quiet", "paypress.paper")
    try commit("Tidy up")
    try git("commit", "--quiet", "--allow-empty", "-m", "Go on")
    let fresh = try clone(folder)
    let command = "git checkout \(printed) -- paypress.paper"
    for arguments in [
      ["build"], ["check"], ["diff", "HEAD"], ["audit", "x.png"], ["paper", "list"],
      ["paper", "stale"], ["paper", "stamp", "7K3M"], ["paper", "gone", id],
    ] {
      let before = try fresh.files(skipping: ".git")
      let result = try Tool.payPress(arguments, in: fresh.path)
      #expect(result.status == 1, "\(arguments)")
      #expect(
        result.error.contains(
          "paypress.paper is missing; it had 2 printed pieces, such as \(id)-1"),
        "\(arguments): \(result.error)")
      #expect(
        result.error.contains(
          "get it back with `\(command)`. To do without them for ever, begin an empty file with "
            + "`touch paypress.paper`"), "\(result.error)")
      #expect(try fresh.files(skipping: ".git") == before, "\(arguments)")
    }
    let chinese = try Tool.payPress(
      ["check"], in: fresh.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(
      chinese.error.contains("用 `\(command)` 取回。确定永远不要这些记录，才用 `touch paypress.paper` 新建一个空文件"),
      "\(chinese.error)")
    // From elsewhere, with the folder.
    let outside = try Tool.payPress(["check", "-c", "\(fresh.path)/paypress.yml"], in: folder.path)
    #expect(outside.error.contains("`git -C \(fresh.path) checkout \(printed) -- paypress.paper`"))
    #expect(try Tool.run("/bin/sh", ["-c", command], in: fresh.path).status == 0)
    #expect(try fresh.text("paypress.paper") == lines)
    try run("check", in: fresh)
    // Without the attributes, commands about paper ask all the same; builds do not.
    try FileManager.default.removeItem(atPath: "\(fresh.path)/paypress.paper")
    try FileManager.default.removeItem(atPath: "\(fresh.path)/.gitattributes")
    #expect(try Tool.payPress(["paper", "list"], in: fresh.path).status == 1)
    try run("check", in: fresh)
    try git("checkout", "--", ".gitattributes", in: fresh)
    #expect(try Tool.payPress(["check"], in: fresh.path).status == 1)
    #expect(try Tool.run("/bin/sh", ["-c", "touch paypress.paper"], in: fresh.path).status == 0)
    try run("build", in: fresh)
    #expect(try run("paper", "list", in: fresh).text.isEmpty)
  }

  /// With the last commit alone, git cannot know, and says where the rest is.
  @Test func aFileThatIsMissingFromAShallowCloneIsAskedFor() throws {
    let forwarding = PaperShop.config.replacing(
      "price: 28, stable: true", with: "price: 28, forward: true")
    try folder.write(forwarding, to: "paypress.yml")
    try open()
    try run("build")
    try commit("Publish")
    try git("rm", "--quiet", "paypress.paper")
    try commit("Tidy up")
    let shallow = try TemporaryFolder()
    try git("clone", "--quiet", "--depth", "1", "file://\(folder.path)", ".", in: shallow)
    let words =
      "paypress.paper is missing, and this clone has too little history to tell whether it was deleted"
    for arguments in [["build"], ["check"], ["paper", "list"], ["diff"]] {
      let result = try Tool.payPress(arguments, in: shallow.path)
      #expect(
        result.status == 1 && result.error.contains("error: \(words)"),
        "\(arguments): \(result.error)")
      #expect(result.error.contains("`git fetch --unshallow` (in CI: `fetch-depth: 0`)"))
    }
    // Without slugs, nothing is given away.
    try shallow.write(PaperShop.config, to: "paypress.yml")
    #expect(try run("check", in: shallow).error.contains("warning: \(words)"))
    // A revision that the clone lacks.
    try shallow.write(forwarding, to: "paypress.yml")
    try shallow.write("", to: "paypress.paper")
    for arguments in [["diff", "HEAD~1"], ["audit", "x.png", "--old", "HEAD~1"]] {
      let old = try Tool.payPress(arguments, in: shallow.path)
      #expect(
        old.status == 1 && old.error.contains("no git revision that this clone has")
          && old.error.contains("fetch the history with `git fetch --unshallow`"), "\(old.error)")
    }
    try FileManager.default.removeItem(atPath: "\(shallow.path)/paypress.paper")
    try git("fetch", "--quiet", "--unshallow", in: shallow)
    let found = try Tool.payPress(["check"], in: shallow.path)
    #expect(
      found.status == 1 && found.error.contains("it had 1 published slug"), "\(found.error)")
  }

  /// The file came from a branch and was dropped in the merge itself.
  @Test func aFileThatAMergeDroppedIsNoticed() throws {
    try open()
    try git("checkout", "--quiet", "-b", "prints")
    try run("build")
    try run("paper", "mark", "posters")
    try commit("Print")
    try git("checkout", "--quiet", "main")
    try git("commit", "--quiet", "--allow-empty", "-m", "Go on")
    try git("merge", "--quiet", "--no-commit", "--no-ff", "prints")
    try git("rm", "--quiet", "-f", "paypress.paper")
    try git("commit", "--quiet", "-m", "Merge without the file")
    let fresh = try clone(folder)
    let result = try Tool.payPress(["check"], in: fresh.path)
    #expect(
      result.status == 1 && result.error.contains("it had 2 printed pieces"), "\(result.error)")
    let command = try #require(result.error.firstMatch(of: /`(git checkout [^`]*)`/)?.1)
    #expect(try Tool.run("/bin/sh", ["-c", String(command)], in: fresh.path).status == 0)
    try run("check", in: fresh)
  }
}
