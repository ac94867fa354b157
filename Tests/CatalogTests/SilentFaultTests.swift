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
    .init(
      "numbers shortened by a database", "n,c,t\n7,6.93217E12,T\n8,+6.93E+12,T\n9,12E4,T\n",
      ["error shortened-number B2", "error shortened-number B3"]
    ).with(#"id: "t{n}", custom: "{c}""#),
    .init(
      "placeholders of databases", "n,c\n1,[NULL]\n2,(NULL)\n3,(Null)\n4,<null>\n",
      (2...5).map { "error placeholder B\($0)" }
    ).with(#"id: "t{n}", custom: "{c}""#),
    .init(
      "lost characters", "n,c\n1\u{FFFD},x\n2,锟斤拷\n",
      ["error lost-characters A2", "error lost-characters B3"]
    ).with(#"id: "{n|slug}", custom: "{c}""#),
    .init(
      "lost characters in a title", head + "a,锟斤拷,1\n", ["warning lost-characters B2"],
      links: ["a|锟斤拷|1.00|"]),
    .init(
      "a column of fractions", "sku,c\n1001.0,x\n1002.0,y\n", ["warning decimal-zero A2"],
      links: ["1001.0|Shop||x", "1002.0|Shop||y"]
    ).with(#"id: "{sku}", custom: "{c}", stable: true"#),
    .init(
      "sizes", "sku,c\n42.0,x\n42.5,y\n", links: ["42.0|Shop||x", "42.5|Shop||y"]
    ).with(#"id: "{sku}", custom: "{c}", stable: true"#),
    .init(
      "two tables side by side", "sku,Price,price\na,1,2\n", ["warning alike-columns B1"],
      links: ["a|Shop|2.00|"]
    ).with(#"id: "{sku}", price: "{price}", stable: true"#),
    .init(
      "accents in two forms", "n,c\n1,Caf\u{E9}\n2,Cafe\u{301}\n3,Caf\u{E9}\n",
      ["warning equal-customs B3", "warning same-address A4"],
      links: ["1|Shop||Caf\u{E9}", "2|Shop||Cafe\u{301}", "3|Shop||Caf\u{E9}"]
    ).with(#"id: "{n}", custom: "{c}", stable: true"#),
    .init(
      "line breaks and braces in a header",
      "sku,\"the\nname\",price,\"stock\n(pcs)\",{x}\na,A,1,2,3\n", links: ["a|A|1.00|"]
    ).with(#"id: "{sku}", title: "{the name}", price: "{price}", stable: true"#),
    .init("braces in a used name", "sku,name,{price}\na,A,1\n", ["error bad-column-name C1"]),
    .init(
      "two unused columns of one name", "sku,name,price,note,note\na,A,1,,\n",
      links: ["a|A|1.00|"]),
    .init(
      "row numbers of pandas", ",sku,name,price\n0,a,A,1\n1,b,B,2\n", ["note row-numbers A1"],
      links: ["a|A|1.00|", "b|B|2.00|"]),
    .init(
      "a blank before a quote", "sku,name,price\nmug, \"Mug; large\", 59.90\n",
      links: ["mug|Mug; large|59.90|"]),
    .init(
      "a blank before quotes with a comma", "sku,name,price\nmug, \"Mug, large\", 59.90\n",
      ["error quote-after-blank B2"]),
    .init("the end mark of DOS", head + "a,A,1\r\n\u{1A}", links: ["a|A|1.00|"]),
    .init("the end mark behind a cell", head + "a,A,1\u{1A}", links: ["a|A|1.00|"]),
    .init(
      "a title with a comma above semicolons",
      "Price list, spring 2026\nsku;name;price\na;A;1\n", ["error header-below A1"]),
  ]
}
