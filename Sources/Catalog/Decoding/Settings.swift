public import Artwork
public import GatePay
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

/// A skin: the gateway's template number and the local templates.
public struct Skin: Hashable, Sendable {
  /// The name in the config.
  public var name: String
  /// The number sent in the address.
  public var gatewaySkin: GatewaySkin
  /// The folder under `templates/`.
  public var templates: String
  /// The accent colour; nil for the templates' own.
  public var accent: Colour?
  /// Where the config declares it; an empty file name for built-in skins.
  public var position = Position(file: "")

  /// The built-in skins.
  public static let builtIn = [
    Skin(name: "classic", gatewaySkin: .standard, templates: "classic"),
    Skin(name: "night", gatewaySkin: .one, templates: "night"),
  ]
}

/// A colour in sRGB.
public struct Colour: Hashable, Sendable, CustomStringConvertible {
  /// Red, 0 to 255.
  public let red: UInt8
  /// Green, 0 to 255.
  public let green: UInt8
  /// Blue, 0 to 255.
  public let blue: UInt8

  /// A colour from its components.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// Parses `#rrggbb` only.
  public init?(_ text: String) {
    let digits = text.dropFirst()
    guard text.first == "#", digits.utf8.count == 6, digits.allSatisfy(\.isHexDigit),
      let value = UInt32(digits, radix: 16)
    else { return nil }
    red = UInt8(value >> 16)
    green = UInt8(value >> 8 & 255)
    blue = UInt8(value & 255)
  }

  /// The colour as `#rrggbb`.
  public var description: String {
    "#" + Hexadecimal.text([red, green, blue])
  }
}
