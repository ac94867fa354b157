import Catalog
import Foundation
import Support
import TestSupport
import Testing

private let config =
  CatalogueFixture.base + """
    links: [{ id: "{id}", rows: a.csv, title: "{title}", price: "{price}", stable: true }]
    """

@Suite struct SpreadsheetTests {
  @Test(arguments: [
    "id,title,price\na,A b,1\nb,\"C, d\",2\n",
    "\u{FEFF}id,title,price\r\na,A b,1\r\nb,\"C, d\",2\r\n",
    "id;title;price\na;A b;1\nb;C, d;2",
    "id\ttitle\tprice\ra\tA b\t1\rb\tC, d\t2",
    "\"id\",\"title\",\"price\"\n\"a\",\"A b\",\"1\"\n\"b\",\"C, d\",\"2\"\n\n\n",
    "title,price,id\r\nA b,1,a\r\n\"C, d\",2,b",
  ])
  func readsWhatSpreadsheetProgramsWrite(text: String) throws {
    let links = try CatalogueFixture(config, files: ["a.csv": text]).links()
    #expect(links.map(\.id) == ["a", "b"])
    #expect(links.map(\.title) == ["A b", "C, d"])
    #expect(links.map { $0.address.price?.description } == ["1.00", "2.00"])
  }

