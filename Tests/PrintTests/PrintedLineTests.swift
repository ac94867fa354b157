import TestSupport
import Testing

@testable import Print

/// A line never ends where the words would be misread.
@Suite struct PrintedLineTests {
  /// The break comes before a bracket; only where letters would become much smaller, within it.
  @Test func linesEndBeforeABracket() {
    let lettering = Lettering(measure: TextEstimate(), face: .bold, language: .chinese)
    func lines(_ text: String, width: Double) -> [String]? {
      TextFit.fit(
        text, in: lettering, width: width, ideal: 10, minimum: 2, maximumLineCount: 2)?.lines
    }
    #expect(lines("手冲咖啡（耶加雪菲）", width: 60) == ["手冲咖啡", "（耶加雪菲）"])
    #expect(lines("茶（耶加雪菲）", width: 40) == ["茶（耶加", "雪菲）"])
    #expect(lines("手冲咖啡（耶加雪菲）", width: 100) == ["手冲咖啡（耶加雪菲）"])
  }

  /// The smallest labels, where lines are shortest.
  @Test(
    arguments: [
      "roll: tea, paper: 40x30", "roll: tea, paper: 30x40", "labels: tea, stock: avery-l7651",
      "labels: tea, stock: avery-l7120", "cards: tea",
    ], ["zh-CN", "en", "zh-CN, en"])
  func noWalletIsBrokenOnSmallPieces(job: String, languages: String) throws {
    let fixture = try PrintFixture(
      "- { \(job), language: [\(languages)], allow: [distance, module-small, dense, printer-dots] }",
      links: "- { id: tea, title: 用微信支付或支付宝付 38.00 元, price: 38, stable: true }")
    let sheet = try #require(fixture.sheets().first?.first)
    let lines = DrawnPart.all(of: sheet.elements).filter { $0.kind == .words }.map(\.name)
    let text = lines.joined(separator: "|")
    for whole in ["微信支付", "支付宝", "38.00 元"] { #expect(text.contains(whole), "\(text)") }
  }
}
