internal import Catalog
internal import Editing
internal import GatePay
internal import Pages
internal import Support

/// The forms for the shop, its prices, links, tables and posters.
///
/// What a form cannot express is left alone, and said.
struct EditPage {
  let visit: StudioVisit
  let token: String
  let text: Result<ConfigText, ProjectEditor.Refusal>
  let canUndo: Bool
  var subject = Subject.shop
  /// The link of the page, as the last good site has it.
  var link: Link?
  /// Where the entry begins that makes the link; nil if that is not known at the moment.
  var place: Position?
  /// The row of a spreadsheet that made the link of the page; nil if none did.
  var row: RowView?
  /// What somebody sent and what was not saved: then there is only that form, with what was typed.
  var typed: FormFields?
  /// What was done before the page was opened.
  var outcome: Outcome?

  /// What the forms are for.
  enum Subject {
    case shop
    /// The id of a link.
    case link(String)
    /// The name of a print job.
    case job(String)
    /// Lines that somebody typed and that were not saved.
    case lines(TypedLines)
    /// A form that somebody sent and that was not saved, and the path of the page that it came from.
    case sent(Markup, origin: String)
  }

  /// The whole document.
  func html(notice: Sentence? = nil) -> Markup {
    let title =
      switch subject {
      case .link(let name), .job(let name): name
      case .shop, .lines, .sent: visit.say("Edit", "编辑")
      }
    return StudioPage(visit: visit, tab: .edit).html(
      title: title,
      """
      <h1>\(title)</h1>
      \(self.notice(notice))\(done(outcome))\(undo)
      \(content)
      """)
  }

  private func notice(_ words: Sentence?) -> Markup {
    words.map { "<p class=\"trouble\" role=\"alert\">\(visit.say($0))</p>" } ?? ""
  }

  private var undo: Markup {
    guard canUndo else { return "" }
    return """
      <form method="post" action="\(address: visit.base + "edit")">\(secret)\
      <input type="hidden" name="action" value="undo"><input type="hidden" name="\(Self.pageField)" value="\(path)">\
      <button>\(visit.say("Undo the last change", "撤销上一次修改"))</button></form>
      """
  }

  var secret: Markup { "<input type=\"hidden\" name=\"token\" value=\"\(token)\">" }

  private var content: Markup {
    switch (text, subject) {
    case (_, .sent(let form, let origin)):
      return """
        \(form)<div class="steps"><a class="button" href="\(address: visit.base + origin)">\(visit.say("Cancel", "取消"))</a></div>
        """
    case (.failure(let refusal), .shop), (.failure(let refusal), .link),
      (.failure(let refusal), .job):
      return notice(Self.words(refusal))
    case (let text, .lines(let typed)):
      let isPlaceThere = (try? text.get()).map { (try? $0.check(typed.place)) != nil } ?? true
      return LinesForm(
        visit: visit, token: token, typed: typed, entry: nil, canBeSent: isPlaceThere
      ).markup
    case (.success(let text), .link(let id)): return link(id, text)
    case (.success(let text), .job(let name)): return job(name, text)
    case (.success(let text), .shop):
      return """
        <div class="forms">\(shop(text))\(prices(text))\(tables(text))</div>
        <p class="quiet">\(visit.say("To change a link, choose Edit on its card.", "要修改链接，请在它的卡片上点“编辑”。")) <a href="\(address: visit.base)">\(visit.say("All links", "全部链接"))</a></p>
        <p class="quiet">\(visit.say("To change a poster or another print job, choose Edit below its name.", "要修改海报或其他打印任务，请在它的名称下面点“编辑”。")) <a href="\(address: visit.base + "print")">\(visit.say("All print jobs", "全部打印任务"))</a></p>
        <h2>\(visit.say("Add something", "添加"))</h2>
        <div class="forms">\(additions(text))</div>
        \(spreadsheet)\(jobs(text))
        \(whole(text))
        """
    }
  }

  func shop(_ text: ConfigText) -> [Markup] {
    var forms: [Markup] = []
    if text[["site"]]?.entries != nil {
      forms.append(
        form(of: text[["site", "title"]], in: text, visit.say("Shop", "店铺")) { name, title in
          form(
            "title", name, shown: [("title", title)],
            [field("title", visit.say("Title", "标题"), title)])
        })
      if let site = SiteForm(in: text) { forms.append(self.site(site)) }
    }
    for entry in text.root["merchants"]?.entries ?? [] {
      guard let key = entry.key.text else { continue }
      if entry.value.entries != nil {
        forms.append(
          form(of: entry.value["name"], in: text, visit.say("Merchant \(key)", "商户 \(key)")) {
            heading, name in
            form(
              "merchant", heading, hidden: [("key", key)] + seen("merchants", key, in: text),
              shown: [("name", name)], removal: visit.say("Delete this merchant", "删除这个商户"),
              [field("name", visit.say("Name that payers see", "顾客看到的名称"), name)])
          })
      }
      if let account = AccountForm(key, in: text) { forms.append(self.account(account)) }
    }
    return forms
  }

