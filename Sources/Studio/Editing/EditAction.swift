internal import Catalog
internal import Editing
internal import GatePay

/// What a form of the studio asks for.
enum EditAction: Sendable {
  /// The title of the site.
  case title(String)
  /// The name of a merchant that payers see.
  case merchant(key: String, name: String)
  /// An amount under `prices:`.
  case price(name: String, amount: String)
  /// Title and price of a link of its own entry.
  case link(id: String, title: String, price: String)
  case newLink(id: String, title: String, price: String)
  /// Links of tables, such as from `01` to `12`.
  case newTables(first: String, last: String, title: String)
  case newPoster(links: [String], paper: String, design: String)

  /// Reads the fields of a form; nil for a form that the studio has not.
  init?(_ fields: FormFields) {
    func text(_ name: String) -> String {
      (fields[name] ?? "").trimmingSpaces
    }
    switch fields["action"] {
    case "title": self = .title(text("title"))
    case "merchant": self = .merchant(key: text("key"), name: text("name"))
    case "price": self = .price(name: text("name"), amount: text("amount"))
    case "link": self = .link(id: text("id"), title: text("title"), price: text("price"))
    case "new-link": self = .newLink(id: text("id"), title: text("title"), price: text("price"))
    case "new-tables":
      self = .newTables(first: text("first"), last: text("last"), title: text("title"))
    case "new-poster":
      let links = text("links").split { $0 == " " || $0 == "," || $0 == "，" || $0 == "、" }
      self = .newPoster(links: links.map(String.init), paper: text("paper"), design: text("design"))
    default: return nil
    }
  }

  /// The names of the fields that say what is wanted, for a form that asks again.
  static let fieldNames = [
    "action", "title", "key", "name", "amount", "id", "price", "first", "last", "links", "paper",
    "design",
  ]

  /// Makes the change.
  func apply(to text: ConfigText) throws(EditRefusal) -> ConfigText {
    switch self {
    case .title(let title): return try text.setting(title, at: ["site", "title"])
    case .merchant(let key, let name):
      return try text.setting(name, at: ["merchants", .key(key), "name"])
    case .price(let name, let amount):
      guard text[["prices", .key(name)]] != nil else { throw .notAText }
      return try text.setting(amount, at: ["prices", .key(name)])
    case .link(let id, let title, let price):
      guard let form = LinkForm(id, in: text) else { throw .notAText }
      var text = text
      if title != form.title { text = try text.setting(title, at: form.path + ["title"]) }
      if price != form.price { text = try text.setting(price, at: form.pricePath) }
      return text
    case .newLink(let id, let title, let price):
      var fields = [NewValue.Field("id", .text(id)), NewValue.Field("title", .text(title))]
      if !price.isEmpty {
        fields += [NewValue.Field("price", .text(price)), NewValue.Field("stable", .text("true"))]
      }
      return try text.appending(fields, to: "links")
    case .newTables(let first, let last, let title):
      let range = NewValue.Field("n", .text("\(first)..\(last)"))
      return try text.appending(
        [
          NewValue.Field("id", .text("table-{n}")), NewValue.Field("each", .fields([range])),
          NewValue.Field("title", .text(title)), NewValue.Field("custom", .text("table-{n}")),
          NewValue.Field("stable", .text("true")),
        ], to: "links")
    case .newPoster(let links, let paper, let design):
      return try text.appending(
        [
          NewValue.Field("poster", .list(links)), NewValue.Field("paper", .text(paper)),
          NewValue.Field("design", .text(design)),
        ], to: "print")
    }
  }
}

/// A link that a form can change: one with an entry of its own.
struct LinkForm {
  let path: [PathStep]
  let title: String
  /// The amount as the config writes it; empty if the payer enters it.
  let price: String
  /// Where the amount is: in the entry, or under `prices:`.
  let pricePath: [PathStep]
  /// The name under `prices:`.
  let priceName: String?

  /// The form of a link; nil if rows or `each` make it, or its values are no plain texts.
  init?(_ id: String, in text: ConfigText) {
    let items = text.root["links"]?.items ?? []
    guard let index = items.firstIndex(where: { $0["id"]?.text == id }) else { return nil }
    let item = items[index]
    guard item["rows"] == nil, item["each"] == nil, item["order"] == nil else { return nil }
    for key in ["title", "price"] where item[key] != nil && item[key]?.text == nil { return nil }
    path = ["links", .item(index)]
    title = item["title"]?.text ?? ""
    let written = item["price"]?.text ?? ""
    if let amount = text.root["prices"]?[written]?.text {
      priceName = written
      price = amount
      pricePath = ["prices", .key(written)]
    } else {
      priceName = nil
      price = written
      pricePath = path + ["price"]
    }
  }
}

extension String {
  /// Without white space at both ends.
  var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
