internal import Support

/// Breaks texts into lines: Latin ones at spaces, Chinese ones between any two characters but before
/// punctuation.
package enum LineBreaks {
  /// The lines of a text, at most `width` terminal columns each, unless a word is longer.
  package static func lines(of text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces(text) {
      let isFull = DisplayWidth.of(line) + DisplayWidth.of(trimmed(piece)) > width
      if isFull && !line.isEmpty {
        lines.append(trimmed(line))
        line = ""
      }
      line += piece
    }
    return lines + [trimmed(line)]
  }

  /// Latin words with the space after them, and single Chinese characters with their punctuation.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var previous: Character = " "
    for character in text {
      let mayBreak =
        previous == " " && character != " "
        || (isWide(previous) || isWide(character)) && character != " "
          && !"。，；：？！、）”》".contains(character) && !"（“《".contains(previous)
      if mayBreak || pieces.isEmpty {
        pieces.append(String(character))
      } else {
        pieces[pieces.count - 1].append(character)
      }
      previous = character
    }
    return pieces
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
