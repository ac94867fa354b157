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

  /// Reads the fields of a form; nil for another form.
  init?(_ fields: FormFields) {
    guard fields["action"] == "lines", let place = ConfigEntry.Place(fields),
      let text = fields["text"], let first = fields["first"].flatMap(Int.init)
    else { return nil }
    (self.place, self.text, firstLine) = (place, text, min(max(1, first), 1 << 20))
  }

  /// The lines of an entry as they are.
  init(_ entry: ConfigEntry) {
    (place, text, firstLine) = (entry.place, entry.text, entry.firstLine)
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

  /// How many empty lines are there for typing.
  private static let spareCount = 2
  /// The most lines that are shown without scrolling.
  private static let shownCount = 60

  /// The form.
  var markup: Markup {
    let place = typed.place
    let hidden: [Markup] = (place.fields + [("first", "\(typed.firstLine)")]).map {
      "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
    }
    let count = min(typed.count + Self.spareCount, Self.shownCount)
    let numbers = (0..<count).map { "\(typed.firstLine + $0)" }.joined(separator: "\n")
    let about: Markup? = words.map { "<p class=\"quiet\">\(visit.say($0)) \(check)</p>\n" }
    return """
      <form class="edit wide" method="post" action="\(address: visit.base + "edit")"><input type="hidden" name="token" value="\(token)">\
      <input type="hidden" name="action" value="lines">\(hidden)
      <h2>\(title)</h2>
      \(about)<div class="lines"><pre aria-hidden="true">\(numbers)</pre><textarea name="text" rows="\(Int64(count))" \
      data-first="\(Int64(typed.firstLine))" aria-label="\(title)" spellcheck="false" autocapitalize="off" autocomplete="off">
      \(typed.text)</textarea></div>
      <p><button>\(visit.say("Show the change", "查看改动"))</button></p></form>

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
    let rows: [Markup] = entry.lines.enumerated().map { index, line in
      """
      <tr><th scope="row">\(Int64(entry.firstLine + index))</th><td>\(line ?? "…")</td></tr>

      """
    }
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
      <div class="source" role="region" tabindex="0" aria-label="\(title)"><table><tbody>\(rows)</tbody></table></div></section>

      """
  }
}

extension EditPage {
  /// The lines of an entry, in a form if one can change them.
  func lines(_ entry: ConfigEntry, _ words: Sentence) -> Markup {
    let form = LinesForm(
      visit: visit, token: token, typed: TypedLines(entry), entry: entry, words: words)
    return entry.canBeChanged ? form.markup : form.shown(entry)
  }
}