  func prices(_ text: ConfigText) -> [Markup] {
    (text.root["prices"]?.entries ?? []).compactMap { entry in
      entry.key.text.map { name in
        form(of: entry.value, in: text, visit.say("Price \(name)", "价格 \(name)")) {
          heading, price in
          form(
            "price", heading, hidden: [("name", name)] + seen("prices", name, in: text),
            shown: [("amount", price)], removal: visit.say("Delete this price", "删除这个价格"),
            [amount("amount", visit.say("Amount", "金额"), price, isNeeded: true)])
        }
      }
    }
  }

  /// The form of a value, if it is missing, or a text on one line without variables; else the value as
  /// it is, which forms leave alone.
  private func form(
    of value: YAMLOutline?, in text: ConfigText, _ heading: String,
    _ make: (_ heading: String, _ text: String) -> Markup
  ) -> Markup {
    guard let value else { return make(heading, "") }
    if let line = Self.line(of: value, in: text) { return make(heading, line) }
    guard typed == nil else { return "" }
    let source = text.source(of: value)
    return """
      <section class="edit"><h2>\(heading)</h2>
      <pre class="excerpt">\(text.secretValues.occur(in: source) ? "…" : source)</pre>
      <p class="quiet">\(visit.say("It has variables, several languages or several lines: change it in the config.", "含有变量、多种语言或多行文字：请在配置里修改。"))</p></section>

      """
  }

  /// Whether a value has a form: if it is missing, or a text on one line without variables.
  static func canChange(_ value: YAMLOutline?, in text: ConfigText) -> Bool {
    value.map { line(of: $0, in: text) != nil } ?? true
  }

  private static func line(of value: YAMLOutline, in text: ConfigText) -> String? {
    text.line(of: value).flatMap { ConfigValue.text($0, in: .text) }
  }

  func additions(_ text: ConfigText) -> [Markup] {
    let payee =
      PayeeChoice(visit: visit, payees: Payees(in: text), chosen: typed?[PayeeChoice.field] ?? "")
      .markup ?? ""
    return [
      form(
        "new-link", visit.say("New link", "新链接"),
        [
          field("id", visit.say("Id: letters, digits, hyphens", "id：字母、数字、连字符"), "", name: true),
          field("title", visit.say("Title", "标题"), ""),
          amount("price", priceLabel, "", isNeeded: false), payee,
        ]),
      form(
        "new-tables", visit.say("Tables", "桌号"),
        [
          number("first", visit.say("First", "第一桌"), "01"),
          number("last", visit.say("Last", "最后一桌"), "12"),
          field("title", tablesTitle("n"), visit.say("Table {n}", "{n} 号桌")),
          payee,
        ]),
      form(
        "new-price", visit.say("New price", "新价格"),
        [
          field(
            "name", visit.say("Name: letters, digits, hyphens", "名称：字母、数字、连字符"), "", name: true),
          amount("amount", visit.say("Amount", "金额"), "", isNeeded: true),
        ]),
    ]
  }

  var priceLabel: String {
    visit.say("Price (empty: the payer enters it)", "价格（留空由顾客填写）")
  }

  // MARK: Forms

  /// - Parameters:
  ///   - hidden: fields that nobody sees.
  ///   - shown: the values that somebody else may change meanwhile.
  ///   - removal: what the button says that deletes what the form is for; nil where there is none.
  func form(
    _ action: String, _ title: String, isWide: Bool = false,
    hidden: [(name: String, value: String)] = [],
    shown: [(name: String, value: String)] = [], removal: String? = nil, _ fields: [Markup]
  ) -> Markup {
    guard isWanted(action, hidden) else { return "" }
    let kind: Markup = isWide ? "edit wide" : "edit"
    let anchor = Self.anchor(of: action) { name in hidden.first { $0.name == name }?.value }
    let was: [(name: String, value: String)] = shown.map { (TypedValue.field($0.name), $0.value) }
    let hidden = hidden + was + [(name: Self.pageField, value: path)]
    let values: [Markup] = hidden.map {
      "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
    }
    return """
      <form class="\(kind)" id="\(anchor)" method="post" action="\(address: visit.base + "edit")">\(secret)\
      <input type="hidden" name="action" value="\(action)">\(values)
      <h2>\(title)</h2>
      \(done(outcome, at: anchor))\(fields)
      <p class="steps"><button>\(visit.say("Show the change", "查看改动"))</button>\(removal.map(removalButton))</p></form>

      """
  }

