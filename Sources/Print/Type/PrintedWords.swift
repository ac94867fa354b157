internal import Support

/// Words besides title and amount: some may be left out with a warning, some are required.
enum PrintedWords: Int, Hashable, CaseIterable {
  case shop
  case note
  case instruction
  case wallets
  case host
  case day
  case sample

  /// The name in messages.
  var name: Sentence {
    switch self {
    case .shop: Sentence("the shop's name", "店名")
    case .note: Sentence("the note", "说明")
    case .instruction: Sentence("the instruction", "扫码提示")
    case .wallets: Sentence("what to pay with", "可用的付款方式")
    case .host: Sentence("the address of the payment page", "付款页网址")
    case .day: Sentence("the last valid day", "有效期")
    case .sample: Sentence("the word “Sample”", "“示例”字样")
    }
  }

  /// A list of some words' names.
  static func list(_ words: Set<PrintedWords>, _ language: Language) -> String {
    let names = words.sorted { $0.rawValue < $1.rawValue }.map { $0.name.text(in: language) }
    return names.joined(separator: Sentence(" and ", "和").text(in: language))
  }
}
