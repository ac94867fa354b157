import Foundation
import TestSupport
import Testing

/// Slugs whose lines a commit dropped from `paypress.paper`: git remembers whose they were.
@Suite struct DroppedSlugTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// A shop whose links forward; each after the first is written as in `tea, slug: tea`.
  static func config(_ links: [String]) -> String {
    """
    site: { title: Tea House, language: en, base_url: https://pay.tea-house.cn/ }
    merchants:
      m: { appkey: 00112233445566778899aabbccddeeff, tokens: { counter: qflknfokn } }
    links:

    """
      + (["first"] + links).map { link in
        let id = link.prefix { $0 != "," }
        return "  - { price: 28, custom: \(id), stable: true, forward: true, id: \(link) }\n"
      }.joined()
  }

  func run(
    _ arguments: String..., in place: TemporaryFolder? = nil, status: Int32 = 0,
    environment: [String: String] = [:]
  ) throws -> String {
    let result = try Tool.payPress(
      arguments, in: (place ?? folder).path, environment: environment)
    #expect(result.status == status, "\(arguments): \(result.error)")
    return result.error
  }

  @discardableResult
  func git(_ arguments: String..., in place: TemporaryFolder? = nil) throws -> String {
    let name = ["-c", "user.name=shop", "-c", "user.email=shop@example.com"]
    let result = try Tool.run("/usr/bin/git", name + arguments, in: (place ?? folder).path)
    try #require(result.status == 0, "\(arguments): \(result.text)\(result.error)")
    return result.text
  }

  func commit(_ words: String) throws {
    try git("add", ".")
    try git("commit", "--quiet", "--allow-empty", "-m", words)
  }

  func clone(depth: Int? = nil) throws -> TemporaryFolder {
    let other = try TemporaryFolder()
    let limits = depth.map { ["--depth", "\($0)"] } ?? []
    let result = try Tool.run(
      "/usr/bin/git", ["clone", "--quiet"] + limits + ["file://\(folder.path)", "."],
      in: other.path)
    try #require(result.status == 0, "\(result.error)")
    return other
  }

  /// Publishes links in a repository.
  func publish(_ links: String..., attributes: String = "") throws {
    try folder.write("output/\n", to: ".gitignore")
    if !attributes.isEmpty { try folder.write(attributes, to: ".gitattributes") }
    try folder.write("", to: "paypress.yml")
    try git("init", "--quiet", "-b", "main")
    try commit("Open")
    try folder.write(Self.config(links), to: "paypress.yml")
    _ = try run("build")
    try commit("Publish")
  }

  /// Takes the lines of a slug out of the file, and leaves some links in the config.
  func drop(
    _ slug: String, leaving links: [String], in place: TemporaryFolder? = nil
  ) throws {
    let place = place ?? folder
    let lines = try place.text("paypress.paper").split(separator: "\n")
    let rest = lines.filter { !$0.contains("\"slug\": \"\(slug)\"") }
    #expect(rest.count < lines.count)
    try place.write(rest.map { $0 + "\n" }.joined(), to: "paypress.paper")
    try place.write(Self.config(links), to: "paypress.yml")
  }

  /// The command in backquotes that a message names, run in a clone.
  func follow(_ message: String, in place: TemporaryFolder) throws {
    let command = try #require(message.firstMatch(of: /put the lines back with `([^`]*)`/)?.1)
    #expect(command.hasPrefix("(echo; git "), "\(command)")
    try shell(command, in: place)
  }

  func shell(_ command: Substring, in place: TemporaryFolder) throws {
    let result = try Tool.run("/bin/sh", ["-c", String(command)], in: place.path)
    try #require(result.status == 0, "\(command): \(result.error)")
  }

  /// Attributes that hide the file from diffs hide nothing here.
  @Test(arguments: ["", "paypress.paper -diff -text merge=union\n"])
  func aDroppedSlugIsNotGivenAwayInAFreshClone(attributes: String) throws {
    try publish("tea, slug: tea", "cake", attributes: attributes)
    _ = try run("check", "--strict")
    try drop("tea", leaving: [])
    try commit("Tidy up")
    try commit("Go on")
    let fresh = try clone()
    let check = try run("check", in: fresh)
    #expect(
      check.contains(
        "paypress.paper:1:1: note: commits dropped the lines of 1 published slug from paypress.paper, "
          + "such as tea of \"tea\": printed codes with it lead nowhere"), "\(check)")
    // Somebody may have removed them on purpose.
    #expect(check.contains("if none of these codes hangs anywhere, leave it at that"))
    #expect(try run("check", "--strict", in: fresh).contains("commits dropped the lines"))
    let chinese = try run("check", in: fresh, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.contains("有提交从 paypress.paper 里删掉了 1 个已发布的 slug 的行，例如 \"tea\" 的 tea"))
    let json = try Tool.payPress(["check", "--format", "json"], in: fresh.path)
    #expect(json.status == 0 && json.text.contains("\"dropped-slug\""), "\(json.text)")

    // The folder of the output does not matter where a slug is new.
    try fresh.write(Self.config(["black, slug: tea"]), to: "paypress.yml")
    for options in [["-o", "output"], ["-o", "public"]] {
      let before = try fresh.files(skipping: ".git")
      let build = try Tool.payPress(["build"] + options, in: fresh.path)
      #expect(
        build.status == 1
          && build.error.contains("the slug \"tea\" belonged to \"tea\" until a commit dropped its")
          && build.error.contains("; \"black\" cannot have it")
          && build.error.contains("nothing was written"), "\(build.error)")
      #expect(try fresh.files(skipping: ".git") == before)
    }
    let error = try run("check", in: fresh, status: 1)
    #expect(error.contains("paypress.yml:6:") && error.contains("links[1].slug: the slug"))
    let words = try run("check", in: fresh, status: 1, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(words.contains("slug \"tea\" 曾属于 \"tea\""), "\(words)")

    try follow(error, in: fresh)
    #expect(try run("check", in: fresh, status: 1).contains("the slug \"tea\" belongs to \"tea\""))
    try fresh.write(Self.config(["black, slug: black"]), to: "paypress.yml")
    #expect(try !run("build", in: fresh).contains("dropped"))
    #expect(try fresh.text("output/p/tea/index.html").contains("This code was for"))
    // From elsewhere, with the folder.
    try drop("tea", leaving: ["black, slug: black"], in: fresh)
    let outside = try run(
      "check", "-c", "\(fresh.path)/paypress.yml", "-o", "\(fresh.path)/none")
    #expect(outside.contains("`(echo; git -C \(fresh.path) show "), "\(outside)")
  }

  /// Only another link is refused.
  @Test func theLinkThatHadASlugGetsItBack() throws {
    try publish("tea, slug: tea", "cake")
    try drop("tea", leaving: [])
    try commit("Tidy up")
    let fresh = try clone()
    try fresh.write(Self.config(["cake", "TEA, slug: tea"]), to: "paypress.yml")
    let build = try run("build", in: fresh)
    #expect(!build.contains("dropped the lines"), "\(build)")
    #expect(try fresh.text("output/p/tea/index.html").contains("http-equiv=\"refresh\""))
    #expect(try fresh.text("paypress.paper").contains("\"slug\": \"tea\", \"link\": \"TEA\""))
  }

  /// `cup-113` and `table-313` have the same first slug.
  @Test func aMadeSlugThatWasDroppedIsNotMadeAgain() throws {
    try publish("cup-113")
    #expect(
      try folder.text("paypress.paper").contains("\"slug\": \"5f6cd\", \"link\": \"cup-113\""))
    try drop("5f6cd", leaving: [])
    try commit("Tidy up")
    let fresh = try clone()
    try fresh.write(Self.config(["table-313"]), to: "paypress.yml")
    let error = try run("build", in: fresh, status: 1)
    #expect(error.contains("links[1].id: the slug \"5f6cd\" belonged to \"cup-113\""), "\(error)")
    #expect(error.contains(": \"table-313\" then gets another slug; if no printed code"))
    try follow(error, in: fresh)
    _ = try run("build", in: fresh)
    #expect(
      try fresh.text("paypress.paper").contains("\"slug\": \"5jpdd\", \"link\": \"table-313\""))
  }

  /// The lines came from a branch, and the merge itself left them out.
  @Test func aSlugThatAMergeDroppedIsNotGivenAway() throws {
    try publish()
    try git("checkout", "--quiet", "-b", "teas")
    try folder.write(Self.config(["tea, slug: tea"]), to: "paypress.yml")
    _ = try run("build")
    try commit("Add tea")
    try git("checkout", "--quiet", "main")
    try commit("Go on")
    try git("merge", "--quiet", "--no-commit", "--no-ff", "teas")
    try drop("tea", leaving: [])
    try commit("Merge without the tea")
    let fresh = try clone()
    #expect(try run("check", in: fresh).contains("such as tea of \"tea\""))
    try fresh.write(Self.config(["black, slug: tea"]), to: "paypress.yml")
    #expect(try run("build", in: fresh, status: 1).contains("belonged to \"tea\" until"))
  }

  /// Somebody else published a slug and dropped it again between two pulls: the copy here never had it.
  @Test func aSlugThatTheCopyNeverHadIsNotGivenAway() throws {
    try publish("cake")
    let other = try clone()
    try folder.write(Self.config(["cake", "tea, slug: tea"]), to: "paypress.yml")
    _ = try run("build", in: other)
    _ = try run("build")
    try commit("Add tea")
    try drop("tea", leaving: ["cake"])
    try commit("Remove tea")
    try git("pull", "--quiet", in: other)
    #expect(try other.text("output/.paypress/paper").contains("slug") && other.has("output/p"))
    try other.write(Self.config(["cake", "black, slug: tea"]), to: "paypress.yml")
    #expect(try run("build", in: other, status: 1).contains("belonged to \"tea\" until"))
  }

  /// What is on record needs no history; a new slug does.
  @Test func aShallowCloneTakesNoNewSlug() throws {
    try publish("tea, slug: tea", "cake")
    try drop("tea", leaving: [])
    try commit("Tidy up")
    let shallow = try clone(depth: 1)
    let build = try run("build", in: shallow)
    #expect(!build.contains("history") && !build.contains("dropped"), "\(build)")
    try shallow.write(
      Self.config(["green, slug: green", "black, slug: tea"]), to: "paypress.yml")
    for command in ["check", "build"] {
      let error = try run(command, in: shallow, status: 1)
      #expect(
        error.contains(
          "links[1].slug: 2 new slugs, such as \"green\", are not in paypress.paper, and this clone has too "
            + "little history to tell whether they ever belonged to other links"), "\(error)")
      #expect(error.contains("`git fetch --unshallow` (in CI: `fetch-depth: 0`)"))
    }
    try git("fetch", "--quiet", "--unshallow", in: shallow)
    let error = try run("build", in: shallow, status: 1)
    #expect(
      error.contains("the slug \"tea\" belonged to \"tea\" until") && !error.contains("green\""))
    try shallow.write(Self.config(["green, slug: green"]), to: "paypress.yml")
    _ = try run("build", in: shallow)
  }

  @Test func aRepositoryWithoutCommitsHasNoHistory() throws {
    try folder.write(Self.config(["tea, slug: tea"]), to: "paypress.yml")
    try git("init", "--quiet")
    for command in ["check", "build"] {
      #expect(try !run(command).contains("warning: links"), "\(command)")
    }
  }

  /// As in a container whose files belong to somebody else.
  @Test func gitThatDoesNotAnswerIsSaid() throws {
    try publish("cake")
    try folder.write("#!/bin/sh\necho 'fatal: dubious ownership' >&2\nexit 128\n", to: "bin/git")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(folder.path)/bin/git")
    let path = ["PATH": "\(folder.path)/bin:/usr/bin:/bin"]
    #expect(try !run("check", environment: path).contains("dubious"))
    try folder.write(Self.config(["cake", "tea, slug: tea"]), to: "paypress.yml")
    let words =
      "warning: links[2].slug: the new slug \"tea\" is not in paypress.paper, and git does not tell whether it "
      + "ever belonged to other links: fatal: dubious ownership"
    for command in ["check", "build"] {
      let error = try run(command, environment: path)
      #expect(error.contains(words), "\(error)")
    }
    #expect(try folder.text("paypress.paper").contains("\"slug\": \"tea\""))
  }

  /// A CI job builds in a clone of its own, which is thrown away.
  @Test func aSlugThatOnlyACIJobRecordsIsSaid() throws {
    try publish("cake")
    let job = try clone()
    let ci = ["CI": "true"]
    let warning = "and what a CI job writes into it is lost unless the job commits it"
    #expect(try !run("build", in: job, environment: ci).contains(warning))
    try job.write(Self.config(["cake", "tea", "green"]), to: "paypress.yml")
    #expect(try !run("check", in: job).contains(warning))
    let check = try run("check", in: job, environment: ci)
    #expect(
      check.contains(
        "warning: links[2].id: 2 new slugs, such as \"j9cx9\", are not in the committed paypress.paper, "
          + warning), "\(check)")
    #expect(
      check.contains(
        "run `paypress build` in your own clone and commit paypress.paper, before you print"))
    #expect(try run("check", "--strict", in: job, status: 1, environment: ci).contains(warning))
    let chinese = try run(
      "check", in: job, environment: ci.merging(["LC_ALL": "zh_CN.UTF-8"]) { $1 })
    #expect(chinese.contains("而 CI 任务写入的内容若不由任务提交就会丢失"), "\(chinese)")
    let build = try run("build", in: job, environment: ci)
    #expect(build.contains(warning) && build.contains("2 new slugs in paypress.paper"), "\(build)")
    #expect(try !run("check", in: job, environment: ci).contains(warning))
    // Nothing can be committed where there is no repository.
    let outside = try TemporaryFolder()
    try outside.write(Self.config([]), to: "paypress.yml")
    #expect(try !run("check", in: outside, environment: ci).contains("CI job"))
  }
}
