internal import Catalog
internal import GatePay
internal import Support

/// The source of `page.html`; a class, because every value's closure receives it.
final class LinkPage: Sendable {
  let link: Link
  let site: SiteSettings
  let language: Language
  let layout: OutputLayout
  let merchant: String
  let isSample: Bool
  let price: String?

  init(
    link: Link, site: SiteSettings, language: Language, layout: OutputLayout, merchant: String,
    isSample: Bool, price: String?
  ) {
    self.link = link
    self.site = site
    self.language = language
    self.layout = layout
    self.merchant = merchant
    self.isSample = isSample
    self.price = price
  }

  var title: String { link.title(in: language) }

  /// The title of the window: what, how much, to whom.
  var pageTitle: String {
    [title, price.map { "¥\($0)" }, merchant].compactMap(\.self).joined(separator: " · ")
  }

  private var folderLanguage: Language? { site.folderLanguage(language) }

  /// The relative URL of the output folder.
  var root: String { layout.rootFromPage(in: folderLanguage) }

  /// The index in the same language, unless the page may not lead there.
  var indexURL: String? {
    site.listsPage(isBatch: link.isBatch)
      ? root + OutputLayout.indexPage(1, in: folderLanguage) : nil
  }

  /// The other language of a site with two.
  var otherLanguage: Language? { site.languages.first { $0 != language } }

  /// The same page in the other language.
  var otherURL: String? {
    otherLanguage.map {
      site.folderLanguage($0) == nil
        ? "../\(OutputLayout.index)" : OutputLayout.page(OutputLayout.index, in: $0)
    }
  }

  /// The public URL of the page in a language.
  func address(in language: Language) -> String? {
    let folder = layout.pageFolder(link.id, in: site.folderLanguage(language))
    return site.baseURL.map { $0 + folder }
  }
}

/// The source of one page of the index.
struct IndexPage {
  struct Merchant {
    let name: String
    /// The name above the links; nil if no other merchant has any.
    let heading: String?
    let linkCount: String
    let entries: [PageRenderer.IndexEntry]
  }

  let plan: IndexPlan
  /// Which page, from 1.
  let number: Int
  let site: SiteSettings
  let language: Language
  let isHidden: Bool
  let isSample: Bool
  let merchants: [Merchant]
  /// The path of the picture that chat programs show.
  let picture: String

  /// The other language of a site with two.
  var otherLanguage: Language? { site.languages.first { $0 != language } }

  /// The same page in the other language.
  var otherURL: String? {
    otherLanguage.map {
      site.folderLanguage($0) == nil
        ? "../\(OutputLayout.indexPage(number))" : OutputLayout.indexPage(number, in: $0)
    }
  }

  /// The public URL of the page in a language.
  func address(in language: Language) -> String? {
    let path = OutputLayout.indexPage(number, in: site.folderLanguage(language))
    return site.baseURL.map {
      $0 + (number == 1 ? String(path.dropLast(OutputLayout.index.count)) : path)
    }
  }

  /// The URL of another page of the index; nil if there is none.
  func url(ofPage page: Int) -> String? {
    (1...plan.pageCount).contains(page) && page != number ? OutputLayout.indexPage(page) : nil
  }
}

/// What the pages of a skin share.
struct SkinPages {
  let language: Language
  let title: String
  let gatewayHost: String
  /// The stylesheet's URL, relative to the page.
  let stylesheet: String
  /// The icon's URL, relative to the page.
  let icon: String
  /// The URL of the icon for home screens, relative to the page.
  let touchIcon: String
  /// The index's URL, relative to the page.
  let home: String
}

/// The meanings of names that several files have.
enum SharedMeaning {
  static let id = Sentence("the link's id", "链接的 id")
  static let title = Sentence("the link's title", "链接的标题")
  static let merchant = Sentence("the merchant's name", "商户名称")
  static let price = Sentence(
    "such as `38.00`; absent when the payer enters the amount", "如 `38.00`；金额由付款人填写时没有")
  static let priceFixed = Sentence("the payer cannot change the price", "付款人不能修改金额")
  static let canonicalURL = Sentence(
    "the page's public URL, with a `base_url`", "本页的公开网址，写了 `base_url` 时才有")
  static let pageTitle = Sentence("the title of the window", "窗口标题")
  static let description = Sentence(
    "one sentence for search engines and shared links", "给搜索引擎和分享用的一句话")
  static let shareImage = Sentence(
    "the URL of a picture for shared links, with a `base_url`", "分享时的图片网址，写了 `base_url` 时才有")
  static let otherURL = Sentence(
    "the same page in the other language of a site with two", "双语站点里同一页的另一种语言")
  static let otherAddress = Sentence(
    "its public URL, with a `base_url`", "它的公开网址，写了 `base_url` 时才有")
  static let otherLang = Sentence("the other language, such as `en`", "另一种语言，如 `en`")
  static let otherLanguage = Sentence(
    "its own name, such as “English”", "它自己的名称，如 “English”")
  static let noindex = Sentence("search engines must not list the page", "不让搜索引擎收录")
  static let sample = Sentence("a sample appkey: nobody is paid", "用的是示例 appkey，不会付款给任何人")
  static let linkCount = Sentence("such as “12 links”", "如“12 个收款码”")
}

extension Language {
  /// The language's name for those who speak it.
  var ownName: String {
    switch self {
    case .english: "English"
    case .chinese: "中文"
    }
  }
}
