internal import Support

/// The name of a link in a short address: `tea` in `https://pay.example.com/p/tea/`.
///
/// Lower case only, because some hosts ignore case.
public struct PaperSlug: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The longest one that can be set by hand.
  public static let maximumLength = 40

  /// The slug as text.
  public let text: String

  /// A slug as an author or a file writes it: lower-case letters, digits and single hyphens between
  /// them; nil for anything else.
  public init?(_ text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    let isWellFormed =
      text.utf8.count <= Self.maximumLength
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { $0.isLetterOrDigit && $0 == $0.asciiLowercased }
      }
    guard isWellFormed else { return nil }
    self.text = text
  }

  private init(unchecked text: String) { self.text = text }

  /// The sites with more links than this get slugs of seven characters instead of five.
  public static let shortSlugLinkCount = 1000

  /// The slug of a link that has none yet: equal ids have equal slugs, whoever makes them.
  ///
  /// - Parameters:
  ///   - isTaken: whether another link has a slug; then the next one of the link's own is tried.
  ///   - linkCount: the number of links of the site.
  public static func made(
    for link: String, linkCount: Int = 1, isTaken: (PaperSlug) -> Bool = { _ in false }
  ) -> PaperSlug {
    var attempt = 0
    while true {
      // Three of a short length, then longer ones: a crowded site must not search for long.
      let isShort = linkCount <= shortSlugLinkCount && attempt < 3
      let name = "\(link.lowercased())\u{0}\(attempt)"
      let digits = PaperAlphabet.digits(of: name, count: isShort ? 4 : 6)
      let check = PaperAlphabet.checkCharacter(of: digits).map { String($0) } ?? ""
      let slug = PaperSlug(unchecked: digits + check)
      if !isTaken(slug) { return slug }
      attempt += 1
    }
  }

  /// A slug and some others, without repetitions, sorted.
  public static func union(_ slug: PaperSlug?, _ others: [PaperSlug]) -> [PaperSlug] {
    guard let slug else { return others }
    return others.isEmpty ? [slug] : Set(others + [slug]).sorted()
  }

  /// The short address of the slug on a site whose base URL ends in a slash.
  public func address(at baseURL: String) -> String { "\(baseURL)\(Self.folder)/\(text)/" }

  /// The folder of the short addresses' pages in a site.
  public static let folder = "p"

  /// The slug of a short address on a site; nil for any other text.
  public init?(ofAddress address: String, at baseURL: String) {
    let start = "\(baseURL)\(Self.folder)/"
    guard address.hasPrefix(start), address.hasSuffix("/") else { return nil }
    self.init(String(address.dropFirst(start.count).dropLast()))
    guard self.address(at: baseURL) == address else { return nil }
  }

  /// The slug as text.
  public var description: String { text }

  /// Orders by bytes, as the file does.
  public static func < (left: PaperSlug, right: PaperSlug) -> Bool { left.text < right.text }
}
