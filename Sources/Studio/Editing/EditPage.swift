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
  let text: Result<ConfigText, ConfigEditor.Refusal>
  let canUndo: Bool

  /// The whole document: all forms, those of one link, or those after a change that was not made.
  func html(link id: String? = nil, refusal: ConfigEditor.Refusal? = nil) -> Markup {
    let title = id ?? visit.say("Edit", "编辑")
    return StudioPage(visit: visit, tab: .edit).html(
      title: title,
      """
      <h1>\(title)</h1>
      \(notice(refusal))\(undo)
      \(content(id))
      """)
  }

  private func notice(_ refusal: ConfigEditor.Refusal?) -> Markup {
    guard let refusal else { return "" }
    return """
      <p class="trouble" role="alert">\(visit.say(Self.words(refusal)))</p>
      """
  }

  private var undo: Markup {
    guard canUndo else { return "" }
    return """
      <form method="post" action="\(address: visit.base + "edit")">\(secret)\
      <input type="hidden" name="action" value="undo">\
      <button>\(visit.say("Undo the last change", "撤销上一次修改"))</button></form>
      """
  }

  private var secret: Markup { "<input type=\"hidden\" name=\"token\" value=\"\(token)\">" }

  private func content(_ id: String?) -> Markup {
    switch text {
    case .failure(let refusal): return notice(refusal)
    case .success(let text):
      if let id { return link(id, text) }
      return """
        <div class="forms">\(shop(text))\(prices(text))\(additions)</div>
        """
    }
  }

  private func link(_ id: String, _ text: ConfigText) -> Markup {
    guard let form = LinkForm(id, in: text) else {
      return """
        <p class="empty">\(visit.say("A spreadsheet or `each` makes this link: change it there.", "这个链接由表格或 `each` 生成：请在那里修改。"))</p>
        """
    }
    let shared: Markup =
      form.priceName.map { name in
        """
        <p class="quiet">\(visit.say("This is the price \(quoted(name)): all links with it change.", "这是价格 \(quoted(name))：使用它的链接都会改变。"))</p>
        """
      } ?? ""
    return self.form(
      "link", visit.say("Link", "链接"), hidden: [("id", id)],
      [
        field("title", visit.say("Title", "标题"), form.title),
        amount("price", visit.say("Price", "价格"), form.price, isNeeded: !form.price.isEmpty),
        shared,
      ])
  }

  private func shop(_ text: ConfigText) -> [Markup] {
    var forms: [Markup] = []
    if let title = text[["site", "title"]]?.text {
      forms.append(
        form(
          "title", visit.say("Shop", "店铺"), [field("title", visit.say("Title", "标题"), title)]))
    }
    for entry in text.root["merchants"]?.entries ?? [] {
      guard let key = entry.key.text, let name = entry.value["name"]?.text else { continue }
      forms.append(
        form(
          "merchant", visit.say("Merchant \(key)", "商户 \(key)"), hidden: [("key", key)],
          [field("name", visit.say("Name that payers see", "顾客看到的名称"), name)]))
    }
    return forms
  }

  private func prices(_ text: ConfigText) -> [Markup] {
    (text.root["prices"]?.entries ?? []).compactMap { entry in
      guard let name = entry.key.text, let price = entry.value.text else { return nil }
      return form(
        "price", visit.say("Price \(name)", "价格 \(name)"), hidden: [("name", name)],
        [amount("amount", visit.say("Amount", "金额"), price, isNeeded: true)])
    }
  }

  private var additions: [Markup] {
    let designs: [Markup] = PrintJob.Design.allCases.map {
      "<option>\($0.rawValue)</option>"
    }
    let papers: [Markup] = ["A4", "A5", "A6", "Letter"].map { "<option>\($0)</option>" }
    return [
      form(
        "new-link", visit.say("New link", "新链接"),
        [
          field("id", visit.say("Id: letters, digits, hyphens", "id：字母、数字、连字符"), "", name: true),
          field("title", visit.say("Title", "标题"), ""),
          amount(
            "price", visit.say("Price (empty: the payer enters it)", "价格（留空由顾客填写）"), "",
            isNeeded: false),
        ]),
      form(
        "new-tables", visit.say("Tables", "桌号"),
        [
          number("first", visit.say("First", "第一桌"), "01"),
          number("last", visit.say("Last", "最后一桌"), "12"),
          field("title", visit.say("Title", "标题"), visit.say("Table {n}", "{n} 号桌")),
        ]),
      form(
        "new-poster", visit.say("New poster", "新海报"),
        [
          field("links", visit.say("Ids of links", "链接的 id"), ""),
          """
          <p><label>\(visit.say("Paper", "纸张"))<select name="paper">\(papers)</select></label></p>
          <p><label>\(visit.say("Design", "设计"))<select name="design">\(designs)</select></label></p>
          """,
        ]),
    ]
  }

  // MARK: Forms

  private func form(
    _ action: String, _ title: String, hidden: [(name: String, value: String)] = [],
    _ fields: [Markup]
  ) -> Markup {
    let values: [Markup] = hidden.map {
      "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
    }
    return """
      <form class="edit" method="post" action="\(address: visit.base + "edit")">\(secret)\
      <input type="hidden" name="action" value="\(action)">\(values)
      <h2>\(title)</h2>
      \(fields)
      <p><button>\(visit.say("Show the change", "查看改动"))</button></p></form>

      """
  }

  private func field(
    _ name: String, _ label: String, _ value: String, name isName: Bool = false
  ) -> Markup {
    let pattern: Markup = isName ? " pattern=\"[A-Za-z0-9][A-Za-z0-9._\\-]*\"" : ""
    return """
      <p><label>\(label)<input name="\(name)" value="\(value)" required maxlength="200" autocomplete="off"\(pattern)></label></p>

      """
  }

  private func amount(
    _ name: String, _ label: String, _ value: String, isNeeded: Bool
  ) -> Markup {
    let needed: Markup = isNeeded ? " required" : ""
    return """
      <p><label>\(label)<input name="\(name)" value="\(value)" inputmode="decimal" maxlength="20" autocomplete="off"\(needed)></label></p>

      """
  }

  private func number(_ name: String, _ label: String, _ value: String) -> Markup {
    """
    <p><label>\(label)<input name="\(name)" value="\(value)" inputmode="numeric" pattern="[0-9]{1,5}" required autocomplete="off"></label></p>

    """
  }

  /// Why a change was not made.
  static func words(_ refusal: ConfigEditor.Refusal) -> Sentence {
    switch refusal {
    case .changedMeanwhile:
      Sentence(
        "Somebody else changed the config meanwhile: nothing was saved. Look at it and try again.",
        "配置同时被别人改过：没有保存。请查看后重试。")
    case .nothingToUndo: Sentence("There is nothing to undo.", "没有可撤销的修改。")
    case .edit(.unreadable):
      Sentence(
        "The config is not valid YAML at the moment: mend it in an editor.",
        "配置目前不是有效的 YAML：请用编辑器修正。")
    case .edit(.notAText), .edit(.notExact):
      Sentence(
        "This place is written in a form that cannot be changed here: nothing was saved.",
        "这一处的写法不能在这里修改：没有保存。")
    case .file(let path, let reason):
      Sentence("\(path): \(reason)", "\(path)：\(Sentence(system: reason).chinese)")
    }
  }
}

