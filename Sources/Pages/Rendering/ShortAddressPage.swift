package import Catalog
internal import GatePay
package import Paper
internal import Support

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
      "正在打开\(merchant)的付款页。付款前请核对，付款页网址应为 \(host)。")
    let refresh: Markup = """
      <meta http-equiv="refresh" content="0; url=\(link.url)">

      """
    let sample: Markup? = areSamples[link.merchant] ? Self.sample(site.language) : nil
    let amount: Markup? = price.map { "    <p class=\"amount medium\">\($0)</p>\n" }
    return document(
      head: "\(refresh)\(linkedStyle("../../"))", title: [link.title, price, merchant],
      """
      \(sample)<main class="ticket stage notice">
        <header class="payee"><p class="merchant">\(merchant)</p></header>
        <div class="ask">
          <h1>\(link.title)</h1>
      \(amount)  </div>
        <div class="pay">
      \(both(leading))    <a class="button" href="\(address: link.url)" rel="noreferrer">\(Self.open)</a>
        </div>
      </main>

      """)
  }

  /// The page of a slug whose link is gone; it says what it was.
  package func retiredPage(_ target: PublishedTarget) -> [UInt8] {
    let price = QuickCollectInspection(target.url).link?.price.map { "¥\($0)" }
    let what = price.map { "\(target.title), \($0)" } ?? target.title
    let gone = Sentence(
      "This code was for “\(what)” at \(site.title). It is no longer in use, and nothing was paid. "
        + "Please ask the staff for the current one.",
      "这个码原用于\(site.title)的“\(what)”，现已停用，没有付款。请向店员索取新的码。")
    return document(
      head: linkedStyle("../../"), title: [target.title, site.title],
      """
      <main class="ticket stage notice">
        <header class="payee"><p class="merchant">\(site.title)</p></header>
        <div class="ask">
          <h1>\(target.title)</h1>
        </div>
        <div class="retired">
      \(both(gone))  </div>
      </main>

      """)
  }

  /// The page of a link that was removed.
  package func removedPage() -> [UInt8] {
    let gone = Sentence(
      "This link is no longer in use, and nothing was paid. Please ask \(site.title(in: .english)) for the current one.",
      "这个链接已停用，没有付款。请向\(site.title(in: .chinese))索取新的链接。")
    let home: Markup? =
      site.hasIndex
      ? "    <a href=\"\(layout.rootFromPage())\(OutputLayout.index)\">\(Self.allLinks)</a>\n" : nil
    return document(
      head: linkedStyle(layout.rootFromPage()),
      title: [Self.removed.text(in: site.language), site.title],
      notice(Self.removed, gone, home))
  }

  /// The page that a host shows where there is none, at any address: with a `base_url` it names its
  /// stylesheet from the root of the host, without one it has its style at the top of the site only.
  package func notFoundPage() -> [UInt8] {
    let words = Sentence(
      "There is no page at this address, and nothing was paid. If a code or a link led here, it is no "
        + "longer in use: please ask \(site.title(in: .english)) for the current one.",
      "这个网址没有页面，没有付款。如果是扫码或点链接来到这里，说明它已停用，请向\(site.title(in: .chinese))索取新的。")
    let path = site.baseURL?.split(
      separator: "/", maxSplits: 3, omittingEmptySubsequences: false
    ).last
    let root = path.map { "/\($0)" } ?? ""
    let home: Markup? =
      site.hasIndex && path != nil
      ? "    <a href=\"\(address: root)\">\(Self.allLinks)</a>\n" : nil
    return document(
      head: linkedStyle(root), title: [Self.notFound.text(in: site.language), site.title],
      notice(Self.notFound, words, home))
  }

  private static let removed = Sentence("No longer in use", "已停用")
  private static let notFound = Sentence("Page not found", "没有这个页面")
  private static let allLinks = "全部收款码 · All links"

  private func notice(_ title: Sentence, _ words: Sentence, _ home: Markup?) -> Markup {
    let others = Language.allCases.filter { $0 != site.language }
    let second: [Markup] = others.map {
      "<p class=\"label\" lang=\"\($0.rawValue)\">\(title.text(in: $0))</p>\n"
    }
    return """
      <main class="ticket stage notice">
        <header class="payee"><p class="merchant">\(site.title)</p></header>
        <div class="ask">
          <h1>\(title.text(in: site.language))</h1>
      \(second)  </div>
        <div class="retired">
      \(both(words))\(home)  </div>
      </main>

      """
  }

  private static let open = "打开付款页 · Open the payment page"

  static func sample(_ language: Language) -> Markup {
    "<aside class=\"sample\"><p>\(Phrasebook.text("sample", language))</p></aside>\n"
  }

  /// A sentence in both languages, that of the site first.
  private func both(_ sentence: Sentence) -> [Markup] {
    let others = Language.allCases.filter { $0 != site.language }
    return ([site.language] + others).map { language in
      "    <p lang=\"\(language.rawValue)\">\(sentence.text(in: language))</p>\n"
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
    head: Markup, title: [String?], _ body: Markup
  ) -> [UInt8] {
    let page: Markup = """
      <!DOCTYPE html>
      <html lang="\(site.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
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
