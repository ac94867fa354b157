import Foundation
import Support
import TestSupport
import Testing

@testable import Studio

/// The studio in Chromium and over raw sockets, as its users and its enemies meet it.
@Suite struct StudioTests {
  @Test(arguments: [
    ("gallery", "the gallery passes"), ("parts", "what cannot be shown is explained"),
    ("pay", "a payment appears in the list"),
  ])
  func showsTheShop(walk: String, words: String) throws {
    try Self.walk("gallery.py", walk, words)
  }

  @Test(arguments: [
    ("rows", "rows are changed in their files"), ("designs", "designs are chosen by pictures"),
    ("checks", "forms save what can be built"),
  ])
  func makesAShopByForms(walk: String, words: String) throws {
    try Self.walk("forms.py", walk, words)
  }

  @Test func makesPDFsByAButton() throws {
    try Self.walk("printing.py", "pdf", "a button makes the PDF")
  }

  @Test func changesTheConfig() throws {
    try Self.walk("editing.py", "edit", "forms change what they say")
  }

  @Test(arguments: [
    ("lines", "lines of entries are changed"), ("jobs", "print jobs are changed"),
    ("account", "an account is given later"), ("keys", "no form needs a mouse"),
  ])
  func changesEntries(walk: String, words: String) throws {
    try Self.walk("entries.py", walk, words)
  }

  @Test(arguments: [
    ("deletes", "entries are deleted"), ("site", "the site's settings are changed"),
    ("places", "findings lead to their places"),
  ])
  func removesAndReturns(walk: String, words: String) throws {
    try Self.walk("removals.py", walk, words)
  }

  @Test func equalsACleanBuildAfterEveryEdit() throws {
    try Self.walk("turns.py", "turns", "every edit gives the site of a clean build")
  }

  @Test func takesSpreadsheets() throws {
    try Self.walk("drops.py", "drop", "spreadsheets become links")
  }

  @Test(arguments: [
    ("browser", "five questions make a shop"), ("terminal", "a terminal asks the same"),
  ])
  func asksForAFirstShop(walk: String, words: String) throws {
    try Self.walk("first.py", walk, words)
  }

  @Test(arguments: [
    ("edits", "pages follow every edit"), ("workbooks", "workbooks are followed"),
    ("races", "no old page is shown as new"),
  ])
  func followsEdits(walk: String, words: String) throws {
    try Self.walk("following.py", walk, words)
  }

  @Test func refusesStrangers() throws {
    try Self.walk("guests.py", "guests", "guests get what is theirs")
  }

  @Test func opensABrowser() throws {
    try Self.walk("opening.py", "browser", "a browser opens")
  }

  /// Not every machine lets tests have networks of their own.
  private static let canMakeNetworks =
    (try? Tool.run("/usr/bin/unshare", ["-rn", "true"]).status) == 0

  /// A command that gives another one a network of its own, where that is possible.
  private static let apart =
    canMakeNetworks ? ["/usr/bin/unshare", "-rn", "env", "PAYPRESS_APART=1"] : []

  /// In the machine's own local network where it lets tests have no other.
  @Test func letsTheLocalNetworkIn() throws {
    try Self.walk(
      "guests.py", "lan", "the local network is let in on request", through: Self.apart)
  }

  @Test(
    .enabled(
      if: canMakeNetworks || !LocalNetwork.addresses.isEmpty, "this machine has no local network"))
  func letsAPhonePay() throws {
    try Self.walk(
      "opening.py", "phone", "a phone pays by the codes on the screen", through: Self.apart)
  }

  @Test(.enabled(if: canMakeNetworks, "this machine lets nobody make a network namespace"))
  func showsOtherComputersWhatIsForPayers() throws {
    try Self.walk(
      "opening.py", "computers", "another computer gets what is for payers", through: Self.apart)
  }

