import Foundation
import TestSupport
import Testing

/// No command of the generator ever opens a socket.
@Suite struct SocketTests {
  private static let config = """
    site: { title: Test, language: en }
    merchants:
      m: { name: Lakeside, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } }
    links:
      - { id: tea, title: Tea, price: 38, stable: true }
      - { id: cake, title: Cake, price: 28.50, stable: true }
    print:
      - { poster: tea, paper: A5 }
    """

  /// What commands do with options only, ordered so that each finds its input.
  private static let options: [[String]] = [
    ["--version", "--verbose"],
    ["--help"],
    ["build", "--verify"],
    ["pdf", "--format", "png"],
    ["pdf", "--cmyk"],
    ["pdf", "--zip"],
    ["pdf", "--only", "tea"],
    ["pdf", "--mark"],
    ["print"],
    ["verify", "--pdf"],
    ["diff", "HEAD"],
    ["paper", "reprint", "--all"],
  ]

  /// The commands in a help text, without those of the server program.
  private static func commands(in help: String) -> [String] {
    let groups = help.split(separator: "SUBCOMMANDS:\n").dropFirst().filter {
      !$0.contains("sandbox ") && !$0.contains("serve ")
    }
    return groups.flatMap { group in
      group.matches(of: #/(?:^|\n)  ([a-z]+)(?: \(default\))?  /#).map { String($0.1) }
    }
  }

  /// What makes a tracer write the network calls of a program, but not of its child processes.
  private static let tracing = [
    "-f", "--detach-on=execve", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o",
  ]

  private static func networkCalls(
    of program: String, _ arguments: [String], in folder: TemporaryFolder
  ) throws -> (result: Tool.Result, calls: String) {
    let result = try Tool.run(
      "/usr/bin/strace", tracing + ["\(folder.path)/trace.txt", program] + arguments,
      in: folder.path)
    return (result, try folder.text("trace.txt"))
  }

  @Test func noCommandIsLeftOut() throws {
    let listed = try Self.commands(in: Tool.payPress(["--help"], in: "/").text)
    try #require(listed.contains("build"))
    let all = try listed.flatMap { command -> [String] in
      let help = try Tool.payPress([command, "--help"], in: "/").text
      return [command] + Self.commands(in: help).map { "\(command) \($0)" }
    }
    #expect(Set(all) == Set(GeneratorCommand.all))
  }

  /// The examples of the help, with a `paypress` in their path that traces the program.
  @Test(arguments: GeneratorCommand.all)
  func noCommandOpensASocket(command: String) throws {
    let (folder, traces) = (try TemporaryFolder(), try TemporaryFolder())
    if command != "init" {
      #expect(try Tool.payPress(["init", "shop"], in: folder.path).status == 0)
    }
    let tracing = Self.tracing.joined(separator: " ")
    try traces.write(
      """
      #!/bin/sh
      exec /usr/bin/strace \(tracing) "\(traces.path)/$$.txt" "\(Tool.payPress)" "$@"
      """, to: "bin/paypress")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: "\(traces.path)/bin/paypress")
    let lines = try GeneratorCommand.example(of: command)
    for line in lines {
      let result = try Tool.run(
        "/bin/sh", ["-c", line], in: folder.path,
        environment: ["PATH": "\(traces.path)/bin:/usr/bin:/bin"])
      #expect(result.status == GeneratorCommand.status(of: line), "\(line): \(result.error)")
    }
    let calls = try traces.files(skipping: "bin")
    #expect(calls.count >= lines.count, "\(calls.keys)")
    for (name, bytes) in calls {
      #expect(bytes.isEmpty, "\(name): \(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test func noOptionOpensASocket() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    let name = ["-c", "user.name=shop", "-c", "user.email=shop@example.com"]
    for arguments in [
      ["init", "--quiet"], ["add", "paypress.yml"], ["commit", "--quiet", "-m", "Open"],
    ] {
      let result = try Tool.run("/usr/bin/git", name + arguments, in: folder.path)
      try #require(result.status == 0, "\(result.error)")
    }
    for arguments in Self.options {
      let (result, calls) = try Self.networkCalls(of: Tool.payPress, arguments, in: folder)
      #expect(result.status == 0, "\(arguments): \(result.error)")
      #expect(calls.isEmpty, "\(arguments): \(calls)")
    }
  }

  /// Without this, a blind tracer would look like a program without network calls.
  @Test func aSocketWouldBeSeen() throws {
    let script = "import threading, socket; threading.Thread(target=socket.socket).start()"
    let (_, calls) = try Self.networkCalls(
      of: "/usr/bin/python3", ["-c", script], in: try TemporaryFolder())
    #expect(calls.contains("socket("))
  }

  @Test func theProgramContainsNoNetworkCode() throws {
    let script = """
      nm "$0" | grep -oE '7NIOCore|8NIOPosix|15AsyncHTTPClient|11Hummingbird|4GRDB' | sort -u
      nm -D --undefined-only "$0" | grep -owE 'socket|connect|bind|listen|accept4?|getaddrinfo'
      readelf -d "$0" | grep -E 'NEEDED.*(ssl|curl|sqlite|FoundationNetworking)'
      """
    let found = try Tool.run("/bin/sh", ["-c", script, "\(Tool.buildFolder)/paypress"])
    #expect(found.text.isEmpty && found.error.isEmpty, "\(found.text)\(found.error)")
    let server = try Tool.run("/bin/sh", ["-c", script, "\(Tool.buildFolder)/paypress-server"])
    #expect(server.text.contains("NIOCore") && server.text.contains("GRDB"))
  }
}
