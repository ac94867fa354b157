public import GatePay

/// Knows which prices were printed earlier: the judge asks it about payments that no link of the
/// config explains.
public protocol PrintedPrices: Sendable {
  /// Where a price was printed with a contact; nil if it never was, or nobody knows.
  ///
  /// - Parameters:
  ///   - merchant: the merchant's name in the config.
  ///   - custom: nil if the payer entered none.
  func place(merchant: String, price: Amount, custom: String?) -> PrintedPlace?
}

/// A link as it was printed once.
public struct PrintedPlace: Hashable, Sendable {
  /// The link's id.
  public var link: String
  /// What it was printed on, and when, for people.
  public var description: String
  /// Whether a piece on record hangs somewhere whose code asks for this price.
  public var isHanging: Bool

  /// A printed link.
  public init(link: String, description: String, isHanging: Bool) {
    self.link = link
    self.description = description
    self.isHanging = isHanging
  }
}

/// No record of what was printed.
public struct NoPrintedPrices: PrintedPrices {
  /// Knows nothing.
  public init() {}

  /// Nil.
  public func place(merchant: String, price: Amount, custom: String?) -> PrintedPlace? { nil }
}
