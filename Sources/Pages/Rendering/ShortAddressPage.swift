package import Catalog
internal import GatePay
package import Paper
internal import Support

/// The pages of short addresses, in both languages: they lead on at once, or say what was here.
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
      refresh, title: [link.title, price, merchant],
      """
      \(sample)<main class="ticket">
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
      Markup(), title: [target.title, site.title],
      """
      <main class="ticket">
        <header class="payee"><p class="merchant">\(site.title)</p></header>
        <div class="ask">
          <h1>\(target.title)</h1>
        </div>
        <div class="retired">
      \(both(gone))  </div>
      </main>

      """)
  }

  private static let open = "打开付款页 · Open the payment page"

  private static func sample(_ language: Language) -> Markup {
    let words = Phrasebook.phrases.first { $0.key == "sample" }?.value.text(in: language) ?? ""
    return "<aside class=\"sample\"><p>\(words)</p></aside>\n"
  }

  /// A sentence in both languages, that of the site first.
  private func both(_ sentence: Sentence) -> [Markup] {
    let others = Language.allCases.filter { $0 != site.language }
    return ([site.language] + others).map { language in
      "    <p lang=\"\(language.rawValue)\">\(sentence.text(in: language))</p>\n"
    }
  }

  private func document(_ head: Markup, title: [String?], _ body: Markup) -> [UInt8] {
    let style = "../../" + (stylesheet(ofSkin: site.skin)?.path ?? "")
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
      \(head)<link rel="stylesheet" href="\(style)">
      <title>\(title.compactMap(\.self).joined(separator: " · "))</title>
      </head>
      <body>
      \(body)</body>
      </html>

      """
    return page.bytes
  }
}
