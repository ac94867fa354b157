import Foundation
import TestSupport
import Testing

/// Inputs that are no files, and machines without `/proc` or free descriptors, give an error at once.
@Suite struct HostileInputTests {
  private static let config = """
    site: { title: Test, language: en }
    merchants:
      m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x }, logo: logo.png }
    links:
      - { id: open }
      - { id: "{sku}", rows: rows.csv }
    print: [{ poster: open, paper: A5, name: roll }]
    """

  private static func project() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(config.replacing(", logo: logo.png", with: ""), to: "paypress.yml")
    try folder.write("sku\na\nb\n", to: "rows.csv")
    return folder
  }

  /// Puts something that is no file at a path.
  private static func put(_ kind: String, _ path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if FileManager.default.fileExists(atPath: path) {
      try FileManager.default.removeItem(atPath: path)
    }
    switch kind {
    case "pipe": try #require(mkfifo(path, 0o600) == 0)
    case "folder":
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    case "device":
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/zero")
    default:
      let command = "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])"
      let made = try Tool.run(
        "/usr/bin/python3", ["-c", command, (path as NSString).lastPathComponent], in: folder)
      try #require(made.status == 0, "\(made.error)")
    }
  }

  private static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Tool.Result {
    // The timeout's own status is 124.
    try Tool.run("/usr/bin/timeout", ["20", Tool.payPress] + arguments, in: folder.path)
  }

  private static let kinds = ["pipe", "folder", "device", "socket"]

  @Test(arguments: kinds, ["rows.csv", "logo.png", "templates/classic/page.html"])
  func aProjectFileThatIsNoFileIsAFinding(kind: String, name: String) throws {
    let folder = try Self.project()
    if name == "logo.png" {
      try folder.write(
        Self.config.replacing(
          "tokens: { t: x }, logo: logo.png", with: "tokens: { t: x }"
        ).replacing(
          "name: roll", with: "name: roll, logo: logo.png"), to: "paypress.yml")
    }
    try Self.put(kind, "\(folder.path)/\(name)")
    for command in ["check", "build", "links"] {
      let result = try Self.run([command], in: folder)
      #expect(result.status == 1, "\(command): \(result.error)")
      // Devices are reached through a link out of the project.
      let reasons = ["folder": "Is a directory", "device": "outside the project folder"]
      let reason = reasons[kind] ?? "it is not an ordinary file"
      #expect(result.error.contains(reason), "\(command): \(result.error)")
    }
    #expect(!folder.has("output"))
  }

  @Test(arguments: kinds, ["lock", "record", "record.copy", "build", "printed", "shard"])
  func aStateFileThatIsNoFileIsAnError(kind: String, name: String) throws {
    let folder = try Self.project()
    try #require(try Self.run(["build"], in: folder).status == 0)
    let site = try folder.files(below: "output", skipping: ".paypress")
    try Self.put(kind, "\(folder.path)/output/.paypress/\(name)")
    let printing = ["pdf", "--browser", "/bin/true"]
    for command in [["build"], printing, ["build", "--shard", "1/1"], ["build"]] {
      let result = try Self.run(command, in: folder)
      // What is only a note is written anew.
      #expect([0, 1, 74].contains(result.status), "\(command) \(name): \(result.error)")
    }
    for (path, data) in try folder.files(below: "output", skipping: ".paypress") {
      #expect(data == site[path], "\(path)")
    }
  }

  @Test(arguments: kinds)
  func aListThatIsNoFileIsAnError(kind: String) throws {
    let folder = try Self.project()
    try #require(try Self.run(["build"], in: folder).status == 0)
    try Self.put(kind, "\(folder.path)/output/links.json")
    // What is published there differs from what a build writes.
    #expect(try Self.run(["verify"], in: folder).status == 1)
    let built = try Self.run(["build"], in: folder)
    #expect(built.status == 1 && built.error.contains("output/links.json is "), "\(built.error)")
    try Self.put(kind, "\(folder.path)/output/print/jobs.json")
    #expect(try Self.run(["pdf", "--browser", "/bin/true"], in: folder).status == 74)
  }

  @Test(arguments: kinds)
  func aFileOfOrdersThatIsNoFileIsAnError(kind: String) throws {
    let folder = try Self.project()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants:
        m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
      links: [{ id: tea, price: 5, order: anypay, type: wechat }]
      """, to: "paypress.yml")
    try Self.put(kind, "\(folder.path)/paypress.lock")
    for command in ["check", "build"] {
      let result = try Self.run([command], in: folder)
      #expect([1, 74].contains(result.status), "\(result.error)")
    }
  }

  @Test func aConfigThatNobodyWritesIsAnError() throws {
    let folder = try Self.project()
    try Self.put("pipe", "\(folder.path)/paypress.yml")
    let result = try Self.run(["check"], in: folder)
    #expect(result.status == 74)
    #expect(result.error.contains("paypress.yml cannot be read: nobody writes to the pipe"))
  }

  /// `paypress build` gave 64 for one that it was not allowed to read.
  @Test(arguments: [
    ["check"], ["build"], ["links"], ["print"], ["show", "open"], ["merge", "a"],
    ["stocks", "-c", "paypress.yml"],
  ])
  func anUnreadableConfigIsAnErrorOfReading(command: [String]) throws {
    for kind in ["none", "folder", "secret"] {
      let folder = try Self.project()
      let path = "\(folder.path)/paypress.yml"
      if kind != "secret" { try FileManager.default.removeItem(atPath: path) }
      if kind == "folder" { try Self.put("folder", path) }
      if kind == "secret" { try #require(chmod(path, 0) == 0) }
      let result = try Self.runUnprivileged(command, in: folder)
      #expect(result.status == 74, "\(kind): \(result.error)")
      #expect(result.error.hasPrefix("paypress: error: paypress.yml cannot be read: "))
    }
  }

  private static func runUnprivileged(
    _ arguments: [String], in folder: TemporaryFolder
  ) throws -> Tool.Result {
    guard getuid() == 0 else { return try run(arguments, in: folder) }
    return try Tool.run(
      "/usr/bin/setpriv",
      ["--reuid", "65534", "--regid", "65534", "--clear-groups", Tool.payPress] + arguments,
      in: folder.path)
  }

  // MARK: Arguments

  /// Runs a command where nothing is in `/proc`.
  private static func withoutProc(_ command: [String], in folder: String) throws -> Tool.Result {
    let script = "mount -t tmpfs none /proc && exec \"$@\""
    return try Tool.run(
      "/usr/bin/unshare", ["-r", "-m", "sh", "-c", script, "sh"] + command, in: folder)
  }

  /// Not every machine lets tests have namespaces of their own.
  private static let canHideProc = (try? withoutProc(["true"], in: "/tmp").status) == 0

  /// A command that needs threads says so; the others work.
  @Test(.enabled(if: canHideProc)) func knowsItsArgumentsWithoutProc() throws {
    let folder = try Self.project()
    func run(_ arguments: [String]) throws -> Tool.Result {
      try Self.withoutProc([Tool.payPress] + arguments, in: folder.path)
    }
    let built = try run(["build", "-o", "site"])
    #expect(built.status == 74 && built.error.contains("no /proc"), "\(built.error)")
    #expect(!folder.has("site"))
    #expect(try run(["check"]).status == 0)
    #expect(try run(["check", "-c", "none.yml"]).status == 74)
    #expect(try run(["biuld"]).status == 64)
  }

  @Test func knowsItsArgumentsWithoutFreeDescriptors() throws {
    let folder = try Self.project()
    for limit in 4...16 {
      let result = try Tool.run(
        "/bin/bash", ["-c", "ulimit -n \(limit); exec \(Tool.payPress) build"], in: folder.path)
      // Below its own need the loader of programs ends it.
      if result.status == 127 { continue }
      let isDone = result.status == 0 && folder.has("output/index.html")
      let isRefused =
        [1, 74].contains(result.status) && result.error.lowercased().contains("too many open files")
      #expect(isDone || isRefused, "\(limit): \(result.status) \(result.text) \(result.error)")
      #expect(!result.text.contains("USAGE"))
    }
  }

  /// Swift's runtime traps where it may not open three files of its own.
  @Test(arguments: [
    "build", "check", "links", "show open", "print", "pdf", "verify", "merge a", "stocks",
    "calibrate", "templates copy classic", "init new", "explain bad-id", "inspect https://a.test/",
    "--version", "--help", "order tea",
  ])
  func noCommandTrapsWithoutFreeDescriptors(command: String) throws {
    let folder = try Self.project()
    let script = """
      for limit in 4 5 6 7 8 9; do
        (ulimit -n $limit; exec \(Tool.payPress) \(command)) > /dev/null 2>&1
        echo -n "$? "
      done
      """
    let text = try Tool.run("/bin/bash", ["-c", script], in: folder.path).text
    let words = text.split(separator: " ").map(String.init)
    #expect(words.count == 6)
    // 127 is the loader's, below its own need.
    #expect(Set(words).isSubset(of: ["74", "127"]), "\(words)")
    #expect(words.last == "74")
    #expect(!folder.has("output") && !folder.has("new"))
  }

  /// A browser that lacks descriptors dies in many ways.
  @Test(arguments: [10, 16, 24, 32, 40, 48, 64, 128, 255])
  func printsNothingWithoutDescriptorsForABrowser(limit: Int) throws {
    let folder = try Self.project()
    try #require(try Self.run(["build"], in: folder).status == 0)
    let command = "timeout -s KILL 30 \(Tool.payPress) pdf --browser /bin/sleep"
    let result = try Tool.run(
      "/bin/bash", ["-c", "ulimit -n \(limit); exec \(command)"], in: folder.path)
    let words = result.error.lowercased()
    #expect(result.status == 74 && words.contains("too many open files"), "\(result.error)")
  }

  @Test func knowsItsArgumentsWhenAFileOfTheSystemCannotBeOpened() throws {
    let folder = try Self.project()
    for number in 1...40 {
      let result = try Tool.run(
        "/usr/bin/strace",
        [
          "-f", "-qq", "-o", "/dev/null", "-e", "trace=openat", "-e",
          "inject=openat:error=EMFILE:when=\(number)", Tool.payPress, "links", "--format", "csv",
        ], in: folder.path)
      #expect(!result.text.contains("USAGE"), "\(number)")
      if result.status == 0 { #expect(result.text.contains("open"), "\(number)") }
    }
  }
}
