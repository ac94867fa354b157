import Foundation
import TestSupport
import Testing

/// The sandbox works as the manual says.
@Suite struct GuideTests {
  /// Copies its commands into three terminals; then also pays by a link of the site.
  @Test(arguments: [
    ("gateway.md", "### The whole way in three terminals\n", "C", "  paid  "),
    ("gateway.zh-CN.md", "### 用三个终端走完全程\n", "zh_CN.UTF-8", "  已付款  "),
  ])
  func theWholeWayCanBeWalked(
    page: String, title: String, locale: String, paid: String
  ) throws {
    let ports = try Self.freePorts()
    let blocks = try Self.blocks(of: page, below: title).map { block in
      block.replacing("8080", with: ports[0]).replacing("8480", with: ports[1])
    }
    try #require(blocks.count == 5)
    let folder = try TemporaryFolder()
    let script = """
      serve() {
        until grep -q '^http' "$1.out"; do kill -0 "$2" || exit 1; sleep 0.05; done
      }
      (\(Self.endingInServer(blocks[0]))) > one.out 2> one.log &
      first=$!
      trap 'kill $first $second; wait' EXIT
      serve one $first
      (\(Self.endingInServer(blocks[1]))) > two.out 2> two.log &
      second=$!
      serve two $second
      set -e
      \(blocks[2])
      \(blocks[3])
      page=$(paypress links --gateway http://127.0.0.1:\(ports[0]) | head -n 1)
      address=$(curl -s -o /dev/null -w '%{redirect_url}' -d type=wechat -d price=2 "$page")
      id=${address#*id=}
      curl -s -d "id=${id%%&*}" -d action=paid http://127.0.0.1:\(ports[0])/sandbox/act
      # The receiver asks the gateway about the link's payment after its answer.
      for try in 1 2 3 4 5 6 7 8 9 10; do
        paypress payments inbox --all --json --gateway http://127.0.0.1:\(ports[0]) > inbox.json
        if [ "$(grep -c '"verdict": "paid"' inbox.json)" = 2 ]; then break; fi
        sleep 0.3
      done
      echo THE PAYMENTS
      \(blocks[4])
      """
    let bin = URL(fileURLWithPath: Tool.payPress).deletingLastPathComponent().path
    let result = try Tool.run(
      "/bin/sh", ["-c", script], in: folder.path,
      environment: ["PATH": "\(bin):/usr/bin:/bin", "LC_ALL": locale, "HOME": folder.path])
    let logs = try ["one.log", "two.log"].map(folder.text).joined()
    #expect(result.status == 0, "\(result.error)\(logs)")
    let payments = try #require(result.text.components(separatedBy: "THE PAYMENTS\n").last)
    let lines = payments.components(separatedBy: "\n").filter { $0.contains(paid) }
    #expect(lines.count == 2 && lines.contains { $0.contains("¥1.88  -  terry") }, "\(payments)")
    #expect(folder.has("sandbox-output/index.html") && !folder.has("payments.sqlite"))
  }

  /// The last command replaces the shell, so that it can be stopped.
  private static func endingInServer(_ block: String) -> String {
    let lines = block.split(separator: "\n").map(String.init)
    return (lines.dropLast() + ["exec env \(lines.last ?? "")"]).joined(separator: "\n")
  }

  private static func blocks(of page: String, below title: String) throws -> [String] {
    let text = try String(
      contentsOfFile: "\(Tool.packageFolder)/docs/\(page)", encoding: .utf8)
    let start = try #require(text.firstRange(of: title)).upperBound
    let section = text[start...].components(separatedBy: "\n### ").first ?? ""
    return section.components(separatedBy: "```sh\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  private static func freePorts() throws -> [String] {
    let script = """
      import socket
      probes = [socket.socket() for _ in range(2)]
      for probe in probes: probe.bind(("127.0.0.1", 0))
      print(*[probe.getsockname()[1] for probe in probes])
      """
    let text = try Tool.run("/usr/bin/python3", ["-c", script]).text
    return text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}
