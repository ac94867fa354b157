internal import Catalog
internal import GatePay
package import Paper
public import Support

/// The path of every file of a site: the contract that other tools rely on.
///
/// The files of a link are in `pay/` and `qr/`, or, if a site fans out, in one of 256 folders
/// below: two hexadecimal digits from the id alone, so that a URL does not change when other links
/// come and go.
public struct OutputLayout: Hashable, Sendable {
  /// Whether links' files are spread over 256 folders.
  public let fansOut: Bool

  /// A layout.
  public init(fansOut: Bool) {
    self.fansOut = fansOut
  }

  /// The index, or its first page.
  public static let index = "index.html"
  /// The page that a host shows where there is none.
  public static let notFound = "404.html"
  /// The manifest for programs.
  public static let linksJSON = "links.json"
  /// The manifest for spreadsheets.
  public static let linksCSV = "links.csv"
  /// The URLs that search engines may list.
  public static let sitemap = "sitemap.xml"
  /// The data for the next build.
  public static let stateFolder = ".paypress"

  /// The hosted page of a link, in the site's main language or in another one.
  public func page(_ id: String, in other: Language? = nil) -> String {
    path("pay/", id, Self.pageEnding(other))
  }

  /// The hosted page in another language than the site's main one, by the path of that in the main one.
  package static func page(_ main: String, in other: Language) -> String {
    let folder = main.prefix(
      upTo: main.lastIndex(of: "/").map(main.index(after:)) ?? main.startIndex)
    return "\(folder)\(other.rawValue)/\(index)"
  }

  private static func pageEnding(_ other: Language?) -> StaticString {
    switch other {
    case nil: "/index.html"
    case .english?: "/en/index.html"
    case .chinese?: "/zh-CN/index.html"
    }
  }

  /// The folder of a link's page, ending in a slash: its URL relative to the site's.
  public func pageFolder(_ id: String, in other: Language? = nil) -> String {
    String(page(id, in: other).dropLast(Self.index.count))
  }

  /// The code of a link as pixels.
  public func png(_ id: String) -> String { path("qr/", id, ".png") }

  /// The code of a link as a vector.
  public func svg(_ id: String) -> String { path("qr/", id, ".svg") }

  /// A kind of file that each link has.
  package enum LinkFile {
    case page
    /// The page in another language than the site's main one.
    case otherPage(Language)
    case png
    case svg
  }

  /// Appends the path of a link's file.
  package func append(_ file: LinkFile, of id: UnsafeRawBufferPointer, to bytes: inout [UInt8]) {
    switch file {
    case .page: append("pay/", id, Self.pageEnding(nil), to: &bytes)
    case .otherPage(let language): append("pay/", id, Self.pageEnding(language), to: &bytes)
    case .png: append("qr/", id, ".png", to: &bytes)
    case .svg: append("qr/", id, ".svg", to: &bytes)
    }
  }

