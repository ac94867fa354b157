internal import Catalog
internal import Editing
internal import GatePay
internal import Support

/// What the form of a spreadsheet asks for: a link of each row, or another version of a file.
struct SpreadsheetEdit: Sendable {
  private enum Purpose: Sendable {
    case links(id: String, title: String, price: String?, payee: String)
    case replaces(String)
  }

  private let spreadsheet: NewSpreadsheet
  private let purpose: Purpose

  /// Reads the fields of a form; nil if they name no column of the spreadsheet.
  init?(_ fields: FormFields, _ spreadsheet: NewSpreadsheet) {
    self.spreadsheet = spreadsheet
    if let name = fields["replaces"], !name.isEmpty {
      purpose = .replaces(name)
      return
    }
    let columns = spreadsheet.columns
    guard let id = fields["id"], columns.contains(id), let title = fields["title"],
      columns.contains(title), let price = fields["price"],
      price.isEmpty || columns.contains(price)
    else { return nil }
    purpose = .links(
      id: id, title: title, price: price.isEmpty ? nil : price,
      payee: fields[PayeeChoice.field] ?? "")
  }

  /// The spreadsheets that a config names.
  static func names(in text: ConfigText) -> [String] {
    unique((text.root["links"]?.items ?? []).compactMap(name))
  }

  /// The spreadsheet that an entry names; nil for none, or one that a variable names.
  private static func name(of entry: YAMLOutline) -> String? {
    entry["rows"]?.text.flatMap { ConfigValue.text($0, in: .text) }
  }

  private static func unique<Value: Equatable>(_ values: [Value]) -> [Value] {
    values.enumerated().filter { values.firstIndex(of: $0.element) == $0.offset }.map(\.element)
  }

  /// The sheets that the entries of a file read, nil for the first one; all of them where a variable names one.
  private func sheets(of file: String, in text: ConfigText) -> [String?] {
    var sheets: [String?] = []
    for entry in text.root["links"]?.items ?? [] where Self.name(of: entry) == file {
      guard let sheet = entry["sheet"] else {
        sheets.append(nil)
        continue
      }
      guard let name = sheet.text.flatMap({ ConfigValue.text($0, in: .text) }) else {
        return spreadsheet.sheets.isEmpty ? [nil] : spreadsheet.sheets
      }
      sheets.append(name)
    }
    return Self.unique(sheets)
  }

  /// Adds the file and its links, or replaces a file that the config names.
  func apply(
    to draft: inout ProjectDraft, in folder: ProjectFolder
  ) throws(ProjectEditor.Refusal) {
    switch purpose {
    case .links(let id, let title, let price, let payee):
      let name = try freeName(&draft, in: folder)
      try draft.write(
        spreadsheet.bytes, to: folder.path(of: name),
        showing: spreadsheet.difference(from: [], in: [spreadsheet.sheet]))
      try draft.changeConfig { text throws(EditRefusal) in
        let otherwise = LinkDefaults(in: text).givePrice ? LinkDefaults.anyPrice : nil
        return try text.appending(
          spreadsheet.entry(
            of: name, id: id, title: title, price: price, otherwise: otherwise, payee: payee),
          to: "links")
      }
    case .replaces(let name):
      let text = try draft.config()
      guard Self.names(in: text).contains(name),
        folder.holds(folder.path(of: name))
      else { throw .edit(.notAText) }
      let path = folder.path(of: name)
      let old = try draft.bytes(of: path)
      // Whatever sheet somebody looked at: these are the ones that links are made of.
      let sheets = sheets(of: name, in: text)
      try draft.write(
        spreadsheet.bytes, to: path, showing: spreadsheet.difference(from: old, in: sheets))
    }
  }

  /// The file's name, or one like it, under which there is no other file.
  private func freeName(
    _ draft: inout ProjectDraft, in folder: ProjectFolder
  ) throws(ProjectEditor.Refusal) -> String {
    let dot = spreadsheet.name.lastIndex(of: ".") ?? spreadsheet.name.endIndex
    let (stem, ending) = (spreadsheet.name[..<dot], spreadsheet.name[dot...])
    for number in 1...Self.nameCount {
      let name = number == 1 ? spreadsheet.name : "\(stem)-\(number)\(ending)"
      let path = folder.path(of: name)
      let kind = try? FileSystem.kind(of: path)
      if kind == nil { return name }
      // The same file may be there already.
      if kind == .file, try draft.bytesIfAny(of: path) == spreadsheet.bytes { return name }
    }
    throw .file(path: folder.path(of: spreadsheet.name), reason: String(cString: strerror(EEXIST)))
  }

  /// How many names are tried.
  private static let nameCount = 99
}
