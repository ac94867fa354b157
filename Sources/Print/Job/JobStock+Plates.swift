internal import Catalog
internal import Support

extension JobStock {
  /// The paper between two plates, in millimetres: room for the rim of laminate that seals each, so
  /// that a sheet can be laminated whole.
  private static let plateGap = 10.0
  /// The margin of a sheet that printers leave out, in millimetres.
  private static let plateMargin = 4.2

  /// Plates on plain paper, apart from each other in the middle of the sheet.
  static func plates(_ job: PrintJob) throws(Finding) -> Stock {
    let (shape, paper) = (job.plate, job.paper ?? .a4)
    func count(_ length: Double, on side: Double) -> Int {
      Int((side - 2 * plateMargin + plateGap) / (length + plateGap))
    }
    let columns = count(shape.width, on: paper.width)
    let rows = count(shape.height, on: paper.height)
    guard columns > 0, rows > 0 else {
      throw job.finding(
        .error, key: job.places["size"] == nil ? "paper" : "size",
        Problem(
          Sentence("no plate has room on this paper", "这种纸放不下一块台牌"),
          hint: Sentence(
            "use larger paper, or a smaller `size`", "请换更大的纸，或把 `size` 写小一些"),
          code: "paper-below-plate"))
    }
    if job.start > columns * rows {
      throw job.finding(.error, key: "start", startBeyondSheet(columns * rows))
    }
    let pitch = (x: shape.width + plateGap, y: shape.height + plateGap)
    return Stock(
      name: "plates", use: .cards, paper: paper, columns: columns, rows: rows,
      width: shape.width, height: shape.height,
      left: (paper.width - Double(columns) * pitch.x + plateGap) / 2,
      top: (paper.height - Double(rows) * pitch.y + plateGap) / 2, columnPitch: pitch.x,
      rowPitch: pitch.y)
  }
}