  /// Whether a form is to be shown: each of them, or only the one that somebody sent.
  func isWanted(
    _ action: String, _ hidden: [(name: String, value: String)]
  ) -> Bool {
    guard let typed else { return true }
    return typed["action"] == action
      && hidden.allSatisfy { own in
        // An account is sent without its key, and an entry may be another one by now.
        own.name == "seen" || typed[own.name].map { $0 == own.value } ?? true
      }
  }

  /// What somebody typed into a field; else what it holds, as where only an editor changed it meanwhile.
  func sent(_ name: String, or present: String) -> String {
    guard let typed else { return present }
    let shown = typed[TypedValue.field(name)]
    // A box that is not checked sends nothing.
    guard let value = typed[name] ?? shown.map({ _ in "" }), value != shown else { return present }
    return value
  }

  func field(
    _ name: String, _ label: String, _ value: String, name isName: Bool = false,
    isNeeded: Bool = true
  ) -> Markup {
    let needed: Markup = isNeeded ? " required maxlength=\"200\"" : ""
    let value = sent(name, or: value)
    let pattern: Markup = isName ? " pattern=\"[A-Za-z0-9][A-Za-z0-9._\\-]*\"" : ""
    return """
      <p><label>\(label)<input name="\(name)" value="\(value)" autocomplete="off"\(needed)\(pattern)></label></p>

      """
  }

  func amount(
    _ name: String, _ label: String, _ value: String, isNeeded: Bool
  ) -> Markup {
    let value = sent(name, or: value)
    let needed: Markup = isNeeded ? " required" : ""
    return """
      <p><label>\(label)<input name="\(name)" value="\(value)" inputmode="decimal" maxlength="20" autocomplete="off"\(needed)></label></p>

      """
  }

  func checkbox(_ name: String, _ value: String, _ label: String, isChecked: Bool) -> Markup {
    let mark: Markup = sent(name, or: isChecked ? value : "") == value ? " checked" : ""
    return """
      <p><label class="check"><input type="checkbox" name="\(name)" value="\(value)"\(mark)><span>\(label)</span></label></p>

      """
  }

  func number(_ name: String, _ label: String, _ value: String) -> Markup {
    let value = sent(name, or: value)
    return """
      <p><label>\(label)<input name="\(name)" value="\(value)" inputmode="numeric" pattern="[0-9]{1,5}" required autocomplete="off"></label></p>

      """
  }

  /// Why a change was not made.
  static func words(_ refusal: ProjectEditor.Refusal) -> Sentence {
    switch refusal {
    case .changedMeanwhile:
      Sentence(
        "Somebody else changed the file meanwhile: nothing was saved. Look at it and try again.",
        "文件同时被别人改过：没有保存。请查看后重试。")
    case .nothingToUndo: Sentence("There is nothing to undo.", "没有可撤销的修改。")
    case .edit(.unreadable):
      Sentence(
        "The config is not valid YAML at the moment: mend it in an editor.",
        "配置目前不是有效的 YAML：请用编辑器修正。")
    case .edit(.taken):
      Sentence("There is one of this name already: nothing was saved.", "已经有这个名称了：没有保存。")
    case .edit(.unusableValue):
      Sentence(
        "A cell cannot hold line ends and control characters here: nothing was saved.",
        "单元格里不能有换行和控制字符：没有保存。")
    case .edit(.missingField(let field)):
      Sentence(
        "Write {\(field)} where the number belongs in the title: without it, all cards would look alike. Nothing was saved.",
        "请在标题里该写号码的地方写上 {\(field)}：没有它，所有桌卡看起来都一样。没有保存。")
    case .edit(.changedMeanwhile): words(.changedMeanwhile)
    case .edit(.notOneEntry):
      Sentence(
        "These lines must stay one entry of the list, and change nothing around it: nothing was saved.",
        "这几行必须仍是列表里的一项，也不能改动其他内容：没有保存。")
    case .edit(.notAText), .edit(.notExact):
      Sentence(
        "This place is written in a form that cannot be changed here: nothing was saved.",
        "这一处的写法不能在这里修改：没有保存。")
    case .file(let path, let reason):
      Sentence("\(path): \(reason)", "\(path)：\(Sentence(system: reason).chinese)")
    }
  }
}
