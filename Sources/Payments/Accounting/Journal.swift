internal import GatePay
internal import Support

/// Payments as entries of plain-text accounting.
public struct Journal: Sendable {
  /// The program that reads it.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    /// Beancount 2 and 3 (its manual, "Language Syntax").
    case beancount
    /// hledger 1.2x (its manual, "Journal").
    case hledger
  }

  /// A pair of accounts: those of a merchant's payments by one channel.
  public struct Account: Hashable, Sendable {
    /// The merchant's name in the config.
    public let merchant: String
    fileprivate let type: PaymentType

    /// The accounts of a payment.
    public init(_ payment: Payment) {
      merchant = payment.merchant
      type = payment.type
    }
  }

  private let format: Format
  private let calendar: ShopCalendar
  private let titles: [String: String]

  /// Creates a journal.
  ///
  /// - Parameter titles: of the links, by id.
  public init(_ format: Format, calendar: ShopCalendar, titles: [String: String]) {
    self.format = format
    self.calendar = calendar
    self.titles = titles
  }

  // MARK: Accounts

  /// The day on which accounts are opened: before every payment, and the same in every file.
  private static let firstDay = "1900-01-01"

  /// The lines that declare accounts; they come before the payments, here or in a file of their own.
  public func opening(_ accounts: Set<Account>) -> String {
    let names = Set(
      accounts.flatMap { account in
        [asset(account.merchant, account.type.rawValue), income(account.merchant)]
      }
    ).sorted()
    return switch format {
    case .beancount:
      "option \"operating_currency\" \"CNY\"\n\n"
        + names.map { "\(Self.firstDay) open \($0) CNY\n" }.joined()
    case .hledger: "commodity 1000.00 CNY\n" + names.map { "account \($0)\n" }.joined()
    }
  }

  /// Where the money of a merchant's payments arrives.
  private func asset(_ merchant: String, _ type: String) -> String {
    let name = Self.accountPart(merchant, format)
    return switch format {
    case .beancount: "Assets:GatePay:\(name):\(type.prefix(1).uppercased() + type.dropFirst())"
    case .hledger: "assets:gatepay:\(name):\(type)"
    }
  }

  private func income(_ merchant: String) -> String {
    let name = Self.accountPart(merchant, format)
    return switch format {
    case .beancount: "Income:GatePay:\(name)"
    case .hledger: "income:gatepay:\(name)"
    }
  }

  /// A merchant's name as a part of an account: letters, digits and hyphens, the first one in upper
  /// case for Beancount, to which any letter beyond ASCII counts as such.
  ///
  /// It depends on the name alone, so that files of several periods agree. Names that differ only in
  /// what accounts cannot hold stay apart by some digits of a digest.
  private static func accountPart(_ name: String, _ format: Format) -> String {
    var plain = name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined().lowercased()
    if plain != name {
      plain += "-" + Hexadecimal.text(SHA256Hash.digest(Array(name.utf8)).prefix(3))
    }
    switch format {
    case .beancount: return plain.prefix(1).uppercased() + plain.dropFirst()
    case .hledger: return plain
    }
  }

  // MARK: Entries

  /// The entry of a payment with a line end; nil if no money arrived.
  public func entry(_ payment: Payment) -> String? {
    guard let amount = payment.realPrice else { return nil }
    let date = ShopCalendar.date(of: calendar.day(of: payment.moment))
    let mark = payment.state == .underpaid ? "!" : "*"
    let title = payment.link.map { titles[$0] ?? $0 } ?? "GatePay"
    let payer = payment.custom.flatMap { $0.isEmpty ? nil : $0 }
    var facts = [("order_id", payment.orderID), ("out_order_id", payment.outOrderID)]
    if let link = payment.link { facts.append(("link", link)) }
    if amount != payment.price { facts.append(("price", payment.price.description)) }
    let postings = [
      (asset(payment.merchant, payment.type.rawValue), amount.description),
      (income(payment.merchant), "-\(amount)"),
    ]
    switch format {
    case .beancount:
      let texts = [payer, title].compactMap(\.self).map { "\"\(Self.escaped($0))\"" }
      return "\n\(date) \(mark) \(texts.joined(separator: " "))\n"
        + facts.map { "  \($0): \"\(Self.escaped($1))\"\n" }.joined()
        + postings.map { "  \($0)  \($1) CNY\n" }.joined()
    case .hledger:
      let text = [payer, title].compactMap(\.self).map(Self.plain).joined(separator: " | ")
      return "\n\(date) \(mark) \(text)\n"
        + facts.map { "    ; \($0): \(Self.plain($1))\n" }.joined()
        + postings.map { "    \($0)  \($1) CNY\n" }.joined()
    }
  }

  /// A text within quotes of Beancount: on one line, quotes and backslashes escaped.
  private static func escaped(_ text: String) -> String {
    oneLine(text).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }

  /// A text of hledger, which ends a description at `;` and a tag's value at a comma, and takes `|`
  /// as the end of the payer: all three become their full-width forms.
  private static func plain(_ text: String) -> String {
    let text = oneLine(text).replacing(";", with: "；").replacing(",", with: "，")
      .replacing("|", with: "｜")
    // A code or a mark of the entry would begin with one of these.
    let wide = ["(": "（", "!": "！", "*": "＊"]
    return text.first.flatMap { wide[String($0)] }.map { $0 + text.dropFirst() } ?? text
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0.unicodeScalars.contains(where: isControl) ? " " : $0 })
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }
}
