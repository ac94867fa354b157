// The sentences about products and links that are orders.

extension Problem {
  // MARK: Products

  static func badProductID(_ text: String) -> Problem {
    Problem(
      Sentence(
        "\(quoted(text)) cannot be the id of a product", "\(quoted(text)) 不能用作产品编号"),
      hint: Sentence(
        "copy its number from the gateway's console: 1 to 18 digits, the first of them not 0",
        "请从网关后台复制产品编号：1 到 18 位数字，首位不为 0"))
  }

  static let openProductPrice = Problem(
    Sentence("a product has one price", "产品必须有确定的价格"),
    hint: Sentence(
      "write an amount or the name of a price; for what the payer enters, use a link without order",
      "请写金额或价格名称；由付款人填写金额时，请用不带 order 的链接"))

  static func whoSellsProduct(_ names: [String]) -> Problem {
    Problem(
      Sentence("no merchant is given for this product", "没有写明这个产品由哪个商户出售"),
      hint: Sentence(
        "add `merchant: …`; merchants: \(list(names))", "请加上 `merchant: …`；商户：\(list(names))"))
  }
}