  private static func walk(
    _ script: String, _ walk: String, _ words: String, through command: [String] = []
  ) throws {
    let folder = try TemporaryFolder()
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent(script).path
    let whole =
      command + ["\(Tool.packageFolder)/.build-tools/venv/bin/python", script, Tool.payPress, walk]
    let result = try Tool.run(whole[0], Array(whole.dropFirst()), in: folder.path)
    let log = (try? folder.text("studio-log.txt")) ?? ""
    #expect(
      result.status == 0 && result.text == "\(words)\n",
      "\(result.text) \(result.error) \(log.suffix(2000))")
  }

  @Test func saysWhyItDoesNotStart() throws {
    let folder = try TemporaryFolder()
    try folder.write("site: { title: T }\n", to: "paypress.yml")
    let script = """
      import socket, subprocess, sys
      taken = socket.socket()
      taken.bind(("127.0.0.1", 0))
      taken.listen()
      port = str(taken.getsockname()[1])
      run = subprocess.run([sys.argv[1], "serve", "--port", port], capture_output=True, text=True)
      print(run.returncode, "--port 0" in run.stderr, port in run.stderr, run.stdout)
      """
    let result = try Tool.run(
      "/usr/bin/python3", ["-c", script, Tool.payPress], in: folder.path)
    #expect(result.text == "74 True True \n", "\(result.text) \(result.error)")
  }
}

@Suite struct MarkedLineTests {
  @Test(arguments: [
    ("price: 12.oo", 8, "price: <mark>1</mark>2.oo"), ("a", 2, "a<mark> </mark>"),
    ("价格：<b>", 4, "价格：<mark>&lt;</mark>b&gt;"), ("", 1, "<mark> </mark>"),
    ("abc", 99, "abc<mark> </mark>"), ("abc", 0, "<mark>a</mark>bc"),
  ])
  func marksOneCharacter(line: String, column: Int, html: String) {
    let markup = MarkedLine(line, column: column).markup
    #expect(String(decoding: markup.bytes, as: UTF8.self) == html)
  }

  @Test func cutsLongLinesAroundTheMark() {
    let line = String(repeating: "a", count: 500) + "!" + String(repeating: "b", count: 500)
    let text = String(decoding: MarkedLine(line, column: 501).markup.bytes, as: UTF8.self)
    #expect(text.hasPrefix("…aaa") && text.hasSuffix("bbb…") && text.contains("a<mark>!</mark>b"))
    #expect(text.count < 200)
  }
}

@Suite struct WatchedInputsTests {
  @Test func noticesFilesThatChangeComeAndGo() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", to: "there.txt")
    func read() throws -> WatchedInputs {
      let paths = OpenedPaths()
      OpenedPaths.$current.withValue(paths) {
        for name in ["there.txt", "missing.txt", "deep/er/missing.txt"] {
          _ = try? InputFile.bytes(of: "\(folder.path)/\(name)")
        }
        _ = try? InputFolder.names(of: "\(folder.path)/listed")
      }
      return WatchedInputs().retaken().reading(paths)
    }
    var inputs = try read()
    #expect(!inputs.haveChanged)
    #expect(
      inputs.places[folder.path] == .some(["there.txt", "missing.txt", "deep"])
        && inputs.places["\(folder.path)/listed"] == .some(nil))
    for (name, text) in [
      ("there.txt", "bb"), ("missing.txt", "a"), ("deep/er/missing.txt", "a"), ("listed/new", "a"),
    ] {
      try folder.write(text, to: name)
      #expect(inputs.haveChanged, "\(name)")
      inputs = try read()
      #expect(!inputs.haveChanged, "\(name)")
    }
    try FileManager.default.removeItem(atPath: "\(folder.path)/there.txt")
    #expect(inputs.haveChanged)
  }

  #if os(Linux)
    @Test func noticesNameTheEntry() throws {
      let folder = try TemporaryFolder()
      try folder.write("a", to: "one/file.txt")
      let notices = try #require(FolderNotices())
      notices.watch(["\(folder.path)/one", "\(folder.path)/none"])
      #expect(notices.take().isEmpty)
      try folder.write("b", to: "one/other.txt")
      #expect(
        notices.take().contains { $0.folder == "\(folder.path)/one" && $0.name == "other.txt" })
      notices.watch([])
      _ = notices.take()
      try folder.write("c", to: "one/third.txt")
      #expect(notices.take().isEmpty)
    }
  #endif
}
