internal import Editing
internal import GatePay
internal import Pages
internal import Support

extension EditPage {
  /// The form that takes a spreadsheet: browsers let a file be dropped on its field.
  var spreadsheet: Markup {
    let megabytes = ProjectDraft.maximumByteCount >> 20
    return """
      <form class="edit wide" method="post" enctype="multipart/form-data" action="\(address: visit.base + "edit")">\(secret)
      <h2>\(visit.say("Links from a spreadsheet", "从表格生成链接"))</h2>
      <p><label>\(visit.say("CSV or Excel (.xlsx), up to \(megabytes) MB: choose it, or drop it here", "CSV 或 Excel（.xlsx），最大 \(megabytes) MB：选择文件，或拖到这里"))<input type="file" name="file" required accept=".csv,.tsv,.txt,.xlsx,.xlsm"></label></p>
      <p><button>\(visit.say("Choose the columns", "选择列"))</button></p></form>

      """
  }
}

/// Asks what a spreadsheet is for: which columns links are made of, or which file it replaces.
struct DropPage {
  let visit: StudioVisit
  let token: String
  let id: String
  let spreadsheet: NewSpreadsheet
  /// The spreadsheets that the config names.
  let known: [String]
  /// Who may be paid.
  let payees: Payees
  /// What was sent and not saved.
  var typed: FormFields?
  /// Why another sheet of the workbook is not shown.
  var notice: Sentence?

  /// The name of the field, and of the part of a query, with the sheet of a workbook.
  static let sheetField = "sheet"

  /// How many rows are shown.
  private static let shownCount = 3

  /// The whole document.
  var html: Markup {
    StudioPage(visit: visit, tab: .edit).html(
      title: spreadsheet.name,
      """
      <h1><bdi>\(spreadsheet.name)</bdi></h1>
      \(refusal)\(sheets)\(sample)
      <div class="forms">\(links)\(replacement)</div>
      """)
  }

  private var refusal: Markup? {
    notice.map { "<p class=\"trouble\" role=\"alert\">\(visit.say($0))</p>\n" }
  }

  /// The sheets of a workbook to choose from.
  private var sheets: Markup? {
    guard spreadsheet.sheets.count > 1 else { return nil }
    let shown = spreadsheet.sheet ?? spreadsheet.sheets[0]
    let links: [Markup] = spreadsheet.sheets.map { name in
      let current: Markup = name == shown ? " aria-current=\"true\"" : ""
      let query = "?\(Self.sheetField)=\(PercentEncoding.encode(name))"
      return """
        <a class="button" href="\(address: visit.base + "drop/\(id)" + query)"\(current)><bdi>\(name)</bdi></a>
        """
    }
    return """
      <nav class="steps" aria-label="\(visit.say("Sheets of the workbook", "工作簿里的工作表"))">\(links)</nav>

      """
  }

  private var sample: Markup {
    let names: [Markup] = spreadsheet.columns.map { "<th scope=\"col\">\($0)</th>" }
    let rows: [Markup] = spreadsheet.rows.prefix(Self.shownCount).map { row in
      let cells: [Markup] = row.map { "<td><bdi>\($0)</bdi></td>" }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <div class="source" role="region" tabindex="0" aria-label="\(visit.say("First rows", "前几行"))"><table>
      <thead><tr>\(names)</tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  /// The form that was sent, as it was.
  var again: Markup { typed?["replaces"] == nil ? links : replacement }

  private var links: Markup {
    let guess = spreadsheet.guess
    return form(
      visit.say("A link of each row", "每行一个链接"),
      """
      \(choice("id", visit.say("Id", "编号（id）"), guess.id))
      \(choice("title", visit.say("Title", "标题"), guess.title))
      \(choice("price", visit.say("Price", "价格"), guess.price, none: visit.say("the payer enters it", "由顾客填写")))
      \(PayeeChoice(visit: visit, payees: payees, chosen: typed?[PayeeChoice.field] ?? "").markup)
      """)
  }

  private var replacement: Markup {
    guard !known.isEmpty else { return "" }
    let options: [Markup] = known.map { name in
      let mark: Markup = name == typed?["replaces"] ?? spreadsheet.name ? " selected" : ""
      return "<option\(mark)>\(name)</option>"
    }
    return form(
      visit.say("A new version of a file", "文件的新版本"),
      """
      <p><label>\(visit.say("It replaces", "替换"))<select name="replaces">\(options)</select></label></p>
      """)
  }

  private func form(_ title: String, _ fields: Markup) -> Markup {
    """
    <form class="edit" method="post" action="\(address: visit.base + "edit")"><input type="hidden" name="token" value="\(token)">\
    <input type="hidden" name="action" value="rows"><input type="hidden" name="file" value="\(id)">\
    <input type="hidden" name="\(Self.sheetField)" value="\(spreadsheet.sheet ?? "")">
    <h2>\(title)</h2>
    \(fields)
    <p><button>\(visit.say("Show the change", "查看改动"))</button></p></form>

    """
  }

  private func choice(
    _ name: String, _ label: String, _ guess: String?, none: String? = nil
  ) -> Markup {
    let guess = typed?[name] ?? guess
    let empty: Markup? = none.map { "<option value=\"\">\($0)</option>" }
    let options: [Markup] = spreadsheet.columns.map { column in
      let mark: Markup = column == guess ? " selected" : ""
      return "<option value=\"\(column)\"\(mark)>\(column)</option>"
    }
    return """
      <p><label>\(label)<select name="\(name)">\(empty)\(options)</select></label></p>
      """
  }
}
