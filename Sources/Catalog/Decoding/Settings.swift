public import Artwork
public import QRImage
public import Support

/// The settings of the site as a whole.
public struct SiteSettings: Hashable, Sendable {
  /// The site's title, in the main language.
  public var title: String
  /// The title in other languages.
  public var titles: [Language: String] = [:]
  /// The languages of the pages, the main one first.
  public var languages: [Language]
  /// The main language of the pages.
  public var language: Language { languages.first ?? .chinese }
  /// The ids of links that were removed, whose pages say so.
  public var removed: [String] = []
  /// The shop's time zone as the IANA time zone database names it; nil for the language's default.
  public var timeZone: String?
  /// The URL where the output folder will be hosted, ending in a slash; nil if not known.
  public var baseURL: String?
  /// The web servers and hosts for which the build writes rules.
  public var hosts: [WebHost] = []
  /// Whether search engines may list the pages of links from `each` or `rows`.
  public var indexesBatchPages: Bool
  /// Whether customers get an index of all links.
  public var hasIndex = true
  /// Whether `links.json` and `links.csv` lie with the owner's list, which is not part of an upload.
  public var listsArePrivate = false
  /// Whether the files of links are spread over 256 folders.
  public var fansOut = false
  /// The skin of the index.
  public var skin: String
  /// The shop's own icon; nil for a sign with the first character of its name.
  public var icon: Artwork?
  /// The settings of the code pictures.
  public var qr: QRSettings
}

extension SiteSettings {
  /// Whether search engines may list a link's page.
  ///
  /// Without an index, nobody shall find a page without its address.
  ///
  /// - Parameter isBatch: whether `each` or `rows` made the link.
  public func listsPage(isBatch: Bool) -> Bool { hasIndex && (!isBatch || indexesBatchPages) }

  /// The site's title in a language, or in the main one where that has none.
  public func title(in language: Language) -> String { titles[language] ?? title }

  /// The language whose folder holds the pages in a language; nil for the main one, which has none, and
  /// for nil.
  public func folderLanguage(_ language: Language?) -> Language? {
    language == self.language ? nil : language
  }

  /// The path of `baseURL` on its host, such as `/` or `/pay/`; nil without one.
  public var basePath: String? {
    baseURL?.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false).last.map {
      "/\($0)"
    }
  }
}

/// A web server or host for which the build writes rules that refuse the owner's files and redirect
/// short addresses.
public enum WebHost: String, Hashable, Sendable, CaseIterable {
  /// nginx: a file to include in the server block.
  case nginx
  /// Caddy: a file to import in the site block.
  case caddy
  /// Apache: `.htaccess` in the folders of the owner's files and of the short addresses.
  case apache
  /// Netlify: `_redirects` and `_headers`.
  case netlify
  /// Cloudflare Pages: `_redirects` and `_headers`.
  case cloudflare
}

/// The settings of the code pictures.
public struct QRSettings: Hashable, Sendable {
  /// The error-correction level; nil for the recommended one for the length.
  public var level: ErrorCorrectionLevel?
  /// Scale and printed width.
  public var png = PNGOptions()
  /// Whether an SVG is written beside each PNG.
  public var writesSVG = false
}
