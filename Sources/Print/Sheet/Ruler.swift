internal import Catalog
internal import Support

/// A ruler, to check the printer's scale.
enum Ruler {
  /// The height of a ruler with its number, in millimetres.
  static let height = 2.6
  /// The length of a ruler with its number, in millimetres.
  static let length = 60.0
  /// The least distance of a ruler from the page edge, in millimetres: printers leave out 4.2.
  static let distance = 4.6

  /// A ruler of 50 mm with its left end at a point.
  static func elements(
    x: Double, y: Double, length: Double = 50, colour: Colour,
    measure: any TextMeasure = TextEstimate()
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
    let room = Rectangle(x: x + length + 1, y: y - 2, width: 12, height: 2)
    elements.append(
      .text(
        .line(
          "\(Int(length)) mm", measure, size: size, colour: colour, .start, .english, in: room,
          baseline: y)))
    return elements
  }
}
