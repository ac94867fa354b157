internal import Support

/// What a workbook says about itself: its sheets, and where their parts are.
struct Workbook {
  /// A sheet in the order of the tabs.
  struct Sheet {
    var name: String
    /// The part of a worksheet; nil for a sheet that holds a chart or a macro.
    var part: String?
    /// Whether the spreadsheet program does not show it.
    var isHidden: Bool
  }

  private(set) var sheets: [Sheet] = []
  /// Whether day 0 of dates is 1904-01-01.
  private(set) var countsFrom1904 = false
  /// Whether the writer left it to the spreadsheet program to calculate the formulas.
  private(set) var lacksResults = false
  private(set) var stylesPart: String?
  private(set) var textsPart: String?

  /// The most sheets.
  private static let maximumSheetCount = 10_000

  /// Reads the workbook of a package.
  init(_ package: WorkbookPackage, file: String) throws {
    let main = try package.relationships(of: "").first { $0.type == "officeDocument" }
    guard let part = main?.part, package.has(part) else { throw ZIPFault.noDirectory }
    let position = Position(file: file)
    if part.lowercased().hasSuffix(".bin") {
      throw SpreadsheetFailure(position: position, problem: .binaryWorkbook)
    }
    let relationships = try package.relationships(of: part)
    stylesPart = relationships.first { $0.type == "styles" }?.part
    textsPart = relationships.first { $0.type == "sharedStrings" }?.part
    var isWorkbook = false
    var sheets: [Sheet] = []
    var countsFrom1904 = false
    var lacksResults = false
    try package.parse(part) { event in
      guard case .start(let name, let attributes) = event, name.isSpreadsheet else { return }
      switch name.local {
      case "workbook": isWorkbook = true
      case "workbookPr": countsFrom1904 = attributes.isTrue("date1904")
      case "calcPr": lacksResults = attributes.isTrue("fullCalcOnLoad")
      case "sheet" where sheets.count < Self.maximumSheetCount:
        let id = attributes.first { $0.name.local == "id" && !$0.name.space.isEmpty }?.value ?? ""
        let relationship = relationships.first { $0.id == id }
        sheets.append(
          Sheet(
            name: attributes["name"] ?? "",
            part: relationship?.type == "worksheet" ? relationship?.part : nil,
            isHidden: attributes["state"].map { $0 != "visible" } ?? false))
      default: break
      }
    }
    guard isWorkbook else { throw SpreadsheetFailure(position: position, problem: .archive) }
    self.sheets = sheets
    self.countsFrom1904 = countsFrom1904
    self.lacksResults = lacksResults
  }

  /// The sheet with a name, or the first worksheet that is shown.
  func sheet(_ name: String?) -> Result<(name: String, part: String), Problem> {
    let worksheets = sheets.filter { $0.part != nil }
    guard let name else {
      guard let sheet = worksheets.first(where: { !$0.isHidden }) ?? worksheets.first,
        let part = sheet.part
      else { return .failure(.noWorksheet) }
      return .success((sheet.name, part))
    }
    // Spreadsheet programs do not allow two names that differ only in case.
    let sheet =
      sheets.first { $0.name == name } ?? sheets.first { $0.name.lowercased() == name.lowercased() }
    guard let sheet else { return .failure(.unknownSheet(name, known: worksheets.map(\.name))) }
    guard let part = sheet.part else { return .failure(.sheetWithoutCells(sheet.name)) }
    return .success((sheet.name, part))
  }

  /// The names of other worksheets that are shown.
  func others(than name: String) -> [String] {
    sheets.filter { $0.part != nil && !$0.isHidden && $0.name != name }.map(\.name)
  }
}
