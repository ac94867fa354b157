internal import GatePay
internal import Support

/// A product as the config declares it; `product` is nil if a value was refused.
struct ProductSpec: Sendable {
  var id: String
  var product: Product?
}

/// Decodes `products:`, by their ids in the gateway's console.
enum ProductDecoder {
  /// Decodes all products; the config already has merchants, prices and the largest amount.
  static func decode(_ cursor: ConfigCursor, _ config: Config) -> [ProductSpec] {
    entries(cursor).map { id, value in
      ProductSpec(id: id, product: product(id, value, config))
    }
  }

  /// The entries of a mapping whose keys are ids of products.
  static func entries(_ cursor: ConfigCursor) -> [(id: String, value: ConfigCursor)] {
    guard case .mapping(let entries) = cursor.node.content else {
      cursor.reportNoMapping()
      return []
    }
    if entries.isEmpty { cursor.report(.emptyList) }
    return entries.compactMap { entry in
      let value = ConfigCursor(
        node: entry.value, keyPath: ConfigCursor.join(cursor.keyPath, entry.key),
        context: cursor.context)
      guard PlainNumber(entry.key) != nil else {
        let problem = Problem.badProductID(entry.key)
        cursor.context.sink.report(
          Finding(.error, at: entry.keyPosition, keyPath: value.keyPath, problem))
        return nil
      }
      return (entry.key, value)
    }
  }

  private static func product(_ id: String, _ cursor: ConfigCursor, _ config: Config) -> Product? {
    let values = cursor.values(
      keys: ["title", "price", "in_stock", "merchant"], renamed: ["stock": "in_stock"])
    guard case .mapping = cursor.node.content else { return nil }
    let title = values["title"].map(TextRules.singleLine)
    let price = values["price"].map { self.price($0, config) }
    for key in ["title", "price"] where values[key] == nil { cursor.report(.missingKey(key)) }
    let inStock = values["in_stock"].map { $0.integer(in: 0...Product.maximumInStock) }
    let merchant = merchant(values["merchant"], of: cursor, config)
    guard let title = title ?? nil, let price = price ?? nil, let merchant, inStock != .some(nil)
    else { return nil }
    return Product(id: id, title: title, price: price, inStock: inStock ?? nil, merchant: merchant)
  }

  /// The name of a price, or an amount.
  private static func price(_ cursor: ConfigCursor, _ config: Config) -> Amount? {
    if cursor.node.isMissing || cursor.node.isNone {
      cursor.report(.noPrice)
      return nil
    }
    guard let text = cursor.text() else { return nil }
    if text == LinkResolver.anyPrice {
      cursor.report(.openProductPrice)
      return nil
    }
    switch LinkVariant.parsePrice(text, config) {
    case .success(let reading):
      if !reading.traits.isEmpty { cursor.note(.priceForm(reading.traits)) }
      return reading.amount
    case .failure(let failure):
      // A refused price was reported at its own place.
      let problem = failure.problem
      if problem != PatternProblem.alreadyReported.problem { cursor.report(problem) }
      return nil
    }
  }

  private static func merchant(
    _ named: ConfigCursor?, of cursor: ConfigCursor, _ config: Config
  ) -> Int? {
    let known = config.merchants.map(\.key)
    guard let named else {
      if known.count == 1 { return 0 }
      // If there are no merchants, that was already reported.
      if known.count > 1 { cursor.report(.whoSellsProduct(known)) }
      return nil
    }
    guard let key = named.text() else { return nil }
    if let index = known.firstIndex(of: key) { return index }
    if !known.isEmpty { named.report(.unknownName(.merchant, key, known: known)) }
    return nil
  }
}

extension Problem {
  static var openProductPrice: Problem {
    Problem(
      Sentence("a product needs a fixed price", "产品必须有确定的价格"),
      hint: Sentence(
        "write an amount or the name of a price; to let the payer enter the amount, use a link "
          + "without order",
        "请写金额或价格名称；若由付款人填写金额，请用不带 order 的链接"))
  }

  static func whoSellsProduct(_ names: [String]) -> Problem {
    Problem(
      Sentence("no merchant is given for this product", "没有写明这个产品由哪个商户出售"),
      hint: Sentence(
        "add `merchant: …`; merchants: \(list(names).english)",
        "请加上 `merchant: …`；商户：\(list(names).chinese)"))
  }
}
