/// The readable content of a piece of a page, besides its code.
struct PieceContent {
  /// All words, line by line in drawing order.
  var words: [String] = []
  /// The areas of the shop's pictures on the page; they may hold words too.
  var pictures: [Rectangle] = []
}

extension Sheet {
  /// The readable content of each of some pieces; content outside of them is ignored.
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
