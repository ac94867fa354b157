public import Catalog
public import GatePay
internal import Support

/// All orders of a project, from its file `paypress.lock`.
public struct OrderLog: Sendable {
  /// The orders by number.
  public private(set) var records: [OutOrderID: OrderRecord] = [:]

  private var byLink: [String: [OrderRecord]] = [:]

  init(_ records: [OutOrderID: OrderRecord]) {
    self.records = records
    byLink = Dictionary(grouping: records.values) { $0.link ?? "" }.mapValues(Self.sorted)
  }

  /// The path of a config's file of orders: `paypress.lock` beside `paypress.yml`.
  public static func path(besideConfig config: String) -> String {
    let folderEnd = config.lastIndex(of: "/").map { config.index(after: $0) } ?? config.startIndex
    let name = config[folderEnd...]
    // A name such as `.yml` has no extension.
    let end = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 }
    return config[..<(end ?? config.endIndex)] + ".lock"
  }

  /// Reads a file; a missing file has no orders.
  ///
  /// - Throws: `ReadingError`, `OrderLogDamaged`.
  public static func read(_ path: String) throws -> OrderLog {
    OrderLog(try OrderLogFormat.contents(of: path).records)
  }

  /// The order requested last for a link as the config describes it now.
  public func current(
    for link: OrderLink, of merchant: String, on gateway: Gateway
  ) -> OrderRecord? {
    byLink[link.id]?.last { $0.serves(link, of: merchant, on: gateway) }
  }

  /// The order with this number, or else the one requested last for the link with this id.
  public func newest(_ id: String) -> OrderRecord? {
    OutOrderID(id).flatMap { records[$0] } ?? byLink[id]?.last
  }

  /// The usable orders of links, and the links without one; merchants are in config order.
  public func resolve(
    _ links: [OrderLink], merchantKeys: [String], on gateway: Gateway
  ) -> (placed: [String: PlacedOrder], missing: [OrderGap]) {
    var placed: [String: PlacedOrder] = [:]
    var missing: [OrderGap] = []
    for link in links {
      let record = current(for: link, of: merchantKeys[link.merchant], on: gateway)
      if let record, let gatewayPrice = record.gatewayPrice, gatewayPrice != link.terms.price {
        missing.append(OrderGap(link, .otherPrice(record.outOrderID, gatewayPrice)))
      } else if let order = record?.placed {
        placed[link.id] = order
      } else {
        missing.append(OrderGap(link, record.map { .unanswered($0.outOrderID) } ?? .never))
      }
    }
    return (placed, missing)
  }

  /// Adds an order or replaces it.
  mutating func take(_ record: OrderRecord) {
    records[record.outOrderID] = record
    let others = byLink[record.link ?? ""]?.filter { $0.outOrderID != record.outOrderID } ?? []
    byLink[record.link ?? ""] = Self.sorted(others + [record])
  }

  mutating func remove(_ number: OutOrderID) {
    let record = records.removeValue(forKey: number)
    byLink[record?.link ?? ""]?.removeAll { $0.outOrderID == number }
  }

  private static func sorted(_ records: [OrderRecord]) -> [OrderRecord] {
    records.sorted {
      ($0.requestedAt, $0.outOrderID.text) < ($1.requestedAt, $1.outOrderID.text)
    }
  }
}

/// A link whose order cannot be used.
public struct OrderGap: Sendable {
  /// Why an order cannot be used.
  public enum Reason: Hashable, Sendable {
    /// It was never requested.
    case never
    /// It was requested, but no answer is recorded.
    case unanswered(OutOrderID)
    /// The gateway's price differs from the config's.
    case otherPrice(OutOrderID, Amount)
  }

  /// The link.
  public let link: OrderLink
  /// The reason.
  public let reason: Reason

  init(_ link: OrderLink, _ reason: Reason) {
    self.link = link
    self.reason = reason
  }
}
