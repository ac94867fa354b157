internal import Support

/// Recognises the row below a table that adds up its columns.
enum TotalsRow {
  private static let words: Set<String> = [
    "total", "totals", "grand total", "sum", "subtotal", "sub-total", "sub total", "合计", "总计",
    "小计", "共计", "总和", "合計", "總計", "小計", "summe", "gesamt", "gesamtsumme",
    "zwischensumme", "somme", "sous-total", "suma", "totale", "totaal", "итого",
  ]

  /// Whether a cell holds nothing but the name of a sum.
  static func isTotal(_ text: String) -> Bool {
    guard (2...40).contains(text.utf8.count), text.utf8.first?.isDigit == false else {
      return false
    }
    let word = InvisibleCharacter.trimmed(text).lowercased()
    let end = word.last.map { ":：".contains($0) } ?? false
    return words.contains(end ? InvisibleCharacter.trimmed(String(word.dropLast())) : word)
  }
}

extension Problem {
  static func totalsRow(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) looks like a row of sums, and becomes a link",
        "\(quoted(text)) 像是汇总行，却会成为一个链接"),
      hint: Sentence("delete the row unless it is a product", "若不是商品，请删掉这一行"))
  }
}
