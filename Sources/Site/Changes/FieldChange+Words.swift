public import Support

extension FieldChange {
  /// The change as a part of a sentence, such as `price 28.00 → 30.00`.
  public var words: Sentence {
    switch field {
    case .price: arrow("price", "价格", none: Sentence("open", "由付款人填写"))
    case .merchant: arrow("payee", "收款方")
    case .appkey:
      Sentence(
        "the merchant \(after ?? "") has another appkey", "商户 \(after ?? "") 换了 appkey")
    case .token:
      before == after
        ? Sentence("the token \(after ?? "") has another value", "token \(after ?? "") 的值换了")
        : arrow("token", "token", none: Sentence("none", "无"))
    case .gateway: arrow("gateway", "网关")
    case .order: Sentence("a new order", "新订单")
    case .custom: arrow("contact", "联系方式", none: Sentence("open", "由付款人填写"))
    case .stable:
      after == "true"
        ? Sentence(
          "the payer can no longer change price and contact", "付款人不能再改价格和联系方式")
        : Sentence("the payer can now change price and contact", "付款人现在可以改价格和联系方式")
    case .title: quotedArrow("title", "标题")
    case .pageWords: quotedArrow("words on the page", "网页上的文字")
    case .paperWords: quotedArrow("words on paper", "纸上的文字")
    case .gatewaySkin: arrow("gateway skin", "网关外观")
    case .pageLook: Sentence("the page looks different", "网页外观变了")
    case .page: arrow("page", "网页地址")
    case .shortURL: arrow("short address in the code", "码里的短网址")
    }
  }

  private func arrow(
    _ english: String, _ chinese: String, none: Sentence = Sentence("none", "无")
  ) -> Sentence {
    func value(_ text: String?, _ language: Language) -> String {
      text.map { $0.isEmpty ? none.text(in: language) : shortened($0) }
        ?? none.text(in: language)
    }
    return Sentence(
      "\(english) \(value(before, .english)) → \(value(after, .english))",
      "\(chinese) \(value(before, .chinese)) → \(value(after, .chinese))")
  }

  private func quotedArrow(_ english: String, _ chinese: String) -> Sentence {
    switch (before, after) {
    case (nil, let after?):
      Sentence("new \(english): \(quoted(after))", "新增\(chinese)：\(quoted(after))")
    case (let before?, nil):
      Sentence("\(english) removed: \(quoted(before))", "删除\(chinese)：\(quoted(before))")
    default:
      Sentence(
        "\(english) \(quoted(before ?? "")) → \(quoted(after ?? ""))",
        "\(chinese) \(quoted(before ?? "")) → \(quoted(after ?? ""))")
    }
  }
}
