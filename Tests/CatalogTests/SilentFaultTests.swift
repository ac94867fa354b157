import Testing

private let head = "sku,name,price\n"

/// Values that would go wrong silently, and what is said of each.
@Suite struct SilentFaultTests {
  @Test(arguments: cases)
  func saysWhatWouldGoWrong(spreadsheet: SpreadsheetCase) throws { try spreadsheet.check() }

  static let cases: [SpreadsheetCase] = [
    .init("an empty cell in an id", head + ",A,1\n", ["error empty-id A2"])
      .with(#"id: "tea-{sku}", price: "{price}", stable: true"#),
    .init("a cell without letters in an id", head + "—,A,1\n", ["error empty-id A2"])
      .with(#"id: "tea-{sku|slug}", price: "{price}", stable: true"#),
    .init(
      "an empty cell in a title", head + "a,,1\nb,,2\n", ["warning empty-in-title B2"],
      links: ["a|Table|1.00|", "b|Table|2.00|"]
    ).with(#"id: "{sku}", title: "Table {name}", price: "{price}", stable: true"#),
    .init(
      "a second table below", head + "a,A,1\n\n" + head + "b,B,2\n",
      ["note blank-rows A3", "error repeated-header A4"]),
    .init(
      "sums", head + "a,A,1\nTOTAL,,1234.00\n", ["warning totals-row A3"],
      links: ["a|Shop|1.00|", "TOTAL|Shop|1234.00|"]
    ).with(#"id: "{sku}", price: "{price}", stable: true"#),
    .init(
      "sums in Chinese", head + "a,A,1\n合计：,x,1234.00\n", ["warning totals-row A3"],
      links: ["a|A|1.00|", "u5408u8ba1|x|1234.00|"]
    ).with(#"id: "{sku|slug}", title: "{name}", price: "{price}", stable: true"#),
  ]
}
