import GatePay
import Support

@testable import Catalog

/// Config and spreadsheets.
let configParsers: [String: MakeParser] = [
  "yaml": {
    let file = try ScratchFile("paypress.yml")
    return { bytes in
      file.write(bytes)
      let sink = FindingSink()
      let catalogue = try LoadedConfig.load(
        file.path, environment: ["SHOP": "Tea & <b>"], into: sink)?.checkLinks().catalogue
      demand((catalogue == nil) == (sink.errorCount > 0), "a config has errors or links")
      for finding in sink.findings {
        demand(finding.position.line > 0 && finding.position.column > 0, "findings have positions")
        demand(!finding.problem.message.english.isEmpty, "findings have messages")
      }
      guard let catalogue, catalogue.linkCount <= 1000 else { return }
      let reader = catalogue.makeReader()
      var count = 0
      while let link = try reader.next() {
        count += 1
        let problems = QuickCollectInspection(link.url).problems
        demand(problems.allSatisfy { !$0.isError }, "links are right")
      }
      demand(count == catalogue.linkCount, "all links are read")
    }
  },
  "csv": {
    let file = try ScratchFile("rows.csv")
    return { bytes in
      file.write(bytes)
      try readAll(CSVReader(path: file.path, file: "rows.csv"))
    }
  },
  "xlsx": {
    let file = try ScratchFile("rows.xlsx")
    return { bytes in
      file.write(bytes)
      try readAll(WorkbookReader(path: file.path, file: "rows.xlsx"))
    }
  },
  "number-format": {
    return { bytes in
      let parts = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      _ = NumberFormat(code: String(parts[0]))
    }
  },
  "pattern": {
    return { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      for fields in [TextPattern.Fields.none, .values, .valuesAndSlugs] {
        do throws(PatternProblem) {
          let variables = ConfigVariables(["A": "b"], FindingSink())
          let segments = try TextPattern.segments(of: text, fields, variables)
          for case .literal(let literal) in segments {
            demand(!literal.isEmpty, "literals have text")
          }
        } catch {
          demand(!error.problem.message.english.isEmpty, "problems have messages")
        }
      }
    }
  },
]

private func readAll(_ open: @autoclosure () throws -> some RowReader) throws {
  do {
    let reader = try open()
    while let row = try reader.readRow() { demand(row.number > 0, "rows have numbers") }
  } catch let failure as SpreadsheetFailure {
    demand(failure.position.line > 0 && failure.position.column > 0, "failures have positions")
    demand(!failure.problem.message.english.isEmpty, "failures have messages")
  }
}
