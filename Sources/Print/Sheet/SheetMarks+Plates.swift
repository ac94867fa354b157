internal import Catalog

extension SheetMarks {
  /// A line visible on light and on dark colour.
  private static let cutLine = Stroke(Colour(red: 150, green: 150, blue: 150), 0.1)

  /// The outline to cut each plate along.
  func outlines() -> [SheetElement] {
    guard context.job.kind == .plate else { return [] }
    let radius = context.job.plate.cornerRadius
    return layout.pieces.map {
      .rectangle($0.frame, stroke: Self.cutLine, radius: radius)
    }
  }
}
