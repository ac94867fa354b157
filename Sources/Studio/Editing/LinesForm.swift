internal import Editing
internal import GatePay
internal import Pages
internal import Support

/// The lines of an entry that somebody typed.
struct TypedLines: Sendable {
  let place: ConfigEntry.Place
  let text: String
  /// The number of the first line, counted from 1.
  let firstLine: Int
  /// The path of the page that they are on.
  let page: String?

  /// Reads the fields of a form; nil for another form.
  init?(_ fields: FormFields) {
    guard fields["action"] == "lines", let place = ConfigEntry.Place(fields),
      let text = fields["text"], let first = fields["first"].flatMap(Int.init)
    else { return nil }
    (self.place, self.text, firstLine) = (place, text, min(max(1, first), 1 << 20))
    page = EditPage.page(of: fields)
  }

  /// The lines of an entry as they are, on a page.
  init(_ entry: ConfigEntry, on page: String) {
    (place, text, firstLine) = (entry.place, entry.text, entry.firstLine)
    self.page = page
  }

  /// How many lines there are.
  var count: Int { text.split(omittingEmptySubsequences: false) { $0.isNewline }.count }
}

/// The form with the lines of an entry and their numbers in the file.
struct LinesForm {
  let visit: StudioVisit
  let token: String
  let typed: TypedLines
  /// The entry as the file has it; nil for lines that were not saved.
  let entry: ConfigEntry?
  /// What the lines are.
  var words: Sentence?
  /// Whether the entry is still the one that the lines were made from; else they can only be copied.
  var canBeSent = true

  /// How many empty lines are there for typing.
  private static let spareCount = 2
  /// The most lines that are shown without scrolling.
  private static let shownCount = 60

  var markup: Markup {
    let place = typed.place
    let page = typed.page.map { [(name: EditPage.pageField, value: $0)] } ?? []
    let first = [(name: "first", value: "\(typed.firstLine)")]
    let hidden: [Markup] = (place.fields + first + page).map {
      "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
    }
    let count = min(typed.count + Self.spareCount, Self.shownCount)
    let numbers = (0..<count).map { "\(typed.firstLine + $0)" }.joined(separator: "\n")
    let readOnly: Markup = canBeSent ? "" : " readonly"
    let button: Markup =
      canBeSent
      ? "<p><button>\(visit.say("Show the change", "查看改动"))</button></p>"
      : """
      <p class="quiet">\(visit.say("The entry is another one now: copy what you need from here, and open it again.", "这一项已经变了：请从这里复制需要的内容，再重新打开它。"))</p>
      """
    let about: Markup? = words.map { "<p class=\"quiet\">\(visit.say($0)) \(check)</p>\n" }
    return """
      <form class="edit wide" method="post" action="\(address: visit.base + "edit")"><input type="hidden" name="token" value="\(token)">\
      <input type="hidden" name="action" value="lines">\(hidden)
      <h2>\(title)</h2>
      \(about)<div class="lines"><pre aria-hidden="true">\(numbers)</pre><textarea name="text" rows="\(Int64(count))" \
      data-first="\(Int64(typed.firstLine))" aria-label="\(title)" spellcheck="false" autocapitalize="off" autocomplete="off"\(readOnly)>
      \(typed.text)</textarea></div>
      \(button)</form>

      """
  }

  private var check: String {
    visit.say(
      "What you change is checked before it is saved.", "改动会先检查，再保存。")
  }

  private var title: String {
    guard let entry else { return visit.say("Your lines", "您写的内容") }
    return entry.lines.count == 1
      ? visit.say("Line \(entry.firstLine) of the config", "配置第 \(entry.firstLine) 行")
      : visit.say(
        "Lines \(entry.firstLine) to \(entry.lastLine) of the config",
        "配置第 \(entry.firstLine) 至 \(entry.lastLine) 行")
  }

  /// The lines as they are, where no form can change them.
  func shown(_ entry: ConfigEntry) -> Markup {
    let reason =
      entry.lines.contains(nil)
      ? visit.say(
        "A line is not shown here, because it may hold a secret: change them in the config.",
        "有一行可能含有密钥，这里不显示：请在配置里修改。")
      : visit.say(
        "Other values share these lines: change them in the config.",
        "这几行还有其他内容：请在配置里修改。")
    return """
      <section class="edit wide"><h2>\(title)</h2>
      <p class="quiet">\(reason)</p>
      \(SourceTable(title: title, first: entry.firstLine, lines: entry.lines[...]).markup)</section>

      """
  }
}

/// Lines of the config with their numbers; those that may hold a secret are closed.
private struct SourceTable {
  let title: String
  /// The number of the first line, counted from 1.
  let first: Int
  let lines: ArraySlice<String?>

  var markup: Markup {
    let rows: [Markup] = zip(first..., lines).map { number, line in
      """
      <tr><th scope="row">\(Int64(number))</th><td>\(line ?? "…")</td></tr>

      """
    }
    return """
      <div class="source" role="region" tabindex="0" aria-label="\(title)"><table><tbody>\(rows)</tbody></table></div>
      """
  }
}

extension EditPage {
  /// The most lines of the config that the page of all forms shows.
  private static let lineLimit = 2000

  /// The whole config, for what no form has.
  func whole(_ text: ConfigText) -> Markup {
    let lines = text.shownLines
    let title = visit.say("The whole config", "完整的配置")
    let more: Markup? =
      lines.count > Self.lineLimit
      ? """
      <p class="quiet">\(visit.say("And \(lines.count - Self.lineLimit) more lines.", "另有 \(lines.count - Self.lineLimit) 行。"))</p>
      """ : nil
    return """
      <details class="edit wide"><summary>\(title)</summary>
      <p class="quiet">\(visit.say("What no form has is changed in the file; lines that may hold a secret are closed here.", "没有表单的内容请在文件里修改；可能含有密钥的行这里不显示。"))</p>
      \(SourceTable(title: title, first: 1, lines: lines.prefix(Self.lineLimit)).markup)\(more)</details>

      """
  }

  /// The lines of an entry, in a form if one can change them.
  func lines(_ entry: ConfigEntry, _ words: Sentence) -> Markup {
    let form = LinesForm(
      visit: visit, token: token, typed: TypedLines(entry, on: path), entry: entry, words: words)
    return entry.canBeChanged ? form.markup : form.shown(entry)
  }
}
