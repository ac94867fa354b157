internal import Catalog
internal import GatePay
package import Support

/// A spreadsheet that somebody brings: its columns, and which of them links are probably made of.
package struct NewSpreadsheet: Sendable {
  /// What a column is for.
  package enum Use: CaseIterable, Sendable {
    case id
    case title
    case price
  }

  /// The name of the file, which is safe in the folder of the project.
  package let name: String
  /// The file.
  package let bytes: [UInt8]
  /// Whether it is a workbook, and no text.
  package let isWorkbook: Bool
  /// The sheets of a workbook that are shown; empty for any other file.
  package let sheets: [String]
  /// The sheet that is read; nil for the first one, and for any other file.
  package let sheet: String?
  /// The names of the columns that can be used, in their order.
  package let columns: [String]
  /// The number of the row that names the columns; nil for the first one.
  package let headerRow: Int?
  /// The first rows, with a cell for each of the columns.
  package let rows: [[String]]

  /// How far below the first row a header is looked for.
  private static let searchedRowCount = 20
  /// How many rows are looked at.
  private static let readRowCount = 200

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - name: the name that its sender gives it.
  ///   - sheet: the sheet of a workbook; nil for the first one that has a table.
  /// - Throws: a `Finding` that says why it cannot be used.
  package init(named name: String, _ bytes: [UInt8], sheet: String? = nil) throws(Finding) {
    self = try Self.found(
      Self.safeName(name, isWorkbook: SourceSpreadsheet.isWorkbook(bytes)), bytes, sheet)
  }

  private static func found(
    _ name: String, _ bytes: [UInt8], _ sheet: String?
  ) throws(Finding) -> NewSpreadsheet {
    let sheets = try Self.sheets(of: bytes, as: name)
    let first = sheets.first
    var refusal: Finding?
    do throws(Finding) {
      return try NewSpreadsheet(name, bytes, sheets: sheets, sheet: sheet == first ? nil : sheet)
    } catch {
      refusal = error
    }
    // A cover sheet has no table.
    for other in sheet == nil ? sheets.dropFirst() : [] {
      do throws(Finding) {
        return try NewSpreadsheet(name, bytes, sheets: sheets, sheet: other)
      } catch {
        continue
      }
    }
    throw refusal ?? failure(name, .noTable)
  }

  private init(
    _ name: String, _ bytes: [UInt8], sheets: [String], sheet: String?
  ) throws(Finding) {
    isWorkbook = SourceSpreadsheet.isWorkbook(bytes)
    self.name = name
    self.bytes = bytes
    self.sheets = sheets
    self.sheet = sheet
    let read = try Self.read(
      bytes, as: name, sheet, count: Self.searchedRowCount + Self.readRowCount)
    let header = read.prefix(Self.searchedRowCount).first { row in
      row.cells.count { !$0.isEmpty } > 1
    }
    guard let header = header ?? read.first else { throw Self.failure(self.name, .noTable) }
    let names = header.columnNames
    let usable = names.indices.filter { index in
      !names[index].isEmpty && !names[index].contains { "{}|".contains($0) }
        && !SecretName.matches(names[index]) && names.count { $0 == names[index] } == 1
    }
    guard !usable.isEmpty else { throw Self.failure(self.name, .noTable) }
    columns = usable.map { names[$0] }
    headerRow = header.number == read.first?.number ? nil : header.number
    rows = read.drop { $0.number <= header.number }.prefix(Self.readRowCount).map { row in
      usable.map { row[$0] }
    }
    guard !rows.isEmpty else { throw Self.failure(self.name, .noTable) }
  }

  private static func read(
    _ bytes: [UInt8], as name: String, _ sheet: String?, count: Int
  ) throws(Finding) -> [SpreadsheetRows.Row] {
    try opening(bytes, as: name, sheet) { file in
      var rows: [SpreadsheetRows.Row] = []
      while rows.count < count, let row = try file.next() { rows.append(row) }
      return rows
    }
  }

  private static func sheets(of bytes: [UInt8], as name: String) throws(Finding) -> [String] {
    try opening(bytes, as: name, nil) { $0.sheets }
  }

  private static func opening<Value>(
    _ bytes: [UInt8], as name: String, _ sheet: String?, _ body: (SpreadsheetRows) throws -> Value
  ) throws(Finding) -> Value {
    do {
      return try InputOverlay.$current.withValue(InputOverlay([name: bytes])) {
        try body(try SpreadsheetRows(name, sheet: sheet))
      }
    } catch let finding as Finding {
      throw finding
    } catch {
      throw failure(name, .noTable)
    }
  }

  private static func failure(_ name: String, _ problem: Problem) -> Finding {
    Finding(.error, at: Position(file: name), problem)
  }

  // MARK: Links

  /// What the columns are probably for.
  package struct Guess: Hashable, Sendable {
    /// The column of ids; that of titles where no column is for ids.
    package var id: String
    /// The column of titles.
    package var title: String
    /// The column of prices; nil if there is none.
    package var price: String?
  }

  /// What the columns are probably for: by their names, and where no name says it, by what is in them.
  ///
  /// A price is no id, and neither is any other number: two things may cost the same tomorrow.
  package var guess: Guess {
    var taken: [String] = []
    func take(_ index: Int?) -> String? {
      guard let name = index.map({ columns[$0] }) else { return nil }
      taken.append(name)
      return name
    }
    func first(where holds: (Int) -> Bool) -> Int? {
      columns.indices.first { !taken.contains(columns[$0]) && holds($0) }
    }
    var id = take(named(.id, except: taken))
    var price = take(named(.price, except: taken))
    var title = take(named(.title, except: taken))
    let prices = Set(columns.indices.filter { isNamed($0, for: .price) })
    func holdsAmounts(_ index: Int) -> Bool { holds(index) { (try? Amount($0)) != nil } }
    if id == nil {
      id = take(
        first { index in
          guard !prices.contains(index), holdsIDs(index) else { return false }
          // The first column may count the rows, if another one has the prices.
          return !holdsAmounts(index)
            || index == 0
              && (price != nil || columns.indices.dropFirst().contains(where: holdsAmounts))
        })
    }
    if price == nil { price = take(first(where: holdsAmounts)) }
    if title == nil {
      let words = first { holds($0) { _ in true } && !holds($0, LinkID.isValid) }
      title = take(words ?? first { !prices.contains($0) })
    }
    let name = title ?? id ?? columns[0]
    return Guess(id: id ?? name, title: name, price: price)
  }

  /// The column whose name is a word for a use, or else begins or ends with one.
  private func named(_ use: Use, except taken: [String]) -> Int? {
    let free = columns.indices.filter { !taken.contains(columns[$0]) }
    for word in use.words {
      if let index = free.first(where: { Self.plain(columns[$0]) == word }) { return index }
    }
    for word in use.words {
      if let index = free.first(where: { Self.has(word, in: columns[$0]) }) { return index }
    }
    return nil
  }

  private func isNamed(_ index: Int, for use: Use) -> Bool {
    use.words.contains {
      Self.plain(columns[index]) == $0 || Self.has($0, in: columns[index])
    }
  }

  /// Whether a column's name begins or ends with a word; short words are parts of too many others.
  private static func has(_ word: String, in name: String) -> Bool {
    let plain = plain(name)
    return word.utf8.count > 3 && (plain.hasSuffix(word) || plain.hasPrefix(word))
  }

  /// Whether a column has texts, and something is true of all of them.
  private func holds(_ index: Int, _ isTrue: (String) -> Bool) -> Bool {
    let texts = rows.map { $0[index] }.filter { !$0.isEmpty }
    return !texts.isEmpty && texts.allSatisfy(isTrue)
  }

  /// Whether a column has another id in each row.
  private func holdsIDs(_ index: Int) -> Bool {
    let texts = rows.map { $0[index] }.filter { !$0.isEmpty }
    return holds(index, LinkID.isValid) && Set(texts).count == texts.count
  }

  /// The fields of an entry that makes a link of each row.
  ///
  /// - Parameters:
  ///   - file: the name of the file in the project.
  ///   - price: the column of prices; nil where the payer enters the amount.
  ///   - otherwise: the price that is written without such a column; nil for none.
  ///   - payee: who is paid, as `Payees` names them; empty where the config says it already.
  package func entry(
    of file: String, id: String, title: String, price: String?, otherwise: String? = nil,
    payee: String = ""
  ) -> [NewValue.Field] {
    let index = columns.firstIndex(of: id) ?? 0
    // A name that is an id today gets a blank tomorrow.
    let areIDs = id != title && rows.allSatisfy { $0[index].isEmpty || LinkID.isValid($0[index]) }
    var fields = [
      NewValue.Field("id", .text(areIDs ? "{\(id)}" : "{\(id)|slug}")),
      NewValue.Field("rows", .text(ConfigValue.written(file, in: .text))),
    ]
    if let sheet {
      fields.append(NewValue.Field("sheet", .text(ConfigValue.written(sheet, in: .text))))
    }
    if let headerRow { fields.append(NewValue.Field("header", .text("\(headerRow)"))) }
    fields += Payees.fields(naming: payee)
    fields.append(NewValue.Field("title", .text("{\(title)}")))
    if let price {
      fields.append(NewValue.Field("price", .text("{\(price)}")))
    } else {
      if let otherwise { fields.append(NewValue.Field("price", .text(otherwise))) }
      // Else all rows would share one address, and no payment would say what it is for.
      fields.append(NewValue.Field("custom", .text("{\(id)}")))
    }
    fields.append(NewValue.Field("stable", .text("true")))
    return fields
  }

  /// A column's name without case, width, blanks, and a unit in brackets.
  private static func plain(_ name: String) -> String {
    FullWidth.narrowed(name).lowercased().prefix { !"(/[".contains($0) }
      .filter { !$0.isWhitespace }
  }

  // MARK: Changes of the file

  /// What is different in the rows of a file that this one replaces.
  ///
  /// - Parameter read: the sheets of a workbook that are read, nil for the first one; if there are several, each
  ///   line names its own.
  package func difference(from old: [UInt8], in read: [String?]) -> LineDiff {
    func lines(_ bytes: [UInt8]) -> (text: String, hasSecrets: Bool) {
      var (texts, hasSecrets): ([String], Bool) = ([], false)
      for sheet in read {
        let rows = (try? Self.read(bytes, as: name, sheet, count: Self.comparedRowCount)) ?? []
        hasSecrets =
          hasSecrets
          || rows.prefix(Self.searchedRowCount).contains { row in
            row.cells.contains { !$0.isEmpty && SecretName.isSecret($0) }
          }
        let place = read.count > 1 ? ["\(sheet ?? sheets.first ?? ""):"] : []
        texts += rows.map { row in
          let cells = row.cells.map { $0.filter { !$0.isNewline } }.joined(separator: " | ")
          return (place + [cells]).joined(separator: " ")
        }
      }
      return (texts.joined(separator: "\n"), hasSecrets)
    }
    let (before, after) = (lines(old), lines(bytes))
    return LineDiff(
      before.text, after.text,
      hidesOld: { before.hasSecrets || !SourceLines.isShown($0) },
      hidesNew: { after.hasSecrets || !SourceLines.isShown($0) })
  }

  /// The most rows that are compared.
  private static let comparedRowCount = 100_000

  // MARK: Names

  /// The most characters of a name without its ending.
  private static let maximumNameLength = 60

  /// A name without folders, hidden parts and signs that mean something to a shell or a system, with an
  /// ending of its kind.
  static func safeName(_ name: String, isWorkbook: Bool) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    let dot = last.lastIndex(of: ".")
    let ending = dot.map { last[last.index(after: $0)...].lowercased() } ?? ""
    let endings = isWorkbook ? ["xlsx", "xlsm"] : ["csv", "tsv", "txt"]
    let isKnown = endings.contains(ending)
    let stem = isKnown ? String(last[..<(dot ?? last.endIndex)]) : last
    let plain = stem.unicodeScalars.map { scalar in
      let isPlain =
        scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        // Accents, as macOS writes them apart from their letters.
        || scalar.properties.generalCategory == .nonspacingMark
        || " -_.()".unicodeScalars.contains(scalar)
      return isPlain ? Character(scalar) : "-"
    }
    let trimmed = String(
      plain.drop { ". -".contains($0) }.prefix(maximumNameLength)
        .reversed().drop { ". ".contains($0) }.reversed())
    return "\(trimmed.isEmpty ? "rows" : trimmed).\(isKnown ? ending : endings[0])"
  }
}

extension NewSpreadsheet.Use {
  /// How such columns are called.
  fileprivate var words: [String] {
    switch self {
    case .id:
      ["sku", "id", "code", "编号", "货号", "编码", "条码", "型号", "款号", "代码", "no", "no."]
    case .title:
      ["name", "title", "product", "item", "名称", "品名", "标题", "菜名", "菜品", "商品", "产品", "项目", "名字"]
    case .price:
      ["price", "amount", "cost", "价格", "单价", "售价", "金额", "价钱", "定价", "零售价"]
    }
  }
}

extension Problem {
  fileprivate static var noTable: Problem {
    Problem(
      Sentence("this file has no table with named columns", "这个文件里没有带列名的表格"),
      hint: Sentence(
        "write the names of the columns into the first row, and a link into each row below",
        "请在第一行写列名，下面每行写一个链接"))
  }
}
