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
    return try peakMemoryOfCheck(in: folder)
  }

  @Test func anExplicitLinkTakesAtMost1500Bytes() throws {
    let count = 20_000
    let each = (try Self.peak(count) - Self.peak(1)) / count
    #expect(each <= 1_500, "\(each) bytes a link")
  }
}
