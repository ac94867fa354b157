internal import Catalog
internal import Support

/// Finds a place for the stamp on a piece: 1.6 mm words on an even ground, clear of everything else.
struct StampPlace {
  /// The height of the stamp's letters, as a size of type in millimetres.
  static let size = 1.6
  /// The typeface of a stamp.
  static let face = Typeface.plain
  /// The language of a stamp, which is a few letters of no word.
  static let language = Language.english
  /// The distance to anything else, in millimetres.
  private static let gap = 0.4

  private let piece: Rectangle
  private let isRound: Bool
  private let paper: Colour
  /// What the stamp must not touch.
  private var obstacles: [Rectangle] = []
  /// The areas of colour, from the bottom up.
  private var grounds: [(frame: Rectangle, colour: Colour)] = []

  /// A piece with what is drawn on it, on its sheet.
  init(on piece: Rectangle, isRound: Bool, paper: Colour, among elements: [SheetElement]) {
    self.piece = piece
    self.isRound = isRound
    self.paper = paper
    obstacles = DrawnPart.all(of: elements).filter { $0.kind != .field }.map(\.frame)
    var grounds: [(frame: Rectangle, colour: Colour)] = []
    SheetElement.visit(elements) { element, place in
      switch element {
      case .rectangle(let frame, let fill?, _, _), .ellipse(let frame, let fill?, _):
        grounds.append((place.of(frame), fill))
      default: return
      }
    }
    self.grounds = grounds
  }

  /// The stamp in the lowest place to the right that is free; nil if there is none.
  ///
  /// - Parameter margin: the distance from the piece's edges in millimetres.
  func stamp(
    _ text: String, _ measure: any TextMeasure, margin: Double, in area: Rectangle
  ) -> SheetText? {
    let usable = area.inset(by: margin)
    let stamp = Self.text(text, measure, in: usable, colour: .black)
    let (width, height) = (stamp.width, Self.size * 1.15)
    var y = usable.bottom - height
    while y >= usable.y {
      var x = usable.right - width
      while x >= usable.x {
        let box = Rectangle(x: x, y: y, width: width, height: height)
        if let colour = colour(at: box) { return Self.text(text, measure, in: box, colour: colour) }
        x -= 1
      }
      y -= 0.8
    }
    return nil
  }

  private static func text(
    _ text: String, _ measure: any TextMeasure, in box: Rectangle, colour: Colour
  ) -> SheetText {
    .line(
      text, measure, size: size, face: face, colour: colour, .start, language, in: box,
      baseline: box.y + 0.9 * size)
  }

  /// The colour of a stamp in a place; nil if the place is not free or not even.
  private func colour(at box: Rectangle) -> Colour? {
    let room = box.inset(by: -Self.gap)
    if isRound && !fitsCircle(room) { return nil }
    if obstacles.contains(where: { $0.overlaps(room) }) { return nil }
    var ground = paper
    for (frame, colour) in grounds where frame.overlaps(room) {
      guard frame.holds(room) else { return nil }
      ground = colour
    }
    return ground.readableText
  }

  private func fitsCircle(_ box: Rectangle) -> Bool {
    let radius = piece.width / 2 - 1
    return [box.x, box.right].allSatisfy { x in
      [box.y, box.bottom].allSatisfy { y in
        let (dx, dy) = (x - piece.middleX, y - piece.middleY)
        return dx * dx + dy * dy <= radius * radius
      }
    }
  }
}
