internal import Pages
internal import Paper
internal import Site
internal import Support

/// What was printed, and what of it is wrong or old now: the worst first.
struct PaperPage {
  let visit: StudioVisit
  let groups: [PaperReview.Group]
  /// Whether something was recorded just now.
  var isMarked = false

  /// The query of the address after something was recorded.
  static let marked = "marked"

  /// The most groups of pieces that are listed.
  private static let limit = 500

  /// The whole document.
  var html: Markup {
    StudioPage(visit: visit, tab: .paper).html(
      title: visit.say("On paper", "印刷品"),
      """
      <h1>\(visit.say("On paper", "印刷品"))</h1>
      \(note)\
      <div id="results" data-live>\(content)</div>
      """)
  }

  private var note: Markup {
    guard isMarked else { return "" }
    return "<p class=\"note\" role=\"status\">\(visit.say("It is on record.", "已记录。"))</p>\n"
  }

  private var content: Markup {
    if let words = visit.unbuiltWords { return "<p class=\"empty\">\(words)</p>\n" }
    guard !groups.isEmpty else {
      return """
        <p class="empty">\(visit.say("Nothing is on record. After printing, press “It is printed” below the PDF, or run `paypress paper mark JOB`; what is on the wall then appears here with its state.", "还没有记录。打印之后点 PDF 下面的“已经印出”，或运行 `paypress paper mark 任务`，墙上的印刷品和它们的状态就会显示在这里。"))</p>
        """
    }
    let rows = groups.prefix(Self.limit).map(row)
    return """
      <table class="list"><thead><tr><th scope="col">\(visit.say("State", "状态"))</th>\
      <th scope="col">\(visit.say("Pieces", "印刷品"))</th><th scope="col">\(visit.say("What has changed", "变化"))</th></tr></thead>
      <tbody>
      \(rows)</tbody></table>
      """
  }

  private func row(_ group: PaperReview.Group) -> Markup {
    let status = group.verdict.status
    let kind = status == .wrong ? "bad" : status == .outdated ? "warn" : "good"
    let pieces = PaperWords.pieces(group.first.run.kind, count: group.numbers.count)
    let facts = ([group.first.run.place, group.first.run.day] as [String?]).compactMap(\.self)
    return """
      <tr><td><span class="badge \(kind)">\(visit.say(PaperWords.name(status)))</span></td>
      <th scope="row">\(visit.say(pieces)) · <bdi>\(group.first.title)</bdi> <code>\(group.first.link)</code>
      <span class="quiet">\(facts.joined(separator: " · ")) · \(PaperWords.ids(run: group.first.run.id, group.numbers))</span></th>
      <td>\(visit.say(PaperWords.changes(group.verdict)))</td></tr>

      """
  }
}
