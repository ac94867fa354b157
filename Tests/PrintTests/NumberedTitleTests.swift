import Testing

@testable import Print

@Suite struct NumberedTitleTests {
  @Test(arguments: [
    ("8 号桌", ["", "8", "号桌"]), ("8号桌", ["", "8", "号桌"]), ("Table 8", ["Table", "8", ""]),
    ("桌号 12", ["桌号", "12", ""]), ("A12", ["", "A12", ""]), ("Room B-3", ["Room", "B-3", ""]),
    ("12a", ["", "12a", ""]), ("301", ["", "301", ""]), ("包间 3 号", ["包间", "3", "号"]),
    ("Table #7", ["Table #", "7", ""]), ("No. 5", ["No.", "5", ""]), ("01", ["", "01", ""]),
    ("Terrace table 4", ["Terrace table", "4", ""]), ("大厅 8 号桌", ["大厅", "8", "号桌"]),
    ("6 号", ["", "6", "号"]), ("2 号包间（靠窗）", ["", "2", "号包间（靠窗）"]), ("台号 5", ["台号", "5", ""]),
    ("#9", ["#", "9", ""]),
  ])
  func splitsTheNumberOfATable(title: String, parts: [String]) {
    let numbered = NumberedTitle(title)
    #expect([numbered?.before, numbered?.number, numbered?.after] == parts)
  }

  @Test(arguments: [
    "到店付款", "Counter", "2 for 1", "Tea 3.5", "12345", "Longjing of the year 2024", "第 1 至 3 桌",
    "Route66", "v2beta", "", "Donate 50", "茶 38", "20 元", "Coke 330", "Class of 2026", "7 Up",
    "龙井 8 号", "330g", "水 330ml", "Table 20 元", "捐 100 块", "¥ 5", "3 克", "20 台电脑", "Menu 2",
  ])
  func leavesOtherTitlesWhole(title: String) {
    #expect(NumberedTitle(title) == nil)
  }
}
