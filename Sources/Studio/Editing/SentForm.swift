internal import Catalog
internal import Editing
internal import GatePay
internal import Pages
internal import Support

/// A form that somebody sent and that was not saved: it holds what was typed, so that it can be mended.
struct SentForm {
  /// A page whose forms hold what was sent.
  let page: EditPage
  let fields: FormFields

  /// The form; what was typed as text where there is no such form any more; nil where nothing was typed.
  var markup: Markup? {
    guard Self.actions.contains(fields["action"]), fields[Removal.field] == nil else { return nil }
    let forms = (try? page.text.get()).map(self.forms) ?? []
    let whole: Markup = "\(forms)"
    guard whole.bytes.isEmpty else { return whole }
    // No page shows a key or a token, not even to whoever typed it.
    return fields["action"] == "account" ? nil : values
  }

  /// The forms that can be shown again; what the first questions ask for is a secret.
  private static let actions: Set<String?> = [
    "title", "site", "merchant", "account", "price", "new-link", "new-tables", "new-price",
    "new-job", "link", "row", "tables", "job",
  ]

  private func forms(_ text: ConfigText) -> [Markup] {
    switch fields["action"] {
    case "title", "site", "merchant": return page.shop(text)
    case "account": return AccountForm.all(in: text).map(page.account)
    case "price": return page.prices(text)
    case "new-link", "new-tables", "new-price": return page.additions(text)
    case "new-job": return page.jobs(text)
    case "link":
      let id = fields["id"] ?? ""
      return (try? LinkForm.find(id, in: text).get()).map { [page.form(of: $0, id, text)] } ?? []
    case "row":
      guard let row = page.row, row.canBeChanged else { return [] }
      return [page.row(row, of: fields["id"] ?? "")]
    case "tables":
      return isPlaceThere(text) ? page.tables(text) : []
    case "job":
      guard isPlaceThere(text), let place = ConfigEntry.Place(fields),
        let name = Self.job(of: place, in: text), let form = JobForm(place, in: text)
      else { return [] }
      return [page.job(name, form, text)]
    default: return []
    }
  }

  /// Whether the entry is still the one that the form was made for: no other one gets what was typed.
  private func isPlaceThere(_ text: ConfigText) -> Bool {
    ConfigEntry.Place(fields).map { (try? text.check($0)) != nil } ?? false
  }

  /// The fields that people do not type.
  private static let ownFields: Set = [
    "token", "action", "basis", "id", "key", "kind", "list", "index", "seen", "kept", "file",
    EditPage.pageField, DropPage.sheetField, RowEdit.rowField,
  ]

  private var values: Markup? {
    let typed = fields.fields.filter {
      !$0.name.hasPrefix(TypedValue.field("")) && !$0.value.isEmpty
        && !Self.ownFields.contains($0.name)
    }
    guard !typed.isEmpty else { return nil }
    let lines = typed.map(\.value).joined(separator: "\n")
    return """
      <section class="edit"><h2>\(page.visit.say("What you typed", "您填写的内容"))</h2>
      <pre class="excerpt">\(lines)</pre></section>

      """
  }

  /// The path of the page of what a form changes.
  static func origin(of fields: FormFields, in text: ConfigText?) -> String {
    switch fields["action"] {
    case "link", "row": return "edit/" + PercentEncoding.encode(fields["id"] ?? "")
    case "rows": return "drop/" + PercentEncoding.encode(fields["file"] ?? "")
    case "job", "lines": return page(of: fields, in: text) ?? EditPage.page(of: fields) ?? "edit"
    default: return EditPage.page(of: fields) ?? "edit"
    }
  }

  /// The page of the entry that a form changes, which may have another name by now.
  private static func page(of fields: FormFields, in text: ConfigText?) -> String? {
    guard let text, let place = ConfigEntry.Place(fields) else { return nil }
    if place.list == "print" {
      return job(of: place, in: text).map { "job/" + PercentEncoding.encode($0) }
    }
    // An id with fields names many links.
    let id = text[place.path]?["id"]?.text.flatMap { $0.contains("{") ? nil : $0 }
    return id.map { "edit/" + PercentEncoding.encode($0) }
  }

  private static func job(of place: ConfigEntry.Place, in text: ConfigText) -> String? {
    let names = JobForm.names(in: text)
    return names.indices.contains(place.index) ? names[place.index] : nil
  }
}
