internal import Editing
internal import GatePay
internal import Pages
internal import Support

/// What a change does to the files of the project, before it is made.
struct DiffPage {
  let visit: StudioVisit
  let token: String
  let fields: FormFields
  let proposal: ProjectEditor.Proposal
  /// What a check would find that it does not find now.
  let findings: [StudioFinding]
  /// The form that was sent, with what was typed, where the change cannot be saved: it can be mended.
  var again: Markup?
  /// The path of the page that the form came from.
  var origin = "edit"

  /// Whether something is deleted.
  private var removes: Bool { fields[Removal.field] != nil }

  /// Whether the change leaves the site without errors that it has not now.
  var canBeSaved: Bool { !findings.contains { $0.severity == .error } }

  /// The whole document.
  var html: Markup {
    let hidden: [Markup] = fields.fields.filter { $0.name != "token" && $0.name != "basis" }.map {
      "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">"
    }
    let title =
      switch (canBeSaved, removes) {
      case (true, true): visit.say("Delete this?", "删除这些内容？")
      case (true, false): visit.say("Save this change?", "保存这个改动？")
      case (false, true): visit.say("This cannot be deleted yet", "还不能删除")
      case (false, false): visit.say("This change cannot be saved", "这个改动不能保存")
      }
    let button = removes ? visit.say("Delete", "删除") : visit.say("Save", "保存")
    let files = proposal.files.map(file)
    let buttons: Markup =
      !canBeSaved
      ? ""
      : files.isEmpty
        ? "<p>\(visit.say("Nothing would change.", "没有变化。"))</p>"
        : """
        <form method="post" action="\(address: visit.base + "edit")"><input type="hidden" name="token" value="\(token)">\
        <input type="hidden" name="basis" value="\(proposal.basis)">\(hidden)\
        <button class="main">\(button)</button></form>
        """
    return StudioPage(visit: visit, tab: .edit).html(
      title: title,
      """
      <h1>\(title)</h1>
      \(consequences)\(again)\(files)<div class="steps">\(buttons)<a class="button" href="\(address: visit.base + origin)">\(visit.say("Cancel", "取消"))</a></div>
      """)
  }

  private var consequences: Markup {
    guard !findings.isEmpty else { return "" }
    let rows: [Markup] = findings.map {
      FindingMarkup(visit: visit, finding: $0).item(link: nil)
    }
    let words =
      switch (canBeSaved, removes) {
      case (true, _): visit.say("With this change, the check will say:", "这样改以后，检查会提示：")
      case (false, true):
        visit.say("Without it, the site cannot be built:", "删掉以后，站点无法构建：")
      case (false, false):
        visit.say("With this change, the site cannot be built:", "这样改以后，站点无法构建：")
      }
    return """
      <section role="alert"><p>\(words)</p><ol class="findings">\(rows)</ol></section>

      """
  }

  private func file(_ file: ProjectDraft.FileChange) -> Markup {
    let lines = file.diff.lines.map(line)
    return """
      <section><h2>\(FileSystem.lastName(of: file.path))</h2>
      <pre class="diff">\(lines)</pre></section>

      """
  }

  private func line(_ line: LineDiff.Line) -> Markup {
    switch line {
    case .same(let text): "<span>  \(text)</span>\n"
    case .removed(let text): "<del>- \(text)</del>\n"
    case .added(let text): "<ins>+ \(text)</ins>\n"
    case .omitted(let count):
      "<span class=\"quiet\">\(visit.say("  … \(counted(count, "more line"))", "  ……另有 \(count) 行"))</span>\n"
    }
  }
}
