import Foundation
import Support
import TestSupport
import Testing

@testable import Catalog

@Suite struct CSVReaderTests {
  /// A spreadsheet with the position of each cell.
  private struct Sheet {
    private(set) var text = ""
    private(set) var places: [[Position]] = []
    private var line = 1
    private var column = 1
    let lineEnd: String
    let separator: String

    private static let header = ["sku", "name", "price", "channel"]
    private static let cells = [
      "", "a", "12.50", "茶", "龙井一杯", "🍵 tea", "two words", "with, comma", "with; semicolon",
      "with\ttab", "\"quoted\"", "line\nbreak", "line\r\nbreak", " spaced ",
      String(repeating: "long 长 ", count: 60),
    ]

    init(rows: Int, lineEnd: String, separator: String, _ random: inout Xorshift) {
      self.lineEnd = lineEnd
      self.separator = separator
      put(Self.header)
      for row in 0..<rows {
        put(["r\(row)"] + (0..<3).map { _ in Self.cells[random.below(Self.cells.count)] })
      }
    }

    private mutating func put(_ cells: [String]) {
      var row: [Position] = []
      for (index, cell) in cells.enumerated() {
        if index > 0 { put(separator) }
        let place = Position.Cell(
          row: places.count + 1, number: index + 1, column: Self.header[index])
        row.append(Position(file: "a.csv", line: line, column: column, cell: place))
        let isPlain = !cell.unicodeScalars.contains { "\",;\t\r\n".unicodeScalars.contains($0) }
        put(isPlain ? cell : "\"\(cell.replacing("\"", with: "\"\""))\"")
      }
      put(lineEnd)
      places.append(row)
    }

    private mutating func put(_ part: String) {
      text += part
      let scalars = Array(part.unicodeScalars)
      for (index, scalar) in scalars.enumerated() {
        let isReturn = scalar == "\r" && (index + 1 == scalars.count || scalars[index + 1] != "\n")
        if scalar == "\n" || isReturn {
          line += 1
          column = 1
        } else {
          column += 1
        }
      }
    }
  }

  @Test(arguments: ["\n", "\r\n", "\r"], [",", ";", "\t"])
  func readsTheCellsThatPythonReads(lineEnd: String, separator: String) throws {
    let folder = try TemporaryFolder()
    var random = Xorshift(seed: 9)
    // More than one chunk of a file.
    let sheet = Sheet(rows: 1200, lineEnd: lineEnd, separator: separator, &random)
    try folder.write(sheet.text, to: "a.csv")
    let path = "\(folder.path)/a.csv"
    let script = """
      import csv, json, sys
      rows = csv.reader(open(sys.argv[1], newline="", encoding="utf-8"), delimiter=sys.argv[2])
      json.dump(list(rows), sys.stdout)
      """
    let python = try Tool.run("/usr/bin/python3", ["-c", script, path, separator])
    let expected = try JSONDecoder().decode([[String]].self, from: python.output)
    let table = try SpreadsheetTable(
      CSVReader(path: path, file: "a.csv"), headerRow: nil, fields: [], sink: FindingSink())
    #expect(table.names == expected[0])
    var number = 1
    while let row = try table.nextRow() {
      #expect((0..<row.count).map { row[$0] } == expected[number], "row \(number)")
      let places = (0..<row.count).map { table.position(row, $0) }
      #expect(places == sheet.places[number], "row \(number)")
      number += 1
    }
    #expect(number == expected.count)
  }

  @Test(
    arguments: [
      ("utf-8-sig", nil, false), ("utf-16", nil, false), ("utf-16-be", nil, true),
      ("gb18030", nil, true), ("gb18030", .gb18030, false), ("utf-16-le", .utf16, false),
    ] as [(String, TextEncoding?, Bool)])
  func readsTheTextThatPythonWrites(codec: String, named: TextEncoding?, isGuessed: Bool) throws {
    let folder = try TemporaryFolder()
    var random = Xorshift(seed: 10)
    let sheet = Sheet(rows: 1200, lineEnd: "\r\n", separator: ",", &random)
    try folder.write(sheet.text, to: "plain.csv")
    let script = """
      import sys
      text = open(sys.argv[1], newline="", encoding="utf-8").read()
      open(sys.argv[2], "w", newline="", encoding=sys.argv[3]).write(text)
      """
    let paths = ["plain.csv", "a.csv"].map { "\(folder.path)/\($0)" }
    _ = try Tool.run("/usr/bin/python3", ["-c", script, paths[0], paths[1], codec])
    let plain = try CSVReader(path: paths[0], file: "a.csv")
    let reader = try CSVReader(path: paths[1], file: "a.csv", encoding: named)
    while let expected = try plain.readRow() {
      let row = try #require(try reader.readRow())
      #expect((0..<row.count).map { row[$0] } == (0..<expected.count).map { expected[$0] })
      #expect(row.place(of: 3) == expected.place(of: 3) && row.number == expected.number)
    }
    #expect(try reader.readRow()?.number == nil)
    #expect(reader.remarks(quotingCells: true).isEmpty != isGuessed)
  }

  @Test func aRowStaysAsItIsWhileTheReaderGoesOn() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<20_000).map { "p\($0),Tea \($0)\n" }
    try folder.write("sku,name\n" + rows.joined(), to: "a.csv")
    let reader = try CSVReader(path: "\(folder.path)/a.csv", file: "a.csv")
    var kept: [RawRow] = []
    _ = try reader.readRow()
    while let row = try reader.readRow() { kept.append(row) }
    for (number, row) in kept.enumerated() where row[0] != "p\(number)" || row[1] != "Tea \(number)"
    {
      Issue.record("row \(number)")
    }
    #expect(kept.count == 20_000)
  }
}
