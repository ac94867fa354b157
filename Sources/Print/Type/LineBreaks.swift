/// Where a line may end.
enum LineBreaks {
  /// Splits a text where a line may end: into words, spaces and single Chinese characters.
  ///
  /// No line starts with closing punctuation or ends with an opening one, and none ends inside the
  /// name of a wallet, an amount or a URL.
  static func pieces(_ text: String) -> [String] {
    let characters = Array(text)
    var pieces: [String] = []
    var whole = 0..<0
    for (index, character) in characters.enumerated() {
      if index >= whole.upperBound {
        whole = index..<index + unbrokenCount(characters[index...])
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

  // MARK: What stays whole

  private static let wallets = ["支付宝", "微信支付", "微信", "云闪付"].map(Array.init)
  private static let schemes = ["https://", "http://"].map(Array.init)
  private static let currencies = Set("¥￥$€£")
  private static let units = ["元", "块", "角", "分", "yuan", "RMB", "CNY"].map(Array.init)

  /// How many characters at the start of a text belong to the name of a wallet, an amount or a URL;
  /// 0 when none begins there.
  private static func unbrokenCount(_ text: ArraySlice<Character>) -> Int {
    if let name = wallets.first(where: text.starts) { return name.count }
    if schemes.contains(where: text.starts) { return text.prefix { $0 != " " }.count }
    var count = 0
    let hasCurrency = text.first.map(currencies.contains) == true
    if hasCurrency { count += 1 + spaceCount(text.dropFirst()) }
    let digitCount = text.dropFirst(count).prefix { $0.isNumber || $0 == "." || $0 == "," }.count
    guard digitCount > 0 else { return 0 }
    count += digitCount
    let rest = text.dropFirst(count)
    let space = spaceCount(rest)
    if let unit = units.first(where: rest.dropFirst(space).starts) {
      return count + space + unit.count
    }
    return hasCurrency ? count : 0
  }

  private static func spaceCount(_ text: ArraySlice<Character>) -> Int {
    text.first == " " ? 1 : 0
  }
}
