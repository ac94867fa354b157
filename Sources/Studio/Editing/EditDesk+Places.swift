internal import Catalog
internal import Editing
internal import Site
internal import Support

extension EditDesk {
  /// The path of the form of what a finding is about; nil where there is none.
  func form(of finding: StudioFinding, _ state: StudioState) async -> String? {
    guard let position = finding.position else { return nil }
    if let cell = position.cell {
      // A row of a workbook has no form, nor has any while rows may not be where they were.
      guard cell.sheet == nil, !state.isOutdated else { return nil }
      let link = try? state.firstLink {
        $0.source?.file == position.file && $0.source?.row == cell.row
      }
      return link.map { Self.form(ofLink: $0.id) }
    }
    guard position.file == editor.path, let text = try? await editor.text(),
      let path = text.path(atLine: position.line, column: position.column), path.count == 2
    else { return nil }
    return Self.form(at: path, in: text)
  }

  private static func form(ofLink id: String) -> String { "edit/" + PercentEncoding.encode(id) }

  private static func form(at path: [PathStep], in text: ConfigText) -> String? {
    switch (path[0], path[1]) {
    case ("links", .item(let index)):
      guard let id = text[path]?["id"]?.text else { return nil }
      if !id.contains("{") { return form(ofLink: id) }
      let isTables = TablesForm.all(in: text).contains { $0.place.index == index }
      return isTables ? form("tables", "\(index)") : nil
    case ("print", .item(let index)):
      let names = JobForm.names(in: text)
      guard names.indices.contains(index), let name = names[index] else { return nil }
      return "job/" + PercentEncoding.encode(name)
    case ("prices", .key(let name)): return form("price", name)
    case ("merchants", .key(let key)): return form("merchant", key)
    case ("site", .key("title")): return form("title")
    case ("site", .key(let key)):
      return SiteForm.Key(rawValue: key).map { _ in form("site") }
    default: return nil
    }
  }

  /// A form of the page of the shop.
  private static func form(_ action: String, _ name: String? = nil) -> String {
    "edit#" + EditPage.anchor(of: action) { _ in name }
  }
}