  @Test func keepsQuotesAndCountsLinesWithinThem() throws {
    let text = MarkedText("id,title,price\na,\"say \"\"hi\"\"\",1\nb,\"x\ny\",2\nc,z,⟦no\n")
    let fixture = try CatalogueFixture(
      config.replacing("title: \"{title}\"", with: "note: \"{title}\""), files: ["a.csv": text.text]
    )
    #expect(
      fixture.texts == [
        """
        a.csv row 4, column "price": error: links[0].price: there is no price "no"
          hint: accepted: an amount such as 12.50, or `any`: the payer enters the amount
        """
      ])
    let position = try #require(fixture.sink.findings.first).position
    #expect(position.line == text.line && position.column == text.column)
  }

  @Test(
    arguments: [
      ("⟦", "the spreadsheet is empty"),
      ("id,title,price,⟦price\n", "two columns have the name \"price\""),
      ("id,title, ,price\na,b,⟦c,1\n", "column 3 has the value \"c\", but no name"),
      (
        "⟦id,title;price\n", "it is unclear whether a comma, semicolon or tab separates the columns"
      ),
      ("id,title,price\nc,d,1,⟦2\n", "the row has 4 cells, the header has 3"),
      ("id,title,price\na,⟦\"b,1\nc,d,2\n", "the quote that opens here is never closed"),
      ("id,title,price\na,b⟦\"c,1\n", "there is a quote in the middle of a cell"),
      ("id,title,price\na,\"b\"⟦c,1\n", "text follows the closing quote of a cell"),
      ("id,title,price\na,茶⟦\u{0},1\n", "the file has a NUL byte here"),
      ("id,title,⟦{price}\n", "\"{price}\" cannot be a column's name"),
    ] as [(String, String)])
  func saysWhereASpreadsheetIsWrong(marked: String, message: String) throws {
    let text = MarkedText(marked)
    let fixture = try CatalogueFixture(config, files: ["a.csv": text.text])
    let first = try #require(fixture.texts.first)
    #expect(first.contains(": error: \(message)\n  hint: "), "\(first)")
    let position = try #require(fixture.sink.inFileOrder.first).position
    #expect(position.line == text.line && position.column == text.column, "\(first)")
  }

  @Test func namesTheFirstByteThatIsNotUTF8() throws {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    // The word 茶 in GBK.
    try folder.write(Data("id,title,price\na,茶x".utf8) + Data([0xB2, 0xE8]), to: "a.csv")
    let sink = FindingSink()
    _ = try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?
      .checkLinks().catalogue
    let position = try #require(sink.findings.first?.position)
    #expect(position.line == 2 && position.column == 5)
  }

  @Test func refusesHugeCellsAndOtherFiles() throws {
    for (data, message) in [
      (
        Data("PK\u{3}\u{4}xl/workbook".utf8),
        "the workbook is damaged: its end is missing or does not fit the rest"
      ),
      (
        Data("\"n\nm\",x\n".utf8),
        "the first row begins with \"n m\" and names none of the fields: id, price, title"
      ),
      (
        Data("id,title,price\na,\(String(repeating: "x", count: 70_000)),1".utf8),
        "a cell is larger than 64 KB"
      ),
      (
        Data((0...1000).map { "c\($0)" }.joined(separator: ",").utf8),
        "the row has more than 1,000 columns"
      ),
    ] {
      let folder = try TemporaryFolder()
      try folder.write(config, to: "paypress.yml")
      try folder.write(data, to: "a.csv")
      let sink = FindingSink()
      _ = try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?
        .checkLinks().catalogue
      #expect(sink.findings.first?.problem.message.english == message)
    }
  }

  @Test func goesOnAfterARowOfTheWrongLength() throws {
    let fixture = try CatalogueFixture(
      config, files: ["a.csv": "id,title,price\na,A\n\nb,B,x\nc,C,1,2\nd,D,0\n,,\n\n"])
    #expect(
      fixture.texts.map { $0.split(separator: "\n")[0] } == [
        "a.csv row 2, column \"price\": error: links[0].price: the price is empty",
        "a.csv row 3, column \"id\": note: a blank row is left out",
        "a.csv row 4, column \"price\": error: links[0].price: there is no price \"x\"",
        "a.csv row 5, column D: error: the row has 4 cells, the header has 3",
        "a.csv row 6, column \"price\": error: links[0].price: nobody can pay \"0\"",
      ])
  }

  @Test func takesSpacesOffColumnNamesAndEmptyCellsForNone() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base
        + "links: [{ id: \"{id}\", rows: a.csv, custom: \"{c}\", price: \"{p}\", stable: true }]",
      files: ["a.csv": " id ,c,p \na,,1\nb,x,2\n"])
    #expect(try fixture.links().map(\.address.custom) == [nil, "x"])
  }

  @Test func saysSoWhenThereAreNoRowsOrNoFile() throws {
    let empty = try CatalogueFixture(config, files: ["a.csv": "id,title,price\n"])
    #expect(
      empty.texts.first?.contains("links[0].rows: the spreadsheet has no rows below its header")
        == true)
    let missing = try CatalogueFixture(config)
    #expect(
      missing.texts.first?.contains(
        "links[0].rows: \"a.csv\" cannot be read: No such file or directory") == true)
  }

  @Test func reportsEveryWrongRowAtItsCell() throws {
    let fixture = try CatalogueFixture(
      config, files: ["a.csv": "id,title,price\na,A,1\nb c,B,2\na,,x\nA,D,0\ncon,E,1.999\n"])
    #expect(
      fixture.texts.map { $0.split(separator: "\n")[0] } == [
        #"a.csv row 3, column "id": error: links[0].id: "b c" cannot be an id"#,
        #"a.csv row 4, column "id": error: links[0].id: the id "a" is taken"#,
        #"a.csv row 4, column "title": error: links[0].title: the text is empty"#,
        #"a.csv row 4, column "price": error: links[0].price: there is no price "x""#,
        #"a.csv row 5, column "id": error: links[0].id: the id "A" is taken"#,
        #"a.csv row 5, column "price": error: links[0].price: nobody can pay "0""#,
        #"a.csv row 6, column "id": error: links[0].id: "con" cannot be a file's name on Windows"#,
        #"a.csv row 6, column "price": error: links[0].price: "1.999" has more than two decimals"#,
      ])
  }

  @Test(arguments: [
    (Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]), "old-workbook"),
    (Data("\r\n<!DOCTYPE html><table>".utf8), "web-page"),
  ])
  func saysHowToSaveWhatIsNotRead(data: Data, code: String) throws {
    try SpreadsheetCase(code, data, ["error \(code) file"]).check()
  }

  @Test(arguments: [
    ("https://x.cn/a/price%20list", "curl -fLo rows.csv 'https://x.cn/a/price%20list'"),
    ("https://x.cn/a/list.csv?v=1", "curl -fLo list.csv 'https://x.cn/a/list.csv?v=1'"),
    (
      "https://docs.google.com/spreadsheets/d/1abC/edit#gid=0",
      "curl -fLo rows.csv 'https://docs.google.com/spreadsheets/d/1abC/export?format=csv'"
    ),
    ("HTTP://x.cn", "curl -fLo rows.csv 'HTTP://x.cn'"),
  ])
  func saysHowToDownloadASpreadsheet(address: String, command: String) throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base + "links: [{ id: \"{id}\", rows: \"\(address)\" }]")
    let text = try #require(fixture.texts.first)
    #expect(text.hasPrefix("paypress.yml:7:"), "\(text)")
    #expect(text.contains("links[0].rows: a spreadsheet on the web is not read"), "\(text)")
    #expect(text.contains("`\(command)`"), "\(text)")
  }

  @Test(arguments: [
    ("sheet: x", "links[0].sheet: a CSV file has no sheets"),
    ("header: 0", "links[0].header: \"0\" is not accepted here"),
    ("encoding: latin1", "links[0].encoding: \"latin1\" is not accepted here"),
  ])
  func pointsAtTheKeyThatIsWrong(key: String, message: String) throws {
    let fixture = try CatalogueFixture(
      config.replacing("rows: a.csv", with: "rows: a.csv, \(key)"),
      files: ["a.csv": "id,title,price\na,A,1\n"])
    #expect(fixture.texts.first?.contains("error: \(message)") == true, "\(fixture.texts)")
    let alone = try CatalogueFixture(CatalogueFixture.base + "links: [{ id: a, \(key) }]")
    #expect(alone.texts.contains { $0.contains("needs a spreadsheet in `rows`") })
  }

  @Test func countsEachKindOfPriceOnceAColumn() throws {
    let rows = (1...10_000).map { number in
      let price = [500, 5_000, 9_000].contains(number) ? "12,50" : "¥\(number).00"
      return "r\(number);Tea \(number);\(price)\n"
    }
    let fixture = try CatalogueFixture(config, files: ["a.csv": "id;title;price\n" + rows.joined()])
    #expect(
      fixture.texts.map { $0.split(separator: "\n")[0] } == [
        "a.csv row 2, column \"price\": note: 9,997 prices begin with ¥",
        "a.csv row 501, column \"price\": error: links[0].price: \"12,50\" has a comma before its decimals",
        "a.csv row 5001, column \"price\": error: links[0].price: \"12,50\" has a comma before its decimals",
        "a.csv row 9001, column \"price\": error: links[0].price: \"12,50\" has a comma before its decimals",
      ])
  }

  @Test(arguments: [String.Encoding.gb18030, .utf16LittleEndian])
  func showsTheLineOfASpreadsheetInAnotherEncoding(encoding: String.Encoding) throws {
    let folder = try TemporaryFolder()
    try folder.write(config, to: "paypress.yml")
    let text = "id;title;price\nmug;手绘马克杯;12块\n"
    try folder.write(#require(text.data(using: encoding)), to: "a.csv")
    let sink = FindingSink()
    _ = try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?
      .checkLinks()
    let screen = FindingScreen(language: .english, width: 80)
    let texts = FindingReport(sink, FindingDisplay(.errors)).texts(on: screen)
    #expect(texts.count == 1)
    #expect(
      texts.joined().contains("  2 | mug;手绘马克杯;12块\n    |                ^"), "\(texts)")
  }

  /// So many that a sink no longer keeps them all.
  @Test func namesTheFirstPlaceOfEveryDuplicate() throws {
    let rows = (1...12_000).map { "r\($0),A,1\n" }.joined()
    let fixture = try CatalogueFixture(config, files: ["a.csv": "id,title,price\n" + rows + rows])
    let taken = fixture.sink.inFileOrder.filter { $0.problem.code == "duplicate-id" }
    #expect(taken.count == FindingSink.limit && fixture.sink.errorCount == 12_000)
    for finding in taken {
      let first = "a.csv row \(finding.position.line - 12_000), column \"id\","
      let hint = finding.problem.hint?.english ?? ""
      guard hint.contains(first) else {
        Issue.record("\(hint)")
        break
      }
    }
  }

  @Test func readsAPriceInTheConfigAsPeopleWriteIt() throws {
    let fixture = try CatalogueFixture(
      CatalogueFixture.base.replacing("site:", with: "prices: { tea: 12元 }\nsite:") + """
        links:
          - { id: a, price: tea, stable: true }
          - { id: b, price: "¥1,288.00", stable: true }
        """)
    #expect(try fixture.links().map { $0.address.price?.description } == ["12.00", "1288.00"])
    #expect(
      fixture.texts.map { String($0.prefix { $0 != "\n" }) } == [
        "paypress.yml:1:16: note: prices.tea: 1 price ends with 元",
        "paypress.yml:10:21: note: links[1].price: 1 price begins with ¥ and has commas between "
          + "thousands",
      ])
  }
}
