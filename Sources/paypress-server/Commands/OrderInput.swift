internal import Catalog
internal import Console
internal import GatePay
internal import Orders
internal import Support

/// An order from the command line, checked.
struct OrderInput {
  let merchant: Merchant
  let request: OrderRequest
  private let terms: OrderTerms

  /// Parses a command's options; throws for the first that the gateway would refuse.
  init(_ options: OrderCreateOptions, _ accounts: Accounts) throws(Failure) {
    guard let kind = OrderKind(rawValue: options.kind) else {
      throw .usage(
        .notAccepted(options.kind, accepted: OrderKind.allCases.map(\.rawValue)))
    }
    guard let type = PaymentType(rawValue: options.type) else {
      throw .usage(
        .notAccepted(options.type, accepted: PaymentType.allCases.map(\.rawValue)))
    }
    try Self.checkOptions(options, kind)
    let goods = try Self.goods(options, kind, accounts)
    let seller = goods.merchant.map { accounts.merchants[$0].key }
    if let named = options.order.merchant, let seller, seller != named {
      throw .usage(.soldByAnother(seller))
    }
    merchant = try accounts.merchant(named: options.order.merchant ?? seller).merchant
    let number: OutOrderID
    if let given = options.outOrderId {
      guard let read = OutOrderID(given) else { throw .usage(.badOrderNumber(given)) }
      number = read
    } else {
      number = OutOrderID.makeNew()
    }
    let custom = options.custom ?? number.text
    guard !custom.isEmpty, !custom.unicodeScalars.contains(where: Self.isControl) else {
      throw .usage(.badCustom)
    }
    for address in [options.notifyUrl, options.returnUrl].compactMap(\.self)
    where !CallbackURL.isUsable(address) {
      throw .usage(.badCallbackURL(address))
    }
    terms = OrderTerms(
      subject: goods.subject, type: type, custom: custom, notifyURL: options.notifyUrl,
      returnURL: options.returnUrl, price: goods.price)
    request = terms.request(appkey: merchant.appkey, outOrderID: number)
  }

  /// The record of the order before the request.
  func record(on gateway: Gateway) -> OrderRecord {
    OrderRecord(
      outOrderID: request.outOrderID, link: nil, gateway: gateway, merchant: merchant.key,
      terms: terms, requestedAt: Clock.now)
  }

  /// Refuses options of other kinds, and requires the one that the kind needs.
  private static func checkOptions(
    _ options: OrderCreateOptions, _ kind: OrderKind
  ) throws(Failure) {
    let needed =
      switch kind {
      case .anypay, .cloudpay: "--price"
      case .grouppay: "--products"
      case .stablepay: "--product"
      }
    let given: [(name: String, value: String?)] = [
      ("--price", options.price), ("--products", options.products), ("--product", options.product),
    ]
    for option in given where (option.value != nil) != (option.name == needed) {
      throw .usage(
        option.name == needed
          ? .optionMissing(needed, kind) : .optionOfAnother(option.name, kind))
    }
    if !kind.takesCallbackURLs, options.notifyUrl != nil || options.returnUrl != nil {
      let name = options.notifyUrl == nil ? "--return-url" : "--notify-url"
      throw .usage(.optionOfAnother(name, kind))
    }
  }

  private static func goods(
    _ options: OrderCreateOptions, _ kind: OrderKind, _ accounts: Accounts
  ) throws(Failure) -> (subject: OrderRequest.Subject, price: Amount, merchant: Int?) {
    func product(_ id: String) throws(Failure) -> Product {
      guard let product = accounts.products.first(where: { $0.id == id }) else {
        throw .usage(.unknownProduct(id, known: accounts.products.map(\.id)))
      }
      return product
    }
    switch kind {
    case .anypay, .cloudpay:
      let text = options.price ?? ""
      guard let price = try? Amount(text, maximum: accounts.maximumPrice) else {
        throw .usage(.badPrice(text, maximum: accounts.maximumPrice))
      }
      return (kind == .anypay ? .anypay(price) : .cloudpay(price), price, nil)
    case .stablepay:
      let sold = try product(options.product ?? "")
      guard let id = PlainNumber(sold.id) else {
        throw .usage(.badProducts(sold.id))
      }
      return (.stablepay(id), sold.price, sold.merchant)
    case .grouppay:
      let text = options.products ?? ""
      guard let set = ProductSet(text) else { throw .usage(.badProducts(text)) }
      var parts: [(price: Amount, count: Int)] = []
      var merchants: Set<Int> = []
      for item in set.items {
        let sold = try product(item.product.text)
        parts.append((sold.price, item.count))
        merchants.insert(sold.merchant)
      }
      guard merchants.count == 1, let price = Amount(sumOf: parts), price <= accounts.maximumPrice
      else { throw .usage(.badProducts(text)) }
      return (.grouppay(set), price, merchants.first)
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }
}

extension Problem {
  fileprivate static func notAccepted(_ text: String, accepted: [String]) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not accepted", "不接受 \(quoted(text))"),
      hint: suggestion(text, accepted))
  }

  fileprivate static func optionMissing(_ name: String, _ kind: OrderKind) -> Problem {
    Problem(
      Sentence("\(kind.rawValue) needs \(name)", "\(kind.rawValue) 需要 \(name)"),
      hint: Sentence("see `paypress order create --help`", "见 `paypress order create --help`"))
  }

  fileprivate static func optionOfAnother(_ name: String, _ kind: OrderKind) -> Problem {
    Problem(
      Sentence("\(kind.rawValue) has no \(name)", "\(kind.rawValue) 没有 \(name)"),
      hint: Sentence("see `paypress order create --help`", "见 `paypress order create --help`"))
  }

  fileprivate static func soldByAnother(_ seller: String) -> Problem {
    Problem(
      Sentence("the product is sold by \(quoted(seller))", "产品由 \(quoted(seller)) 出售"),
      hint: Sentence("leave --merchant out", "请去掉 --merchant"))
  }

  fileprivate static func badPrice(_ text: String, maximum: Amount) -> Problem {
    Problem(
      Sentence("\(quoted(text)) cannot be the price", "\(quoted(text)) 不能用作价格"),
      hint: Sentence(
        "write it as 12 or 12.50, from 0.01 to \(maximum)", "请写成 12 或 12.50，从 0.01 到 \(maximum)"))
  }

  fileprivate static func badProducts(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) is not a list of products", "\(quoted(text)) 不是产品列表"),
      hint: Sentence(
        "write number:pieces with commas, as 8:1,7:1; all products belong to one merchant, each "
          + "appears once, and the sum is within max_price",
        "请写 `编号:件数`，用逗号隔开，例如 8:1,7:1；产品须属于同一商户，各写一次，合计不超过 max_price"))
  }

  /// No order number is written like this.
  static func badOrderNumber(_ text: String) -> Problem {
    Problem(
      Sentence("\(quoted(text)) cannot be an order number", "\(quoted(text)) 不能用作订单号"),
      hint: Sentence(
        "use 1 to \(OutOrderID.maximumLength) of a-z, A-Z, 0-9, - and _; it should begin and end "
          + "with a letter",
        "请用 1 到 \(OutOrderID.maximumLength) 个 a-z、A-Z、0-9、- 和 _；最好以字母开头和结尾"))
  }

  fileprivate static var badCustom: Problem {
    Problem(
      Sentence("--custom is empty or has a control character", "--custom 是空的，或含有控制字符"),
      hint: Sentence("write one line of text", "请写一行文字"))
  }
}
