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
  /// The first day of each account that is used.
  private let accounts: [Account: Int64]
  /// The name of each merchant in accounts.
  private let names: [String: String]

  /// Creates a journal.
  ///
  /// - Parameters:
  ///   - accounts: all that occur, each with its first day.
  ///   - titles: of the links, by id.
  public init(
    _ format: Format, calendar: ShopCalendar, accounts: [Account: Int64],
    titles: [String: String]
  ) {
    self.format = format
    self.calendar = calendar
    self.titles = titles
    self.accounts = accounts
    var names: [String: String] = [:]
    var taken: Set<String> = []
    for merchant in Set(accounts.keys.map(\.merchant)).sorted() {
      let name = Self.accountPart(merchant, format)
      var free = name
      var number = 2
      // Names that differ only in what accounts cannot hold stay apart.
      while !taken.insert(free.lowercased()).inserted {
        free = "\(name)-\(number)"
        number += 1
      }
      names[merchant] = free
    }
    self.names = names
  }

  // MARK: Accounts

  /// The lines before the first payment, which declare what the others use.
  public var opening: String {
    var lines: [String: Int64] = [:]
    for (account, firstDay) in accounts {
      for name in [
        asset(account.merchant, account.type.rawValue), income(account.merchant),
      ] {
        lines[name] = min(lines[name] ?? .max, firstDay)
      }
    }
    let sorted = lines.sorted { $0.key < $1.key }
    return switch format {
    case .beancount:
      "option \"operating_currency\" \"CNY\"\n\n"
        + sorted.map { "\(ShopCalendar.date(of: $0.value)) open \($0.key) CNY\n" }.joined()
    case .hledger:
      "commodity 1000.00 CNY\n" + sorted.map { "account \($0.key)\n" }.joined()
    }
  }

  /// Where the money of a merchant's payments arrives.
  private func asset(_ merchant: String, _ type: String) -> String {
    let name = names[merchant] ?? ""
    return switch format {
    case .beancount: "Assets:GatePay:\(name):\(type.prefix(1).uppercased() + type.dropFirst())"
    case .hledger: "assets:gatepay:\(name):\(type)"
    }
  }

  private func income(_ merchant: String) -> String {
    let name = names[merchant] ?? ""
    return switch format {
    case .beancount: "Income:GatePay:\(name)"
    case .hledger: "income:gatepay:\(name)"
    }
  }

  /// A merchant's name as a part of an account: letters, digits and hyphens, the first one in upper
  /// case for Beancount, to which any letter beyond ASCII counts as such.
  private static func accountPart(_ name: String, _ format: Format) -> String {
    let plain = name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
    switch format {
    case .beancount: return plain.prefix(1).uppercased() + plain.dropFirst()
    case .hledger: return plain.lowercased()
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