  private func path(_ folder: StaticString, _ id: String, _ ending: StaticString) -> String {
    var id = id
    var bytes: [UInt8] = []
    bytes.reserveCapacity(32 + id.utf8.count)
    id.withUTF8 { append(folder, UnsafeRawBufferPointer($0), ending, to: &bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func append(
    _ folder: StaticString, _ id: UnsafeRawBufferPointer, _ ending: StaticString,
    to bytes: inout [UInt8]
  ) {
    folder.withUTF8Buffer { bytes.append(contentsOf: $0) }
    if fansOut {
      Hexadecimal.append(Self.part(of: id), to: &bytes)
      bytes.append(UInt8(ascii: "/"))
    }
    bytes.append(contentsOf: id)
    ending.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// An id's part: the XOR of the eight bytes of the 64-bit FNV-1a hash of its lower case.
  private static func part(of id: UnsafeRawBufferPointer) -> UInt8 {
    var digest = Digest64()
    for byte in id { digest.add(byte.asciiLowercased) }
    var value = digest.value
    value ^= value >> 32
    value ^= value >> 16
    value ^= value >> 8
    return UInt8(value & 255)
  }

  /// The page of a short address.
  package static func shortAddressPage(_ slug: PaperSlug) -> String {
    "\(PaperSlug.folder)/\(slug.text)/index.html"
  }

  /// The relative URL of the output folder from the page of a short address.
  static let rootFromShortAddress = "../../"

  /// The slug of a short address's page; nil for any other path.
  package static func slug(ofPage path: String) -> PaperSlug? {
    name(path, between: "\(PaperSlug.folder)/", and: "/index.html").flatMap { PaperSlug($0) }
  }

  /// The rules for nginx.
  package static let nginxRules = "hosts/nginx.conf"
  /// The rules for Caddy.
  package static let caddyRules = "hosts/Caddyfile"
  /// The redirects of short addresses for Apache, which finds them here by itself.
  package static let apacheRules = "\(PaperSlug.folder)/.htaccess"
  /// The rules for Netlify and Cloudflare Pages.
  package static let redirects = "_redirects"
  /// What Netlify and Cloudflare Pages send with the pages of short addresses.
  package static let headers = "_headers"

  /// Apache's refusal to show the folder that it lies in.
  package static let apacheRefusal = "\(stateFolder)/.htaccess"

  /// Whether a path is that of a file with rules for a host.
  package static func isRules(_ path: String) -> Bool { rules.contains(path) }

  private static let rules: Set = [
    nginxRules, caddyRules, apacheRules, apacheRefusal, redirects, headers,
  ]

  /// The manifest of print jobs.
  public static let printJobs = "print/jobs.json"

  /// The page of a print job.
  public static func printPage(_ name: String) -> String { "print/\(name).html" }

  /// The PDF of a print job.
  public static func printPDF(_ name: String) -> String { "print/\(name).pdf" }

  /// The PDF with those pieces of a print job that show some links; no job's name has a `+`.
  package static func partialPDF(_ name: String) -> String { "print/\(name)\(partEnding)" }

  private static let partEnding = "+only.pdf"

  /// The print job of the path of its PDF, or of one with some of its pieces; nil for any other path.
  package static func printJob(ofPDF path: String) -> String? {
    name(path, between: "print/", and: partEnding) ?? name(path, between: "print/", and: ".pdf")
  }

  /// Whether a path is that of a file that belongs to a site as a whole.
  package static func isSiteFile(_ path: String) -> Bool {
    if [index, linksJSON, linksCSV, sitemap, printJobs, notFound].contains(path) { return true }
    if isOwnerFile(path) { return true }
    if name(path, between: "print/", and: ".html") != nil { return true }
    if slug(ofPage: path) != nil || isRules(path) { return true }
    for language in Language.allCases where path.hasPrefix("\(language.rawValue)/index") {
      return isSiteFile(String(path.dropFirst(language.rawValue.count + 1)))
    }
    let digest =
      name(path, between: "assets/style-", and: ".css")
      ?? name(path, between: "assets/icon-", and: ".svg")
      ?? name(path, between: "assets/icon-", and: ".png")
    if let digits = digest {
      return digits.utf8.count == 16 && digits.utf8.allSatisfy(\.isLowercaseHexadecimalDigit)
    }
    let number =
      name(path, between: "index-", and: ".html") ?? name(path, between: "sitemap-", and: ".xml")
    return number.map { !$0.isEmpty && $0.utf8.allSatisfy(\.isDigit) } ?? false
  }

  /// What is between two texts, if it is a name and no path.
  static func name(
    _ path: String, between start: String, and end: String
  ) -> String? {
    guard path.hasPrefix(start), path.hasSuffix(end),
      path.utf8.count > start.utf8.count + end.utf8.count
    else { return nil }
    let name = String(path.dropFirst(start.count).dropLast(end.count))
    return name.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == 0 }) ? nil : name
  }

  /// A stylesheet, with a hash of its content in the name.
  package static func stylesheet(_ content: [UInt8]) -> String {
    var digest = Digest64()
    digest.add(content)
    return "assets/style-\(Hexadecimal.text(digest.value, digitCount: 16)).css"
  }

  /// The relative URL of the output folder from a page.
  func rootFromPage(in other: Language? = nil) -> String {
    (fansOut ? "../../../" : "../../") + (other == nil ? "" : "../")
  }

  /// The relative URL of the output folder from the index.
  static func rootFromIndex(in other: Language? = nil) -> String { other == nil ? "" : "../" }

  /// One of several pages of the index, counted from 1, in the main language or in another one.
  package static func indexPage(_ number: Int, in other: Language? = nil) -> String {
    let name = number == 1 ? index : "index-\(number).html"
    return other.map { "\($0.rawValue)/\(name)" } ?? name
  }

  /// An icon, an SVG or a PNG, with a hash of its content in the name.
  package static func icon(_ content: [UInt8]) -> String {
    var digest = Digest64()
    digest.add(content)
    // The first byte of a PNG is that of no text.
    let ending = content.first == 0x89 ? "png" : "svg"
    return "assets/icon-\(Hexadecimal.text(digest.value, digitCount: 16)).\(ending)"
  }

  /// The most links on one page of the index.
  public static let indexCapacity = 1_000

  /// One of several parts of a sitemap, counted from 1.
  public static func sitemapPart(_ number: Int) -> String { "sitemap-\(number).xml" }

  /// The most URLs in one sitemap file (sitemaps.org protocol, "Sitemap file limits").
  public static let sitemapCapacity = 50_000
}
