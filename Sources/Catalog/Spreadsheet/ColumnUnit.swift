internal import Support

/// Finds a unit other than yuan in the name of a column of prices: `price (USD)`, `价格（分）`.
enum ColumnUnit {
  private static let words: Set<String> = [
    "usd", "eur", "jpy", "hkd", "twd", "ntd", "mop", "gbp", "krw", "sgd", "myr", "thb", "chf",
    "aud", "cad", "nzd", "dollar", "dollars", "euro", "euros", "cent", "cents", "fen", "分", "角",
    "千元", "万", "万元", "美元", "美金", "欧元", "日元", "港元", "港币", "台币", "英镑", "韩元",
    "澳元", "加元", "新元", "澳门元",
  ]

  /// The unit as the name has it; nil if there is none.
  static func unit(in name: String) -> String? {
    let words = name.split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if let word = words.first(where: { Self.words.contains($0.lowercased()) }) { return word }
    return name.unicodeScalars.first {
      $0.properties.generalCategory == .currencySymbol && !"¥￥".unicodeScalars.contains($0)
    }.map { String($0) }
  }
}

extension Problem {
  static func columnUnit(_ name: String, _ unit: String) -> Problem {
    Problem(
      Sentence(
        "prices are read from \(quoted(name)), but in yuan, not in \(quoted(unit))",
        "价格取自 \(quoted(name)) 列，但按元读取，不按“\(unit)”"),
      hint: Sentence(
        "use a column with prices in yuan; if these are in yuan, rename the column",
        "请用以元为单位的价格列；若本来就是元，请改列名"))
  }
}
