internal import Catalog
internal import Editing
internal import Pages
internal import Site
internal import Support

/// What the last check found.
struct FindingsPage {
  let visit: StudioVisit

  /// The whole document.
  var html: Markup {
    StudioPage(visit: visit, tab: .findings).html(
      title: visit.say("Findings", "检查"),
      """
      <h1>\(visit.say("Findings", "检查"))</h1>
      <div id="results" data-live>\(list)</div>
      """)
  }

  private var list: Markup {
    let findings = visit.state.findings
    guard !findings.isEmpty else {
      return "<p class=\"empty\">\(visit.say("Nothing to say: all is well.", "没有问题。"))</p>"
    }
    let old: Markup =
      visit.state.isOutdated ? "<p class=\"trouble\" role=\"alert\">\(visit.outdatedWords)</p>" : ""
    let rows: [Markup] = findings.enumerated().map { number, finding in
      FindingMarkup(visit: visit, finding: finding).item(link: "findings/\(number)")
    }
    return "\(old)<ol class=\"findings\">\(rows)</ol>\(more)"
  }

  private var more: Markup {
    guard visit.state.findings.count >= Workshop.findingLimit else { return "" }
    return """
      <p class="quiet">\(visit.say("Only the gravest are listed: `paypress check --all` shows all.", "这里只列出最严重的：运行 `paypress check --all` 可查看全部。"))</p>
      """
  }
}

/// The place of a finding: the lines around it, or the cells of its row of a workbook, without what may be a
/// secret.
struct PlacePage {
  let visit: StudioVisit
  /// The number of the finding, counted from 0.
  let number: Int
  /// The path of the form that changes what is there; nil where there is none.
  var form: String?

  /// How many lines are shown on each side.
  private static let margin = 8

  private var finding: StudioFinding { visit.state.findings[number] }

  /// The whole document.
  var html: Markup {
    let place = finding.placeWords.map { visit.say($0) } ?? ""
    return StudioPage(visit: visit, tab: .findings).html(
      title: place,
      """
      <p><a href="\(address: visit.base + "findings")">← \(visit.say("All findings", "全部检查结果"))</a></p>
      <h1><bdi>\(place)</bdi></h1>
      <div id="results" data-live>
      <ol class="findings">\(FindingMarkup(visit: visit, finding: finding).item(link: nil))</ol>
      \(edit)\(lines)</div>
      """)
  }

  private var edit: Markup {
    guard let form else { return "" }
    return """
      <p class="steps"><a class="button" href="\(address: visit.base + form)">\(visit.say("Change it here", "在这里修改"))</a></p>

      """
  }

  private var lines: Markup {
    guard let position = finding.position else { return "" }
    if let cell = position.cell, cell.sheet != nil { return cells(cell, of: position.file) }
    let numbers = max(1, position.line - Self.margin)...position.line + Self.margin
    let problem = finding.diagnostic.problem
    // The finding itself too: its line may be one that must not be shown.
    let wanted = numbers.map { Position(file: position.file, line: $0) }
    let around = wanted.map { Finding(.note, at: $0, problem) }
    let own = Finding(
      finding.severity, at: position, keyPath: finding.diagnostic.keyPath, problem)
    let lines = SourceLines(
      of: around + [own], startTime: visit.state.checkedAt, secretFiles: visit.state.secretFiles)
    let rows: [Markup] = wanted.compactMap { place in
      guard let line = lines[place], !visit.state.secrets.occur(in: line) else { return nil }
      let isOwn = place.line == position.line
      let text: Markup =
        isOwn
        ? MarkedLine(line, column: position.column).markup : MarkedLine(whole: line).markup
      let current: Markup = isOwn ? " class=\"here\" aria-current=\"true\"" : ""
      return """
        <tr\(current)><th scope="row">\(Int64(place.line))</th><td>\(text)</td></tr>
        """
    }
    guard !rows.isEmpty else { return "" }
    return """
      <div class="source" role="region" tabindex="0" aria-label="\(visit.say("Lines of the file", "文件中的各行"))">\
      <table><tbody>\(rows)</tbody></table></div>
      """
  }

  private func cells(_ cell: Position.Cell, of file: String) -> Markup {
    guard let catalogue = visit.state.built?.site.catalogue,
      let bytes = SourceLines.bytes(of: file, unchangedSince: visit.state.checkedAt)
    else { return "" }
    let rows = catalogue.spreadsheets(at: file).lazy.compactMap { $0.row(cell.row, of: bytes) }
    guard let row = rows.first(where: { $0.sheet == cell.sheet }) else { return "" }
    return RowCells(visit: visit, cells: row.cells, marked: cell.number - 1).markup
  }
}
