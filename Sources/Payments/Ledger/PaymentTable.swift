public import Catalog
internal import GatePay
internal import Support

/// Payments as a list and as totals, joined with the links of the site.
public struct PaymentTable: Sendable {
  /// How payments are grouped.
  public enum Grouping: String, Hashable, Sendable, CaseIterable {
    /// One line for each link.
    case link
    /// One line for each `custom`: a table, a channel …
    case custom
  }

  /// The payments of one group.
  public struct Sum: Hashable, Sendable {
    /// The link's id or the `custom`; nil for payments that have none.
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
  }

  /// The columns of the list.
  public static let columns = [
    "paid_at", "merchant", "link", "title", "custom", "state", "price", "realprice", "type",
    "order_id", "out_order_id", "gateway",
  ]

  private var titles: [String: String] = [:]
  private var sums: [Grouping: [String?: Sum]] = [.link: [:], .custom: [:]]

  /// Creates a table; the catalogue is nil when the links are unknown.
  public init(_ catalogue: Catalogue?) throws(CatalogueChanged) {
    guard let reader = catalogue?.makeReader() else { return }
    while let link = try reader.next() { titles[link.id] = link.title }
  }

  /// Counts a payment.
  public mutating func add(_ payment: Payment) {
    add(payment, to: .link, payment.link, title: payment.link.flatMap { titles[$0] })
    let custom = payment.custom.flatMap { $0.isEmpty ? nil : $0 }
    add(payment, to: .custom, custom, title: nil)
  }

  private mutating func add(
    _ payment: Payment, to grouping: Grouping, _ name: String?, title: String?
  ) {
    var sum = sums[grouping]?[name] ?? Sum(name: name, title: title)
    if payment.state == .paid {
      sum.paidCount += 1
      sum.paidCents += Int128(payment.realPrice?.cents ?? 0)
    } else {
      sum.openCount += 1
      sum.underpaidCents += Int128(payment.realPrice?.cents ?? 0)
    }
    sums[grouping]?[name] = sum
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
    (grouping == .link ? ["link", "title"] : ["custom"]) + [
      "paid_count", "paid", "open_count", "underpaid",
    ]
  }

  /// The cells of a sum, in the order of its columns; nil for nothing.
  public static func cells(_ sum: Sum, by grouping: Grouping) -> [String?] {
    (grouping == .link ? [sum.name, sum.title] : [sum.name])
      + ["\(sum.paidCount)", sum.paid, "\(sum.openCount)", sum.underpaid]
  }
}
