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
    for part in DrawnPart.all(of: elements) {
      guard part.kind == .words || part.kind == .picture, let piece = piece(at: part.frame) else {
        continue
      }
      if part.kind == .words {
        found[piece].words.append(part.name)
      } else {
        found[piece].pictures.append(part.frame)
      }
    }
    return found
  }
}
