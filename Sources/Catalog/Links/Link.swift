internal import GatePay
public import Paper
public import QRImage
public import Support

/// One checked payable address with its title, code and page settings.
public struct Link: Sendable {
  /// The name in addresses and files: letters, digits, `.`, `_` and `-`, up to 100.
  public var id: String
  /// The title that payers see.
  public var title: String
  /// The index of the merchant in the catalogue.
  public var merchant: Int
  /// The name of the token in the config; empty for an order, which has none.
  public var tokenName: String
  /// Who is paid, how much, and what the payer may change.
  public var address: LinkAddress
  /// The payment URL; empty for an order that is not created yet.
  public var url: String
  /// The short address on the site itself that leads to the payment URL; nil if the code holds the
  /// payment URL.
  public var shortURL: String?
  /// The slug of the short address.
  public var slug: PaperSlug?
  /// All slugs that lead here: that of the short address and those that were published before.
  public var slugs: [PaperSlug] = []
  /// The text that the code encodes.
  public var codeText: String { shortURL ?? url }
  /// The version and level of the code.
  public var symbolSize: SymbolSize
  /// The skin of the page.
  public var skin: Skin
  /// A note for the payer.
  public var note: String?
  /// Whether `each` or `rows` made it.
  public var isBatch: Bool
  /// The tags by which print jobs select it.
  public var tags: [String] = []
  /// A shorter title for paper; nil to print the title.
  public var printTitle: String?
  /// How often it is printed where a job selects it.
  public var printCopies = 1
  /// The title in other languages than the site's main one.
  public var titles: [Language: String] = [:]
  /// Shorter titles for paper in these languages.
  public var printTitles: [Language: String] = [:]
  /// The row of the spreadsheet that made it; nil for any other link.
  public var source: LinkSource?
}

extension Link {
  /// The title in a language, or in the main one where that has none.
  public func title(in language: Language) -> String { titles[language] ?? title }

  /// The title on paper: in the first of its languages, followed by those of the others if they are
  /// different.
  public func printedTitle(in languages: [Language]) -> String {
    if titles.isEmpty, printTitles.isEmpty { return printTitle ?? title }
    var lines: [String] = []
    for language in languages {
      // A title of a language fits it better than a shorter one of another language.
      let line = printTitles[language] ?? titles[language] ?? printTitle ?? title
      if !lines.contains(line) { lines.append(line) }
    }
    return lines.isEmpty ? printTitle ?? title : lines.joined(separator: " ")
  }
}

/// A row of a spreadsheet.
public struct LinkSource: Hashable, Sendable {
  /// The file's path as messages show it.
  public var file: String
  /// The row as spreadsheet programs count it: from 1, with the header.
  public var row: Int
}

/// Who is paid, and by which token.
struct Account: Hashable, Sendable {
  var merchant: Int
  var tokenName: String
  var appkey: Appkey
  /// Nil for an order, which has none.
  var token: Token?
}
