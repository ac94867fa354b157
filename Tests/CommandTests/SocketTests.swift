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

  /// Every command of the generator, ordered so that each finds its input.
  private static let commands: [[String]] = [
    ["--version", "--verbose"],
    ["--help"],
    ["init", "shop"],
    ["stocks"],
    ["calibrate", "avery-l7160"],
    ["check"],
    ["explain", "open-price"],
    ["links"],
    ["show", "tea"],
    ["inspect", "https://gatepay.io/pay/any?appkey=00112233445566778899aabbccddeeff&token=x"],
    ["build"],
    ["pdf"],
    ["verify", "--pdf"],
    ["print"],
    ["diff"],
    ["audit", "output/qr/tea.png"],
    ["paper", "mark", "poster-1"],
    ["build", "--shard", "1/2", "-o", "share-1"],
    ["build", "--shard", "2/2", "-o", "share-2"],
    ["merge", "share-1", "share-2", "-o", "whole"],
    ["templates", "classic"],
  ]

  /// The commands of `--help`, without those of the server program.
  private static func listed() throws -> Set<String> {
    let help = try Tool.payPress(["--help"], in: "/").text
    let groups = help.split(separator: "SUBCOMMANDS:\n").dropFirst().filter {
      !$0.contains("sandbox ") && !$0.contains("serve ")
    }
    let names = groups.flatMap { $0.matches(of: #/(?:^|\n)  ([a-z]+)  /#).map { String($0.1) } }
    try #require(names.contains("build"), "\(help)")
    return Set(names)
  }

  /// The network calls of a program, without those of its child processes.
  private static func networkCalls(
    of program: String, _ arguments: [String], in folder: TemporaryFolder
  ) throws -> (result: Tool.Result, calls: String) {
    let result = try Tool.run(
      "/usr/bin/strace",
      [
        "-f", "--detach-on=execve", "-qq", "-e", "trace=%network", "-e", "signal=none", "-o",
        "\(folder.path)/trace.txt", program,
      ] + arguments, in: folder.path)
    return (result, try folder.text("trace.txt"))
  }

  @Test func noCommandOpensASocket() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.config, to: "paypress.yml")
    let listed = try Self.listed()
    #expect(listed.subtracting(Self.commands.map { $0[0] }).isEmpty)
    for command in Self.commands where command[0].hasPrefix("-") || listed.contains(command[0]) {
      let empty = try TemporaryFolder()
      let (result, calls) = try Self.networkCalls(
        of: Tool.payPress, command, in: command[0] == "init" ? empty : folder)
      #expect(result.status == 0, "\(command): \(result.error)")
      #expect(calls.isEmpty, "\(command): \(calls)")
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
