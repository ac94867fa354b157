package import Support

extension LineBreaks {
  /// The lines of a text, at most `width` terminal columns each, unless a word is longer.
  package static func lines(of text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in spacedPieces(text) {
      let isFull = DisplayWidth.of(line) + DisplayWidth.of(trimmed(piece)) > width
      if isFull && !line.isEmpty {
        lines.append(trimmed(line))
        line = ""
      }
      line += piece
    }
    return lines + [trimmed(line)]
  }

  /// The pieces of a text with the spaces after them.
  private static func spacedPieces(_ text: String) -> [String] {
    pieces(text).reduce(into: []) { pieces, piece in
      if piece == " ", let last = pieces.indices.last {
        pieces[last] += piece
      } else {
        pieces.append(piece)
      }
    }
  }

  /// Whether a character takes two columns.
  package static func isWide(_ character: Character) -> Bool {
    character.unicodeScalars.contains(where: DisplayWidth.isWide)
  }

  /// A text without the spaces at its end.
  package static func trimmed(_ text: some StringProtocol) -> String {
    var text = Substring(text)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
