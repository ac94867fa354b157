internal import Support

/// What a spreadsheet's file is, by its first bytes, whatever its name says.
enum SpreadsheetKind {
  /// Text: CSV in any encoding.
  case text
  /// A workbook of Excel 2007 or later, which is a ZIP file (ECMA-376).
  case workbook
  /// A workbook of Excel 97 to 2003, in Microsoft's compound file format (MS-CFB, section 2.2).
  case oldWorkbook
  /// A workbook that needs a password, in the same format (MS-OFFCRYPTO, section 1.3.2).
  case encryptedWorkbook
  /// A document of LibreOffice (OpenDocument 1.3, part 2, section 3.3).
  case openDocument
  /// A document of Apple Numbers.
  case numbers
  /// Another ZIP file.
  case archive
  /// A web page, such as a table that a program calls `.xls`, or a form to log in.
  case page

  /// The kind of a file, which is not recorded among the inputs: whoever reads the rows does that.
  static func of(path: String) throws -> SpreadsheetKind {
    let file = try InputTrace.$current.withValue(nil) { try InputFile(path) }
    let start = try file.bytes(at: 0, count: 200)
    if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      return try isEncrypted(file) ? .encryptedWorkbook : .oldWorkbook
    }
    if isPage(start) { return .page }
    guard start.starts(with: Array("PK\u{3}\u{4}".utf8)) else { return .text }
    // The reader of workbooks says what is wrong with a damaged archive.
    guard let archive = try? ZIPArchive(file) else { return .workbook }
    if archive.names.contains(where: { $0.lowercased().hasPrefix("xl/") }) { return .workbook }
    if archive.has("META-INF/manifest.xml") && archive.has("content.xml") { return .openDocument }
    if archive.has("Index/Document.iwa") || archive.has("Index.zip") { return .numbers }
    return .archive
  }

  /// Whether a compound file holds a stream with the name of an encrypted document.
  private static func isEncrypted(_ file: InputFile) throws -> Bool {
    var search = ByteSearch(for: "EncryptedPackage".utf8.flatMap { [$0, 0] })
    var chunk: [UInt8] = []
    repeat {
      try file.readChunk(into: &chunk)
      search.add(chunk)
    } while !chunk.isEmpty
    return search.isFound
  }

  private static func isPage(_ chunk: [UInt8]) -> Bool {
    let start = chunk.drop { $0 <= UInt8(ascii: " ") || $0 >= 0x80 }
    let text = String(decoding: start, as: UTF8.self).lowercased()
    return ["<!doctype", "<html", "<table", "<?xml", "<meta"].contains { text.hasPrefix($0) }
  }
}

extension SpreadsheetSpec {
  /// Opens the file.
  ///
  /// - Throws: `ReadingError` when it cannot be read, `SpreadsheetFailure` when it is not a
  ///   spreadsheet of a kind that is read.
  func open(at path: String) throws -> any RowReader {
    func failure(_ problem: Problem) -> SpreadsheetFailure {
      SpreadsheetFailure(position: Position(file: path), problem: problem)
    }
    // A file that cannot be read is text, so that its reader says so.
    let kind = (try? SpreadsheetKind.of(path: path)) ?? .text
    // The key of the other kind of file would be without effect.
    if kind == .text, let sheet { throw Self.failure(sheet, .keyOfOtherFile("sheet")) }
    if kind == .workbook, let encoding {
      throw Self.failure(encoding, .keyOfOtherFile("encoding"))
    }
    switch kind {
    case .text:
      return try CSVReader(
        path: path, file: path, encoding: encoding?.value, headerRow: headerRow)
    case .workbook: return try WorkbookReader(path: path, file: path, sheet: sheet)
    case .encryptedWorkbook: throw failure(.workbookWithPassword)
    case .oldWorkbook: throw failure(.oldWorkbook)
    case .openDocument: throw failure(.openDocument)
    case .numbers: throw failure(.numbersDocument)
    case .archive: throw failure(.archive)
    case .page: throw failure(.webPage)
    }
  }

