public import Catalog
internal import GatePay
internal import Support

/// Payments as a list and as totals, joined with the links of the site.
public struct PaymentTable: Sendable {
  /// How payments are grouped: days, weeks and months are the shop's own.
  public enum Grouping: String, Hashable, Sendable, CaseIterable {
    /// One line for each day, such as `2026-11-24`.
    case day
    /// One line for each week, such as `2026-W48`.
    case week
    /// One line for each month, such as `2026-11`.
    case month
    /// One line for each link.
    case link
    /// One line for each `custom`: a table, a campaign …
    case custom
    /// One line for each payment channel: WeChat, Alipay.
    case type
    /// One line for each merchant.
    case merchant
  }

  /// The payments of one group.
  public struct Sum: Hashable, Sendable {
    /// What they have in common, such as the link's id or the `custom`; nil for payments without it.
    public var name: String?
    /// The link's title; nil when the site has no such link.
    public var title: String?
    /// How many orders were paid.
    public var paidCount = 0
    /// The sum paid for them, in cents.
    public var paidCents: Int128 = 0
    /// How many orders were paid too little or not confirmed.
    public var openCount = 0
    /// The sum received for the underpaid ones, in cents.
    public var underpaidCents: Int128 = 0

    /// The sum paid, with two decimals.
    public var paid: String { Self.text(paidCents) }
    /// The sum received for underpaid orders, with two decimals.
    public var underpaid: String { Self.text(underpaidCents) }

    /// Totals may exceed the largest amount.
    private static func text(_ cents: Int128) -> String { Decimals.text(of: cents, decimals: 2) }

    fileprivate mutating func add(_ payment: Payment) {
      if payment.state == .paid {
        paidCount += 1
        paidCents += Int128(payment.realPrice?.cents ?? 0)
      } else {
        openCount += 1
        underpaidCents += Int128(payment.realPrice?.cents ?? 0)
      }
    }
  }

  /// The columns of the list.
  public static let columns = [
    "paid_at", "merchant", "link", "title", "custom", "state", "price", "realprice", "type",
    "order_id", "out_order_id", "gateway",
  ]

  /// The sum of all payments so far.
  public private(set) var total = Sum()
  /// The titles of the links, by id.
  public let titles: [String: String]

  private let calendar: ShopCalendar?
  private var sums: [Grouping: [String?: Sum]]

  /// Creates a table.
  ///
  /// - Parameters:
  ///   - catalogue: nil when the links are unknown.
  ///   - calendar: nil when there are no sums of days, weeks and months.
  ///   - groupings: of which sums are made.
  public init(
    _ catalogue: Catalogue?, in calendar: ShopCalendar? = nil,
    sums groupings: [Grouping] = [.link, .custom]
  ) throws(CatalogueChanged) {
    titles = try catalogue?.linkTitles() ?? [:]
    self.calendar = calendar
    sums = Dictionary(groupings.map { ($0, [:]) }) { first, _ in first }
  }

  /// Counts a payment.
  public mutating func add(_ payment: Payment) {
    total.add(payment)
    for grouping in sums.keys {
      let name = name(of: payment, by: grouping)
      let title = grouping == .link ? name.flatMap { titles[$0] } : nil
      sums[grouping]?[name, default: Sum(name: name, title: title)].add(payment)
    }
  }

  private func name(of payment: Payment, by grouping: Grouping) -> String? {
    switch grouping {
    case .link: payment.link
    case .custom: payment.custom.flatMap { $0.isEmpty ? nil : $0 }
    case .type: payment.type.rawValue
    case .merchant: payment.merchant
    case .day: calendar.map { ShopCalendar.date(of: $0.day(of: payment.moment)) }
    case .week: calendar.map { ShopCalendar.week(of: $0.day(of: payment.moment)) }
    case .month: calendar.map { ShopCalendar.month(of: $0.day(of: payment.moment)) }
    }
  }

  /// The sums so far, by name; payments without one come last.
  public func sums(by grouping: Grouping) -> [Sum] {
    (sums[grouping] ?? [:]).values.sorted { left, right in
      guard let leftName = left.name, let rightName = right.name else {
        return left.name != nil
      }
      return leftName < rightName
    }
  }

  /// The cells of a payment, in the order of `columns`; nil for nothing.
  public func cells(_ payment: Payment) -> [String?] {
    [
      payment.paidAt.map(UTCTime.stamp), payment.merchant, payment.link,
      payment.link.flatMap { titles[$0] }, payment.custom, payment.state.word,
      payment.price.description, payment.realPrice?.description, payment.type.rawValue,
      payment.orderID, payment.outOrderID, payment.gateway.isEmpty ? nil : payment.gateway,
    ]
  }

  /// The columns of sums, in their order.
  public static func sumColumns(by grouping: Grouping) -> [String] {
    (grouping == .link ? ["link", "title"] : [grouping.rawValue]) + [
      "paid_count", "paid", "open_count", "underpaid",
    ]
  }

  /// The cells of a sum, in the order of its columns; nil for nothing.
  public static func cells(_ sum: Sum, by grouping: Grouping) -> [String?] {
    (grouping == .link ? [sum.name, sum.title] : [sum.name])
      + ["\(sum.paidCount)", sum.paid, "\(sum.openCount)", sum.underpaid]
  }
}
