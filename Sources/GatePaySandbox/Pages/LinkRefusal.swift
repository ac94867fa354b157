package import Support

/// Why a sandbox has no page for a quick-collect URL, or takes no order from it.
public enum LinkRefusal: String, Hashable, Sendable, CaseIterable {
  /// It is not a quick-collect URL: a parameter is unknown, repeated or wrong.
  case badAddress = "bad-address"
  /// No merchant has its appkey.
  case unknownAppkey = "unknown-appkey"
  /// The merchant does not have its token.
  case unknownToken = "unknown-token"
  /// The price is missing, is not an amount up to `max_price`, or is not the fixed one.
  case badPrice = "bad-price"
  /// The contact is too long, or is not the fixed one.
  case badCustom = "bad-custom"
  /// No payment type was chosen.
  case noType = "no-type"
}

extension LinkRefusal {
  /// Why the link cannot be paid, and what to do.
  package var problem: Problem {
    let build = Sentence(
      "give the sandbox the same config as the link", "请让沙箱使用与链接相同的配置")
    switch self {
    case .badAddress:
      return Problem(
        Sentence("the URL is not a quick-collect URL", "该网址不是快捷收款网址"),
        hint: Sentence(
          "`paypress inspect URL` says what is wrong", "运行 `paypress inspect 网址` 可查明原因"),
        code: "refused-link-address")
    case .unknownAppkey:
      return Problem(
        Sentence("the sandbox has no merchant with this appkey", "沙箱里没有使用此 appkey 的商户"),
        hint: build, code: "refused-link-appkey")
    case .unknownToken:
      return Problem(
        Sentence("the merchant has no such token at the sandbox", "沙箱里的商户没有此令牌"),
        hint: build, code: "refused-link-token")
    case .badPrice:
      return Problem(
        Sentence("the link cannot be paid with this price", "该链接不能按此价格付款"),
        hint: Sentence(
          "give --price an amount if the link leaves it open, and omit it if the link fixes it",
          "链接没有固定价格时请用 --price 写明金额，已固定时请去掉"),
        code: "refused-link-price")
    case .badCustom:
      return Problem(
        Sentence("the link cannot be paid with this contact", "该链接不能使用此联系方式"),
        hint: Sentence("omit --custom if the link fixes it", "链接已固定联系方式时请去掉 --custom"),
        code: "refused-link-custom")
    case .noType:
      return Problem(
        Sentence("the sandbox does not know the payment type", "沙箱不认识该付款方式"), hint: build,
        code: "refused-link-type")
    }
  }
}
