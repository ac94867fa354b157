internal import Catalog
internal import Support

/// Words in one language.
struct Phrase: Hashable, Sendable {
  var text: String
  var language: Language
}

/// The words that the program adds on paper.
enum PrintPhrases {
  static let instruction = Sentence("Scan with WeChat or Alipay to pay", "微信 / 支付宝 扫码付款")
  static let call = Sentence("Scan to pay", "扫码付款")

  /// The name of a wallet.
  static func wallet(_ wallet: PrintJob.Wallet) -> Sentence {
    switch wallet {
    case .wechat: Sentence("WeChat Pay", "微信支付")
    case .alipay: Sentence("Alipay", "支付宝")
    }
  }

  static let menuInstruction = Sentence(
    "Scan the code beside what you want, with WeChat or Alipay", "要付哪一项，就用微信或支付宝扫它旁边的码")
  static let boardInstruction = Sentence(
    "Scan one of these codes with WeChat or Alipay", "用微信或支付宝扫其中一个码付款")
  static let openAmount = Sentence("You enter the amount", "金额由您填写")
  static let sample = Sentence("Sample: scanning pays nobody", "示例：扫码付款不会到任何人账上")
  static let shortSample = Sentence("Sample, pays nobody", "示例，不会收款")

  static let prismBase = Sentence("Base: this side stands on the table", "底面：这一面朝下放在桌上")
  static let prismFlap = Sentence("Glue this flap inside the upper edge", "此处涂胶，粘在上边缘的背面")

  static func host(_ host: String) -> Sentence {
    Sentence("The payment page is at \(host)", "付款页网址为 \(host)")
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// The last valid day, in short form.
  static func shortValidUntil(_ day: CalendarDay) -> Sentence {
    let month = months[day.month - 1].prefix(3)
    return Sentence(
      "Until \(day.day) \(month) \(day.year)", "有效至 \(day.year).\(day.month).\(day.day)")
  }

  static func validUntil(_ day: CalendarDay) -> Sentence {
    Sentence(
      "Valid until \(day.day) \(months[day.month - 1]) \(day.year)",
      "有效期至 \(day.year) 年 \(day.month) 月 \(day.day) 日")
  }
}

extension Sentence {
  /// The sentence in some languages, in their order.
  func phrases(_ languages: [Language]) -> [Phrase] {
    languages.map { Phrase(text: text(in: $0), language: $0) }
  }
}
