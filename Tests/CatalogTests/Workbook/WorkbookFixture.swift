import Foundation
import Support
import TestSupport
import Testing

@testable import Catalog

/// A workbook made of XML written by hand, in the form that Excel saves.
struct WorkbookFixture {
  /// The XML of the sheets, or of the part with the rows alone, by name in the order of the tabs.
  var sheets: [(name: String, xml: String)]
  /// The items of the shared texts, such as `<si><t>Tea</t></si>`.
  var texts = ""
  /// The codes of the number formats; cells name them by their index from 1.
  var formats: [String] = []
  /// The numbers of built-in formats, which follow those.
  var builtInFormats: [Int] = []
  /// The content of `workbook.xml` besides the sheets.
  var properties = ""
  /// The attributes of each sheet in `workbook.xml`, by name.
  var attributes: [String: String] = [:]
  var space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  var documentSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// A workbook with one sheet of rows, such as `<row r="1"><c r="A1"><v>1</v></c></row>`.
  init(_ rows: String, behind: String = "") {
    sheets = [("Sheet1", "<sheetData>\(rows)</sheetData>\(behind)")]
  }

  /// A workbook whose rows are lists of the inner XML of their cells, such as `<v>1</v>`, or
  /// ` t="s"><v>0</v>` with attributes.
  init(cells rows: [[String]], behind: String = "") {
    self.init(Self.rows(rows), behind: behind)
  }

  static func rows(_ rows: [[String]]) -> String {
    rows.enumerated().map { number, cells in
      "<row r=\"\(number + 1)\">"
        + cells.enumerated().map { index, cell in
          let reference = CellReference(row: number + 1, column: index + 1).text
          let start = cell.hasPrefix(" ") ? cell : ">\(cell)"
          return "<c r=\"\(reference)\"\(start)</c>"
        }.joined() + "</row>"
    }.joined()
  }

  /// An inline text as the inner XML of a cell.
  static func text(_ text: String) -> String { " t=\"inlineStr\"><is><t>\(text)</t></is>" }

  /// The parts of the file.
  var zip: StoredZIP {
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    func relationships(_ targets: [(type: String, target: String)]) -> String {
      head + "<Relationships xmlns=\"\(relations)\">"
        + targets.enumerated().map { index, target in
          "<Relationship Id=\"rId\(index + 1)\" Type=\"\(documentSpace)/\(target.type)\""
            + " Target=\"\(target.target)\"/>"
        }.joined() + "</Relationships>"
    }
    let tabs = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" \(attributes[sheet.name] ?? "")"
        + " r:id=\"rId\(index + 1)\"/>"
    }.joined()
    let codes = formats.enumerated().map { index, code in
      let code = code.replacing("&", with: "&amp;").replacing("\"", with: "&quot;")
        .replacing("<", with: "&lt;")
      return "<numFmt numFmtId=\"\(164 + index)\" formatCode=\"\(code)\"/>"
    }
    let styles = (formats.indices.map { 164 + $0 } + builtInFormats)
      .map { "<xf numFmtId=\"\($0)\" applyNumberFormat=\"1\"/>" }
    let main = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    let parts =
      [("workbook", "sheet.main"), ("styles", "styles"), ("sharedStrings", "sharedStrings")]
      + sheets.indices.map { ("worksheets/sheet\($0 + 1)", "worksheet") }
    let contentTypes =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Default Extension=\"rels\""
      + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + parts.map { part, type in
        "<Override PartName=\"/xl/\(part).xml\" ContentType=\"\(main).\(type)+xml\"/>"
      }.joined() + "</Types>"
    let targets =
      sheets.indices.map { ("worksheet", "worksheets/sheet\($0 + 1).xml") }
      + [("styles", "styles.xml"), ("sharedStrings", "/xl/sharedStrings.xml")]
    return StoredZIP(
      [
        .init("[Content_Types].xml", head + contentTypes),
        .init("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")])),
        .init("xl/_rels/workbook.xml.rels", relationships(targets)),
        .init(
          "xl/workbook.xml",
          head + "<workbook xmlns=\"\(space)\" xmlns:r=\"\(documentSpace)\">\(properties)"
            + "<sheets>\(tabs)</sheets></workbook>"),
        .init(
          "xl/styles.xml",
          head + "<styleSheet xmlns=\"\(space)\"><numFmts>\(codes.joined())</numFmts>"
            + "<cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId=\"0\"/>\(styles.joined())</cellXfs></styleSheet>"),
        .init(
          "xl/sharedStrings.xml", head + "<sst xmlns=\"\(space)\">\(texts)</sst>"),
      ]
        + sheets.enumerated().map { index, sheet in
          .init(
            "xl/worksheets/sheet\(index + 1).xml",
            head + "<worksheet xmlns=\"\(space)\">\(sheet.xml)</worksheet>")
        })
  }

  /// Reads a file's rows: the text of each cell, or the code of its fault behind an exclamation mark.
  static func rows(_ path: String, sheet: String? = nil) throws -> [Int: [String]] {
    let name = sheet.map {
      SpreadsheetSpec.Located(value: $0, position: Position(file: "paypress.yml"), keyPath: "")
    }
    let reader = try WorkbookReader(path: path, file: "a.xlsx", sheet: name)
    var rows: [Int: [String]] = [:]
    while let row = try reader.readRow() {
      let count = max(row.count, (row.hiddenCells.last?.indices.upperBound ?? -1) + 1)
      rows[row.number] = (0..<count).map { index in
        row.fault(of: index).map { "!\($0.code)" } ?? row[index]
      }
    }
    return rows
  }

  /// The rows of this workbook.
  func rows(sheet: String? = nil) throws -> [Int: [String]] {
    let folder = try TemporaryFolder()
    try folder.write(zip.data, to: "a.xlsx")
    return try Self.rows("\(folder.path)/a.xlsx", sheet: sheet)
  }
}
