import Testing

@testable import Print

@Suite struct NumberedTitleTests {
  @Test(arguments: [
    ("8 号桌", ["", "8", "号桌"]), ("8号桌", ["", "8", "号桌"]), ("Table 8", ["Table", "8", ""]),
    ("桌号 12", ["桌号", "12", ""]), ("A12", ["", "A12", ""]), ("Room B-3", ["Room", "B-3", ""]),
    ("12a", ["", "12a", ""]), ("301", ["", "301", ""]), ("包间 3 号", ["包间", "3", "号"]),
    ("Table #7", ["Table #", "7", ""]),
  ])
  func splitsTheNumberOfATable(title: String, parts: [String]) {
    let numbered = NumberedTitle(title)
    #expect([numbered?.before, numbered?.number, numbered?.after] == parts)
  }

  @Test(arguments: [
    "到店付款", "Counter", "2 for 1", "Tea 3.5", "12345", "Longjing of the year 2024", "第 1 至 3 桌",
    "Route66", "v2beta", "",
  ])
  func leavesOtherTitlesWhole(title: String) {
    #expect(NumberedTitle(title) == nil)
  }
}
