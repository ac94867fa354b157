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
      var path = text.path(atLine: position.line, column: position.column)
    else { return nil }
    // What a merchant lacks is at its first key, and about none of them.
    if path.count == 3, case .key(let key) = path[2],
      finding.diagnostic.keyPath?.contains(".\(key)") == false
    {
      path.removeLast()
    }
    return Self.form(at: path, in: text)
  }

  private static func form(ofLink id: String) -> String { "edit/" + PercentEncoding.encode(id) }

  /// The path of the form that changes what is at a path of a config; nil where none does.
  static func form(at path: [PathStep], in text: ConfigText) -> String? {
    func named(_ action: String, _ name: String? = nil, at path: [PathStep]) -> String? {
      EditPage.canChange(text[path], in: text) ? form(action, name) : nil
    }
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
    case ("prices", .key(let name)): return named("price", name, at: path)
    case ("merchants", .key(let key)):
      switch path.dropFirst(2).first {
      case .key("name"): return named("merchant", key, at: path)
      case nil, .key("appkey"), .key("tokens"):
        return AccountForm(key, in: text).map { _ in form("account", key) }
      default: return nil
      }
    case ("site", .key("title")): return named("title", at: path)
    case ("site", .key(let key)):
      let value = SiteForm.Key(rawValue: key).flatMap { SiteForm(in: text)?.values[$0] }
      return value.map { _ in form("site") }
    default: return nil
    }
  }

  /// A form of the page of the shop.
  private static func form(_ action: String, _ name: String? = nil) -> String {
    "edit#" + EditPage.anchor(of: action) { _ in name }
  }
}
