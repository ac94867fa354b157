package import Catalog
internal import GatePay
package import Paper
package import Support

/// The pages of short addresses, of removed links and of addresses without a page, in both languages.
///
/// They are no templates: a page that leads on must do nothing else.
extension PageRenderer {
  /// The page of a slug that leads to a link's payment page.
  package func forwardingPage(_ link: Link) -> [UInt8] {
    let merchant = merchantNames[link.merchant]
    let price = link.address.price.map { "¥\($0)" }
    let host = link.address.quickCollect?.gateway.host ?? ""
    let leading = Sentence(
      "This leads to the payment page of \(merchant). Before you pay, check that the page is at \(host).",
      "正在打开\(merchant.withinChinese)的付款页。付款前请核对，付款页网址应为 \(host)。")
    let refresh: Markup = """
      <meta http-equiv="refresh" content="0; url=\(link.url)">

      """
    let sample: Markup? = areSamples[link.merchant] ? Self.sample(site.language) : nil
    let amount: Markup? = price.map { "    <p class=\"amount medium\">\($0)</p>\n" }
    return document(
      head: "\(refresh)\(linkedStyle(OutputLayout.rootFromShortAddress))",
      title: [link.title, price, merchant], in: site.language,
      """
      \(sample)<main class="ticket stage notice">
        <header class="payee"><p class="merchant">\(words: merchant)</p></header>
        <div class="ask">
          <h1>\(words: link.title)</h1>
      \(amount)  </div>
        <div class="pay">
      \(both(leading, site.language))    <a class="button" href="\(address: link.url)" rel="noreferrer">\(Self.open)</a>
        </div>
      </main>

      """)
  }

  /// The page of a slug whose link is gone; it says what it was.
  package func retiredPage(_ target: PublishedTarget) -> [UInt8] {
    let price = QuickCollectInspection(target.url).link?.price.map { ", ¥\($0)" } ?? ""
    let title = Sentence(target.title(in: .english), target.title(in: .chinese))
    let what = Sentence(title.english + price, title.chinese + price)
    return notice(
      title, NoticeWords.retired(what, at: shop), nil, root: OutputLayout.rootFromShortAddress)
  }

  /// The page of a link that was removed, in a language of the site; nil for the main one.
  package func removedPage(in language: Language? = nil) -> [UInt8] {
    let folder = folderLanguage(language)
    let root = layout.rootFromPage(in: folder)
    let home: Markup = "\(root)\(OutputLayout.indexPage(1, in: folder))"
    return notice(
      NoticeWords.removed, NoticeWords.removed(at: shop), site.hasIndex ? home : nil, root: root,
      in: language)
  }

  /// The page that a host shows where there is none, at any address: with a `base_url` it names its
  /// stylesheet from the root of the host, without one it has its style at the top of the site only.
  package func notFoundPage() -> [UInt8] {
    let home: Markup? = site.basePath.map { "\(address: $0)" }
    return notice(
      NoticeWords.notFound, NoticeWords.notFound(at: shop), site.hasIndex ? home : nil,
      root: site.basePath ?? "")
  }

  /// The site's title in each language.
  private var shop: Sentence { Sentence(site.title(in: .english), site.title(in: .chinese)) }

  /// A page that says that nothing was paid.
  ///
  /// - Parameters:
  ///   - home: the URL of the index, if the page leads there.
  ///   - root: the URL of the output folder.
  ///   - language: the language that comes first; nil for the site's main one.
  private func notice(
    _ title: Sentence, _ words: Sentence, _ home: Markup?, root: String,
    in language: Language? = nil
  ) -> [UInt8] {
    let language = language ?? site.language
    let own = title.text(in: language)
    let others = Language.allCases.filter { title.text(in: $0) != own }
    let second: [Markup] = others.map {
      "<p class=\"label\" lang=\"\($0.rawValue)\">\(title.text(in: $0))</p>\n"
    }
    let way: Markup? = home.map { "    <a href=\"\($0)\">\(NoticeWords.allLinks)</a>\n" }
    return document(
      head: linkedStyle(root), title: [own, site.title(in: language)], in: language,
      """
      <main class="ticket stage notice">
        <header class="payee"><p class="merchant">\(words: site.title(in: language))</p></header>
        <div class="ask">
          <h1>\(words: own)</h1>
      \(second)  </div>
        <div class="retired">
      \(both(words, language))\(way)  </div>
      </main>

      """)
  }

  private static let open = "打开付款页 · Open the payment page"

  static func sample(_ language: Language) -> Markup {
    "<aside class=\"sample\"><p>\(Phrasebook.text("sample", language))</p></aside>\n"
  }

  /// A sentence in both languages, one of them first.
  private func both(_ sentence: Sentence, _ first: Language) -> [Markup] {
    let others = Language.allCases.filter { $0 != first }
    return ([first] + others).map { language in
      "    <p lang=\"\(language.rawValue)\">\(words: sentence.text(in: language))</p>\n"
    }
  }

  /// A stylesheet of its own file, and the icons.
  private func linkedStyle(_ root: String) -> Markup {
    let style = root + (stylesheet(ofSkin: site.skin)?.path ?? "")
    return """
      <link rel="icon" href="\(root)\(icons.icon.path)">
      <link rel="apple-touch-icon" href="\(root)\(icons.touchIcon.path)">
      <link rel="stylesheet" href="\(style)">

      """
  }

  private func document(
    head: Markup, title: [String?], in language: Language, _ body: Markup
  ) -> [UInt8] {
    let page: Markup = """
      \(Markup.head(in: language))
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'">
      <meta name="referrer" content="no-referrer">
      <meta name="format-detection" content="telephone=no">
      <meta name="robots" content="noindex">
      \(head)<title>\(title.compactMap(\.self).joined(separator: " · "))</title>
      </head>
      <body>
      \(body)</body>
      </html>

      """
    return page.bytes
  }
}
