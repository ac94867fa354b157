internal import Catalog
internal import Editing
internal import GatePay
internal import Site
internal import Support

/// A row of a spreadsheet that made a link, as its file has it now.
struct RowView: Sendable {
  let source: LinkSource
  let spreadsheet: SourceSpreadsheet
  let row: SourceSpreadsheet.Row
  /// Identifies the file that the row was read from.
  let digest: String
  /// Whether a form may change the row: it is in a CSV file of the project.
  let canBeChanged: Bool

  /// The most cells of a form.
  static let cellLimit = 40

  /// The cells that a form has fields for.
  var fields: [SourceSpreadsheet.Cell] {
    row.cells.filter { !$0.isSecret && Self.isOneLine($0.text) }.prefix(Self.cellLimit).map { $0 }
  }

  /// Reads the row of a link; nil for no link, if none made it, or it cannot be read.
  ///
  /// Its number is that of the last site without errors.
  init?(
    of link: Link?, _ state: StudioState, _ editor: ProjectEditor
  ) async throws(ProjectEditor.Refusal) {
    guard let catalogue = state.built?.site.catalogue, let link, let source = link.source,
      let spreadsheet = catalogue.spreadsheet(of: link)
    else { return nil }
    let bytes = try await editor.bytes(of: source.file)
    guard let row = spreadsheet.row(source.row, of: bytes) else { return nil }
    self.source = source
    self.spreadsheet = spreadsheet
    self.row = row
    digest = ContentDigest(bytes).hexadecimal
    canBeChanged =
      row.sheet == nil && !state.isOutdated && catalogue.outline.project.holds(source.file)
  }

  private static func isOneLine(_ text: String) -> Bool { !text.contains(where: \.isNewline) }
}

/// What the form of a row asks for.
struct RowEdit: Sendable {
  let id: String
  /// Identifies the file that the form shows.
  let seen: String
  /// The number of the row that the form shows; nil if it names none.
  let row: Int?
  /// The texts of cells, by the index of their column.
  let cells: [Int: String]
  /// Whether the row is removed.
  let removesRow: Bool

  private static let prefix = "cell-"
  /// The name of the field with the number of the row.
  static let rowField = "row"

  /// The name of the field of a cell.
  static func field(_ index: Int) -> String { "\(prefix)\(index)" }

  /// Reads the fields of a form.
  init(_ fields: FormFields) {
    id = fields["id"] ?? ""
    seen = fields["seen"] ?? ""
    row = fields[Self.rowField].flatMap { Int($0) }
    removesRow = fields[Removal.field] != nil
    cells = fields.fields.reduce(into: [:]) { cells, field in
      guard field.name.hasPrefix(Self.prefix) else { return }
      if let index = Int(field.name.dropFirst(Self.prefix.count)) { cells[index] = field.value }
    }
  }

  /// Changes the cells that are others than the file's, or removes the row.
  func apply(
    to draft: inout ProjectDraft, _ view: RowView
  ) throws(ProjectEditor.Refusal) {
    guard view.canBeChanged else { throw .edit(.notAText) }
    let bytes = try draft.bytes(of: view.source.file)
    // The same file may make the link from another row by now.
    guard ContentDigest(bytes).hexadecimal == seen, seen == view.digest, row == view.source.row
    else { throw .changedMeanwhile }
    let known = Dictionary(uniqueKeysWithValues: view.fields.map { ($0.index, $0.text) })
    let changed = cells.filter { index, text in known[index].map { $0 != text } ?? false }
    guard removesRow || !changed.isEmpty else { return }
    let old: SpreadsheetText
    let new: SpreadsheetText
    do throws(SpreadsheetText.Refusal) {
      old = try view.spreadsheet.text(bytes)
      new =
        removesRow
        ? try old.removing(row: view.source.row)
        : try old.setting(changed, inRow: view.source.row)
    } catch {
      throw .edit(error == .unusableValue ? .unusableValue : .notAText)
    }
    // A line with a cell of a secret names it nowhere.
    let hasSecrets = view.row.cells.contains(where: \.isSecret)
    func hides(_ line: String) -> Bool { hasSecrets || !SourceLines.isShown(line) }
    try draft.write(
      new.bytes, to: view.source.file,
      showing: LineDiff(old.string, new.string, hidesOld: hides, hidesNew: hides))
  }
}
