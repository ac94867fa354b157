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

/// The rules for ids, which become file names and parts of addresses.
package enum LinkID {
  static let maximumLength = 100

  /// Whether a text can be an id.
  package static func isValid(_ text: String) -> Bool { problem(text) == nil }

  /// The problem of an id, or nil.
  ///
  /// - Parameter pattern: the pattern of the id with its fields as slugs, if it has fields.
  static func problem(_ id: String, slugged pattern: String? = nil) -> Problem? {
    let isWellFormed =
      (1...maximumLength).contains(id.utf8.count) && id.utf8.allSatisfy(isAllowed)
      && id.utf8.first?.isLetterOrDigit == true && id.last != "."
    guard isWellFormed else {
      if id.isEmpty && pattern != nil { return .emptyID }
      let slug = pattern.flatMap {
        self.problem(Slug.of(id)) == nil ? (pattern: $0, id: Slug.of(id)) : nil
      }
      return .badID(id, maximumLength: maximumLength, slug: slug)
    }
    // Windows opens a device instead of a file for these names, whatever follows the dot
    // (Microsoft, "Naming Files, Paths, and Namespaces").
    guard id.utf8.prefix(5).firstIndex(of: UInt8(ascii: ".")) != nil || id.utf8.count <= 4 else {
      return nil
    }
    let stem = id.lowercased().prefix { $0 != "." }
    return deviceNames.contains(String(stem)) ? .deviceName(id) : nil
  }

  /// The form for comparing ids: some file systems ignore case.
  package static func comparisonKey(_ id: String) -> String {
    id.lowercased()
  }

  /// The digest of the form for comparing ids.
  static func digest(_ id: String) -> Digest64 { Digest64(comparisonKey(id)) }

  private static let deviceNames = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] })

  private static func isAllowed(_ byte: UInt8) -> Bool {
    byte.isLetterOrDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "-")
  }
}

extension Problem {
  /// - Parameter slug: what to write to get an id of this value, and that id.
  static func badID(
    _ id: String, maximumLength: Int, slug: (pattern: String, id: String)? = nil
  ) -> Problem {
    let hint = slug.map { slug in
      Sentence(
        "ids become file names: use a column of plain letters and digits, or write "
          + "`id: \"\(shortened(slug.pattern))\"`, which makes the id \(quoted(slug.id))",
        "id 会成为文件名：请改用只含英文字母和数字的列，或写 `id: \"\(shortened(slug.pattern))\"`，"
          + "id 就会是 \(quoted(slug.id))")
    }
    return Problem(
      Sentence("\(quoted(id)) cannot be an id", "\(quoted(id)) 不能用作 id"),
      hint: hint
        ?? Sentence(
          "it becomes a file name: 1 to \(maximumLength) of a-z, A-Z, 0-9, - _ and ., "
            + "starting with a letter or digit, not ending in a point",
          "它会成为文件名：1 到 \(maximumLength) 个 a-z、A-Z、0-9、- _ 和 .，以字母或数字开头，不能以点结尾"))
  }

  static var emptyID: Problem {
    Problem(
      Sentence("the id is empty: its field holds no letter or digit", "id 是空的：字段里没有字母或数字"),
      hint: Sentence(
        "fill in the value, or put another text or field in the id",
        "请填写这个值，或在 id 里加上别的文字或字段"))
  }

  static var emptyPartOfID: Problem {
    Problem(
      Sentence("a field in the id is empty", "id 里有一个字段是空的"),
      hint: Sentence(
        "fill in the value, or delete the row", "请填写这个值，或删掉这一行"), code: "empty-id")
  }

  static func deviceName(_ id: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(id)) cannot be a file's name on Windows",
        "\(quoted(id)) 是 Windows 的系统保留名，不能用作文件名"
      ),
      hint: Sentence("use another id, such as item-\(id)", "请换一个 id，例如 item-\(id)"))
  }
}
