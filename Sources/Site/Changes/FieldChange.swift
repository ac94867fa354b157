internal import GatePay

/// One thing that is different about a link.
public struct FieldChange: Hashable, Sendable {
  /// What is different, the most important first; the raw values are names in JSON.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    /// The amount.
    case price
    case merchant
    /// The merchant's key at the gateway, of the same merchant.
    case appkey
    /// The quick-collect token.
    case token
    case gateway
    /// The address of an order.
    case order
    /// The text that is returned with the payment.
    case custom
    /// Whether the payer can change price and custom.
    case stable
    case title
    /// Words of the hosted page that no other field has.
    case pageWords = "page_words"
    /// Words on paper that no other field has.
    case paperWords = "paper_words"
    /// The number of the gateway's page template.
    case gatewaySkin = "gateway_skin"
    /// The look of the hosted page.
    case pageLook = "page_look"
    /// The path of the hosted page.
    case page
    /// The short address in the code.
    case shortURL = "short_url"
  }

  /// What kind of change it is; the raw values are names in JSON.
  public enum Kind: String, Hashable, Sendable {
    /// How much is paid.
    case price
    /// Who is paid.
    case payee
    /// What the payment says about the payer.
    case contact
    /// What is read.
    case words
    /// What it looks like.
    case look
  }

  /// What is different.
  public let field: Field
  /// The value before; nil if there was none, or if it is never shown.
  public let before: String?
  /// The value now.
  public let after: String?

  /// A difference.
  public init(_ field: Field, _ before: String? = nil, _ after: String? = nil) {
    self.field = field
    self.before = before
    self.after = after
  }

  /// The kind of the change.
  public var kind: Kind {
    switch field {
    case .price, .stable: .price
    case .merchant, .appkey, .token, .gateway, .order: .payee
    case .custom: .contact
    case .title, .pageWords, .paperWords: .words
    case .gatewaySkin, .pageLook, .page, .shortURL: .look
    }
  }

  /// Whether the code pays another amount, another payee or with another contact.
  public var isMoney: Bool { kind == .price || kind == .payee || kind == .contact }
}

extension LinkRow {
  /// What is different about a link, the most important first; keys and tokens are never shown.
  public func changes(to now: LinkRow) -> [FieldChange] {
    var changes: [FieldChange] = []
    func compare(_ field: FieldChange.Field, _ before: String?, _ after: String?) {
      if before != after { changes.append(FieldChange(field, before, after)) }
    }
    compare(.price, price, now.price)
    compare(.merchant, merchant, now.merchant)
    changes += addressChanges(to: now)
    compare(.custom, custom, now.custom)
    if stable != now.stable { changes.append(FieldChange(.stable, "\(stable)", "\(now.stable)")) }
    compare(.title, title, now.title)
    compare(.gatewaySkin, skin, now.skin)
    if id == now.id { compare(.page, page, now.page) }
    compare(.shortURL, shortURL, now.shortURL)
    return changes
  }

  /// What only the addresses tell.
  private func addressChanges(to now: LinkRow) -> [FieldChange] {
    if isOrder || now.isOrder {
      if isOrder != now.isOrder { return [FieldChange(.token, token, now.token)] }
      return url == now.url ? [] : [FieldChange(.order)]
    }
    let names = token == now.token ? [] : [FieldChange(.token, token, now.token)]
    guard url != now.url else { return names }
    let (old, new) = (QuickCollectInspection(url), QuickCollectInspection(now.url))
    func value(_ name: QuickCollectParameter, _ address: QuickCollectInspection) -> String? {
      address.parts.first { $0.name == name.rawValue }?.value
    }
    var changes: [FieldChange] = []
    if merchant == now.merchant, value(.appkey, old) != value(.appkey, new) {
      changes.append(FieldChange(.appkey, merchant, now.merchant))
    }
    if names.isEmpty, merchant == now.merchant, value(.token, old) != value(.token, new) {
      changes.append(FieldChange(.token, token, now.token))
    }
    let (origin, newOrigin) = (old.gateway?.origin, new.gateway?.origin)
    let moved = origin == newOrigin ? [] : [FieldChange(.gateway, origin, newOrigin)]
    return changes + names + moved
  }
}
