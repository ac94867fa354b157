/// Where every file of a site stands: the contract that other tools rely on.
public enum OutputLayout {
  /// All links of the site.
  public static let index = "index.html"
  /// The manifest for programs.
  public static let linksJSON = "links.json"
  /// The manifest for spreadsheets.
  public static let linksCSV = "links.csv"
  /// What search engines may list.
  public static let sitemap = "sitemap.xml"
  /// What the next build needs to know.
  public static let stateFolder = ".paypress"

  /// The hosted page of a link.
  public static func page(_ id: String) -> String { "pay/\(id)/index.html" }

  /// The code of a link as pixels.
  public static func png(_ id: String) -> String { "qr/\(id).png" }

  /// The code of a link as a vector.
  public static func svg(_ id: String) -> String { "qr/\(id).svg" }

  /// A stylesheet, by the digest of its bytes in hexadecimal.
  static func stylesheet(_ digest: String) -> String { "assets/style-\(digest).css" }

  /// The address of the output folder as seen from a page.
  static let rootFromPage = "../../"

  /// One of several parts of a sitemap, counted from 1.
  public static func sitemapPart(_ number: Int) -> String { "sitemap-\(number).xml" }

  /// The most addresses that one sitemap file may hold (sitemaps.org protocol, "Sitemap file
  /// limits").
  public static let sitemapCapacity = 50_000
}
