internal import Catalog
internal import Editing
internal import GatePay

/// What a form of the studio asks for.
enum EditAction: Sendable {
  /// The title of the site.
  case title(TypedValue)
  /// Languages, address and time zone of the site.
  case site([SiteForm.Key: TypedValue])
  /// The name of a merchant that payers see.
  case merchant(key: String, name: TypedValue)
  /// An amount under `prices:`.
  case price(name: String, amount: TypedValue)
  case newPrice(name: String, amount: String)
  /// Title, price and tags of a link of its own entry, and whether the payer may change the price; nil where
  /// the form does not ask that.
  case link(
    id: String, title: TypedValue, price: TypedValue, lock: TypedValue? = nil,
    tags: TypedValue? = nil)
  case newLink(id: String, title: String, price: String, payee: String = "")
  /// Links of tables, such as from `01` to `12`; `{n}` in the title is the number.
  case newTables(first: String, last: String, title: String, payee: String = "")
  case newJob(NewJob)
  /// The numbers and the title of an entry that makes tables.
  case tables(ConfigEntry.Place, first: String, last: String, title: String)
  /// Links, paper, design and languages of a print job.
  case job(ConfigEntry.Place, [JobForm.Key: [String]])
  /// Who is paid.
  case account(AccountForm.Change)
  case removal(Removal)

  /// A job to be printed.
  struct NewJob: Sendable {
    /// The kinds that have a form.
    static let kinds: [PrintJob.Kind] = [.poster, .tent, .labels]

    var kind: PrintJob.Kind
    /// The ids of links, or patterns of them.
    var links: [String]
    /// A paper; for labels, a stock.
    var paper: String
    var design: String
  }

  /// Reads the fields of a form; nil for a form that the studio has not.
  init?(_ fields: FormFields) {
    func text(_ name: String) -> String {
      (fields[name] ?? "").trimmingSpaces
    }
    if fields[Removal.field] != nil {
      guard let removal = Removal(fields) else { return nil }
      self = .removal(removal)
      return
    }
    switch fields["action"] {
    case "title":
      guard let title = TypedValue("title", in: fields) else { return nil }
      self = .title(title)
    case "site": self = .site(SiteForm.typed(fields))
    case "merchant":
      guard let name = TypedValue("name", in: fields) else { return nil }
      self = .merchant(key: text("key"), name: name)
    case "price":
      guard let amount = TypedValue("amount", in: fields) else { return nil }
      self = .price(name: text("name"), amount: amount)
    case "new-price": self = .newPrice(name: text("name"), amount: text("amount"))
    case "link":
      guard let title = TypedValue("title", in: fields),
        let price = TypedValue("price", in: fields)
      else { return nil }
      self = .link(
        id: text("id"), title: title, price: price,
        lock: TypedValue(LinkForm.lockField, in: fields),
        tags: TypedValue(LinkForm.tagsField, in: fields))
    case "new-link":
      self = .newLink(
        id: text("id"), title: text("title"), price: text("price"), payee: text(PayeeChoice.field))
    case "new-tables":
      self = .newTables(
        first: text("first"), last: text("last"), title: text("title"),
        payee: text(PayeeChoice.field))
    case "new-job":
      guard let kind = PrintJob.Kind(rawValue: text("kind")), NewJob.kinds.contains(kind) else {
        return nil
      }
      self = .newJob(
        NewJob(
          kind: kind, links: JobForm.words(text("links")), paper: text("paper"),
          design: text("design")))
    case "tables":
      guard let place = ConfigEntry.Place(fields) else { return nil }
      self = .tables(
        place, first: text("first"), last: text("last"), title: text("title"))
    case "job":
      guard let place = ConfigEntry.Place(fields) else { return nil }
      self = .job(place, JobForm.changes(fields))
    default: return nil
    }
  }

