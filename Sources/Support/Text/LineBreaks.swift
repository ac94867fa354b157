/// Where a line may end, on paper and on a terminal.
package enum LineBreaks {
  /// Splits a text where a line may end: into words, spaces and single Chinese characters.
  ///
  /// No line starts with closing punctuation or ends with an opening one, and none ends inside what
  /// `UnbrokenWords` names.
  package static func pieces(_ text: String) -> [String] {
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

  /// The same pieces, with words in brackets whole if they are short: better a line that ends before a
  /// bracket than one that ends in it.
  package static func pieces(keepingBracketsOf text: String) -> [String] {
    let pieces = pieces(text)
    return joiningBrackets(in: pieces) ?? pieces
  }

  /// Pieces with words in brackets whole if they are short; nil where there are none.
  package static func joiningBrackets(in pieces: [String]) -> [String]? {
    guard pieces.contains(where: { $0.first.map(brackets.contains) == true }) else { return nil }
    var joined: [String] = []
    var index = 0
    while index < pieces.count {
      let end = pieces[index].first.map(brackets.contains) == true ? bracketEnd(pieces, index) : nil
      let next = (end ?? index) + 1
      joined.append(pieces[index..<next].joined())
      index = next
    }
    return joined.count < pieces.count ? joined : nil
  }

  /// The piece that closes a bracket which another one opens; nil for long words.
  private static func bracketEnd(_ pieces: [String], _ start: Int) -> Int? {
    var (depth, width) = (0, 0)
    for (index, piece) in pieces[start...].enumerated() {
      for character in piece {
        width += character.unicodeScalars.first?.isWide == true ? 2 : 1
        if brackets.contains(character) { depth += 1 }
        if bracketEnds.contains(character) { depth -= 1 }
      }
      if width > mostBracketWidth { return nil }
      if depth <= 0 { return start + index }
    }
    return nil
  }

  /// The most width of words in brackets that stay whole, in halves of a Chinese character.
  private static let mostBracketWidth = 18
  private static let brackets = Set("（《「『【〔〈([{")
  private static let bracketEnds = Set("）》」』】〕〉)]}")

  private static func isWord(_ piece: String) -> Bool {
    guard let scalar = piece.unicodeScalars.last else { return false }
    return scalar != " " && !scalar.isWide
  }

  private static let closing = Set("、。，．！？：；）》」』】〕〉”’…—,.!?:;)]}%")
  private static let opening = Set("（《「『【〔〈“‘([{")
}

extension Unicode.Scalar {
  /// Whether a character is square: Unicode's East Asian wide and full-width ones, and emoji
  /// (Unicode Standard Annex 11, in blocks).
  package var isWide: Bool {
    switch value {
    case 0..<0x1100: false
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F000...0x1FAFF, 0x20000...0x3FFFD:
      true
    case 0x2600...0x27BF, 0x2B00...0x2BFF: properties.isEmoji
    default: false
    }
  }
}