/// What a change does to the config, before it is made.
struct DiffPage {
  let visit: StudioVisit
  let token: String
  let fields: FormFields
  let proposal: ConfigEditor.Proposal

  /// The whole document.
  var html: Markup {
    let hidden: [Markup] = EditAction.fieldNames.compactMap { name in
      fields[name].map { "<input type=\"hidden\" name=\"\(name)\" value=\"\($0)\">" }
    }
    let title = visit.say("Save this change?", "保存这个改动？")
    let lines = proposal.diff.lines.map(line)
    let buttons: Markup =
      lines.isEmpty
      ? "<p>\(visit.say("Nothing would change.", "没有变化。"))</p>"
      : """
      <form method="post" action="\(address: visit.base + "edit")"><input type="hidden" name="token" value="\(token)">\
      <input type="hidden" name="basis" value="\(proposal.basis)">\(hidden)\
      <button class="main">\(visit.say("Save", "保存"))</button></form>
      """
    return StudioPage(visit: visit, tab: .edit).html(
      title: title,
      """
      <h1>\(title)</h1>
      <pre class="diff">\(lines)</pre>
      <div class="steps">\(buttons)<a class="button" href="\(address: visit.base + "edit")">\(visit.say("Cancel", "取消"))</a></div>
      """)
  }

  private func line(_ line: LineDiff.Line) -> Markup {
    switch line {
    case .same(let text): "<span>  \(Self.shown(text))</span>\n"
    case .removed(let text): "<del>- \(Self.shown(text))</del>\n"
    case .added(let text): "<ins>+ \(Self.shown(text))</ins>\n"
    }
  }

  /// A line; not one that may hold an appkey or a token.
  private static func shown(_ text: String) -> String { SourceLines.isShown(text) ? text : "…" }
}
