internal import Catalog
internal import GatePay
internal import Pages
internal import Support

struct SandboxPage {
  let title: Sentence
  let skin: GatewaySkin
  /// Targets of its forms besides the sandbox.
  var formTargets: [String] = []
  private let content: @Sendable (Language) -> Markup

  private init(
    _ title: Sentence, skin: GatewaySkin, content: @escaping @Sendable (Language) -> Markup
  ) {
    self.title = title
    self.skin = skin
    self.content = content
  }

  /// The whole document.
  func html(in language: Language) -> Markup {
    """
    \(Markup.unlistedHead(in: language))
    <title>\(title.text(in: language))</title>
    <link rel="stylesheet" href="/sandbox/\(Int64(skin.rawValue)).css">
    <link rel="icon" href="data:,">
    </head>
    <body>
    <aside class="banner"><p>\(PageWords.banner.text(in: language))</p></aside>
    <main>
    \(content(language))
    </main>
    </body>
    </html>

    """
  }

  static func problem(_ problem: Sentence) -> SandboxPage {
    SandboxPage(PageWords.problemTitle, skin: .standard) { language in
      """
      <h1>\(PageWords.problemTitle.text(in: language))</h1>
      <p class="problem">\(problem.text(in: language))</p>
      """
    }
  }

  /// The root page: what this is, and who can be paid.
  static func about(merchants: [Merchant]) -> SandboxPage {
    SandboxPage(PageWords.aboutTitle, skin: .standard) { language in
      let names: [Markup] = merchants.map { "<li>\($0.name)</li>" }
      return """
        <h1>\(PageWords.aboutTitle.text(in: language))</h1>
        <p>\(PageWords.about.text(in: language))</p>
        <ul>\(names)</ul>
        """
    }
  }

  /// The page of a quick-collect URL.
  static func quickCollect(_ link: QuickCollectVisit, query: String) -> SandboxPage {
    let title = Sentence("Pay \(link.merchant.name)", "向\(link.merchant.name)付款")
    return SandboxPage(title, skin: link.skin) { language in
      """
      <header><p class="label">\(PageWords.payee.text(in: language))</p>
      <h1>\(link.merchant.name)</h1></header>
      <form method="post" action="\(address: "/pay/any?" + query)">
      \(priceField(link, language))
      \(customField(link, language))
      <fieldset>
      <legend>\(PageWords.how.text(in: language))</legend>
      <button class="wechat" name="type" value="wechat">\(PageWords.wechat.text(in: language))</button>
      <button class="alipay" name="type" value="alipay">\(PageWords.alipay.text(in: language))</button>
      </fieldset>
      </form>
      """
    }
  }

  private static func priceField(_ link: QuickCollectVisit, _ language: Language) -> Markup {
    if let price = link.price, !link.isPriceOpen {
      return """
        <p class="amount" id="price"><span>¥</span>\(price.description)</p>
        <p class="fixed">\(PageWords.fixed.text(in: language))</p>
        """
    }
    return """
      <p><label for="price">\(PageWords.amount.text(in: language))</label>
      <input id="price" name="price" inputmode="decimal" autocomplete="off" required
      pattern="[0-9]{1,12}([.][0-9]{1,2})?" value="\(link.price?.description ?? "")"></p>
      """
  }

  private static func customField(_ link: QuickCollectVisit, _ language: Language) -> Markup {
    if let custom = link.custom, !link.isCustomOpen {
      return """
        <dl><dt>\(PageWords.contact.text(in: language))</dt>
        <dd id="custom"><bdi>\(custom)</bdi></dd></dl>
        """
    }
    return """
      <p><label for="custom">\(PageWords.contact.text(in: language))</label>
      <input id="custom" name="custom" maxlength="120" autocomplete="off" value="\(link.custom ?? "")"></p>
      """
  }

