internal import Editing
internal import GatePay
internal import Pages
internal import Support

extension EditPage {
  /// What was done before the page was opened, by the query of its address.
  struct Outcome {
    /// What was done.
    enum Kind: String, CaseIterable {
      case saved
      case undone
    }

    let kind: Kind
    /// Where the form is that was saved; empty where that is no part of the page.
    let anchor: String

    /// Reads the query of a request; nil for one that says nothing.
    init?(_ query: String) {
      guard let fields = try? FormFields(decoding: query),
        let kind = Kind.allCases.first(where: { fields[$0.rawValue] != nil })
      else { return nil }
      self.kind = kind
      // A form reads it decoded.
      anchor = PercentEncoding.encode(fields[kind.rawValue] ?? "")
    }
  }

  /// The name of the field that holds the page of a form.
  static let pageField = "from"

  /// The path of the page.
  var path: String {
    switch subject {
    case .link(let id): "edit/" + PercentEncoding.encode(id)
    case .job(let name): "job/" + PercentEncoding.encode(name)
    case .shop, .lines, .sent: typed.flatMap { Self.page(of: $0) } ?? "edit"
    }
  }

  /// The page that a form names as its own; nil for none, or one that is no page of forms.
  static func page(of fields: FormFields) -> String? {
    guard let path = fields[pageField] else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, ["edit", "job"].contains(parts[0]), !parts[1].isEmpty,
      PercentEncoding.decode(parts[1]).map({ PercentEncoding.encode($0) == parts[1] }) == true,
      ![".", ".."].contains(parts[1])
    else { return nil }
    return path
  }

  /// The fields that tell forms of one kind apart, by their action.
  private static let names = [
    "price": "name", "merchant": "key", "account": "key", "new-job": "kind", "tables": "index",
  ]
  /// The forms of the page of the shop.
  private static let shopActions: Set = [
    "title", "site", "merchant", "account", "price", "new-link", "new-tables", "new-price",
    "new-job", "tables",
  ]

  /// Where a form is on its page.
  static func anchor(of action: String, _ field: (String) -> String?) -> String {
    guard let name = names[action].flatMap(field) else { return action }
    return "\(action)-\(PercentEncoding.encode(name))"
  }

  /// Where one lands when a form is saved: where one was.
  ///
  /// - Parameter text: the config as it is then.
  static func landing(after fields: FormFields, in text: ConfigText?) -> String {
    let action = fields["action"] ?? ""
    if fields[Removal.field] != nil { return "edit?\(Outcome.Kind.saved)" }
    let page = SentForm.origin(of: fields, in: text)
    guard page == "edit", shopActions.contains(action) else {
      return page.hasPrefix("drop/")
        ? "edit?\(Outcome.Kind.saved)" : "\(page)?\(Outcome.Kind.saved)"
    }
    let anchor = Self.anchor(of: action) { fields[$0] }
    return "edit?\(Outcome.Kind.saved)=\(anchor)#\(anchor)"
  }

  /// Says what was done; nothing where that is said elsewhere on the page.
  func done(_ outcome: Outcome?, at anchor: String = "") -> Markup {
    guard let outcome, outcome.anchor == anchor else { return "" }
    let words =
      switch outcome.kind {
      case .saved: visit.say("The change is saved.", "改动已保存。")
      case .undone: visit.say("The last change is undone.", "上一次修改已撤销。")
      }
    return "<p class=\"note\" role=\"status\">\(words)</p>\n"
  }
}
