public import Catalog
internal import GatePay
public import Pages
package import Support

/// What a link says and whom it pays, as far as `links.json` tells it.
public struct LinkRow: Hashable, Sendable {
  /// The id.
  public let id: String
  /// The payment address.
  public let url: String
  /// The title that payers see.
  public let title: String
  /// The key of the merchant in the config.
  public let merchant: String
  /// The name of the token in the config; empty for an order.
  public let token: String
  /// The amount with two decimals; nil if the payer enters it.
  public let price: String?
  /// The text that is returned with the payment; nil if the payer may enter it.
  public let custom: String?
  /// The number of the gateway's page template.
  public let skin: String
  /// Whether the payer cannot change price and custom.
  public let stable: Bool
  /// The path of the hosted page in the output folder.
  public let page: String
  /// The short address; nil if the code holds the payment address.
  public let shortURL: String?

  /// The row of a link.
  public init(_ link: Link, merchantKeys: [String], layout: OutputLayout) {
    id = link.id
    url = link.url
    title = link.title
    merchant = merchantKeys[link.merchant]
    token = link.tokenName
    price = link.address.price?.description
    custom = link.address.custom
    skin = "\(link.address.skin.rawValue)"
    stable = link.address.stable
    page = layout.page(link.id)
    shortURL = link.shortURL
  }

  /// Reads an object of `links.json`; nil when it lacks what a build writes.
  package init?(_ value: JSON) {
    guard let id = value["id"]?.text, let url = value["url"]?.text,
      let title = value["title"]?.text, let merchant = value["merchant"]?.text,
      let token = value["token"]?.text, let price = value["price"], let custom = value["custom"],
      case .number(let skin) = value["skin"], case .boolean(let stable) = value["stable"],
      let page = value["page"]?.text
    else { return nil }
    self.id = id
    self.url = url
    self.title = title
    self.merchant = merchant
    self.token = token
    self.price = price.text
    self.custom = custom.text
    self.skin = skin
    self.stable = stable
    self.page = page
    shortURL = value[ManifestRow.shortURLColumn]?.text
  }

  /// Whether it is an order, which gets a new address each time it is placed.
  public var isOrder: Bool { token.isEmpty }

  /// The text that the code holds.
  public var code: String { shortURL ?? url }

  /// Title and id as messages name the link: `Latte (latte)`.
  public var name: String { title == id ? id : "\(shortened(title)) (\(id))" }
}
