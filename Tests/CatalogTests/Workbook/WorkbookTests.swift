import Support
import TestSupport
import Testing

@testable import Catalog

@Suite struct WorkbookTests {
  private typealias Fixture = WorkbookFixture

  @Test func readsEveryKindOfCellThatExcelWrites() throws {
    var workbook = Fixture(cells: [
      [" t=\"s\"><v>0</v>", " t=\"s\"><v>1</v>", " t=\"s\"><v>2</v>", " t=\"s\"><v>3</v>"],
      [Fixture.text("in"), " t=\"str\"><f>A1</f><v>out</v>", " t=\"b\"><v>1</v>", "<v>12.5</v>"],
      [
        " t=\"e\"><v>#N/A</v>", "<f>A1</f>", " s=\"1\"><f>1+1</f><v>2</v>",
        " t=\"inlineStr\"><is><r><t>a</t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> b</t></r></is>",
      ],
      [" t=\"s\"><v>9</v>", "<v>12x</v>", " t=\"q\"><v>1</v>", " s=\"2\"><v>1</v>"],
    ])
    workbook.formats = ["0.00"]
    workbook.texts = """
      <si><t>茶</t></si><si><r><t>ri</t></r><r><t>ch</t></r></si>
      <si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>
      <si><t xml:space="preserve"> a_x000A_b_x005F_x000D__xD83C__xDF75_</t></si>
      """
    #expect(
      try workbook.rows() == [
        1: ["茶", "rich", "東京", " a\nb_x000D_🍵"],
        2: ["in", "out", "TRUE", "12.5"],
        3: ["!error-value", "!formula-without-result", "2.00", "a b"],
        4: ["!damaged-workbook", "!damaged-workbook", "!damaged-workbook", "!damaged-workbook"],
      ])
  }

  @Test func placesRowsAndCellsWithoutReferencesBehindThoseBefore() throws {
    let workbook = Fixture(
      """
      <row><c><v>1</v></c><c r="C1"><v>3</v></c><c><v>4</v></c></row>
      <row r="4"><c r="B4"><v>2</v></c></row><row><c><v>5</v></c></row>
      <row r="7" s="1"><c r="A7" s="1"/></row>
      """)
    #expect(try workbook.rows() == [1: ["1", "", "3", "4"], 4: ["", "2"], 5: ["5"]])
  }

  @Test(
    arguments: [
      "<row r=\"2\"/><row r=\"1\"/>", "<row r=\"0\"/>", "<row r=\"1048577\"/>", "<row r=\"x\"/>",
      "<row r=\"1\"><c r=\"B1\"/><c r=\"A1\"/></row>", "<row r=\"1\"><c r=\"A2\"/></row>",
      "<row r=\"1\"><c r=\"XFE1\"/></row>", "<row r=\"1\"><c><c/></c></row>",
      "<row r=\"1\"><row r=\"2\"/></row>", "<row><c><v>1</v><v>2</v></c></row>",
      "<row><c><v>1<x xmlns=\"y\"/>2</v></c></row>",
      "<row><c t=\"inlineStr\"><is><t>a<r/>b</t></is></c></row>",
      "<row><c t=\"inlineStr\"><is><t>a</t></is><is><t>b</t></is></c></row>", "<row", "<row></c>",
    ])
  func refusesSheetsThatContradictThemselves(rows: String) {
    #expect(Self.failure(Fixture(rows).zip) == "damaged-workbook")
  }

  /// openpyxl writes an empty text without an `<is>`.
  @Test func anEmptyTextIsEmptyWhateverStoodBefore() throws {
    let workbook = Fixture(cells: [
      [Fixture.text("a"), Fixture.text("12.00")], [Fixture.text("b"), " t=\"inlineStr\">"],
      [Fixture.text("c"), " t=\"inlineStr\"><is/>"],
      [Fixture.text("d"), " t=\"inlineStr\"><v>9</v>"],
    ])
    #expect(
      try workbook.rows() == [
        1: ["a", "12.00"], 2: ["b"], 3: ["c"], 4: ["d", "!damaged-workbook"],
      ])
  }

  @Test func readsTheStrictForm() throws {
    var workbook = Fixture(cells: [
      [Fixture.text("day"), Fixture.text("n")],
      [
        " s=\"1\" t=\"d\"><v>2023-03-15T00:00:00</v>",
        " s=\"2\" t=\"d\"><v>2023-03-15T12:30:00</v>",
      ],
    ])
    workbook.formats = ["yyyy-mm-dd", "yyyy-mm-dd hh:mm"]
    workbook.space = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    workbook.documentSpace = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    #expect(try workbook.rows() == [1: ["day", "n"], 2: ["2023-03-15", "2023-03-15 12:30"]])
  }

  @Test func readsTheFirstSheetThatIsShownOrTheNamedOne() throws {
    var workbook = Fixture("")
    workbook.sheets = ["Lists", "茶 & co", "Food"].map { name in
      (
        name.replacing("&", with: "&amp;"),
        "<sheetData>" + Fixture.rows([[Fixture.text(name.replacing("&", with: "and"))]])
          + "</sheetData>"
      )
    }
    workbook.attributes = ["Lists": "state=\"veryHidden\""]
    #expect(try workbook.rows() == [1: ["茶 and co"]])
    #expect(try workbook.rows(sheet: "food") == [1: ["Food"]])
    #expect(try workbook.rows(sheet: "Lists") == [1: ["Lists"]])
    #expect(try workbook.rows(sheet: "茶 & co") == [1: ["茶 and co"]])
    #expect(Self.failure(workbook.zip, sheet: "Foods") == "unknown-sheet")
  }

  /// Down a column, merged cells all show one value; across, only the first column has it.
  @Test func readsMergedCellsAsTheyAreShown() throws {
    let workbook = Fixture(
      cells: [
        [Fixture.text("kind"), Fixture.text("name"), Fixture.text("more")],
        [Fixture.text("Tea"), Fixture.text("Green"), "<v>1</v>"],
        ["", Fixture.text("Black"), "<v>2</v>"],
        ["", "", ""],
        [Fixture.text("hidden"), Fixture.text("White"), "<v>3</v>"],
        [Fixture.text("Cake"), Fixture.text("Plum"), ""],
      ], behind: "<mergeCells><mergeCell ref=\"A2:A5\"/><mergeCell ref=\"B6:D6\"/></mergeCells>")
    #expect(
      try workbook.rows() == [
        1: ["kind", "name", "more"], 2: ["Tea", "Green", "1"], 3: ["Tea", "Black", "2"],
        5: ["!merged-cell", "White", "3"], 6: ["Cake", "Plum", "!merged-cell", "!merged-cell"],
      ])
  }

  @Test func refusesMergedCellsThatOverlap() {
    let merged = "<mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"B2:B3\"/></mergeCells>"
    let workbook = Fixture(cells: [["<v>1</v>"], ["<v>1</v>"]], behind: merged)
    #expect(Self.failure(workbook.zip) == "damaged-workbook")
  }

  /// Libraries leave formulas to the spreadsheet program and write 0 in place of a result.
  @Test func doesNotTakeAPlaceholderForAResult() throws {
    var workbook = Fixture(cells: [["<f>A2</f><v>0</v>", "<f>1+1</f><v>2</v>"]])
    #expect(try workbook.rows() == [1: ["0", "2"]])
    workbook.properties = "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>"
    #expect(try workbook.rows() == [1: ["!formula-without-result", "2"]])
  }

  @Test func refusesMoreColumnsThanACSVFileMayHave() {
    let row = "<row r=\"1\"><c r=\"ALM1\"><v>1</v></c></row>"
    #expect(Self.failure(Fixture(row).zip) == "too-many-columns")
    let blank = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"XFD1\" s=\"1\"/></row>"
    #expect(Self.failure(Fixture(blank).zip) == nil)
  }

  @Test func refusesCellsThatNoProgramWouldWrite() throws {
    let long = String(repeating: "x", count: 70_000)
    var workbook = Fixture(cells: [
      [Fixture.text(long), " t=\"str\"><v>\(long)</v>", "<v>\(long)</v>", " t=\"s\"><v>0</v>"]
    ])
    workbook.texts = "<si><t>\(long)</t></si>"
    #expect(
      try workbook.rows() == [
        1: ["!cell-too-large", "!cell-too-large", "!damaged-workbook", "!cell-too-large"]
      ])
  }

  // MARK: The file

  /// The code of the failure of reading an archive; nil if it can be read.
  static func failure(_ zip: StoredZIP, sheet: String? = nil) -> String? {
    do {
      let folder = try TemporaryFolder()
      try folder.write(zip.data, to: "a.xlsx")
      _ = try WorkbookFixture.rows("\(folder.path)/a.xlsx", sheet: sheet)
      return nil
    } catch let failure as SpreadsheetFailure {
      return failure.problem.code
    } catch {
      return "\(error)"
    }
  }

  @Test func refusesWhatIsWrongWithTheArchive() throws {
    let right = Fixture(cells: [[Fixture.text("a")]]).zip
    let sheet = try #require(right.entries.indices.last)
    func changed(_ change: (inout StoredZIP) -> Void) -> String? {
      var zip = right
      change(&zip)
      return Self.failure(zip)
    }
    #expect(changed { _ in } == nil)
    #expect(changed { $0.entries[sheet].checksumError = 1 } == "damaged-workbook")
    #expect(changed { $0.entries[sheet].sizeError = -1 } == "damaged-workbook")
    #expect(changed { $0.entries[sheet].localName = "b" } == "damaged-workbook")
    #expect(changed { $0.entries[sheet].method = 12 } == "damaged-workbook")
    #expect(changed { $0.entries[sheet].method = 8 } == "damaged-workbook")
    #expect(changed { $0.entries[sheet].flags = 1 } == "workbook-with-password")
    #expect(changed { $0.entries.removeLast() } == "damaged-workbook")
    #expect(
      changed { $0.entries.append(.init("XL/workbook.xml", "")) } == "damaged-workbook")
    #expect(
      changed { zip in
        zip.entries[3].bytes = Array("<!DOCTYPE a [<!ENTITY b \"c\">]><workbook/>".utf8)
      } == "damaged-workbook")
  }

  @Test func refusesAnArchiveThatUnpacksToManyTimesItsSize() throws {
    let folder = try TemporaryFolder()
    try folder.write(Fixture(cells: [[Fixture.text("a")]]).zip.data, to: "a.xlsx")
    let script = """
      import sys, zipfile
      source = zipfile.ZipFile(sys.argv[1])
      target = zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED)
      for name in source.namelist():
          data = source.read(name)
          if "sheet1" in name:
              data = data.replace(b"<sheetData>", b" " * 40_000_000 + b"<sheetData>")
          target.writestr(name, data)
      target.close()
      """
    let made = try Tool.run(
      "/usr/bin/python3", ["-c", script, "\(folder.path)/a.xlsx", "\(folder.path)/b.xlsx"])
    #expect(made.status == 0, "\(made.error)")
    #expect {
      try WorkbookFixture.rows("\(folder.path)/b.xlsx")
    } throws: {
      ($0 as? SpreadsheetFailure)?.problem.code == "workbook-too-large"
    }
  }
}