  private static func failure<Value>(
    _ key: Located<Value>, _ problem: Problem
  ) -> SpreadsheetFailure {
    SpreadsheetFailure(position: key.position, problem: problem, keyPath: key.keyPath)
  }

  /// Whether the name is an address on the web, which nothing here opens.
  var isRemote: Bool {
    let start = name.lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }
}

extension Problem {
  private static let savingAs = Sentence(
    "save it as .xlsx or as CSV UTF-8 in the spreadsheet program",
    "请在表格软件里另存为 .xlsx 或 CSV UTF-8")

  static var oldWorkbook: Problem {
    Problem(
      Sentence("this is a workbook in the old Excel format (.xls)", "这是旧版 Excel 格式（.xls）的工作簿"),
      hint: savingAs)
  }

  static var openDocument: Problem {
    Problem(
      Sentence("this is an OpenDocument file (.ods)", "这是 OpenDocument 文件（.ods）"), hint: savingAs)
  }

  static var numbersDocument: Problem {
    Problem(
      Sentence("this is a document of Apple Numbers", "这是 Apple Numbers 文稿"),
      hint: Sentence(
        "export it in Numbers: File → Export To → Excel or CSV",
        "请在 Numbers 里选“文件”→“导出为”→“Excel”或“CSV”"))
  }

  static var webPage: Problem {
    Problem(
      Sentence("this is a web page or XML, not a spreadsheet", "这是网页或 XML，不是表格"),
      hint: Sentence(
        "open it in a browser: if it is a log-in page, log in and download the spreadsheet again; if it "
          + "is a table, save it as .xlsx or CSV UTF-8 in a spreadsheet program",
        "请用浏览器打开：若是登录页，请登录后重新下载表格；若是表格，请用表格软件另存为 .xlsx 或 CSV UTF-8"))
  }

  static var archive: Problem {
    Problem(
      Sentence("this is a ZIP file, but not a workbook", "这是 ZIP 文件，但不是工作簿"),
      hint: Sentence(
        "unpack it, then write the name of the spreadsheet from it in `rows:`",
        "请先解压，再把其中的表格文件名写在 `rows:` 里"))
  }

  static func keyOfOtherFile(_ key: String) -> Problem {
    let isSheet = key == "sheet"
    return Problem(
      Sentence(
        isSheet ? "a CSV file has no sheets" : "a workbook has no `encoding`",
        isSheet ? "CSV 文件没有工作表" : "工作簿没有 `encoding`"),
      hint: Sentence("delete `\(key)`", "请删掉 `\(key)`"))
  }

  /// The command that downloads a spreadsheet.
  static func remoteSpreadsheet(_ address: String) -> Problem {
    var address = address
    var name = "rows.csv"
    let path = address.prefix { $0 != "?" && $0 != "#" }
    let sheets = "https://docs.google.com/spreadsheets/d/"
    if address.hasPrefix(sheets),
      let id = address.dropFirst(sheets.count).split(separator: "/").first
    {
      address = "\(sheets)\(id)/export?format=csv"
    } else if let last = path.split(separator: "/").last, last.contains("."),
      path.split(separator: "/").count > 2,
      last.utf8.allSatisfy({ $0.isLetterOrDigit || "._-".utf8.contains($0) })
    {
      name = String(last)
    }
    let quotedAddress = "'\(address.replacing("'", with: "%27"))'"
    return Problem(
      Sentence("a spreadsheet on the web is not read: download it first", "不读取网上的表格：请先下载"),
      hint: Sentence(
        "run `curl -fLo \(name) \(quotedAddress)`, then write `rows: \(name)`",
        "请运行 `curl -fLo \(name) \(quotedAddress)`，再写 `rows: \(name)`"))
  }
}
