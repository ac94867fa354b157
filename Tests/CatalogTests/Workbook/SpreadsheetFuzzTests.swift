import Foundation
import Support
import TestSupport
import Testing

@testable import Catalog

/// Spreadsheets that are generated, then damaged: none may crash or stop the reader, and whatever it
/// accepts, another reader must read too.
///
/// `PAYPRESS_FUZZ_COUNT` and `PAYPRESS_FUZZ_SEED` choose other numbers; `scripts/fuzz-spreadsheets`
/// runs 100,000.
@Suite struct SpreadsheetFuzzTests {
  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  @Test(.timeLimit(.minutes(600)))
  func noSpreadsheetIsReadWrongly() throws {
    let count = Self.number("PAYPRESS_FUZZ_COUNT") ?? 200
    var random = Xorshift(seed: UInt64(Self.number("PAYPRESS_FUZZ_SEED") ?? 7))
    let seeds = try Seeds()
    var slowest = Duration.zero
    var acceptedRows = 0
    var judgedFiles = 0
    for start in stride(from: 0, to: count, by: 300) {
      let folder = try TemporaryFolder()
      var judge = WorkbookJudge()
      for number in start..<min(count, start + 300) {
        let isWorkbook = !number.isMultiple(of: 4)
        let name = isWorkbook ? "\(number).xlsx" : "\(number).csv"
        let data = isWorkbook ? seeds.workbook(&random) : seeds.csv(&random)
        try folder.write(data, to: name)
        let path = "\(folder.path)/\(name)"
        let before = Self.processorTime
        try Self.read(path, isWorkbook: isWorkbook, into: &judge)
        let time = Self.processorTime - before
        if time > .seconds(2) { try Self.keep(path, "took \(time)") }
        slowest = max(slowest, time)
      }
      let (cells, fileCount) = try judge.disagreements(in: folder)
      judgedFiles += fileCount
      acceptedRows += judge.rowCount
      for cell in cells.prefix(5) {
        Issue.record("\(cell)")
        if let path = cell.split(separator: " ").first { try Self.keep(String(path), cell) }
      }
    }
    #expect(slowest < .seconds(2))
    #expect(acceptedRows > count / 4 && judgedFiles > count / 8)
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let megabytes = (peak?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
    if count > 10_000 {
      #expect(megabytes < 300)
      print(
        "\(count) files, \(judgedFiles) compared, \(acceptedRows) rows accepted,",
        "slowest \(slowest), \(megabytes) MB")
    }
  }

  /// The time of this thread on a processor, which a busy machine does not lengthen.
  private static var processorTime: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }

  /// Keeps a file that shows a fault.
  private static func keep(_ path: String, _ what: String) throws {
    let copy = "\(FileManager.default.temporaryDirectory.path)/paypress-fuzz-\(UUID().uuidString)"
    try? FileManager.default.copyItem(atPath: path, toPath: copy)
    Issue.record("\(what): kept as \(copy)")
  }

  /// Reads a file to its end; only what is accepted goes to the judge.
  private static func read(
    _ path: String, isWorkbook: Bool, into judge: inout WorkbookJudge
  ) throws {
    var next = judge
    do {
      if isWorkbook {
        try next.add(path, of: WorkbookReader(path: path, file: path))
      } else {
        let reader = try CSVReader(path: path, file: path)
        let separator = String(UnicodeScalar(reader.separator))
        try next.add(path, of: reader, separator: separator)
      }
      judge = next
    } catch let failure as SpreadsheetFailure {
      #expect(failure.position.line > 0 && failure.position.column > 0)
      #expect(!failure.problem.message.english.isEmpty)
    }
  }
}

/// What is damaged.
private struct Seeds {
  private let parts: [[(name: String, bytes: [UInt8])]]
  private let files: [[UInt8]]

  init() throws {
    let folder = try TemporaryFolder()
    var paths = ["\(Tool.packageFolder)/Tests/CatalogTests/Fixtures/libreoffice.xlsx"]
    for part in 0..<16 {
      let writer = part < 8 ? "openpyxl" : "xlsxwriter"
      let path = "\(folder.path)/\(part).xlsx"
      _ = try Tool.run(
        WorkbookJudge.python, [WorkbookJudge.script, writer, path, "\(part % 8)"])
      paths.append(path)
    }
    files = try paths.map { Array(try Data(contentsOf: URL(fileURLWithPath: $0))) }
    parts = try paths.map { path in
      let result = try Tool.run(WorkbookJudge.python, [WorkbookJudge.script, "parts", path])
      let texts = try JSONDecoder().decode([String: String].self, from: result.output)
      return texts.sorted { $0.key < $1.key }
        .map { ($0.key, $0.value.unicodeScalars.map { UInt8($0.value) }) }
    }
  }

