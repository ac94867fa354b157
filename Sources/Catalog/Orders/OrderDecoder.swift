internal import GatePay
internal import Support

/// The order settings of an entry under `links:`.
struct OrderSpec: Sendable {
  var kind: OrderKind
  /// `wechat` or `alipay`.
  var type: TextPattern
  /// The product of a stablepay order.
  var product: TextPattern?
  /// The products of a grouppay order with their quantities, in the order of the file.
  var products: [(id: String, count: Int, position: Position, keyPath: String)] = []
  var notifyURL: TextPattern?
  var returnURL: TextPattern?
}

/// Decodes the keys of links that are orders.
enum OrderDecoder {
  /// The largest quantity of one product, and the most products, that `ProductSet` takes.
  private static let maximumPieceCount = 9999
  private static let maximumProductCount = 100

  /// The kind of order of an entry; nil if the entry names none or is not a mapping.
  static func kind(of cursor: ConfigCursor) -> String? {
    guard case .mapping(let entries) = cursor.node.content,
      let entry = entries.first(where: { $0.key == "order" })
    else { return nil }
    guard case .scalar(let text, _) = entry.value.content else { return "" }
    return text
  }

  /// The keys of a kind of order besides those of every link; an unknown kind takes all, so that
  /// only the kind is reported.
  static func keys(ofKind name: String) -> [String] {
    let callbacks = ["notify_url", "return_url"]
    let own: [String] =
      switch OrderKind(rawValue: name) {
      case .anypay: ["price"] + callbacks
      case .cloudpay: ["price"]
      case .grouppay: ["products"] + callbacks
      case .stablepay: ["product"] + callbacks
      case nil: ["price", "products", "product"] + callbacks
      }
    return ["order", "type"] + own
  }

  /// Decodes an order, or reports why it is unusable.
  static func decode(_ values: [String: ConfigCursor], of cursor: ConfigCursor) -> OrderSpec? {
    let kinds = Dictionary(uniqueKeysWithValues: OrderKind.allCases.map { ($0.rawValue, $0) })
    let kind = values["order"]?.choice(kinds)
    let type = values["type"]?.pattern()
    if kind != nil && values["type"] == nil { cursor.report(.missingKey("type")) }
    guard let kind, let type else { return nil }
    var order = OrderSpec(kind: kind, type: type)
    order.notifyURL = values["notify_url"]?.pattern()
    order.returnURL = values["return_url"]?.pattern()
    switch kind {
    case .anypay, .cloudpay:
      break
    case .grouppay:
      guard let products = values["products"] else {
        cursor.report(.missingKey("products"))
        return nil
      }
      order.products = counts(products)
      if order.products.isEmpty { return nil }
    case .stablepay:
      guard let product = values["product"] else {
        cursor.report(.missingKey("product"))
        return nil
      }
      order.product = product.pattern()
      if order.product == nil { return nil }
    }
    return order
  }

  /// The quantities by product; empty if anything was refused.
  private static func counts(
    _ cursor: ConfigCursor
  ) -> [(id: String, count: Int, position: Position, keyPath: String)] {
    let entries = ProductDecoder.entries(cursor)
    let counts = entries.compactMap { id, value in
      value.integer(in: 1...maximumPieceCount).map {
        (id: id, count: $0, position: value.node.position, keyPath: value.keyPath)
      }
    }
    guard entries.count <= maximumProductCount else {
      cursor.report(.tooManyProducts(maximumProductCount))
      return []
    }
    return counts.count == entries.count ? counts : []
  }
}

extension Problem {
  static func tooManyProducts(_ limit: Int) -> Problem {
    Problem(
      Sentence("an order has at most \(limit) products", "一个订单最多 \(limit) 种产品"),
      hint: Sentence("divide it into several orders", "请拆分成几个订单"))
  }
}
