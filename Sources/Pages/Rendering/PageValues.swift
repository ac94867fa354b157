internal import Catalog
internal import GatePay
internal import QRImage
internal import Support

/// Every value that templates may use, by file; a test writes the tables of `docs/templates.md`.
enum PageValues {
  /// `page.html`: one link.
  static let page = TemplateValues<LinkPage>([
    .text("id", SharedMeaning.id) { $0.link.id },
    .text("title", SharedMeaning.title) { $0.title },
    .text("page_title", SharedMeaning.pageTitle) { $0.pageTitle },
    .text("description", SharedMeaning.description) {
      Phrasebook.pageDescription(
        merchant: $0.merchant, title: $0.title, price: $0.price, $0.language)
    },
    .optionalText("share_image", SharedMeaning.shareImage) { page in
      page.site.baseURL.map { $0 + page.layout.png(page.link.id) }
    },
    .text("merchant", SharedMeaning.merchant) { $0.merchant },
    .optionalText(
      "price",
      SharedMeaning.price
    ) { $0.price },
    .flag("price_fixed", SharedMeaning.priceFixed) {
      $0.link.address.stable
    },
    .text(
      "price_size",
      Sentence(
        "`short`, `medium`, `long` or `longest`: how large the price can be set on one line",
        "`short`、`medium`、`long` 或 `longest`：金额排成一行时能有多大")
    ) { priceSize($0.price) },
    .optionalText("custom", Sentence("the contact or reference", "联系方式或备注")) {
      $0.link.address.custom
    },
    .flag("custom_fixed", Sentence("the payer cannot change `custom`", "付款人不能修改 `custom`")) {
      $0.link.address.stable
    },
    .optionalText("note", Sentence("the link's note", "链接的说明")) { $0.link.note },
    .url("pay_url", Sentence("the payment page", "付款页")) { $0.link.url },
    .url("qr_image", Sentence("the code as a PNG", "二维码的 PNG 图片")) {
      $0.root + $0.layout.png($0.link.id)
    },
    .text("qr_alternative", Sentence("the code's alternative text", "二维码的替代文字")) {
      Phrasebook.alternativeText(
        merchant: $0.merchant, title: $0.title, price: $0.price, $0.language)
    },
    .text("qr_side", Sentence("the code's width and height in CSS pixels", "二维码的宽和高，以 CSS 像素计")) {
      "\(sideInPixels($0.link.symbolSize.sideWithQuietZoneInModules))"
    },
    .optionalURL(
      "canonical_url",
      SharedMeaning.canonicalURL
    ) { page in page.address(in: page.language) },
    .optionalURL(
      "index_url",
      Sentence(
        "the index; absent on pages from `each` and `rows` and with `site.index: false`",
        "首页；`each` 和 `rows` 生成的页面，以及 `site.index: false` 时没有")
    ) { $0.indexURL },
    .optionalURL("other_url", SharedMeaning.otherURL) { $0.otherURL },
    .optionalURL("other_address", SharedMeaning.otherAddress) { page in
      page.otherLanguage.flatMap(page.address)
    },
    .optionalText("other_lang", SharedMeaning.otherLang) { $0.otherLanguage?.rawValue },
    .optionalText("other_language", SharedMeaning.otherLanguage) { $0.otherLanguage?.ownName },
    .flag("noindex", SharedMeaning.noindex) {
      !$0.site.listsPage(isBatch: $0.link.isBatch)
    },
    .flag("sample", SharedMeaning.sample) {
      $0.isSample
    },
    .optionalText("order", Sentence("the order number, where the link is an order", "链接是订单时的订单号")) {
      $0.link.address.placedOrder?.outOrderID.text
    },
    .optionalText("order_status", Sentence("the order's last known state", "网关最近告知的订单状态")) { page in
      page.link.address.placedOrder.flatMap { OrderWords.status(of: $0, page.language) }
    },
    .optionalText(
      "order_over",
      Sentence(
        "why the order can no longer be paid; show the code where this is absent",
        "订单为什么不能再付款；没有时才显示二维码")
    ) { page in
      page.link.address.placedOrder.flatMap { OrderWords.ending(of: $0, page.language) }
    },
  ])

  /// The name of the link to the next index page, required if there are several pages.
  static let nextPage = "next_url"

