import Foundation
import TestSupport
import Testing

/// Whatever a browser does, the PDFs are right, or nothing changed and the message says why.
@Suite struct BrowserTests {
  private static let roll = "{ roll: item-1, paper: 62 x 29 mm, name: roll }"

  @Test(arguments: [
    ("exit 3", "failed (exited(3)): "),
    ("echo 'first' >&2; echo 'no display' >&2; exit 3", "failed (exited(3)): first / no display"),
    ("kill -9 $$", "failed ("),
    ("exit 0", "ended without making a PDF: "),
  ])
  func reportsABrowserThatFails(script: String, words: String) throws {
    let site = try ProofFixture(print: [Self.roll])
    let before = try site.output()
    let browser = try site.fakeBrowser(script)
    let result = try site.run(["pdf", "--browser", browser])
    #expect(result.status == 74 && result.output.isEmpty)
    #expect(result.error.hasPrefix("paypress: error: \(browser) \(words)"), "\(result.error)")
    #expect(result.error.hasSuffix("; nothing was changed\n"))
    #expect(try site.output() == before && !site.folder.has("output/.paypress/printing"))
  }

  @Test(arguments: ["%PDF-1.4 and no more\n", ""])
  func refusesWhatIsNoPDF(content: String) throws {
    let site = try ProofFixture(print: [Self.roll])
    let before = try site.output()
    try site.folder.write(content, to: "other.pdf")
    let browser = try site.browserThatGives("\(site.folder.path)/other.pdf")
    let result = try site.run(["pdf", "--browser", browser])
    #expect(result.status == 74 && result.error.contains("has another form or page size"))
    #expect(try site.output() == before)
  }

  /// A browser that prints something else, such as an error page.
  @Test func refusesOtherPages() throws {
    let site = try ProofFixture(print: [
      Self.roll, "{ roll: [item-2, item-3], paper: 62 x 29 mm, name: two }",
      "{ roll: item-2, paper: 62 x 40 mm, name: other }",
    ])
    try #require(try site.run(["pdf", "two", "other"]).status == 0)
    let before = try site.output()
    for (job, words) in [
      ("two", "the browser printed 2 pages of the job \"roll\", which has 1"),
      ("other", "the browser's PDF of the job \"roll\" has another form or page size"),
    ] {
      let browser = try site.browserThatGives("\(site.folder.path)/output/print/\(job).pdf")
      let result = try site.run(["pdf", "roll", "--browser", browser])
      #expect(result.status == 74 && result.error.contains(words), "\(result.error)")
      #expect(try site.output() == before)
    }
  }

