import Foundation
import Support
import TestSupport

@testable import Catalog

/// Compares what was read of spreadsheets with what openpyxl, or Python's csv, reads of them.
struct WorkbookJudge {
  static let python = "\(Tool.packageFolder)/.build-tools/venv/bin/python"
  static let script = "\(Tool.packageFolder)/Tests/CatalogTests/workbooks.py"

  /// A file, and the cells of its rows; nil for a cell with a fault.
  private struct Case: Encodable {
    var file: String
    var sheet: String?
    var separator: String?
    var rows: [String: [String?]]
  }

  private var lines: [Data] = []
  /// The number of rows.
  private(set) var rowCount = 0

  /// Adds what was read of a file.
  mutating func add(_ path: String, of reader: any RowReader, separator: String? = nil) throws {
    var rows: [String: [String?]] = [:]
    while let row = try reader.readRow() {
      rows["\(row.number)"] = (0..<row.count).map { row.fault(of: $0) == nil ? row[$0] : nil }
    }
    rowCount += rows.count
    let item = Case(file: path, sheet: reader.sheet, separator: separator, rows: rows)
    lines.append(try JSONEncoder().encode(item))
  }

  /// The cells that were read differently, and how many files could be compared.
  func disagreements(in folder: TemporaryFolder) throws -> (cells: [String], fileCount: Int) {
    try folder.write(Data(lines.joined(separator: Data("\n".utf8))), to: "cases.json")
    let result = try Tool.run(
      "/bin/sh",
      [
        "-c", "exec \"$0\" \"$1\" judge < \"$2\"", Self.python, Self.script,
        "\(folder.path)/cases.json",
      ], environment: ["LC_ALL": "C.UTF-8"])
    var cells = result.text.split(separator: "\n").map(String.init)
    let counts = cells.popLast()?.split(separator: " ").compactMap { Int($0) } ?? []
    if result.status != 0 || counts.count != 2 { cells.append(result.error) }
    return (cells, counts.first ?? 0)
  }
}
