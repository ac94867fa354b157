/// What can be read on a piece of a page besides its code.
struct PieceContent {
  /// All words, line by line as they are drawn.
  var words: [String] = []
  /// Where the shop's pictures lie on the page; they may hold words too.
  var pictures: [Rectangle] = []
}

extension Sheet {
  /// What can be read on each of some pieces of the page; what lies on none is left out.
  func content(on pieces: [Rectangle]) -> [PieceContent] {
    var found = pieces.map { _ in PieceContent() }
    func piece(at place: Rectangle) -> Int? {
      pieces.firstIndex { piece in
        place.middleX >= piece.x && place.middleX < piece.right && place.middleY >= piece.y
          && place.middleY < piece.bottom
      }
    }
    Self.visit(elements, []) { element, placements in
      func place(_ part: Rectangle) -> Rectangle {
        placements.reversed().reduce(part) { $1.place($0) }
      }
      switch element {
      case .text(let text):
        if let piece = piece(at: place(text.bounds)) { found[piece].words.append(text.text) }
      case .picture(_, let frame):
        let frame = place(frame)
        if let piece = piece(at: frame) { found[piece].pictures.append(frame) }
      case .rectangle, .ellipse, .line, .code, .placed:
        return
      }
    }
    return found
  }

  private static func visit(
    _ elements: [SheetElement], _ placements: [Placement],
    _ take: (SheetElement, [Placement]) -> Void
  ) {
    for element in elements {
      if case .placed(let inner, let placement) = element {
        visit(inner, placements + [placement], take)
      } else {
        take(element, placements)
      }
    }
  }
}
