/// A title that says which table, room or seat: a number with a few words before or after it.
struct NumberedTitle: Equatable {
  /// The words before the number; may be empty.
  var before: String
  /// The number, with letters that belong to it.
  var number: String
  /// The words after the number; may be empty.
  var after: String

  /// The longest words beside the number, as a number of characters.
  private static let mostCharacters = 14

  /// Splits a title such as `8 号桌`, `Table 8` or `A12`; nil for any other title.
  init?(_ title: String) {
    let characters = Array(title)
    guard let first = characters.firstIndex(where: Self.isDigit) else { return nil }
    var (start, end) = (first, first)
    while end < characters.count, Self.isDigit(characters[end]) { end += 1 }
    guard end - start <= 4 else { return nil }
    // `A12`, `B-3`, `12a`; not the end of a word.
    let letters = characters[..<start].reversed().prefix { Self.isLetter($0) || $0 == "-" }
    if letters.count <= 2 { start -= letters.count }
    if end < characters.count, Self.isLetter(characters[end]) {
      guard end + 1 == characters.count || !Self.isLetter(characters[end + 1]) else { return nil }
      end += 1
    }
    let (head, tail) = (characters[..<start], characters[end...])
    guard !tail.contains(where: \.isNumber), !head.contains(where: \.isNumber),
      head.count + tail.count <= Self.mostCharacters, Self.mayAdjoin(tail.first),
      Self.mayAdjoin(head.last) || head.last == "#"
    else { return nil }
    func trimmed(_ part: ArraySlice<Character>) -> String {
      var part = part.drop { $0 == " " }
      while part.last == " " { part.removeLast() }
      return String(part)
    }
    before = trimmed(head)
    number = String(characters[start..<end])
    after = trimmed(tail)
  }

  /// Whether a number may lie beside a character: a space or a Chinese one, or at the end.
  private static func mayAdjoin(_ character: Character?) -> Bool {
    guard let character else { return true }
    return character == " " || character.unicodeScalars.first?.isWide == true
  }

  private static func isDigit(_ character: Character) -> Bool {
    character.isASCII && character.isNumber
  }

  private static func isLetter(_ character: Character) -> Bool {
    character.isASCII && character.isLetter
  }
}