  /// Makes the change.
  func apply(to text: ConfigText) throws(EditRefusal) -> ConfigText {
    switch self {
    case .title(let title): return try text.setting(title, at: ["site", "title"])
    case .site(let typed): return try SiteForm.setting(typed, in: text)
    case .removal(let removal): return try removal.apply(to: text)
    case .merchant(let key, let name):
      return try text.setting(name, at: ["merchants", .key(key), "name"])
    case .price(let name, let amount):
      return try text.setting(amount, at: ["prices", .key(name)])
    case .newPrice(let name, let amount):
      return try text.adding(Self.plain(amount), as: name, to: "prices")
    case .link(let id, let title, let price, let lock, let tags):
      guard case .success(let form) = LinkForm.find(id, in: text) else { throw .notAText }
      return try form.setting(title: title, price: price, lock: lock, tags: tags, in: text)
    case .newLink(let id, let title, let price, let payee):
      var fields = [NewValue.Field("id", .text(Self.literal(id)))] + Payees.fields(naming: payee)
      fields.append(NewValue.Field("title", .text(Self.literal(title))))
      if !price.isEmpty {
        fields += [
          NewValue.Field("price", .text(Self.literal(price))),
          NewValue.Field("stable", .text("true")),
        ]
      } else {
        let defaults = LinkDefaults(in: text)
        fields += defaults.fieldsWithoutPrice
        if defaults.mayLockNothing {
          fields.append(NewValue.Field("stable", .text("false")))
        }
      }
      return try text.appending(fields, to: "links")
    case .newTables(let first, let last, let title, let payee):
      try TablesForm.check(title, has: "n")
      let range = NewValue.Field("n", .text(Self.plain("\(first)..\(last)")))
      return try text.appending(
        [NewValue.Field("id", .text("table-{n}")), NewValue.Field("each", .fields([range]))]
          + Payees.fields(naming: payee) + [NewValue.Field("title", .text(Self.plain(title)))]
          + LinkDefaults(in: text).fieldsWithoutPrice + [
            NewValue.Field("custom", .text("table-{n}")), NewValue.Field("stable", .text("true")),
          ], to: "links")
    case .newJob(let job):
      let sheet = job.kind == .labels ? "stock" : "paper"
      return try text.appending(
        [
          NewValue.Field(job.kind.rawValue, .list(job.links.map(Self.plain))),
          NewValue.Field(sheet, .text(Self.plain(job.paper))),
          NewValue.Field("design", .text(Self.plain(job.design))),
        ], to: "print")
    case .tables(let place, let first, let last, let title):
      try text.check(place)
      guard let form = TablesForm(place, in: text) else { throw .notAText }
      return try form.setting(first: first, last: last, title: title, in: text)
    case .job(let place, let values):
      try text.check(place)
      guard let form = JobForm(place, in: text) else { throw .notAText }
      return try form.setting(values, in: text)
    case .account(let change): return try AccountForm.setting(change, in: text)
    }
  }

  /// A text without variables; braces may be fields.
  private static func plain(_ text: String) -> String { ConfigValue.written(text, in: .text) }

  /// A text without variables and fields.
  private static func literal(_ text: String) -> String {
    ConfigValue.written(text, in: .textWithFields)
  }
}

extension ConfigText {
  /// The text with another value, without variables; braces may be fields.
  fileprivate func setting(
    _ value: TypedValue, at path: [PathStep]
  ) throws(EditRefusal) -> ConfigText {
    guard self[path] != nil || value.shown.isEmpty else { throw .notAText }
    let present = self[path].map { line(of: $0).flatMap { ConfigValue.text($0, in: .text) } } ?? ""
    guard let new = try value.change(of: present) else { return self }
    return try setting(ConfigValue.written(new, in: .text), at: path)
  }
}

extension ConfigEntry.Place {
  /// The entry that a form was made for; nil if it names none.
  init?(_ fields: FormFields) {
    guard let list = fields["list"], let index = fields["index"].flatMap(Int.init), index >= 0,
      let seen = fields["seen"]
    else { return nil }
    self.init(list: list, index: index, seen: seen)
  }

  /// What a form holds of it.
  var fields: [(name: String, value: String)] {
    [("list", list), ("index", "\(index)"), ("seen", seen)]
  }
}

extension String {
  /// Without white space at both ends.
  var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
