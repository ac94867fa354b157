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
        Messages.notAccepted(options.kind, accepted: OrderKind.allCases.map(\.rawValue)))
    }
    guard let type = PaymentType(rawValue: options.type) else {
      throw .usage(
        Messages.notAccepted(options.type, accepted: PaymentType.allCases.map(\.rawValue)))
    }
    try Self.checkOptions(options, kind)
    let goods = try Self.goods(options, kind, accounts)
    let seller = goods.merchant.map { accounts.merchants[$0].key }
    if let named = options.order.merchant, let seller, seller != named {
      throw .usage(Messages.soldByAnother(seller))
    }
    merchant = try accounts.merchant(named: options.order.merchant ?? seller).merchant
    let number: OutOrderID
    if let given = options.outOrderId {
      guard let read = OutOrderID(given) else { throw .usage(Messages.badOrderNumber(given)) }
      number = read
    } else {
      number = OutOrderID.makeNew()
    }
    let custom = options.custom ?? number.text
    guard !custom.isEmpty, !custom.unicodeScalars.contains(where: Self.isControl) else {
      throw .usage(Messages.badCustom)
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
          ? Messages.optionMissing(needed, kind) : Messages.optionOfAnother(option.name, kind))
    }
    if !kind.takesCallbackURLs, options.notifyUrl != nil || options.returnUrl != nil {
      let name = options.notifyUrl == nil ? "--return-url" : "--notify-url"
      throw .usage(Messages.optionOfAnother(name, kind))
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
        throw .usage(Messages.badPrice(text, maximum: accounts.maximumPrice))
      }
      return (kind == .anypay ? .anypay(price) : .cloudpay(price), price, nil)
    case .stablepay:
      let sold = try product(options.product ?? "")
      guard let id = PlainNumber(sold.id) else {
        throw .usage(Messages.badProducts(sold.id))
      }
      return (.stablepay(id), sold.price, sold.merchant)
    case .grouppay:
      let text = options.products ?? ""
      guard let set = ProductSet(text) else { throw .usage(Messages.badProducts(text)) }
      var parts: [(price: Amount, count: Int)] = []
      var merchants: Set<Int> = []
      for item in set.items {
        let sold = try product(item.product.text)
        parts.append((sold.price, item.count))
        merchants.insert(sold.merchant)
      }
      guard merchants.count == 1, let price = Amount(sumOf: parts), price <= accounts.maximumPrice
      else { throw .usage(Messages.badProducts(text)) }
      return (.grouppay(set), price, merchants.first)
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
  }
}
