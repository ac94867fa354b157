internal import Catalog
internal import Support

/// Marks at the corners that show where to cut.
enum CutMarks {
  /// How much paper they need beyond the bleed.
  static let room = 7.0
  private static let length = 5.0
  /// How far they reach beyond the bleed.
  static let reach = 5.5
  private static let stroke = Stroke(.black, 0.1)

  /// Marks around one cut page, `distance` away from it.
  static func around(_ frame: Rectangle, distance: Double) -> [SheetElement] {
    around(columns: [frame.x, frame.right], rows: [frame.y, frame.bottom], frame, distance)
  }

  /// Marks at the sides of a block of cards, one for each cut.
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

/// A ruler that shows whether the printer kept the size.
enum Ruler {
  /// The height that a ruler with its number needs.
  static let height = 2.6
  /// The least distance of a ruler on the page from its edge: printers leave out 4.2 mm.
  static let distance = 4.6

  /// A ruler of 50 mm whose left end lies at a point.
  static func elements(
    x: Double, y: Double, length: Double = 50, colour: Colour
  ) -> [SheetElement] {
    let stroke = Stroke(colour, 0.12)
    var elements: [SheetElement] = [.line(fromX: x, y: y, toX: x + length, toY: y, stroke)]
    for millimetre in stride(from: 0.0, through: length, by: 5) {
      let isTen = millimetre.truncatingRemainder(dividingBy: 10) == 0
      elements.append(
        .line(
          fromX: x + millimetre, y: y, toX: x + millimetre, toY: y - (isTen ? 1.4 : 0.8), stroke))
    }
    let size = 1.7
    let setter = WordSetter(anchor: .start, unit: 1, textScale: 1)
    let style = WordSetter.Style(face: .plain, colour: colour, size: size)
    let room = Rectangle(x: x + length + 1, y: y - 2, width: 12, height: 2)
    elements.append(
      .text(
        setter.text(
          [SheetText.Run(text: "\(Int(length)) mm", size: size)], style, .english, in: room,
          baseline: y)))
    return elements
  }
}
