import Catalog
import TestSupport
import Testing

@testable import Print

/// The test page, on large and on very small sheets.
@Suite struct CalibrationTests {
  private static func stock(
    _ paper: (Double, Double), _ columns: Int, _ rows: Int, _ size: (Double, Double)
  ) -> Stock {
    Stock(
      name: "own", use: .labels, paper: PaperSize(width: paper.0, height: paper.1),
      columns: columns, rows: rows, width: size.0, height: size.1,
      left: (paper.0 - Double(columns) * size.0) / 2, top: (paper.1 - Double(rows) * size.1) / 2,
      columnPitch: size.0, rowPitch: size.1)
  }

  /// Stocks with the longest ruler that fits.
  private static let stocks: [(Stock, Int)] =
    Stock.builtIn.map { ($0, 100) } + [
      (stock((105, 148), 1, 1, (90, 130)), 80), (stock((105, 148), 2, 4, (50, 35)), 80),
      (stock((80, 80), 1, 1, (70, 70)), 50), (stock((62, 100), 1, 2, (58, 45)), 30),
      (stock((210, 297), 12, 26, (15, 10)), 100), (stock((148, 210), 7, 14, (20, 14)), 100),
    ]

  @Test(arguments: stocks.indices)
  func rulersAreAsLongAsTheySayAndNothingLiesOverThem(index: Int) throws {
    let (stock, length) = Self.stocks[index]
    let (sheet, hasSteps) = CalibrationSheet(stock, languages: [.english, .chinese]).sheet()
    #expect(hasSteps)
    var rulers: [Rectangle] = []
    var words: [SheetText] = []
    for element in sheet.elements {
      switch element {
      case .line(let x, let y, let toX, let toY, _) where max(toX - x, toY - y) > 5:
        rulers.append(
          Rectangle(
            x: x, y: y - (toX > x ? 4 : 0), width: max(4, toX - x), height: max(4, toY - y)))
      case .text(let text): words.append(text)
      default: break
      }
    }
    #expect(rulers.count == 2)
    let page = Rectangle(x: 0, y: 0, width: sheet.width, height: sheet.height).inset(by: 2)
    for ruler in rulers {
      #expect(abs(max(ruler.width, ruler.height) - Double(length)) < 1e-9, "\(stock)")
      #expect(page.holds(ruler), "\(stock) \(ruler)")
      #expect(!words.contains { $0.bounds.overlaps(ruler) }, "\(stock)")
    }
    #expect(!rulers[0].overlaps(rulers[1]), "\(stock)")
    for (place, text) in words.enumerated() {
      #expect(page.holds(text.bounds), "\(stock) \(text.text)")
      #expect(text.runs[0].size >= 1.59)
      for other in words[..<place] where other.bounds.overlaps(text.bounds.inset(by: 0.3)) {
        Issue.record("\(stock.name): \(other.text) lies over \(text.text)")
      }
    }
    let all = words.map(\.text).joined(separator: " ")
    #expect(words.count { $0.text == "\(length) mm" } == 2)
    #expect(all.contains("\(length) ÷ ") && all.contains("1. Print") && all.contains("6. Values"))
  }

  @Test func aRulerOf50MillimetresIsDividedBy50() {
    let steps = CalibrationSheet(Self.stock((80, 80), 1, 1, (70, 70)), languages: [.english]).steps
    #expect(
      steps[1].english
        == "2. Measure both rulers. If one is 49.6 mm long, write scale: 100.8% (50 ÷ 49.6).")
  }

  @Test func aSheetWithoutRoomForWordsSaysSo() {
    let page = CalibrationSheet(Self.stock((30, 20), 1, 1, (25, 15)), languages: [.english])
    #expect(!page.sheet().hasSteps && page.steps.count == 5)
  }
}
