internal import Catalog
internal import GatePay
internal import Site
internal import Support

/// A link as a row of a list describes it.
struct ListedLink: Hashable, Sendable {
  /// The values of its fields, by the names of `ManifestRow.columns`.
  let values: [String: JSON]

  let id: String
  let url: String
  /// The short address that its code holds; nil if it holds the URL.
  let shortURL: String?
  /// What its code holds.
  var codeText: String { shortURL ?? url }
  let title: String
  /// The amount with two decimals; nil if the payer enters it.
  let price: String?
  /// The text that is returned with the payment; nil if the payer may enter it.
  let custom: String?
  /// The paths of its files in the output folder.
  let picture: String
  let page: String

  /// Reads an object of `links.json`; nil when it is not as a build writes it.
  init?(_ value: JSON) {
    guard case .object(let members) = value, let id = value["id"]?.text,
      let url = value["url"]?.text, let title = value["title"]?.text,
      let picture = value["qr"]?.text, RelativePath.isInside(picture),
      let page = value["page"]?.text, RelativePath.isInside(page),
      Self.isTextOrNull(value[ManifestRow.shortURLColumn] ?? .null),
      Self.isTextOrNull(value["price"]), Self.isTextOrNull(value["custom"])
    else { return nil }
    self.id = id
    self.url = url
    shortURL = value[ManifestRow.shortURLColumn]?.text
    self.title = title
    price = value["price"]?.text
    custom = value["custom"]?.text
    self.picture = picture
    self.page = page
    values = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
  }

  private static func isTextOrNull(_ value: JSON?) -> Bool { value == .null || value?.text != nil }

  /// The values that a link of the config should have.
  static func values(
    of link: Link, merchantKey: String, picture: String, page: String, hasShortURLs: Bool
  ) -> [String: JSON] {
    func text(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }
    var values: [String: JSON] = [
      "id": .string(link.id), "url": .string(link.url), "title": .string(link.title),
      "merchant": .string(merchantKey), "token": .string(link.tokenName),
      "price": text(link.address.price?.description), "custom": text(link.address.custom),
      "skin": .number("\(link.address.skin.rawValue)"), "stable": .boolean(link.address.stable),
      "qr": .string(picture), "page": .string(page),
    ]
    if hasShortURLs { values[ManifestRow.shortURLColumn] = text(link.shortURL) }
    return values
  }
}

extension JSON {
  /// A value as CSV writes it: null as an empty cell.
  var cell: String {
    switch self {
    case .string(let text), .number(let text): text
    case .boolean(let isTrue): isTrue ? "true" : "false"
    case .null, .array, .object: ""
    }
  }
}
