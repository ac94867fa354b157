import Foundation
import TestSupport
import Testing

/// How `paypress` finds and runs `paypress-server`, here a script.
@Suite struct ServerProgramTests {
  /// A folder with `paypress` alone, or with this script as the server program.
  private static func folder(server script: String?) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let program = "\(folder.path)/paypress"
    if link(Tool.payPress, program) != 0 {
      try FileManager.default.copyItem(atPath: Tool.payPress, toPath: program)
    }
    if let script { try write(script, in: folder) }
    return folder
  }

  private static func write(
    _ script: String, to name: String = "paypress-server", in folder: TemporaryFolder
  ) throws {
    try folder.write("#!/bin/sh\n\(script)\n", to: name)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(folder.path)/\(name)")
  }

  private static func run(
    _ folder: TemporaryFolder, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Tool.Result {
    try Tool.run(
      "\(folder.path)/paypress", arguments, in: folder.path, environment: environment)
  }

  private static let site = """
    site: { title: Test, language: en }
    merchants:
      shop: { name: Shop, appkey: 00112233445566778899aabbccddeeff, tokens: { counter: abc } }
    links: [{ id: plain }]
    """

  @Test(arguments: [0, 1, 64, 74] as [Int32])
  func passesArgumentsOutputAndStatusOn(status: Int32) throws {
    let folder = try Self.folder(
      server: "printf '%s|' \"$@\"; cat; echo why >&2; exit \(status)")
    for word in ["sandbox", "order", "notify", "payments"] {
      let result = try Self.run(folder, [word, "a b", "", "--x=\"y\"", "--", "*"])
      #expect(result.status == status && result.error == "why\n")
      #expect(result.text == "\(word)|a b||--x=\"y\"|--|*|")
    }
    #expect(try Self.run(folder, ["help", "order", "create"]).text == "help|order|create|")
    #expect(try Self.run(folder, ["sandbox", "--help"]).text == "sandbox|--help|")
    // The generator keeps its own commands.
    #expect(try Self.run(folder, ["help", "build"]).text.contains("USAGE: paypress build"))
  }

  @Test func theServersHelpIsShown() throws {
    let help = try Tool.payPress(["help", "sandbox"], in: "/")
    #expect(help.status == 0 && help.text.contains("Runs a local GatePay"))
    #expect(try Tool.payPress(["sandbox", "--help"], in: "/").text == help.text)
  }

  @Test func theGeneratorTellsTheServerItsVersion() throws {
    let folder = try Self.folder(server: "echo \"$PAYPRESS_GENERATOR_VERSION\"")
    try folder.write(Self.site, to: "paypress.yml")
    let version = try Tool.payPress(["--version"], in: "/").text
    #expect(try Self.run(folder, ["order"]).text == version)
    #expect(try Self.run(folder, ["build", "--online"]).text.hasPrefix(version))
  }

  @Test func aServerOfAnotherVersionRefuses() throws {
    let program = Tool.payPress + "-server"
    let version = try Tool.payPress(["--version"], in: "/").text.dropLast()
    func run(_ generator: String, locale: String = "C") throws -> Tool.Result {
      try Tool.run(
        program, ["sandbox", "--help"],
        environment: ["PAYPRESS_GENERATOR_VERSION": generator, "LC_ALL": locale])
    }
    #expect(try run(String(version)).status == 0)
    let english = try run("0.0.1")
    #expect(english.status == 64 && english.output.isEmpty)
    #expect(
      english.error == """
        paypress: error: paypress is 0.0.1 and paypress-server is \(version): install both again \
        with `make install-server`

        """)
    let chinese = try run("0.0.1", locale: "zh_CN.UTF-8")
    #expect(chinese.status == 64 && chinese.output.isEmpty)
    #expect(chinese.error.contains("paypress-server 是 \(version)：请用 `make install-server`"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func signalsReachTheServer(signal: Int32) throws {
    let folder = try Self.folder(
      server: """
        trap 'echo INT > got; exit 3' INT; trap 'echo TERM > got; exit 3' TERM
        echo > ready; while :; do sleep 0.02; done
        """)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "\(folder.path)/paypress")
    process.arguments = ["sandbox"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    try process.start()
    while process.isRunning, !folder.has("ready") { usleep(5_000) }
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
    #expect(try folder.text("got") == (signal == SIGINT ? "INT\n" : "TERM\n"))
  }

  /// Without a server program, and with a file that cannot be run.
  @Test func saysHowToInstallAMissingServer() throws {
    let folder = try Self.folder(server: nil)
    try folder.write("", to: "paypress-server")
    try folder.write(Self.site, to: "paypress.yml")
    for (arguments, command) in [
      (["sandbox"], "paypress sandbox"), (["help", "order"], "paypress order"),
      (["build", "--online"], "paypress build --online"),
    ] {
      let result = try Self.run(folder, arguments)
      #expect(result.status == 74 && result.output.isEmpty)
      #expect(
        result.error == """
          paypress: error: `\(command)` needs paypress-server: run `make install-server` in \
          PayPress's source folder

          """)
    }
    let chinese = try Self.run(folder, ["payments"], environment: ["LC_ALL": "zh_CN.UTF-8"])
    #expect(
      chinese.status == 74 && chinese.error.contains("`paypress payments` 需要 paypress-server"))
    #expect(!folder.has("output"))
  }

  /// Beside the program, also through a symbolic link; else in `PATH`.
  @Test func findsTheServer() throws {
    let other = try TemporaryFolder()
    try Self.write("echo path", in: other)
    let path = "\(other.path):/usr/bin:/bin"
    let alone = try Self.folder(server: nil)
    #expect(try Self.run(alone, ["order"], environment: ["PATH": path]).text == "path\n")
    let folder = try Self.folder(server: "echo beside")
    #expect(try Self.run(folder, ["order"], environment: ["PATH": path]).text == "beside\n")
    try FileManager.default.createSymbolicLink(
      atPath: "\(other.path)/paypress", withDestinationPath: "\(folder.path)/paypress")
    let typed = try Tool.run(
      "/bin/sh", ["-c", "paypress order"], in: "/", environment: ["PATH": path])
    #expect(typed.text == "beside\n", "\(typed.error)")
  }

  @Test(arguments: [0, 1, 64, 74] as [Int32])
  func aBuildPlacesOrdersFirst(status: Int32) throws {
    let folder = try Self.folder(
      server: "printf '%s\\n' \"$@\" > arguments; echo placed >&2; exit \(status)")
    try folder.write(Self.site, to: "-x.yml")
    let result = try Self.run(
      folder,
      [
        "build", "--online", "--config=-x.yml", "--renew", "--gateway", "http://127.0.0.1:1",
        "--secret-file", "my secret",
      ])
    #expect(result.status == status && result.error.hasPrefix("placed\n"), "\(result.error)")
    #expect(folder.has("output") == (status == 0))
    let arguments = try folder.text("arguments").split(separator: "\n")
    #expect(
      arguments == [
        "order", "place", "--config=-x.yml", "--gateway=http://127.0.0.1:1",
        "--secret-file=my secret", "--renew",
      ])
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aSignalEndsABuildAndItsServer(signal: Int32) throws {
    let folder = try Self.folder(server: "echo $$ > new; mv new pid; exec sleep 60")
    try folder.write(Self.site, to: "paypress.yml")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "\(folder.path)/paypress")
    process.arguments = ["build", "--online"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.standardError = FileHandle.nullDevice
    try process.start()
    while process.isRunning, !folder.has("pid") { usleep(5_000) }
    let server = try #require(
      pid_t(try folder.text("pid").trimmingCharacters(in: .whitespacesAndNewlines)))
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    #expect(process.terminationStatus == 128 + signal)
    #expect(kill(server, 0) != 0 && !folder.has("output"))
  }
}
