import Foundation
import Support
import Synchronization
import TestSupport
import Testing

@Suite struct ExternalProgramTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func script(_ text: String, name: String = "script") throws -> ExternalProgram {
    try folder.write("#!/bin/sh\n\(text)\n", to: name)
    #expect(chmod("\(folder.path)/\(name)", 0o755) == 0)
    return try ExternalProgram("\(folder.path)/\(name)", in: [:])
  }

  @Test func takesTheFirstProgramOnThePath() throws {
    _ = try script("", name: "second/tool")
    _ = try script("", name: "third/tool")
    try folder.write("no program", to: "first/tool")
    try folder.write("", to: "zeroth/tool/file")
    let path = ["zeroth", "none", "first", "second", "third"].map { "\(folder.path)/\($0)" }
    let environment = ["PATH": path.joined(separator: ":")]
    #expect(try ExternalProgram("tool", in: environment).path == "\(folder.path)/second/tool")
  }

  @Test func skipsRelativeFoldersOnThePath() throws {
    for path in ["", ":", ".", "./bin", "bin"] {
      #expect(ExternalProgram.find("sh", in: ["PATH": path]) == nil, "\(path)")
    }
    #expect(ExternalProgram.find("sh", in: [:]) == nil)
    #expect(ExternalProgram.find("sh", in: ["PATH": "bin:/bin"])?.path == "/bin/sh")
  }

  /// Pipes of a program that is only half started would end this process.
  @Test func knowsWhetherDescriptorsAreFree() {
    #expect(OpenFiles.hasFree(32))
    #expect(!OpenFiles.hasFree(1 << 24))
    #expect(OpenFiles.hasFree(32))
  }

  @Test func takesANameWithASlashAsAPath() throws {
    #expect(try ExternalProgram("/bin/sh", in: [:]).path == "/bin/sh")
    #expect(throws: ReadingError(path: "./sh", errorNumber: ENOENT)) {
      try ExternalProgram("./sh", in: ["PATH": "/bin"])
    }
  }

  @Test func saysWhyAProgramCannotBeRun() throws {
    try folder.write("no program", to: "text")
    for (name, errorNumber) in [("text", EACCES), ("none", ENOENT), (".", EACCES)] {
      #expect(throws: ReadingError(path: name, errorNumber: errorNumber)) {
        try ExternalProgram(name, in: ["PATH": folder.path])
      }
    }
  }

  @Test func takesOutputAndStatus() async throws {
    let program = try script("cat; echo out $1; echo err >&2; exit 3")
    let outcome = try await program.run(["a b"], limit: .seconds(30))
    #expect(!outcome.isSuccess && outcome.status == "exited(3)")
    #expect(outcome.output == Array("out a b\n".utf8) && outcome.error == "err\n")
    let loud = try script("yes")
    await #expect(throws: ProgramError(program: loud.path, cause: .saidTooMuch)) {
      try await loud.run([], limit: .seconds(30), outputLimit: 1000)
    }
  }

  /// As a browser that was not open yet: it goes on, in the user's language, whatever becomes of us.
  @Test func launchesAProgramAndLeavesItAlone() async throws {
    let program = try script(
      """
      echo "$$ ${LC_ALL-}" > "$1/new" && mv "$1/new" "$1/state"
      exec sleep 1000
      """)
    try await program.launch([folder.path], patience: .milliseconds(10))
    let start = ContinuousClock.now
    while !folder.has("state"), start.duration(to: .now) < .seconds(60) {
      try await Task.sleep(for: .milliseconds(10))
    }
    let words = try folder.text("state").dropLast().split(
      separator: " ", omittingEmptySubsequences: false)
    let process = try #require(pid_t(words[0]))
    defer { kill(process, SIGKILL) }
    #expect(kill(process, 0) == 0 && getsid(process) != getsid(0))
    #expect(words[1] == ProcessInfo.processInfo.environment["LC_ALL"] ?? "")
  }

  /// A browser that cannot open an address says so by its status, mostly at once.
  @Test func noticesThatALaunchedProgramFails() async throws {
    try await script("exit 0").launch([], patience: .seconds(600))
    let failing = try script("sleep .1; exit 3")
    await #expect(
      throws: ProgramError(
        program: failing.path, cause: .failed(status: "exited(3)", words: ""))
    ) { try await failing.launch([], patience: .seconds(600)) }
    try folder.write("no program", to: "text")
    #expect(chmod("\(folder.path)/text", 0o755) == 0)
    let broken = try ExternalProgram("\(folder.path)/text", in: [:])
    await #expect(throws: ProgramError.self) {
      try await broken.launch([], patience: .seconds(600))
    }
  }

  @Test func givesAHookItsEnvironmentAndNothingElse() async throws {
    let program = try script(
      """
      PATH=/usr/bin:/bin; cd "$FOLDER"
      env > environment; cat > input; ls -l /proc/self/fd > files; echo $# > arguments
      """)
    let inherited = open("/dev/zero", O_RDONLY)
    defer { close(inherited) }
    let ending = try await program.run(
      environment: ["FOLDER": folder.path, "NAME": "a b=茶"], lines: try LinePipe { _ in },
      limit: .seconds(30))
    #expect(ending == .exited(0))
    let variables = try folder.text("environment").split(separator: "\n").filter {
      // The shell adds these.
      !["PWD", "OLDPWD", "SHLVL", "_", "PATH"].contains($0.prefix { $0 != "=" })
    }
    #expect(Set(variables) == ["FOLDER=\(folder.path)", "NAME=a b=茶"])
    #expect(try folder.text("input").isEmpty && folder.text("arguments") == "0\n")
    #expect(try !folder.text("files").contains("/dev/zero"))
    #expect(try folder.text("files").contains("0 -> /dev/null"))
  }

  /// What a hook writes comes line by line and shortened; one that goes on in the background neither
  /// holds up nor is held up.
  @Test func takesTheLinesOfAHook() async throws {
    let program = try script(
      """
      PATH=/usr/bin:/bin
      printf 'out\\n\\nbad \\377\\n'; echo err >&2; head -c 5000 /dev/zero | tr '\\0' x; echo
      (until [ -e "$FOLDER/go" ]; do sleep 0.1; done; echo late) &
      printf end
      """)
    let taken = Mutex<[String]>([])
    let lines = try LinePipe { line in taken.withLock { $0.append(line) } }
    func wait(for count: Int) async throws {
      let end = ContinuousClock.now + .seconds(60)
      while taken.withLock(\.count) < count, .now < end {
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    for run in 1...2 {
      let ending = try await program.run(
        environment: ["FOLDER": folder.path], lines: lines, limit: .seconds(60))
      #expect(ending == .exited(0))
      // The last line has no end: it comes when nothing more does.
      try await wait(for: 6 * run)
    }
    let once = ["out", "", "bad \u{FFFD}", "err", String(repeating: "x", count: 1000) + "…", "end"]
    #expect(taken.withLock { $0 } == once + once)
    try folder.write("", to: "go")
    try await wait(for: 14)
    #expect(taken.withLock { $0.suffix(2) } == ["late", "late"])
    lines.finish()
  }

  @Test func saysHowAHookEnded() async throws {
    let failing = try script("exit 7", name: "failing")
    let lines = try LinePipe { _ in }
    #expect(
      try await failing.run(environment: [:], lines: lines, limit: .seconds(30)) == .exited(7))
    let killed = try script("kill -9 $$", name: "killed")
    #expect(
      try await killed.run(environment: [:], lines: lines, limit: .seconds(30)) == .signaled(9))
    try folder.write("#!/no/such/shell\n", to: "broken")
    #expect(chmod("\(folder.path)/broken", 0o755) == 0)
    let broken = try ExternalProgram("\(folder.path)/broken", in: [:])
    await #expect(throws: broken.error(.notStarted("No such file or directory"))) {
      try await broken.run(environment: [:], lines: lines, limit: .seconds(30))
    }
  }

  /// Whether it is the program itself that ignores the request to end, or what it started.
  @Test(arguments: [("trap '' TERM", "/bin/sleep 600"), (":", "(trap '' TERM; /bin/sleep 600)")])
  func killsAllProcessesOfAHookThatTakesTooLong(first: String, second: String) async throws {
    let program = try script(
      """
      \(first); cd "$FOLDER"
      \(second) & echo $! > child; wait
      """)
    await #expect(throws: program.error(.tookTooLong(seconds: 2))) {
      try await program.run(
        environment: ["FOLDER": folder.path], lines: try LinePipe { _ in }, limit: .seconds(2))
    }
    let child = try folder.text("child").trimmingCharacters(in: .newlines)
    let test = "! kill -0 \(child) || grep -q '^State:.*Z' /proc/\(child)/status"
    // The system ends the child shortly after the signal.
    for _ in 0..<50 where try Tool.run("/bin/sh", ["-c", test]).status != 0 {
      try await Task.sleep(for: .milliseconds(100))
    }
    #expect(try Tool.run("/bin/sh", ["-c", test]).status == 0)
  }
}
