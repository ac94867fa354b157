internal import Support

/// The number formats of a workbook's cells: a cell names one of the entries of `cellXfs`.
struct WorkbookStyles {
  /// The most formats of each kind; Excel writes 65,490 at most (Microsoft, "Excel specifications and
  /// limits").
  private static let maximumCount = 70_000

  private var formats: [NumberFormat] = []

  /// No styles.
  init() {}

  /// Reads the part of a workbook that holds the styles.
  init(_ package: WorkbookPackage, part: String) throws {
    var codes: [Int: String] = [:]
    var numbers: [Int] = []
    var isInCellFormats = false
    try package.parse(part) { event in
      switch event {
      case .start(let name, let attributes) where name.isSpreadsheet:
        switch name.local {
        case "numFmt":
          guard let number = attributes["numFmtId"].flatMap({ Int($0) }),
            codes.count < Self.maximumCount
          else { return }
          let code = attributes["formatCode"] ?? ""
          codes[number] = String(code.prefix(NumberFormat.maximumCodeLength + 1))
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats && numbers.count < Self.maximumCount:
          numbers.append(attributes["numFmtId"].map { Int($0) ?? -1 } ?? 0)
        default: break
        }
      case .end(let name) where name.isSpreadsheet && name.local == "cellXfs":
        isInCellFormats = false
      default: break
      }
    }
    var known: [Int: NumberFormat] = [:]
    formats = numbers.map { number in
      if let format = known[number] { return format }
      let code = codes[number] ?? BuiltInFormats.code(number) ?? "\(number)"
      var format = NumberFormat(code: code)
      format.hasLocalCurrency = codes[number] == nil && [5, 6, 7, 8, 42, 44].contains(number)
      known[number] = format
      return format
    }
  }

  /// The format of a style, nil for one that does not exist; a workbook may leave out style 0.
  subscript(style: Int) -> NumberFormat? {
    formats.indices.contains(style) ? formats[style] : style == 0 ? .general : nil
  }
}
