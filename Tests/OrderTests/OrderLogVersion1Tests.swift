import Foundation
import GatePay
import Orders
import Support
import TestSupport
import Testing

/// The file of orders of PayPress 0.2: `Fixtures/paypress-0.2.lock`, made by that program.
@Suite struct OrderLogVersion1Tests {
  private static let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/paypress-0.2.lock")

  private static func folder(_ bytes: some Collection<UInt8>) throws -> (TemporaryFolder, String) {
    let folder = try TemporaryFolder()
    try folder.write(Data(bytes), to: "paypress.lock")
    return (folder, "\(folder.path)/paypress.lock")
  }

  @Test func keepsEveryOrderAndItsFields() throws {
    let (folder, path) = try Self.folder(try Data(contentsOf: Self.fixture))
    let old = try OrderLog.read(path).records
    #expect(
      Set(old.values.map { $0.link ?? $0.outOrderID.text }) == [
        "c", "g", "o", "s", "mine-a", "mine-b",
      ])
    // Reading alone changes nothing.
    #expect(try Data(contentsOf: Self.fixture) == Data(try folder.text("paypress.lock").utf8))
    let record = try #require(old.values.first { $0.link == "o" })
    #expect(record.payURL?.hasPrefix("http://127.0.0.1:18431/pay/api?id=") == true)
    #expect(record.terms.notifyURL == "https://shop.example.com/n?a=1&b=2" && record.orderID == "4")
    #expect(record.gatewayPrice?.description == "5.00" && record.status == .unpaid)
    #expect(record.attempt == nil && record.checkedAt != nil)
    #expect(old.values.first { $0.link == "c" }?.terms.custom == "a b+c&d\"\\ 湖畔")
    let mine = try #require(OutOrderID("mine-a").flatMap { old[$0] })
    #expect(Array(mine.terms.custom.utf8) == Array("\u{301}x".utf8))
    #expect(OutOrderID("mine-b").flatMap { old[$0]?.attempt } != nil)
    #expect(old.values.first { $0.link == "g" }?.terms.subject.description == "8:1,7:2")

    try OrderLogWriter(path) {}.finish()
    #expect(try OrderLog.read(path).records == old)
    let lines = try folder.text("paypress.lock").split(separator: "\n")
    #expect(lines.count == 1 + old.count && lines.allSatisfy { $0.hasPrefix("{\"") })
  }

  /// The program can be killed during the conversion.
  @Test func leavesOutATableThatWasCutOff() throws {
    let bytes = Array(try Data(contentsOf: Self.fixture))
    let text = String(decoding: bytes, as: UTF8.self)
    let last = try #require(text.ranges(of: "[[order]]").last)
    let end = try #require(text.ranges(of: "\nrecorded = ").last)
    let (wholeFolder, whole) = try Self.folder(bytes)
    let all = try OrderLog.read(whole).records
    withExtendedLifetime(wholeFolder) {}
    for place in [last.upperBound, end.lowerBound, text.index(end.upperBound, offsetBy: 3)] {
      let (folder, path) = try Self.folder(Array(text[..<place].utf8))
      defer { withExtendedLifetime(folder) {} }
      let records = try OrderLog.read(path).records
      #expect(records.count == all.count - 1)
      try OrderLogWriter(path) {}.finish()
      #expect(try OrderLog.read(path).records == records)
    }
    let (windowsFolder, windows) = try Self.folder(Array(text.replacing("\n", with: "\r\n").utf8))
    #expect(try OrderLog.read(windows).records == all)
    withExtendedLifetime(windowsFolder) {}
  }

  @Test(
    arguments: [
      ("<<<<<<< HEAD", 4), ("type = wechat", 4), ("type = \"a\"b\"", 4), ("type = \"\\x\"", 4),
      ("two words = \"x\"", 3), ("order = \"anypay\"\norder = \"anypay\"", 5),
      ("type = \"\\ud800\"", 4),
    ] as [(String, Int)])
  func refusesWhatIsNoOrder(lines: String, line: Int) throws {
    let text =
      "version = \"1\"\n\n[[order]]\n\(lines)\nrecorded = \"2026-11-24T19:03:05Z\"\n"
    let (folder, path) = try Self.folder(text.utf8)
    defer { withExtendedLifetime(folder) {} }
    let error = #expect(throws: OrderLogDamaged.self) { try OrderLog.read(path) }
    #expect(error?.position.line == line)
  }
}

extension OrderRequest.Subject {
  fileprivate var description: String {
    if case .grouppay(let products) = self { products.description } else { "" }
  }
}
