internal import Catalog

/// Marks at the corners that show where to cut.
enum CutMarks {
  /// The paper that they need beyond the bleed, in millimetres.
  static let room = 7.0
  private static let length = 5.0
  /// How far they extend beyond the bleed, in millimetres.
  static let reach = 5.5
  private static let stroke = Stroke(.black, 0.1)

  /// Marks at the sides of a block of cards, one per cut.
  static func around(
    columns: [Double], rows: [Double], _ block: Rectangle, _ distance: Double
  ) -> [SheetElement] {
    let near = distance + 0.5
    let far = near + length
    var elements: [SheetElement] = []
    for x in columns {
      elements.append(.line(fromX: x, y: block.y - far, toX: x, toY: block.y - near, stroke))
      elements.append(
        .line(fromX: x, y: block.bottom + near, toX: x, toY: block.bottom + far, stroke))
    }
    for y in rows {
      elements.append(.line(fromX: block.x - far, y: y, toX: block.x - near, toY: y, stroke))
      elements.append(
        .line(fromX: block.right + near, y: y, toX: block.right + far, toY: y, stroke))
    }
    return elements
  }
}
