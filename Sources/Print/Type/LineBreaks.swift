internal import Support

/// Where a line may end.
enum LineBreaks {
  /// Splits a text where a line may end: into words, spaces and single Chinese characters.
  ///
  /// No line starts with closing punctuation or ends with an opening one, and none ends inside what
  /// `UnbrokenWords` names.
  static func pieces(_ text: String) -> [String] {
    let characters = Array(text)
    var pieces: [String] = []
    var whole = 0..<0
    for (index, character) in characters.enumerated() {
      if index >= whole.upperBound {
        whole = index..<index + UnbrokenWords.count(atStartOf: characters[index...])
      }
      let isSeparate = character == " " || character.unicodeScalars.first?.isWide == true
      let opensBefore = pieces.last?.last.map(opening.contains) ?? false
      let joinsLast =
        closing.contains(character) || opensBefore
        || (!isSeparate && pieces.last.map(isWord) == true)
      let mayJoin = character != " " && pieces.last != " " && !pieces.isEmpty
      if whole.contains(index) && index > whole.lowerBound || joinsLast && mayJoin {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
      }
    }
    return pieces
  }

  private static func isWord(_ piece: String) -> Bool {
    guard let scalar = piece.unicodeScalars.last else { return false }
    return scalar != " " && !scalar.isWide
  }

  private static let closing = Set("、。，．！？：；）》」』】〕〉”’…—,.!?:;)]}%")
  private static let opening = Set("（《「『【〔〈“‘([{")
}