  private static let fragments = [
    "<row>", "<row r=\"2\">", "</row>", "<c r=\"B2\"", " t=\"s\"", " t=\"str\"", " t=\"e\"",
    " t=\"d\"", " s=\"3\"", "<v>", "</v>", "<is><t>", "1E+300", "-0", "999999999999999999", "&amp;",
    "_x000D_", "\u{0}", "茶", "<!--", "-->", "<![CDATA[", "]]>", "hidden=\"1\"", "<f>", "A1:C3",
    "<mergeCell ref=\"A2:B3\"/>", "date1904=\"1\"", "xmlns:x=\"y\"", "<!DOCTYPE a>", "\"", "1",
  ]

  func workbook(_ random: inout Xorshift) -> Data {
    switch random.below(5) {
    case 0: return generated(&random).data
    case 1:
      var mutator = Mutator(seed: UInt64(random.below(1 << 40)) + 1, fragments: ["PK\u{1}\u{2}"])
      return Data(mutator.mutate(files[random.below(files.count)]))
    default:
      // Damage within the parts of a sound archive.
      var zip =
        random.below(3) == 0
        ? generated(&random)
        : StoredZIP(
          parts[random.below(parts.count)].map { name, bytes in
            var entry = StoredZIP.Entry(name, "")
            entry.bytes = bytes
            return entry
          })
      var mutator = Mutator(
        seed: UInt64(random.below(1 << 40)) + 1, fragments: Self.fragments)
      for _ in 0...random.below(2) {
        let index = random.below(zip.entries.count)
        zip.entries[index].bytes = mutator.mutate(zip.entries[index].bytes)
      }
      return zip.data
    }
  }

  /// A workbook of random cells.
  private func generated(_ random: inout Xorshift) -> StoredZIP {
    let texts = ["Tea", "茶 & co", " 0017 ", "a\nb", "_x0041_", "", "x_x000D_y", "12.50"]
    let numbers = [
      "0", "1", "-12.5", "59.900000000000006", "45000.5", "0.1", "1E-7", "123456789012345678",
      "1288", "2.5E+5", "60", "1e3", "7",
    ]
    func escaped(_ text: String) -> String {
      text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
    func pick<Value>(_ values: [Value]) -> Value { values[random.below(values.count)] }
    var rows: [[String]] = [["sku", "name", "price", "note"].map(WorkbookFixture.text)]
    for _ in 0...random.below(6) {
      rows.append(
        (0..<4).map { _ in
          switch random.below(9) {
          case 0: WorkbookFixture.text(escaped(pick(texts)))
          case 1: " t=\"s\"><v>\(random.below(9))</v>"
          case 2: " t=\"b\"><v>\(random.below(2))</v>"
          case 3: " t=\"e\"><v>#N/A</v>"
          case 4: " t=\"str\"><f>A1</f><v>\(escaped(pick(texts)))</v>"
          case 5: ""
          default: " s=\"\(random.below(12))\"><v>\(pick(numbers))</v>"
          }
        })
    }
    let merged = random.below(3) == 0 ? "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>" : ""
    var workbook = WorkbookFixture(cells: rows, behind: merged)
    workbook.texts = texts.map { "<si><t xml:space=\"preserve\">\(escaped($0))</t></si>" }.joined()
    workbook.formats = [
      "0", "0.00", "#,##0.00", "0000", "\"¥\"#,##0.00", "@", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss",
      "0%", "General", "#,##0",
    ]
    if random.below(4) == 0 { workbook.properties = "<workbookPr date1904=\"1\"/>" }
    return workbook.zip
  }

  func csv(_ random: inout Xorshift) -> Data {
    let separator = [",", ";", "\t"][random.below(3)]
    let cells = [
      "a", "茶", "12.50", "\"x\(separator)y\"", "\"say \"\"hi\"\"\"", "\"two\nlines\"", "", " b ",
    ]
    var text = ["sku", "name", "price", "note"].joined(separator: separator) + "\n"
    for row in 0...random.below(8) {
      let values = ["r\(row)"] + (0..<3).map { _ in cells[random.below(cells.count)] }
      text += values.joined(separator: separator) + "\n"
    }
    if random.below(4) == 0 { return Data(text.utf8) }
    var mutator = Mutator(
      seed: UInt64(random.below(1 << 40)) + 1,
      fragments: [
        ",", ";", "\t", "\"", "\"\"", "\r", "\n", "\r\n", "\u{FEFF}", "茶", "sep=;\n", "|",
      ])
    return Data(mutator.mutate(Array(text.utf8)))
  }
}