  @Test func endsABrowserThatHangsWithAllItStarted() throws {
    let site = try ProofFixture(print: [Self.roll])
    let before = try site.output()
    let browser = try site.fakeBrowser(
      """
      trap '' TERM
      sh -c 'trap "" TERM; echo $$ > \(site.folder.path)/child; while :; do sleep 1; done' &
      while :; do sleep 1; done
      """)
    let result = try site.run(["pdf", "--browser", browser, "--timeout", "3"])
    #expect(result.status == 74)
    #expect(
      result.error
        == "paypress: error: \(browser) took longer than 3 s and was ended; nothing was changed\n")
    #expect(try site.output() == before && !site.folder.has("output/.paypress/printing"))
    #expect(try Self.hasEnded("child", site))
  }

  @Test(arguments: ["INT", "TERM"])
  func clearsAwayWhenItIsToldToEnd(signal: String) throws {
    let site = try ProofFixture(print: [Self.roll])
    let before = try site.output()
    let browser = try site.fakeBrowser(
      "echo $$ > \(site.folder.path)/pid; kill -\(signal) $PPID; while :; do sleep 1; done")
    let result = try site.run(["pdf", "--browser", browser])
    #expect(result.status == (signal == "INT" ? 130 : 143), "\(result.status) \(result.error)")
    #expect(try site.output() == before && !site.folder.has("output/.paypress/printing"))
    #expect(try Self.hasEnded("pid", site))
  }

  /// Whether the process whose id a file holds has ended, or is a zombie.
  private static func hasEnded(_ file: String, _ site: ProofFixture) throws -> Bool {
    let pid = try site.folder.text(file).trimmingCharacters(in: .newlines)
    let script = "! kill -0 \(pid) || grep -q '^State:.*Z' /proc/\(pid)/status"
    return try Tool.run("/bin/sh", ["-c", script]).status == 0
  }

  @Test func findsABrowserOrSaysHowToGetOne() throws {
    let site = try ProofFixture(print: [Self.roll])
    let browser = try site.fakeBrowser("echo found >&2; exit 5", name: "bin/google-chrome")
    let bin = URL(fileURLWithPath: browser).deletingLastPathComponent().path
    for (arguments, environment) in [
      (["--browser", browser], [:]), (["--browser", "google-chrome"], ["PATH": "\(bin):/bin"]),
      ([], ["PAYPRESS_BROWSER": browser]), ([], ["PATH": bin]),
    ] {
      let result = try site.run(["pdf"] + arguments, environment: environment)
      #expect(result.error.contains("\(browser) failed (exited(5)): found"), "\(result.error)")
    }
    try site.folder.write("no program", to: "text")
    for name in ["/nowhere/chrome", "nowhere", "\(site.folder.path)/text", site.folder.path] {
      let result = try site.run(["pdf", "--browser", name])
      #expect(result.status == 1)
      #expect(
        result.error == """
          paypress: error: the browser "\(name)" is not a program on this machine
            hint: install one (apt-get install chromium, or google.com/chrome), or name it with \
          --browser PATH

          """)
    }
  }

  /// The browser's arguments: its own profile, no network, and its sandbox if possible.
  @Test func asksForAPrivateBrowser() throws {
    let site = try ProofFixture(print: [Self.roll])
    let browser = try site.fakeBrowser(
      "printf '%s\\n' \"$@\" > \(site.folder.path)/arguments; test -e \"$profile\" && exit 9; exit 1"
    )
    _ = try site.run(["pdf", "--browser", browser])
    let arguments = try site.folder.text("arguments").split(separator: "\n").map(String.init)
    #expect(arguments.contains("--headless") && arguments.contains("--remote-debugging-pipe"))
    #expect(arguments.contains("--host-resolver-rules=MAP * ~NOTFOUND"))
    #expect(arguments.contains { $0.hasPrefix("--user-data-dir=\(site.folder.path)/output/") })
    #expect(arguments.contains("--no-sandbox") == (geteuid() == 0))
  }

  /// Whatever comes over the pipe, the program ends with words; answers follow the first question.
  @Test(arguments: [
    ("printf 'no JSON\\0' >&4; sleep 60", "ended without making a PDF"),
    (
      "\(question)printf '{\"id\":1,\"error\":{\"message\":\"not allowed\"}}\\0' >&4; sleep 60",
      "not allowed"
    ),
    (
      "\(question)printf '{\"id\":1,\"result\":{}}\\0{\"id\":2,\"result\":{}}\\0' >&4; sleep 1",
      "ended without making a PDF"
    ),
    ("head -c 20000000 /dev/zero | tr '\\0' x >&4; sleep 60", "wrote more than is believable"),
    ("exec 4>&-; exit 7", "failed (exited(7))"),
  ])
  func reportsABrowserThatSpeaksWrongly(script: String, words: String) throws {
    let site = try ProofFixture(print: [Self.roll])
    let before = try site.output()
    let result = try site.run(["pdf", "--browser", try site.fakeBrowser(script)])
    #expect(result.status == 74 && result.error.contains(words), "\(result.error)")
    #expect(try site.output() == before && !site.folder.has("output/.paypress/printing"))
  }

  private static let question = "head -c 1 <&3 >/dev/null; "

  @Test func oneBrowserPrintsAllJobs() throws {
    let rolls = (1...5).map { "{ roll: item-\($0), paper: 62 x 29 mm, name: roll-\($0) }" }
    let site = try ProofFixture(print: rolls)
    let browser = try site.fakeBrowser(
      "echo started >> \(site.folder.path)/starts; exec chromium-headless-shell \"$@\"")
    let result = try site.run(["pdf", "--browser", browser])
    #expect(result.status == 0, "\(result.error)")
    #expect(try site.folder.text("starts") == "started\n")
    #expect(try site.run(["verify", "--pdf"]).status == 0)
  }

  /// A headless shell starts in a fifth of the time.
  @Test func aShellWithoutAWindowComesFirstAndPrintsTheSame() throws {
    let site = try ProofFixture(print: [Self.roll])
    for name in ["chromium", "chromium-headless-shell"] {
      let browser = try site.fakeBrowser("echo \(name) >&2; exit 5", name: "bin/\(name)")
      let bin = URL(fileURLWithPath: browser).deletingLastPathComponent().path
      let result = try site.run(["pdf"], environment: ["PATH": bin])
      #expect(result.error.contains("\(browser) failed (exited(5)): \(name)"), "\(result.error)")
    }
    let printed = try ["chromium", "chromium-headless-shell"].map { name in
      let site = try ProofFixture(print: [Self.roll])
      let result = try site.run(["pdf", "--browser", name])
      try #require(result.status == 0, "\(result.error)")
      return try #require(try site.output()["print/roll.pdf"])
    }
    #expect(printed[0] == printed[1] && printed[0].starts(with: Data("%PDF-".utf8)))
  }

  @Test func printsOnlyWhatABuildWrote() throws {
    let site = try ProofFixture()
    let noJobs = try site.run(["pdf"])
    #expect(
      noJobs.status == 1
        && noJobs.error.contains("write `print: [{ poster: \"*\" }]` at the end of the config"))
    let unbuilt = try site.run(["pdf", "-o", "nowhere"])
    #expect(unbuilt.status == 1 && unbuilt.error.contains("nowhere holds no built site"))
    try site.write(print: [Self.roll])
    try #require(try site.run(["build"]).status == 0)
    let unknown = try site.run(["pdf", "rol"])
    #expect(unknown.status == 64 && unknown.error.contains("did you mean \"roll\"?"))
    let date = try site.run(["pdf"], environment: ["SOURCE_DATE_EPOCH": "today"])
    #expect(date.status == 64 && date.error.contains("SOURCE_DATE_EPOCH is \"today\""))
    try site.folder.write("mine", to: "output/print/roll.pdf")
    let foreign = try site.run(["pdf"])
    #expect(foreign.status == 1 && foreign.error.contains("output/print/roll.pdf is in the way"))
    #expect(try site.folder.text("output/print/roll.pdf") == "mine")
    // A symbolic link in place of the folder is not followed.
    let print = "\(site.folder.path)/output/print"
    try FileManager.default.moveItem(atPath: print, toPath: "\(site.folder.path)/elsewhere")
    try FileManager.default.removeItem(atPath: "\(site.folder.path)/elsewhere/roll.pdf")
    try FileManager.default.createSymbolicLink(
      atPath: print, withDestinationPath: "\(site.folder.path)/elsewhere")
    let linked = try site.run(["pdf"])
    #expect(linked.status == 1 && linked.error.contains("output/print is a symbolic link"))
    #expect(!site.folder.has("elsewhere/roll.pdf"))
  }
}
