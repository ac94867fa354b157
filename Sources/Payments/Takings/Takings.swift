internal import Catalog
internal import GatePay
internal import Support

/// Payments of some days with their exact sums.
public struct Takings: Sendable {
  /// A number of payments and their sum.
  public struct Sum: Hashable, Sendable {
    /// How many payments arrived, underpaid ones included.
    public var count = 0
    /// What arrived, in cents.
    public var cents: Int128 = 0

    /// The sum with two decimals and commas between groups of three digits.
    public var text: String {
      let text = Decimals.text(of: cents, decimals: 2)
      let whole = text.prefix { $0 != "." }
      return (Int(whole).map(grouped) ?? String(whole)) + text.dropFirst(whole.count)
    }

    mutating func add(_ payment: Payment) {
      count += 1
      cents += Int128(payment.realPrice?.cents ?? 0)
    }
  }

  /// The payments that have a value in common, such as a table's.
  public struct Group: Hashable, Sendable {
    /// The value; nil for payments without one.
    public var name: String?
    /// The link's title, for a group of a link's payments.
    public var title: String?
    /// Their sum.
    public var sum: Sum
  }

  /// The days that are summed up, as numbers of days after 1970-01-01; the last one is today.
  public let days: ClosedRange<Int64>
  /// The sum of each day, in order.
  public private(set) var byDay: [Sum]
  /// The sum of all days.
  public private(set) var total = Sum()

  private var byCustom: [String?: Sum] = [:]
  private var byType: [String?: Sum] = [:]
  private var byLink: [String?: Sum] = [:]
  private var byMerchant: [String?: Sum] = [:]

  /// Sums up nothing yet.
  public init(days: ClosedRange<Int64>) {
    self.days = days
    byDay = days.map { _ in Sum() }
  }

  /// Counts what a payment brought on its day; nothing if that is another day.
  public mutating func add(_ payment: Payment, on day: Int64) {
    guard days.contains(day), payment.realPrice != nil else { return }
    byDay[Int(day - days.lowerBound)].add(payment)
    total.add(payment)
    byCustom[payment.custom.flatMap { $0.isEmpty ? nil : $0 }, default: Sum()].add(payment)
    byType[payment.type.rawValue, default: Sum()].add(payment)
    byLink[payment.link, default: Sum()].add(payment)
    byMerchant[payment.merchant, default: Sum()].add(payment)
  }

  /// The sum of the last day.
  public var today: Sum { byDay.last ?? Sum() }
  /// By `custom`: tables, campaigns or contacts.
  public var tables: [Group] { Self.groups(byCustom) }
  /// By payment type: WeChat and Alipay.
  public var channels: [Group] { Self.groups(byType) }
  /// By merchant.
  public var merchants: [Group] { Self.groups(byMerchant) }

  /// By link, with the titles of the config.
  public func links(titles: [String: String]) -> [Group] {
    Self.groups(byLink).map { group in
      Group(name: group.name, title: group.name.flatMap { titles[$0] }, sum: group.sum)
    }
  }

  /// The largest sum first; payments without a value last.
  private static func groups(_ sums: [String?: Sum]) -> [Group] {
    sums.map { Group(name: $0, title: nil, sum: $1) }.sorted { left, right in
      guard let leftName = left.name, let rightName = right.name else { return left.name != nil }
      return (right.sum.cents, leftName) < (left.sum.cents, rightName)
    }
  }
}

extension Catalogue {
  /// The titles of all links, by id.
  func linkTitles() throws(CatalogueChanged) -> [String: String] {
    var titles: [String: String] = [:]
    let reader = makeReader()
    while let link = try reader.next() { titles[link.id] = link.title }
    return titles
  }
}
