internal import Catalog
internal import GatePay
internal import Pages
internal import Site

/// What a link's files must say, by the config or by the list of links.
struct ExpectedLink: Sendable {
  /// Where the expectation comes from.
  enum Source: Sendable {
    /// The config.
    case config(Link)
    /// The list that a build wrote.
    case list
  }

  let id: String
  let url: String
  /// The short address that its code holds; nil if it holds the URL.
  let shortURL: String?
  /// What its code holds.
  var codeText: String { shortURL ?? url }
  let title: String
  /// The amount with two decimals; nil if the payer enters it.
  let price: String?
  let custom: String?
  /// The paths of its files.
  let picture: String
  let page: String
  /// The texts that its page prints, by their names in templates; nil if the template is unknown.
  let printed: [String: String]?
  /// Whether its page says that it can no longer be paid.
  let isOver: Bool
  let source: Source

  /// By the config.
  init(_ link: Link, _ renderer: PageRenderer) {
    let values = renderer.printedValues(link)
    id = link.id
    url = link.url
    shortURL = link.shortURL
    title = link.title
    price = link.address.price?.description
    custom = link.address.custom
    picture = renderer.layout.png(link.id)
    page = renderer.layout.page(link.id)
    printed = values.texts
    isOver = values.isOver
    source = .config(link)
  }

  /// By the list.
  init(_ row: ListedLink) {
    id = row.id
    url = row.url
    shortURL = row.shortURL
    title = row.title
    price = row.price
    custom = row.custom
    picture = row.picture
    page = row.page
    printed = nil
    isOver = false
    source = .list
  }

  /// The path of the vector beside its picture.
  var vector: String { Self.vector(beside: picture) }

  /// The path of the vector beside a picture.
  static func vector(beside picture: String) -> String {
    picture.hasSuffix(".png") ? picture.dropLast(4) + ".svg" : picture + ".svg"
  }
}
