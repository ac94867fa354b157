internal import Catalog
internal import GatePay
internal import Pages
internal import Site
internal import Support

/// What a link's files must say, by the config or by the list of links.
struct ExpectedLink: Sendable {
  /// Where the expectation comes from.
  enum Source: Sendable {
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
  /// The title of its page; nil if it is not known.
  let title: String?
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

  /// By the config, with the page in a language of the site; nil for the main one.
  init(_ link: Link, _ renderer: PageRenderer, in language: Language? = nil) {
    let values = renderer.printedValues(link, in: language)
    id = link.id
    url = link.url
    shortURL = link.shortURL
    title = language.map(link.title) ?? link.title
    price = link.address.price?.description
    custom = link.address.custom
    picture = renderer.layout.png(link.id)
    page = renderer.layout.page(link.id, in: renderer.folderLanguage(language))
    printed = values.texts
    isOver = values.isOver
    source = .config(link)
  }

  /// By the list; the page in another language has a title that the list does not tell.
  init(_ row: ListedLink, in other: Language? = nil) {
    id = row.id
    url = row.url
    shortURL = row.shortURL
    title = other == nil ? row.title : nil
    price = row.price
    custom = row.custom
    picture = row.picture
    page = other.map { OutputLayout.page(row.page, in: $0) } ?? row.page
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
