internal import Catalog
internal import Support

extension SheetCheck {
  /// `words`, `quiet-zone` and `overlap`: issues of a sheet that several links share.
  func issues(_ sheet: SharedSheet) -> [CodeIssue] {
    var issues: [CodeIssue] = []
    guard let first = sheet.cells.first else { return [] }
    if !sheet.leftOut.isEmpty { issues.append(Self.leftOut(sheet.leftOut, first.item.name)) }
    let furniture = DrawnPart.all(of: sheet.furniture)
    if let part = covered(furniture, of: first.item.name) { issues.append(part) }
    let cells = sheet.cells.map { (cell: $0, parts: DrawnPart.all(of: $0.elements)) }
    for (index, (cell, parts)) in cells.enumerated() {
      let link = cell.item.name
      if !cell.leftOut.isEmpty { issues.append(Self.leftOut(cell.leftOut, link)) }
      if let part = parts.first(where: { !cell.frame.holds($0.frame) }) {
        issues.append(Self.beyondPiece(part.name, link))
      }
      // Everything else on the sheet, the colour under the code apart.
      let others =
        furniture.filter { $0.kind != .field || !$0.frame.holds(cell.frame) }
        + cells.indices.filter { $0 != index }.flatMap { cells[$0].parts }
      let plates = parts.filter { $0.kind == .code }.map(\.frame)
      if let intruder = QuietZoneCheck.intruder(in: cell.elements)
        ?? others.first(where: { other in plates.contains { $0.overlaps(other.frame) } })?.name
      {
        issues.append(Self.inQuietZone(intruder, link))
      }
      if let other = others.first(where: { $0.kind == .words && $0.frame.overlaps(cell.frame) }) {
        issues.append(Self.beyondPiece(other.name, link))
      }
      if let issue = covered(parts, of: link) { issues.append(issue) }
    }
    return issues
  }
}
