import Support
import TestSupport
import Testing

@testable import Catalog

/// Workbooks of openpyxl, XlsxWriter and LibreOffice: a table of formats and values.
@Suite struct OtherProgramTests {
  private static let fixtures = "\(Tool.packageFolder)/Tests/CatalogTests/Fixtures"

  private static func make(_ writer: String, _ folder: TemporaryFolder) throws -> String {
    let path = "\(folder.path)/\(writer).xlsx"
    let made = try Tool.run(WorkbookJudge.python, [WorkbookJudge.script, writer, path])
    #expect(made.status == 0, "\(made.error)")
    return path
  }

  @Test(arguments: ["openpyxl", "xlsxwriter", "libreoffice"])
  func readsTheValuesThatOpenpyxlReads(writer: String) throws {
    let folder = try TemporaryFolder()
    let path =
      writer == "libreoffice"
      ? "\(Self.fixtures)/libreoffice.xlsx" : try Self.make(writer, folder)
    var judge = WorkbookJudge()
    try judge.add(path, of: WorkbookReader(path: path, file: path))
    let (cells, fileCount) = try judge.disagreements(in: folder)
    #expect(cells == [])
    #expect(fileCount == 1)
  }

  @Test func readsTheSameFromAllThree() throws {
    let folder = try TemporaryFolder()
    let openpyxl = try WorkbookFixture.rows(Self.make("openpyxl", folder))
    let xlsxwriter = try WorkbookFixture.rows(Self.make("xlsxwriter", folder))
    let libreoffice = try WorkbookFixture.rows("\(Self.fixtures)/libreoffice.xlsx")
    #expect(openpyxl.count > 38)
    #expect(openpyxl.values.joined().count { !$0.hasPrefix("!") } > 800)
    for (number, row) in openpyxl {
      #expect(xlsxwriter[number] == row)
      // A truth value is stored as a number with a format there.
      #expect(libreoffice[number]?.prefix(31) == row.prefix(31), "\(row[0])")
    }
    #expect(
      xlsxwriter[openpyxl.count + 1] == [
        "rich text", "2", "!formula-without-result", "2024-02-29 18:30",
      ])
  }

  /// The table as LibreOffice shows it.
  ///
  /// Spaces that only align are left out here; dates are read in
  /// one form, so only those that have this form are compared.
  @Test func readsWhatLibreOfficeShows() throws {
    let rows = try WorkbookFixture.rows("\(Self.fixtures)/libreoffice.xlsx")
    let shown = try CSVReader(path: "\(Self.fixtures)/libreoffice.csv", file: "libreoffice.csv")
    var count = 0
    while let line = try shown.readRow() {
      let row = try #require(rows[line.number])
      let isDate = row[0].contains { "ymdhs".contains($0) } && !row[0].contains("General")
      if isDate && !row[0].hasPrefix("yyyy-mm-dd") { continue }
      for index in 0..<row.count where !row[index].hasPrefix("!") {
        let places = [row[index], line[index]].map { $0.filter { $0 != " " } }
        #expect(places[0] == places[1], "\(row[0]): \(row[index]), \(line[index])")
        count += 1
      }
    }
    #expect(count > 550)
  }
}
