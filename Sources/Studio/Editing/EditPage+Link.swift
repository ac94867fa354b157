internal import Catalog
internal import Editing
internal import GatePay
internal import Pages
internal import Support

extension EditPage {
  /// The forms of a link: for its values or its row where there is one, and for the lines of its entry.
  func link(_ id: String, _ text: ConfigText) -> Markup {
    guard let index = index(of: id, in: text) else {
      guard link == nil else {
        return "\(row.map { row($0, of: id) })\(empty(Self.unknownEntry))"
      }
      return empty(Sentence("There is no link \(quoted(id)).", "没有链接 \(quoted(id))。"))
    }
    guard let entry = text.entry(index, of: "links") else { return "" }
    let item = text[entry.place.path]
    let isAlone = item?["each"] == nil && item?["rows"] == nil
    let words =
      isAlone
      ? visit.say("Delete this link", "删除这个链接")
      : visit.say("Delete this entry with all its links", "删除这一项和它的全部链接")
    return """
      \(values(of: id, entry, text))\(lines(entry, Self.linkLines))\(removal(of: entry, words))
      """
  }

  /// The index of the entry that makes a link.
  private func index(of id: String, in text: ConfigText) -> Int? {
    text.root["links"]?.items?.firstIndex { $0["id"]?.text == id }
      ?? place.flatMap {
        text.indexOfEntry(line: $0.line, column: $0.column, in: "links")
      }
  }

  private func empty(_ words: Sentence) -> Markup {
    "<p class=\"empty\">\(visit.say(words))</p>"
  }

  /// The form for title and price, for the cells of a row or for tables; else why there is none.
  private func values(of id: String, _ entry: ConfigEntry, _ text: ConfigText) -> Markup {
    switch LinkForm.find(id, in: text) {
    case .success(let form): return self.form(of: form, id, text)
    case .failure(.notOwn):
      if let row { return self.row(row, of: id) }
      if let tables = TablesForm(entry.place, in: text) { return self.tables(tables, isWide: true) }
      return "\(source)<p class=\"quiet\">\(visit.say(Self.words(.notOwn)))</p>"
    case .failure(let obstacle):
      return "<p class=\"quiet\">\(visit.say(Self.words(obstacle)))</p>"
    }
  }

  /// Where the values of the link come from, if that is a row.
  private var source: Markup? {
    link?.source.map {
      """
      <p>\(visit.say("Its values come from \($0.file), row \($0.row).", "它的值来自 \($0.file) 第 \($0.row) 行。"))</p>

      """
    }
  }

  func form(of form: LinkForm, _ id: String, _ text: ConfigText) -> Markup {
    let shared: Markup =
      form.priceName.map { name in
        """
        <p class="quiet">\(visit.say("This is the price \(quoted(name)): all links with it change.", "这是价格 \(quoted(name))：使用它的链接都会改变。"))</p>
        """
      } ?? ""
    let lock = lock(of: form)
    let tags = tags(of: form, text)
    return self.form(
      "link", visit.say("Link", "链接"), hidden: [("id", id)],
      shown: [("title", form.title), ("price", form.price)] + lock.shown + tags.shown,
      [
        field("title", visit.say("Title", "标题"), form.title),
        amount("price", priceLabel, form.price, isNeeded: false), shared, lock.field, tags.field,
      ])
  }

  /// The question whether the payer can change the price; none where the entry leaves that to a variable.
  private func lock(
    of form: LinkForm
  ) -> (shown: [(name: String, value: String)], field: Markup) {
    guard form.lock != nil else { return ([], "") }
    let isChecked = form.showsLock(link?.address.stable ?? false)
    return (
      [(LinkForm.lockField, isChecked ? LinkForm.locked : "")],
      checkbox(
        LinkForm.lockField, LinkForm.locked,
        visit.say("The payer cannot change the price", "顾客不能修改价格"), isChecked: isChecked)
    )
  }

  /// The field for tags; none where they cannot be typed one after the other.
  private func tags(
    of form: LinkForm, _ text: ConfigText
  ) -> (shown: [(name: String, value: String)], field: Markup) {
    guard let tags = form.tags else { return ([], "") }
    return (
      [(LinkForm.tagsField, tags)],
      wordsField(
        LinkForm.tagsField, visit.say("Tags, with spaces in between", "标签，用空格隔开"), tags,
        KnownWords(in: text).tags, at: "tags-known", isNeeded: false)
    )
  }

  private static func words(_ obstacle: LinkForm.Obstacle) -> Sentence {
    switch obstacle {
    case .notOwn:
      Sentence(
        "An entry with `each` or `rows` makes this link and others:",
        "带 `each` 或 `rows` 的一项生成这个链接和其他链接：")
    case .order:
      Sentence(
        "This link is an order, and a customer may hold it:", "这个链接是订单，顾客可能已经拿到：")
    case .notText:
      Sentence(
        "The title or the price of this link has fields, variables, languages or several lines:",
        "这个链接的标题或价格含有字段、变量、多种语言或多行文字：")
    }
  }

  private static let unknownEntry = Sentence(
    "Mend the errors first: then the entry that makes this link is shown here.",
    "请先改正错误，然后这里会显示生成这个链接的一项。")

  private static let linkLines = Sentence(
    "Everything that is set for this link is here.", "这个链接的全部设置都在这里。")

  // MARK: Tables

  /// The forms for the tables that there are.
  func tables(_ text: ConfigText) -> [Markup] {
    TablesForm.all(in: text).map { tables($0) }
  }

  private func tables(_ form: TablesForm, isWide: Bool = false) -> Markup {
    self.form(
      "tables", visit.say("Tables \(form.id)", "桌号 \(form.id)"), isWide: isWide,
      hidden: form.place.fields,
      removal: isWide ? nil : visit.say("Delete these tables", "删除这些桌号"),
      [
        number("first", visit.say("First", "第一桌"), form.first),
        number("last", visit.say("Last", "最后一桌"), form.last),
        field("title", tablesTitle(form.field), form.title),
      ])
  }

  /// What the title of tables is to hold.
  func tablesTitle(_ field: String) -> String {
    visit.say("Title; {\(field)} is the number", "标题；{\(field)} 是号码")
  }

  // MARK: Accounts

  /// The form for appkey and tokens, which are never shown.
  func account(_ form: AccountForm) -> Markup {
    guard isWanted("account", []) else { return "" }
    let words =
      form.isSample
      ? visit.say(
        "These are samples: nobody is paid. The gateway's console shows your own.",
        "现在是示例，付款不会到任何人账上。您自己的在网关后台里。")
      : visit.say(
        "They are not shown here. What you leave empty stays as it is.", "这里不显示原值；留空的不会改变。")
    let tokens = form.tokens.map { name in
      secretField(
        AccountForm.Change.field(name), visit.say("token \(name)", "令牌 \(name)"), form)
    }
    return self.form(
      "account", visit.say("Account of \(form.merchant)", "\(form.merchant) 的收款账户"),
      hidden: [("key", form.merchant)],
      ["<p class=\"quiet\">\(words)</p>\n", secretField("appkey", "appkey", form)] + tokens)
  }

  private func secretField(_ name: String, _ label: String, _ form: AccountForm) -> Markup {
    let needed: Markup = form.isSample ? " required" : ""
    return """
      <p><label>\(label)<input name="\(name)" value="" maxlength="64" autocomplete="off" spellcheck="false"\(needed)></label></p>

      """
  }
}
