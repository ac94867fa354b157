import Catalog
import Foundation
import Support
import TestSupport
import Testing

/// Workbooks in `rows:`, from the config to links and findings.
@Suite struct WorkbookLinkTests {
  private typealias Fixture = WorkbookFixture

  private static func links(
    _ keys: String, _ files: [String: Data], id: String = "{sku}"
  ) throws -> (links: [Link]?, findings: [Finding]) {
    let folder = try TemporaryFolder()
    try folder.write(
      CatalogueFixture.base + "links: [{ id: \"\(id)\", \(keys), stable: true }]",
      to: "paypress.yml")
    for (name, data) in files { try folder.write(data, to: name) }
    let sink = FindingSink()
    let catalogue = try LoadedConfig.load(
      "\(folder.path)/paypress.yml", environment: [:], into: sink)?.checkLinks().catalogue
    guard let reader = catalogue?.makeReader() else { return (nil, sink.inFileOrder) }
    var links: [Link] = []
    while let link = try reader.next() { links.append(link) }
    return (links, sink.inFileOrder)
  }

  private static let header = ["sku", "name", "price"].map(Fixture.text)

  @Test func makesALinkOfEachRow() throws {
    var workbook = Fixture(cells: [
      Self.header,
      [" s=\"1\"><v>17</v>", Fixture.text("茶"), "<v>59.900000000000006</v>"],
      [Fixture.text("0018"), Fixture.text("Cake"), " s=\"2\"><v>1288</v>"],
      [Fixture.text("c"), Fixture.text("Sofa"), " s=\"3\"><v>12345.5</v>"],
    ])
    workbook.formats = ["0000", "#,##0", "\"¥\"#,##0.00"]
    let (links, findings) = try Self.links(
      "rows: a.xlsx, title: \"{name} {price}\", price: \"{price}\"", ["a.xlsx": workbook.zip.data])
    #expect(links?.map(\.id) == ["0017", "0018", "c"])
    #expect(links?.map(\.title) == ["茶 59.9", "Cake 1,288", "Sofa ¥12,345.50"])
    #expect(
      links?.map { $0.address.price?.description } == ["59.90", "1288.00", "12345.50"])
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test func namesTheCellOfEachFindingAndOnlyOfCellsInUse() throws {
    var workbook = Fixture(cells: [
      Self.header + [Fixture.text("unused")],
      [Fixture.text("a"), Fixture.text("A"), " s=\"1\"><v>12.345</v>", " t=\"e\"><v>#REF!</v>"],
      [Fixture.text("b"), " t=\"e\"><v>#N/A</v>", "<v>1</v>"],
      ["<v>6932170000000</v>", Fixture.text("C"), " s=\"2\"><v>1</v>"],
      [" s=\"3\"><v>45000</v>", Fixture.text("D"), "<v>x</v>"],
    ])
    workbook.formats = ["0.00", "$0.00", "d-mmm"]
    let (_, findings) = try Self.links(
      "rows: a.xlsx, title: \"{name}\", price: \"{price}\"", ["a.xlsx": workbook.zip.data])
    let places = findings.map { finding in
      let cell = finding.position.cell
      return [
        finding.problem.code, cell?.reference ?? "", cell?.column ?? "", cell?.sheet ?? "",
      ].joined(separator: " ")
    }
    #expect(
      places == [
        "rounded-number C2 price Sheet1", "error-value B3 name Sheet1",
        "long-number A4 sku Sheet1", "other-currency C4 price Sheet1",
        "partial-date A5 sku Sheet1", "damaged-workbook C5 price Sheet1",
      ])
  }

  /// A format, the stored number, and the findings when it is a price, or part of an id.
  @Test(arguments: [
    ("#,##0.00;[Red]#,##0.00", "-5", "negative-price", "hidden-minus"),
    ("0.00;[Red]0.00", "-5", "negative-price", "hidden-minus"),
    ("General;[Red]General", "-7", "negative-price", "hidden-minus"),
    ("0;[Red]0", "-7", "negative-price", "hidden-minus"),
    ("0\" pcs\";[Red]0\" pcs\"", "-7", "negative-price", "hidden-minus"),
    ("[$¥-411]0", "1200", "other-currency", "bad-id"),
    ("[$¥-ja-JP]#,##0", "1200", "other-currency", "bad-id"),
    ("_(\"$\"* #,##0.00_)", "1200", "other-currency", "bad-id"),
    ("[$¥-804]0", "1200", "", "bad-id"),
    ("0.00;[Red]-0.00", "7", "", ""),
  ])
  func readsTheValueWhoseSignOrCurrencyIsNotShown(
    format: String, stored: String, inPrice: String, inID: String
  ) throws {
    var workbook = Fixture(cells: [
      Self.header, [Fixture.text("a"), Fixture.text("A"), " s=\"1\"><v>\(stored)</v>"],
    ])
    workbook.formats = [format]
    for (keys, code) in [("price: \"{price}\"", inPrice), ("custom: x", inID)] {
      let id = keys.hasPrefix("price") ? "{sku}" : "{price}"
      let (_, findings) = try Self.links(
        "rows: a.xlsx, \(keys)", ["a.xlsx": workbook.zip.data], id: id)
      #expect(findings.map(\.problem.code).joined() == code, "\(keys)")
    }
  }

  @Test func refusesACellThatIsStruckThroughInPart() throws {
    func runs(_ struck: String, _ rest: String) -> String {
      "<r><rPr><strike/></rPr><t>\(struck)</t></r><r><rPr><strike val=\"0\"/></rPr>"
        + "<t>\(rest)</t></r>"
    }
    var workbook = Fixture(cells: [
      Self.header,
      [Fixture.text("a"), " t=\"s\"><v>0</v>", " t=\"inlineStr\"><is>\(runs("99", "12"))</is>"],
      [" t=\"s\"><v>0</v>", Fixture.text("B"), "<v>1</v>"],
      [Fixture.text("c"), Fixture.text("C"), " t=\"s\"><v>1</v>"],
    ])
    workbook.texts = "<si>\(runs("x", "y"))</si><si>\(runs("12", " "))</si>"
    let (_, findings) = try Self.links(
      "rows: a.xlsx, price: \"{price}\"", ["a.xlsx": workbook.zip.data])
    #expect(
      findings.map { "\($0.problem.code) \($0.position.cell?.reference ?? "")" }
        == ["struck-text C2", "struck-text A3"])
  }

  @Test func notesACurrencyThatDependsOnTheComputer() throws {
    var workbook = Fixture(cells: [
      Self.header, [Fixture.text("a"), Fixture.text("A"), " s=\"1\"><v>1200</v>"],
    ])
    workbook.builtInFormats = [44]
    let (links, findings) = try Self.links(
      "rows: a.xlsx, price: \"{price}\"", ["a.xlsx": workbook.zip.data])
    #expect(links?.map { $0.address.price?.description } == ["1200.00"])
    #expect(findings.map(\.problem.code) == ["local-currency"])
  }

  @Test func notesOtherSheetsAndHiddenRows() throws {
    var workbook = Fixture("")
    let row = "<row r=\"3\" hidden=\"1\"><c r=\"A3\" t=\"inlineStr\"><is><t>b</t></is></c></row>"
    let rows = Fixture.rows([[Fixture.text("sku")], [Fixture.text("a")]]) + row
    workbook.sheets = [
      ("Drinks", "<sheetData>\(rows)</sheetData>"), ("Food", "<sheetData>\(rows)</sheetData>"),
    ]
    let custom = "custom: \"{sku}\""
    let first = try Self.links("rows: a.xlsx, \(custom)", ["a.xlsx": workbook.zip.data])
    #expect(first.links?.map(\.id) == ["a", "b"])
    #expect(first.findings.map(\.problem.code) == ["other-sheets", "hidden-rows"])
    let named = try Self.links(
      "rows: a.xlsx, sheet: Food, \(custom)", ["a.xlsx": workbook.zip.data])
    #expect(named.findings.map(\.problem.code) == ["hidden-rows"])
    workbook.sheets[0].xml = "<sheetData></sheetData>"
    let empty = try Self.links("rows: a.xlsx, \(custom)", ["a.xlsx": workbook.zip.data])
    #expect(empty.findings.map(\.problem.code) == ["empty-spreadsheet"])
    #expect(empty.findings.first?.problem.message.english.hasSuffix("others: Food") == true)
    workbook.sheets[0].xml = "<sheetData>\(rows)</sheetData>"
    let unknown = try Self.links(
      "rows: a.xlsx, sheet: Fod, \(custom)", ["a.xlsx": workbook.zip.data])
    #expect(unknown.findings.map(\.problem.code) == ["unknown-sheet"])
    #expect(unknown.findings.first?.position.line == 7)
    #expect(
      unknown.findings.first?.problem.hint?.english
        == "did you mean \"Food\"? accepted: Drinks, Food")
  }

  @Test(
    arguments: [
      ("old-workbook", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0], ""),
      (
        "workbook-with-password", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0],
        "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"
      ),
      ("damaged-workbook", Array("PK\u{3}\u{4}".utf8), "xl/workbook.xml"),
    ])
  func saysWhatTheFileIs(code: String, start: [UInt8], rest: String) throws {
    let data = Data(start) + Data(rest.utf8)
    let (_, findings) = try Self.links("rows: a.xlsx, custom: x", ["a.xlsx": data])
    #expect(findings.map(\.problem.code) == [code])
  }

  @Test(
    arguments: [
      ("open-document", ["mimetype", "content.xml", "META-INF/manifest.xml"]),
      ("numbers-document", ["Index/Document.iwa"]), ("archive", ["word/document.xml"]),
      ("damaged-workbook", ["xl/workbook.xml"]),
    ])
  func saysWhatTheArchiveIs(code: String, names: [String]) throws {
    let zip = StoredZIP(names.map { .init($0, "") })
    let (_, findings) = try Self.links("rows: a.xlsx, custom: x", ["a.xlsx": zip.data])
    #expect(findings.map(\.problem.code) == [code])
  }

  @Test func refusesABinaryWorkbook() throws {
    let relations = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/\
      relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>
      """
    let zip = StoredZIP([.init("_rels/.rels", relations), .init("xl/workbook.bin", "\0")])
    let (_, findings) = try Self.links("rows: a.xlsx, custom: x", ["a.xlsx": zip.data])
    #expect(findings.map(\.problem.code) == ["binary-workbook"])
  }

  @Test func readsLongWorkbooksTwiceAndNoticesAChange() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      CatalogueFixture.base
        + "links: [{ id: \"{sku}\", rows: a.xlsx, custom: \"{sku}\", stable: true }]",
      to: "paypress.yml")
    let rows = (0..<17_000).map { [Fixture.text("p\($0)")] }
    try folder.write(Fixture(cells: [[Fixture.text("sku")]] + rows).zip.data, to: "a.xlsx")
    let sink = FindingSink()
    let catalogue = try #require(
      try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?
        .checkLinks().catalogue)
    let reader = catalogue.makeReader()
    var count = 0
    while try reader.next() != nil { count += 1 }
    #expect(count == 17_000)
    try folder.write(Fixture(cells: [[Fixture.text("sku")]] + rows + rows).zip.data, to: "a.xlsx")
    #expect(throws: CatalogueChanged.self) {
      let again = catalogue.makeReader()
      while try again.next() != nil {}
    }
  }

  @Test func recordsTheFileAsAnInputAndWaitsForNoPipe() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixture(cells: [[Fixture.text("sku")], ["<v>1</v>"]]).zip.data, to: "a.xlsx")
    try folder.write(
      CatalogueFixture.base + """
        links:
          - { id: "{sku}", rows: a.xlsx, custom: "{sku}", stable: true }
          - { id: "b-{sku}", rows: b.xlsx, custom: "{sku}", stable: true }
        """, to: "paypress.yml")
    #expect(mkfifo("\(folder.path)/b.xlsx", 0o600) == 0)
    let sink = FindingSink()
    let trace = InputTrace()
    _ = try InputTrace.$current.withValue(trace) {
      try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: sink)?
        .checkLinks()
    }
    #expect(sink.findings.map(\.problem.code) == ["unreadable-spreadsheet"])
    try FileManager.default.removeItem(atPath: "\(folder.path)/b.xlsx")
    try FileManager.default.copyItem(
      atPath: "\(folder.path)/a.xlsx", toPath: "\(folder.path)/b.xlsx")
    let full = InputTrace()
    _ = try InputTrace.$current.withValue(full) {
      try LoadedConfig.load("\(folder.path)/paypress.yml", environment: [:], into: FindingSink())?
        .checkLinks()
    }
    let inputs = try #require(full.inputs)
    // The config, two workbooks, and the file of paper, which is not there.
    #expect(inputs.count == 4)
    #expect(inputs[0].digest != nil && inputs[0].digest == inputs[1].digest)
  }
}