  /// `index.html`: all links, by merchant.
  static let index = TemplateValues<IndexPage>([
    .text("link_count", SharedMeaning.linkCount) {
      Phrasebook.linkCount($0.plan.linkCount, $0.language)
    },
    .text("page_title", SharedMeaning.pageTitle) { $0.site.title(in: $0.language) },
    .text("description", SharedMeaning.description) {
      Phrasebook.indexDescription($0.site.title(in: $0.language), $0.language)
    },
    .optionalText("share_image", SharedMeaning.shareImage) { page in
      page.site.baseURL.map { $0 + page.picture }
    },
    .optionalURL(
      "canonical_url",
      SharedMeaning.canonicalURL
    ) { $0.address(in: $0.language) },
    .optionalURL("other_url", SharedMeaning.otherURL) { $0.otherURL },
    .optionalURL("other_address", SharedMeaning.otherAddress) { page in
      page.otherLanguage.flatMap(page.address)
    },
    .optionalText("other_lang", SharedMeaning.otherLang) { $0.otherLanguage?.rawValue },
    .optionalText("other_language", SharedMeaning.otherLanguage) { $0.otherLanguage?.ownName },
    .flag("noindex", SharedMeaning.noindex) {
      $0.isHidden
    },
    .flag("sample", SharedMeaning.sample) {
      $0.isSample
    },
    .list(
      "merchants", Sentence("the merchants with links on this page", "本页有链接的商户"), of: merchant
    ) { $0.merchants },
    .optionalText(
      "page_number",
      Sentence("such as “Page 2 of 3”; absent on a single page", "如“第 2 页，共 3 页”；只有一页时没有")
    ) { page in
      page.plan.pageCount > 1
        ? Phrasebook.pageNumber(page.number, of: page.plan.pageCount, page.language) : nil
    },
    .optionalURL("first_url", Sentence("the first page", "第一页")) { $0.url(ofPage: 1) },
    .optionalURL("previous_url", Sentence("the page before", "上一页")) {
      $0.url(ofPage: $0.number - 1)
    },
    .optionalURL(nextPage, Sentence("the page after", "下一页")) { $0.url(ofPage: $0.number + 1) },
    .optionalURL("last_url", Sentence("the last page", "最后一页")) {
      $0.url(ofPage: $0.plan.pageCount)
    },
  ])

  /// An item of `merchants`.
  static let merchant = TemplateValues<IndexPage.Merchant>([
    .text("merchant", SharedMeaning.merchant) { $0.name },
    .optionalText(
      "heading",
      Sentence(
        "the merchant's name; absent if the index has links of one merchant only",
        "商户名称；目录里只有一个商户的链接时没有")
    ) { $0.heading },
    .text("merchant_link_count", SharedMeaning.linkCount) { $0.linkCount },
    .list("links", Sentence("the merchant's links on this page", "该商户在本页的链接"), of: link) {
      $0.entries
    },
  ])

  /// An item of `links`.
  static let link = TemplateValues<PageRenderer.IndexEntry>([
    .text("id", SharedMeaning.id) { $0.id },
    .text("title", SharedMeaning.title) { $0.title },
    .optionalText(
      "price",
      SharedMeaning.price
    ) { $0.price },
    .flag("price_fixed", SharedMeaning.priceFixed) {
      $0.isPriceFixed
    },
    .url("page_url", Sentence("the link's page", "链接的页面")) { $0.path },
    .optionalURL(
      "pay_url", Sentence("the payment page; absent when nothing is left to pay", "付款页；不能再付款时没有")
    ) { $0.url },
    .text(
      "pay_label",
      Sentence(
        "the words of the pay button for those who hear them, with the title",
        "付款按钮读给听的人的文字，含标题")
    ) { Phrasebook.payLabel($0.title, $0.language) },
  ])

  /// The values that all pages of a skin share.
  static let common = TemplateValues<SkinPages>(
    [
      .text("lang", Sentence("the page's language", "页面的语言")) { $0.language.rawValue },
      .text("site_title", Sentence("the site's title", "站点的标题")) { $0.title },
      .url("icon_url", Sentence("the site's icon", "站点的图标")) { $0.icon },
      .url("touch_icon_url", Sentence("its icon for home screens, a PNG", "手机主屏幕上的图标，PNG")) {
        $0.touchIcon
      },
      .text("host", Sentence("the gateway's host", "网关的域名")) { $0.gatewayHost },
      .url("stylesheet_url", Sentence("the stylesheet", "样式表")) { $0.stylesheet },
      .url("home_url", Sentence("the index", "首页")) { $0.home },
    ]
      + Phrasebook.phrases.map { name, phrase in
        .text("text.\(name)", Sentence("“\(phrase.english)”", "“\(phrase.chinese)”")) {
          phrase.text(in: $0.language)
        }
      })

  /// `style.css`, from the skin's accent.
  static let stylesheet = TemplateValues<Colour>([
    .colour("accent", Sentence("the skin's accent", "外观的强调色")) { $0 },
    .colour(
      "accent_text",
      Sentence("black or white, whichever is easier to read on the accent", "黑色或白色，取在强调色上更清楚的一种")
    ) { $0.readableText },
  ])

  /// How large an amount fits on one line, as a word for the stylesheet.
  private static func priceSize(_ price: String?) -> String {
    switch price?.utf8.count ?? 0 {
    case ...6: "short"
    case ...8: "medium"
    case ...10: "long"
    default: "longest"
    }
  }

  /// The width of a code on a page in CSS pixels: whole pixels per module, 448 or less where that leaves two.
  private static func sideInPixels(_ sideInModules: Int) -> Int {
    sideInModules * max(2, 448 / sideInModules)
  }
}