  /// The page of an order.
  static func cashier(
    _ order: StoredOrder, merchant: String, _ notifications: [StoredNotification],
    skin: GatewaySkin, now: Int64, back: String?
  ) -> SandboxPage {
    let title = Sentence(
      "Pay ¥\(order.price) to \(merchant)", "向\(merchant)付款 ¥\(order.price)")
    var page = SandboxPage(title, skin: skin) { language in
      """
      <header><p class="label">\(PageWords.payee.text(in: language))</p>
      <h1>\(merchant)</h1></header>
      <p class="amount"><span>¥</span>\(order.price.description)</p>
      \(facts(order, now: now, language))
      \(buttons(order, skin, now: now, language))
      \(sent(notifications, language))
      \(wayBack(back, language))
      """
    }
    // An origin that a content-security policy cannot express must not end it.
    let place = order.returnURL.map { Gateway.originAndPath(of: $0).origin } ?? ""
    if let origin = (try? Gateway(place))?.origin { page.formTargets = [origin] }
    return page
  }

  private static func facts(
    _ order: StoredOrder, now: Int64, _ language: Language
  ) -> Markup {
    let status = order.status(at: now)
    let minutes = Sentence(
      "\((order.expires - now) / 1000) s left", "剩余 \((order.expires - now) / 1000) 秒")
    let time: Markup = status == .unpaid ? " · \(minutes.text(in: language))" : ""
    let custom: Markup =
      order.custom.isEmpty
      ? ""
      : """
      <dt>\(PageWords.contact.text(in: language))</dt><dd><bdi>\(order.custom)</bdi></dd>
      """
    return """
      <dl>
      <dt>\(PageWords.order.text(in: language))</dt><dd>\(order.name)</dd>
      <dt>\(PageWords.number.text(in: language))</dt><dd>\(order.id) · \(order.outOrderID)</dd>
      <dt>\(PageWords.how.text(in: language))</dt><dd>\(PageWords.name(order.type).text(in: language))</dd>
      \(custom)
      <dt>\(PageWords.state.text(in: language))</dt><dd class="state \(status.text)">\(PageWords.name(status).text(in: language))\(time)</dd>
      </dl>
      """
  }

  private static func buttons(
    _ order: StoredOrder, _ skin: GatewaySkin, now: Int64, _ language: Language
  ) -> Markup {
    let status = order.status(at: now)
    let possible = CashierAction.allCases.filter {
      $0.isPossible(status) && ($0 != .tooLittle || order.price.cents > 1)
    }
    let buttons: [Markup] = possible.map { action in
      """
      <button name="action" value="\(action.rawValue)">\(PageWords.name(action).text(in: language))</button>

      """
    }
    return """
      <form method="post" action="/sandbox/act">
      <input type="hidden" name="id" value="\(order.payID)">
      <input type="hidden" name="skin" value="\(Int64(skin.rawValue))">
      <fieldset class="actions">
      <legend>\(PageWords.pretend.text(in: language))</legend>
      \(buttons)</fieldset>
      </form>
      """
  }

  /// The redirect, for a payer who was still here when the merchant answered.
  private static func wayBack(_ address: String?, _ language: Language) -> Markup {
    guard let address else { return "" }
    return """
      <p><a href="\(address: address)">\(PageWords.back.text(in: language))</a></p>
      """
  }

  private static func sent(
    _ notifications: [StoredNotification], _ language: Language
  ) -> Markup {
    guard !notifications.isEmpty else { return "" }
    let rows: [Markup] = notifications.map { notification in
      let count = notification.tryCount
      let tries = Sentence("\(count) \(count == 1 ? "try" : "tries")", "\(count) 次")
      let outcome = notification.outcome?.sentence.text(in: language) ?? ""
      return "<li>\(notification.url): \(outcome) (\(tries.text(in: language)))</li>"
    }
    return """
      <section><h2>\(PageWords.notifications.text(in: language))</h2><ol>\(rows)</ol></section>
      """
  }
}
