import Foundation
import TestSupport
import Testing

/// What happens when `paypress.paper` is lost, and when it is not: after a clone and a merge.
@Suite struct LostPaperTests {
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

  /// A built shop with two posters on record; the id of their print.
  @discardableResult
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
      #expect(result.error.contains("To do without them for ever, delete output/.paypress/paper"))
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
    try follow("cat output/.paypress/paper >> paypress.paper")
    #expect(try folder.text("paypress.paper") == file)
    try run("build")
    #expect(try run("paper", "list").text.contains("\(id)-1"))
  }

  /// Runs the command that the hint of `check` names.
  private func follow(_ command: String) throws {
    let check = try Tool.payPress(["check"], in: folder.path)
    #expect(check.status == 1 && check.error.contains("`\(command)`"), "\(check.error)")
    #expect(try Tool.run("/bin/sh", ["-c", command], in: folder.path).status == 0)
  }

  private static let append = "(echo; cat output/.paypress/paper) >> paypress.paper"

  private func recordedLines() throws -> [String] {
    try folder.text("paypress.paper").split(separator: "\n").map(String.init)
  }

  /// An editor may leave out the last line break, and `cat` alone would spoil that line.
  @Test func lostLinesComeBackAsTheHintSays() throws {
    let id = try mark()
    let lines = try recordedLines()
    try folder.write(lines.dropLast().joined(separator: "\n"), to: "paypress.paper")
    try follow(Self.append)
    try run("check")
    #expect(try run("paper", "list").text.contains("  \(id)-1  "))
    #expect(try Set(recordedLines()) == Set(lines))
  }

  /// That a piece is gone is a fact like others: it must not hang again because a line was lost.
  @Test func aPieceThatWasTakenDownStaysDown() throws {
    let id = try mark()
    try git("init", "--quiet", in: folder)
    try commit("Open", in: folder)
    try run("paper", "gone", "\(id)-1", "--date", "2026-11-05")
    let lines = try recordedLines()
    try git("checkout", "HEAD", "--", "paypress.paper", in: folder)
    try expectRefusals("paypress.paper has lost 1 `gone` line, such as that of \(id)-1", id)
    let chinese = try Tool.payPress(
      ["check"], in: folder.path, environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(chinese.error.contains("paypress.paper 缺少 1 条 `gone` 记录（例如 \(id)-1）"))
    try follow(Self.append)
    #expect(try Set(recordedLines()) == Set(lines))
    // A later day is another line; an earlier one may come from another branch.
    func write(_ day: String) throws {
      let text = lines.map { $0.replacing("2026-11-05", with: day) + "\n" }.joined()
      try folder.write(text, to: "paypress.paper")
    }
    try write("2026-11-06")
    try follow(Self.append)
    #expect(try run("paper", "list", "--all").text.contains("marked as gone on 2026-11-05"))
    try write("2026-11-04")
    try run("check")
  }

  /// The old line and the one in its place contradict each other, so the copy cannot be appended.
  @Test(arguments: ["door", "cake"])
  func aChangedLineIsPutBackAsTheHintSays(word: String) throws {
    let id = try mark()
    let lines = try recordedLines()
    let place = try #require(
      lines.firstIndex { $0.contains(word == "door" ? "\"place\"" : "\"link\": \"cake\"") })
    var changed = lines
    changed[place].replace("\"\(word)\"", with: "\"bar\"")
    try folder.write(changed.joined(separator: "\n") + "\n", to: "paypress.paper")
    let pieces =
      word == "door" ? "2 printed pieces, such as \(id)-1" : "1 printed piece, such as \(id)-"
    try expectRefusals("paypress.paper has other lines than it had for \(pieces)", id)
    let hint = "put the old line back in place of the changed one: `\(lines[place])`. To do"
    #expect(try Tool.payPress(["check"], in: folder.path).error.contains(hint))
    changed[place] = lines[place]
    try folder.write(changed.joined(separator: "\n") + "\n", to: "paypress.paper")
    try run("check")
    // With another line lost: first the old line, then the copy.
    changed[place].replace("\"\(word)\"", with: "\"bar\"")
    let other = try #require(lines.firstIndex { $0.contains("\"link\": \"tea\"") })
    changed.remove(at: other)
    try folder.write(changed.joined(separator: "\n"), to: "paypress.paper")
    let both = try Tool.payPress(["check"], in: folder.path)
    #expect(both.error.contains("paypress.paper has lost 1 printed piece, such as \(id)-"))
    #expect(both.error.contains("; paypress.paper has other lines than it had for 1 printed piece"))
    #expect(both.error.contains("`\(lines[place])`; get all lost lines back with `(echo;"))
    changed = changed.map { $0.contains("\"bar\"") ? lines[place] : $0 }
    try folder.write(changed.joined(separator: "\n"), to: "paypress.paper")
    try follow(Self.append)
    #expect(try Set(recordedLines()) == Set(lines))
    try run("check")
  }

  /// Who corrects one error at a time would build over the loss at last.
  @Test func aLossIsReportedBesidesOtherErrors() throws {
    try mark()
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    try folder.write(PaperShop.config.replacing("price: 28", with: "price: x"), to: "paypress.yml")
    for command in ["check", "build", "diff"] {
      let result = try Tool.payPress([command], in: folder.path)
      #expect(result.status == 1 && result.error.contains("2 errors"), "\(result.error)")
      #expect(result.error.contains("paypress.paper is missing; it had 2 printed pieces"))
    }
    let audit = try Tool.payPress(
      ["audit", "--format", "json", "output/qr/tea.png"], in: folder.path)
    #expect(audit.status == 1 && audit.text.contains("\"lost-paper\""), "\(audit.text)")
  }

  /// The copy of a site that is built into another folder is there.
  @Test func theCopyInAnotherFolderIsSeen() throws {
    try run("build", "-o", "public")
    let id = try run("paper", "mark", "posters", "-o", "public").text
      .trimmingCharacters(in: .whitespacesAndNewlines)
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    for arguments in [
      ["check"], ["paper", "list"], ["paper", "stale"], ["paper", "stamp", "7K3M"],
      ["paper", "gone", id],
    ] {
      let result = try Tool.payPress(arguments + ["-o", "public"], in: folder.path)
      #expect(result.status == 1 && result.error.contains("`cat public/.paypress/paper >> "))
    }
  }

  /// What cannot be looked at is not taken for nothing.
  @Test func aCopyThatCannotBeReadIsAnError() throws {
    try mark()
    let (state, copy) = ("\(folder.path)/output/.paypress", "\(folder.path)/output/.paypress/paper")
    try FileManager.default.removeItem(atPath: copy)
    try run("check")
    try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
    let unreadable = try Tool.payPress(["check"], in: folder.path)
    #expect(unreadable.status == 74, "\(unreadable.error)")
    #expect(unreadable.error.contains("output/.paypress/paper cannot be read: "))
    try FileManager.default.moveItem(atPath: state, toPath: "\(folder.path)/elsewhere")
    try FileManager.default.createSymbolicLink(atPath: state, withDestinationPath: "../elsewhere")
    let link = try Tool.payPress(["check"], in: folder.path)
    #expect(link.status == 1 && link.error.contains("output/.paypress is a symbolic link"))
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

  /// Shares that were built before the loss do not hide it from who makes one site of them: neither where an
  /// older site has a copy, nor where only git remembers the file.
  @Test func aMergeNoticesALostFile() throws {
    let forwarding = PaperShop.config.replacing(
      "stable: true }", with: "stable: true, forward: true }")
    try folder.write(forwarding, to: "paypress.yml")
    try folder.write("paypress.paper merge=union\n", to: ".gitattributes")
    try run("build", "-o", "public")
    try git("init", "--quiet", in: folder)
    try commit("Open", in: folder)
    for share in ["1", "2"] { try run("build", "--shard", "\(share)/2", "-o", "share-\(share)") }
    try FileManager.default.removeItem(atPath: "\(folder.path)/paypress.paper")
    let before = try folder.files()
    for (target, remedy) in [("public", "`cat public/.paypress/paper"), ("new", "`git checkout ")] {
      let result = try Tool.payPress(
        ["merge", "share-1", "share-2", "-o", target], in: folder.path)
      #expect(result.status == 1, "\(target): \(result.error)")
      #expect(
        result.error.contains("error: paypress.paper is missing; it had 2 published slugs"),
        "\(target): \(result.error)")
      #expect(result.error.contains("get it back with \(remedy)"), "\(target): \(result.error)")
      #expect(try folder.files() == before)
    }
    try git("checkout", "--", "paypress.paper", in: folder)
    for target in ["public", "new"] { try run("merge", "share-1", "share-2", "-o", target) }
  }

  /// A line that gives a slug or a piece to another link is as bad as none.
  @Test func exchangedLinksAreNoticed() throws {
    let forwarding = PaperShop.config.replacing(
      "stable: true }", with: "stable: true, forward: true }")
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
      result.error.contains("has other lines than it had for 2 published slugs, such as ")
        && result.error.contains(", and 2 printed pieces, such as \(id)-1"), "\(result.error)")
    #expect(
      result.error.contains("put 4 old lines back in place of the changed ones; output/"))
  }

  private func git(_ arguments: String..., in place: TemporaryFolder) throws {
    let name = ["-c", "user.name=shop", "-c", "user.email=shop@example.com"]
    let result = try Tool.run("/usr/bin/git", name + arguments, in: place.path)
    try #require(result.status == 0, "\(arguments): \(result.text)\(result.error)")
  }

  private func commit(_ words: String, in place: TemporaryFolder) throws {
    try git("add", "paypress.yml", "paypress.paper", in: place)
    try git("commit", "--quiet", "-m", words, in: place)
  }
}
