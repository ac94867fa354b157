internal import Catalog
internal import Support

/// The fixed words of the pages in both languages, which templates use as `text.<name>`.
enum Phrasebook {
  /// The words that templates may use.
  static let phrases: KeyValuePairs<String, Sentence> = [
    "address": Sentence("Payment address", "付款网址"),
    "alipay": Sentence("Alipay", "支付宝"),
    "alipay_way": Sentence(
      "Save the picture, then open Scan and choose it from the album.", "先保存图片，再打开“扫一扫”，从相册中选取。"),
    "all_links": Sentence("All items", "全部项目"),
    "any_amount": Sentence("Any amount", "任意金额"),
    "any_amount_hint": Sentence("You enter it on the payment page", "到付款页自行填写"),
    "before_paying": Sentence("Before you pay, check that the page is at", "付款前请核对，付款页网址应为"),
    "browser": Sentence("Browser", "浏览器"),
    "browser_way": Sentence("Press “Open the payment page”.", "点“打开付款页”。"),
    "can_change": Sentence("you can change it", "可修改"),
    "first_page": Sentence("First", "首页"),
    "last_page": Sentence("Last", "末页"),
    "next_page": Sentence("Next", "下一页"),
    "open_here": Sentence("Open the payment page", "打开付款页"),
    "pages": Sentence("Pages", "分页"),
    "order": Sentence("Order", "订单号"),
    "paid_to": Sentence("Paid to", "收款方"),
    "pay": Sentence("Pay", "付款"),
    "previous_page": Sentence("Previous", "上一页"),
    "reference": Sentence("Reference", "备注"),
    "sample": Sentence(
      "Sample: nobody is paid by these codes.", "示例：这里的码不会付款给任何人。"),
    "save_picture": Sentence("Save the picture", "保存图片"),
    "scan": Sentence("Scan with WeChat or Alipay to pay", "微信 / 支付宝 扫码付款"),
    "suggested": Sentence("suggested", "建议金额"),
    "suggested_hint": Sentence("Suggested: you can change it", "建议金额，可修改"),
    "wechat": Sentence("WeChat", "微信"),
    "wechat_way": Sentence(
      "Press and hold the code, then choose “Scan QR code in image”.", "长按二维码，选“识别图中二维码”。"),
  ]

  /// The words of a name.
  static func text(_ name: String, _ language: Language) -> String {
    phrases.first { $0.key == name }?.value.text(in: language) ?? ""
  }

  /// The alternative text of a code.
  static func alternativeText(
    merchant: String, title: String, price: String?, _ language: Language
  ) -> String {
    switch language {
    case .english: "QR code: pay \(price.map { "¥\($0)" } ?? "any amount") to \(merchant), \(title)"
    case .chinese:
      "付款二维码：向\(merchant.withinChinese)付款\(price.map { " ¥\($0)" } ?? "，金额任意")，\(title)"
    }
  }

  /// What a link's page is for, in one sentence.
  static func pageDescription(
    merchant: String, title: String, price: String?, _ language: Language
  ) -> String {
    switch language {
    case .english:
      "Pay \(price.map { "¥\($0)" } ?? "any amount") to \(merchant) for “\(title)”, with WeChat or Alipay."
    case .chinese:
      "用微信或支付宝向\(merchant.withinChinese)付款\(price.map { " ¥\($0)" } ?? "，金额任意")：\(title)。"
    }
  }

  /// What an index is for, in one sentence.
  static func indexDescription(_ title: String, _ language: Language) -> String {
    switch language {
    case .english: "Pay \(title) with WeChat or Alipay."
    case .chinese: "用微信或支付宝向\(title.withinChinese)付款。"
    }
  }

  /// What the button beside an item does, for those who hear it; it begins with the word on the button.
  static func payLabel(_ title: String, _ language: Language) -> String {
    let pay = text("pay", language)
    // "Pay Pay at the counter" would be heard.
    let saysSo =
      switch language {
      case .english: title.split(separator: " ").first?.lowercased() == pay.lowercased()
      case .chinese: title.hasPrefix(pay)
      }
    return saysSo ? title : "\(pay) \(title)"
  }

  /// How many links there are.
  static func linkCount(_ count: Int, _ language: Language) -> String {
    switch language {
    case .english: count == 1 ? "1 link" : "\(count) links"
    case .chinese: "\(count) 个收款码"
    }
  }

  /// Which of several pages a page is.
  static func pageNumber(_ number: Int, of count: Int, _ language: Language) -> String {
    switch language {
    case .english: "Page \(number) of \(count)"
    case .chinese: "第 \(number) 页，共 \(count) 页"
    }
  }
}
