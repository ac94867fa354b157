/// What no line may break, on paper and on pages: the names of wallets, amounts and URLs.
package enum UnbrokenWords {
  /// A part of a text.
  package struct Part: Equatable {
    /// The words.
    package let text: Substring
    /// Whether they must stay on one line.
    package let isWhole: Bool
  }

  /// Splits a text into what must stay whole and what lies between.
  package static func parts(of text: String) -> [Part] {
    guard mayHoldSome(text) else { return [Part(text: text[...], isWhole: false)] }
    var parts: [Part] = []
    let characters = Array(text)
    var (index, place, plainStart) = (0, text.startIndex, text.startIndex)
    while index < characters.count {
      let count = count(atStartOf: characters[index...])
      let next = text.index(place, offsetBy: max(1, count))
      if count > 0 {
        if plainStart < place {
          parts.append(Part(text: text[plainStart..<place], isWhole: false))
        }
        parts.append(Part(text: text[place..<next], isWhole: true))
        plainStart = next
      }
      index += max(1, count)
      place = next
    }
    if plainStart < text.endIndex {
      parts.append(Part(text: text[plainStart...], isWhole: false))
    }
    return parts
  }

  /// How many characters at the start of a text belong to the name of a wallet, an amount or a URL;
  /// 0 when none begins there.
  package static func count(atStartOf text: ArraySlice<Character>) -> Int {
    // Most characters begin nothing; texts are broken many times while a sheet is laid out.
    guard let first = text.first, mayStart(first) else { return 0 }
    if let name = wallets.first(where: text.starts) { return name.count }
    if schemes.contains(where: text.starts) {
      return text.prefix { !$0.isWhitespace && !stops.contains($0) }.count
    }
    var count = 0
    let hasCurrency = currencies.contains(first)
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

  private static let wallets = ["支付宝", "微信支付", "微信", "云闪付"].map(Array.init)
  private static let schemes = ["https://", "http://"].map(Array.init)
  private static let stops = Array("，。；：！？、）》」』】")
  private static let currencies = Array("¥￥$€£")
  /// The first scalars of all of them, but for numbers.
  private static let starts =
    (currencies + (wallets + schemes).compactMap(\.first) + ".,").map { $0.unicodeScalars.first }
  private static let units = ["元", "块", "角", "分", "yuan", "RMB", "CNY"].map(Array.init)

  /// Whether some of it may begin with a character.
  private static func mayStart(_ first: Character) -> Bool {
    starts.contains(first.unicodeScalars.first) || first.isNumber
  }

  private static func spaceCount(_ text: ArraySlice<Character>) -> Int {
    text.first == " " ? 1 : 0
  }

  /// Whether a text may hold any of it, by a look at its bytes: pages have many texts that do not.
  private static func mayHoldSome(_ text: String) -> Bool {
    text.utf8.contains { byte in
      byte >= 0x80 || byte == UInt8(ascii: "$") || byte == UInt8(ascii: "/")
        || byte == UInt8(ascii: "y") || byte == UInt8(ascii: "R") || byte == UInt8(ascii: "C")
    }
  }
}
