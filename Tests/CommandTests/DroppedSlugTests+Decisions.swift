import Foundation
import TestSupport
import Testing

/// What comes back, what stays out on purpose, and where git's history does not count.
extension DroppedSlugTests {
  /// A merge gave a slug to two links, and somebody chose one of them.
  @Test func whatAConflictLeftOutStaysOut() throws {
    try publish("tea, slug: tea")
    try folder.write(Self.config(["tea, slug: tea", "cake, slug: cake"]), to: "paypress.yml")
    _ = try run("build")
    let paper = try folder.text("paypress.paper")
    let lines = paper.split(separator: "\n")
    let line = try #require(lines.first { $0.contains("\"slug\": \"tea\"") })
    let other = line.replacing("\"link\": \"tea\"", with: "\"link\": \"green\"")
    try folder.write(paper + other + "\n", to: "paypress.paper")
    try commit("Merge")
    try folder.write(paper, to: "paypress.paper")
    try commit("Choose")
    try drop("cake", leaving: ["tea, slug: tea"])
    try commit("Tidy up")
    let fresh = try clone()
    let check = try run("check", in: fresh)
    #expect(check.contains("dropped the lines of 1 published slug from"), "\(check)")
    #expect(check.contains("such as cake"))
    try follow(check, in: fresh)
    #expect(try !run("check", in: fresh).contains("dropped"))
    let restored = try fresh.text("paypress.paper")
    #expect(restored.contains("\"link\": \"cake\"") && !restored.contains("green"), "\(restored)")

    // Without either line, those of the link that had it last come back.
    try drop("tea", leaving: [], in: fresh)
    try follow(run("check", in: fresh), in: fresh)
    #expect(try !run("check", in: fresh).contains("dropped"))
    let again = try fresh.text("paypress.paper")
    #expect(again.contains("\"link\": \"tea\"") && !again.contains("green"), "\(again)")
  }

  /// Each was dropped before the next one was there, so no commit has both.
  @Test func whatOneCommandDoesNotBringBackIsSaid() throws {
    try publish("tea, slug: tea")
    try drop("tea", leaving: [])
    try commit("Tidy up")
    try FileManager.default.removeItem(atPath: folder.path + "/output")
    try folder.write(Self.config(["cake, slug: cake"]), to: "paypress.yml")
    _ = try run("build")
    try commit("Add cake")
    try drop("cake", leaving: [])
    try commit("Tidy up again")
    let fresh = try clone()
    let first = try run("check", in: fresh)
    #expect(
      first.contains("2 published slugs") && first.contains("`, then check again"), "\(first)")
    try follow(first, in: fresh)
    try follow(run("check", in: fresh), in: fresh)
    #expect(try !run("check", in: fresh).contains("dropped"))
  }

  @Test func aCommandPutsTwentySlugsBack() throws {
    try publish()
    try folder.write(Self.config((10...34).map { "a\($0), slug: s-\($0)" }), to: "paypress.yml")
    _ = try run("build")
    try commit("Add many")
    let whole = try folder.text("paypress.paper")
    let rest = whole.split(separator: "\n").filter { !$0.contains("\"slug\": \"s-") }
    try folder.write(rest.joined(separator: "\n"), to: "paypress.paper")
    try folder.write(Self.config([]), to: "paypress.yml")
    try commit("Tidy up")
    let fresh = try clone()
    let first = try run("check", in: fresh)
    #expect(first.contains("25 published slugs") && first.contains("`, then check again; if none"))
    #expect(first.contains("s-29") && !first.contains("s-30"), "\(first)")
    try follow(first, in: fresh)
    let second = try run("check", in: fresh)
    #expect(second.contains("5 published slugs") && !second.contains("check again"), "\(second)")
    try follow(second, in: fresh)
    let restored = try fresh.text("paypress.paper").split(separator: "\n")
    #expect(Set(restored) == Set(whole.split(separator: "\n")))
  }

  /// Also where the whole file was emptied, so that its first line is missing.
  @Test(arguments: [false, true], ["black, slug: tea", "table-313"])
  func aSlugThatWasNeverPrintedCanBeGivenAway(isEmpty: Bool, link: String) throws {
    try publish("tea, slug: tea", "cup-113")
    try drop("tea", leaving: [])
    try drop("5f6cd", leaving: [])
    if isEmpty { try folder.write("", to: "paypress.paper") }
    try commit("Tidy up")
    let fresh = try clone()
    try fresh.write(Self.config([link]), to: "paypress.yml")
    let error = try run("build", in: fresh, status: 1)
    let command = try #require(error.firstMatch(of: /to ".*" for ever with `([^`]*)`/)?.1)
    try shell(command, in: fresh)
    #expect(try !run("build", in: fresh).contains("belonged"))
    let slug = link.contains("tea") ? "tea" : "5f6cd"
    let id = link.prefix { $0 != "," }
    #expect(
      try fresh.text("paypress.paper").contains("\"slug\": \"\(slug)\", \"link\": \"\(id)\""))
    #expect(try fresh.text("output/p/\(slug)/index.html").contains("http-equiv=\"refresh\""))
    #expect(try !run("check", "--strict", "-o", "none", in: fresh).contains("belonged"))
  }

  /// A job in a shallow clone of a project that never had the file builds, and is told once.
  @Test func aShallowCloneWithoutTheFileBuilds() throws {
    try folder.write(Self.config([]), to: "paypress.yml")
    try git("init", "--quiet", "-b", "main")
    try commit("Open")
    try commit("Go on")
    let shallow = try clone(depth: 1)
    let (unfetched, unrecorded) = ("too little history to tell", "is lost unless the job")
    let check = try run("check", in: shallow)
    #expect(check.contains("warning: links[0].id: the new slug") && check.contains(unfetched))
    #expect(!check.contains(unrecorded), "\(check)")
    for command in ["check", "build"] {
      let text = try run(command, in: shallow, environment: ["CI": "true"])
      #expect(text.contains(unrecorded) && !text.contains(unfetched), "\(text)")
    }
  }

  /// The first commit, too, is read whatever the settings are.
  @Test func settingsOfGitHideNothing() throws {
    try folder.write("output/\n", to: ".gitignore")
    try folder.write(Self.config(["tea, slug: tea"]), to: "paypress.yml")
    try git("init", "--quiet", "-b", "main")
    _ = try run("build")
    try commit("Publish")
    try drop("tea", leaving: [])
    try commit("Tidy up")
    let fresh = try clone()
    try git("config", "log.showRoot", "false", in: fresh)
    try git("config", "log.follow", "true", in: fresh)
    #expect(try run("check", in: fresh).contains("such as tea of \"tea\""))
    try git("rm", "--quiet", "paypress.paper", in: fresh)
    #expect(try run("check", in: fresh, status: 1).contains("paypress.paper is missing; it had"))
  }
}
