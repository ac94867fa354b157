internal import Support

/// A title that says which table, room or seat: a number alone, or with a word for such a place beside
/// it.
///
/// Any other number may be an amount, a size or a year, which nobody must see as large as a price.
struct NumberedTitle: Equatable {
  /// The words before the number; may be empty.
  var before: String
  /// The number, with letters that belong to it.
  var number: String
  /// The words after the number; may be empty.
  var after: String

  /// The longest words beside the number, as a number of characters.
  private static let mostCharacters = 14

  /// Splits a title such as `8 号桌`, `Terrace table 8` or `A12`; nil for any other title.
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
    guard namesPlace else { return nil }
  }

  // MARK: Places

  /// Whether the words beside the number are those of a place.
  private var namesPlace: Bool {
    let last = before.split { " #".contains($0) }.last.map { $0.lowercased() } ?? ""
    let next = after.split(separator: " ").first.map { $0.lowercased() } ?? ""
    if Self.units.contains(last) || Self.units.contains(next)
      || Self.signs.contains(where: { last.hasSuffix($0) || next.hasPrefix($0) })
    {
      return false
    }
    if before.allSatisfy({ $0 == "#" }), after.isEmpty {
      return number.last.map { !Self.unitLetters.contains($0) } ?? false
    }
    if Self.englishPlaces.contains(String(last.prefix { $0.isLetter })) { return true }
    let head = String(before.reversed().prefix(while: Self.isChinese).reversed())
    let tail = String(after.prefix(while: Self.isChinese))
    if tail.isEmpty {
      return after.isEmpty && (Self.endsWithPlace(head) || Self.endsWithPlace(head, "号"))
    }
    // `8 号` may also be the name of a product.
    if tail == "号" { return before.isEmpty || Self.endsWithPlace(head) }
    let place = tail.hasPrefix("号") ? String(tail.dropFirst()) : tail
    return Self.chinesePlaces.contains(place)
  }

  private static let englishPlaces: Set = [
    "table", "room", "seat", "no", "nr", "desk", "bay", "counter", "booth", "stall", "bed", "cabin",
    "suite", "stand", "gate", "till", "checkout", "lane", "locker", "pitch", "kiosk",
  ]

  private static let chinesePlaces: Set = [
    "桌", "餐桌", "圆桌", "方桌", "座", "座位", "卡座", "位", "室", "房", "房间", "包间", "包厢", "包房", "雅间", "台", "吧台",
    "柜台", "收银台", "窗口", "摊位", "档口", "床", "车位",
  ]

  /// What follows an amount or a size, or comes before an amount.
  private static let units: Set = [
    "rmb", "cny", "usd", "eur", "yuan", "ml", "cl", "l", "g", "kg", "oz",
  ]
  private static let signs = ["¥", "￥", "$", "€", "元", "块", "克", "斤", "毫升"]

  /// The letters after a number that may be a unit.
  private static let unitLetters: Set<Character> = ["g", "G", "l", "L", "m", "M"]

  private static func endsWithPlace(_ words: String, _ ending: String = "") -> Bool {
    words.hasSuffix(ending)
      && chinesePlaces.contains { words.dropLast(ending.count).hasSuffix($0) }
  }

  private static func isChinese(_ character: Character) -> Bool {
    character.isLetter && character.unicodeScalars.first?.isWide == true
  }

  // MARK: Characters

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
