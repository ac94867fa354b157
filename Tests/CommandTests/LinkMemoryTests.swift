import Foundation
import TestSupport
import Testing

/// A config of many links takes little memory: 60,000 took 514 MB once.
@Suite struct LinkMemoryTests {
  /// The peak memory of a check of so many links, in bytes.
  private static func peak(_ linkCount: Int) throws -> Int {
    let folder = try TemporaryFolder()
    let links = (0..<linkCount).map { "- {id: a\($0), custom: a\($0), stable: true}\n" }.joined()
    try folder.write(
      """
      site: { title: Test, language: en }
      merchants: { m: { name: M, appkey: 00112233445566778899aabbccddeeff, tokens: { t: x } } }
      links:
      \(links)
      """, to: "paypress.yml")
    let script = """
      import resource, subprocess, sys
      status = subprocess.call([sys.argv[1], "check"], stderr=subprocess.DEVNULL)
      print(status, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
      """
    let result = try Tool.run("/usr/bin/python3", ["-c", script, Tool.payPress], in: folder.path)
    let words = result.text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    try #require(words.count == 2 && words[0] == 0, "\(result.text) \(result.error)")
    return words[1] * 1024
  }

  @Test func anExplicitLinkTakesAtMost1500Bytes() throws {
    let count = 20_000
    let each = (try Self.peak(count) - Self.peak(1)) / count
    #expect(each <= 1_500, "\(each) bytes a link")
  }
}
