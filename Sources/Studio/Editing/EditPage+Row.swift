internal import Catalog
internal import Pages
internal import Support

extension EditPage {
  /// The form of a spreadsheet's row, or the row as it is where no form can change it.
  func row(_ view: RowView, of id: String) -> Markup {
    let file = FileSystem.lastName(of: view.source.file)
    guard view.canBeChanged else { return shown(view, file) }
    let fields: [Markup] = view.fields.map {
      field(RowEdit.field($0.index), $0.column, $0.text, isNeeded: false)
    }
    let restCount = view.row.cells.count - fields.count
    let rest: Markup =
      restCount > 0
      ? """
      <p class="quiet">\(visit.say("\(counted(restCount, "more cell")): change them in the file.", "另有 \(restCount) 个单元格：请在文件里修改。"))</p>
      """ : ""
    return form(
      "row", visit.say("\(file), row \(view.source.row)", "\(file) 第 \(view.source.row) 行"),
      hidden: [("id", id), ("seen", view.digest), (RowEdit.rowField, "\(view.source.row)")],
      removal: visit.say("Delete this row", "删除这一行"), fields + [rest])
  }

  private func shown(_ view: RowView, _ file: String) -> Markup {
    let place = view.row.sheet.map { sheet in
      visit.say("\(file), sheet \(quoted(sheet))", "\(file) 工作表 \(quoted(sheet))")
    }
    let reason =
      place.map { visit.say("Change these cells in \($0), then save it.", "请在 \($0) 里修改这些单元格并保存。") }
      ?? (visit.state.isOutdated
        ? visit.say(
          "Mend the errors first: then the row can be changed here.", "请先改正错误，然后就能在这里修改这一行。")
        : visit.say(
          "\(file) is outside the project folder: change it there.", "\(file) 不在项目文件夹里：请在那里修改。"))
    return """
      <p class="note">\(reason)</p>
      \(RowCells(visit: visit, cells: view.row.cells).markup)
      """
  }
}

/// The cells of a row of a spreadsheet, as a table; values that are secrets are closed.
struct RowCells {
  let visit: StudioVisit
  let cells: [SourceSpreadsheet.Cell]
  /// The index of the column of a marked cell, counted from 0.
  var marked: Int?

  var markup: Markup {
    let rows: [Markup] = cells.map { cell in
      let text = cell.isSecret ? "…" : cell.text
      let here: Markup = cell.index == marked ? " class=\"here\" aria-current=\"true\"" : ""
      return """
        <tr\(here)><th scope="row"><code>\(cell.reference)</code></th><td>\(cell.column)</td><td><bdi>\(text)</bdi></td></tr>

        """
    }
    return """
      <table class="list"><thead><tr><th scope="col">\(visit.say("Cell", "单元格"))</th><th scope="col">\(visit.say("Column", "列"))</th><th scope="col">\(visit.say("Value", "值"))</th></tr></thead>
      <tbody>\(rows)</tbody></table>
      """
  }
}
