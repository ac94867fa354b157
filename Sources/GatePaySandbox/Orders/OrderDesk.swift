internal import Catalog
internal import GatePay
internal import Support

/// A cause as an error.
struct StatusError: Error {
  let cause: StatusCause

  init(_ cause: StatusCause) { self.cause = cause }
}

/// Applies the rules of the interface document to requests, in the order of their codes.
struct OrderDesk: Sendable {
  let settings: SandboxSettings
  let store: OrderStore
  private let merchants: [String: Int]

  init(settings: SandboxSettings, store: OrderStore) {
    self.settings = settings
    self.store = store
    merchants = Dictionary(
      settings.merchants.enumerated().map { ($1.appkey.text, $0) }, uniquingKeysWith: { $1 })
  }

  func merchant(_ appkey: String) -> Merchant? {
    merchants[appkey].map { settings.merchants[$0] }
  }

  // MARK: Create

  /// Creates an order from the form of one of the four calls.
  ///
  /// - Throws: `StatusError` with the document's cause, or an error of the database.
  func create(_ kind: OrderKind, _ form: FormFields) async throws -> StoredOrder {
    let own = kind.ownFieldName
    let required = ["appkey", own, "type", "out_order_id", "custom", "sign"]
    let allowed = required + (kind.takesCallbackURLs ? ["notify_url", "return_url"] : [])
    let merchant = try authenticate(
      form, signed: [own, "type", "out_order_id", "custom"], allowed: allowed, on: kind.endpoint)
    let isAddressed = try addresses(form)
    if kind == .cloudpay && settings.plainMerchants.contains(merchant) {
      throw StatusError(.notAgent)
    }
    let now = settings.clock()
    let outOrderID = form["out_order_id"] ?? ""
    var new = NewOrder(
      order: StoredOrder(
        id: 0, payID: Self.makePayID(), appkey: settings.merchants[merchant].appkey.text,
        outOrderID: outOrderID, kind: kind.rawValue, name: "", price: .defaultMaximum,
        type: .wechat, custom: form["custom"] ?? "", productID: "",
        notifyURL: isAddressed.notify, returnURL: isAddressed.back,
        expires: now + settings.lifetimeInSeconds * 1000),
      orderLimit: settings.orderLimit, maximumPrice: settings.maximumPrice)
    if case .anypay = kind { try price(form[own] ?? "", &new) }
    if case .cloudpay = kind { try price(form[own] ?? "", &new) }
    new.order.type = try type(form["type"] ?? "")
    if case .grouppay = kind { try products(form[own] ?? "", of: merchant, &new) }
    if case .stablepay = kind { try product(form[own] ?? "", of: merchant, &new) }
    return try await store.create(new, now: now).get()
  }

  /// Creates the order of a quick-collect page; the gateway numbers it.
  func create(
    _ merchant: Merchant, price: Amount, type: PaymentType, custom: String
  ) async throws -> StoredOrder {
    var random = SystemRandomNumberGenerator()
    let checked = try self.type(type.rawValue)
    let now = settings.clock()
    let order = StoredOrder(
      id: 0, payID: Self.makePayID(), appkey: merchant.appkey.text,
      outOrderID: OutOrderID.generate(using: &random).text, kind: StoredOrder.quickCollectKind,
      name: "快捷收款:\(price)元", price: price, type: checked, custom: custom, productID: "",
      notifyURL: settings.notifyURL, returnURL: settings.returnURL,
      expires: now + settings.lifetimeInSeconds * 1000)
    let new = NewOrder(
      order: order, orderLimit: settings.orderLimit, maximumPrice: settings.maximumPrice)
    return try await store.create(new, now: now).get()
  }

  private func price(_ text: String, _ new: inout NewOrder) throws {
    // "任意金额都可以(精确小数点后2位 示例:10.23)"
    guard let price = try? Amount(text, maximum: settings.maximumPrice),
      !text.contains(" "), !text.contains("\t")
    else {
      throw StatusError(.priceInvalid)
    }
    new.order.price = price
    new.order.name = "任意金额支付:\(price)元"
  }

  private func type(_ text: String) throws -> PaymentType {
    guard let type = PaymentType(rawValue: text) else { throw StatusError(.typeInvalid) }
    if settings.closedTypes.count == PaymentType.allCases.count {
      throw StatusError(.noTypeAvailable)
    }
    guard !settings.closedTypes.contains(type) else { throw StatusError(.typeClosed) }
    return type
  }

  private func product(_ id: String, of merchant: Int, _ new: inout NewOrder) throws {
    guard let product = settings.products.first(where: { $0.id == id && $0.merchant == merchant })
    else { throw StatusError(.productUnavailable) }
    new.order.name = product.title
    new.order.productID = product.id
    new.items = [(product, 1)]
  }

  /// A set contains those of its products that can be sold, or fails with 204; its price and name
  /// are known only when its pieces are taken from the stock.
  private func products(_ fields: String, of merchant: Int, _ new: inout NewOrder) throws {
    guard let set = ProductSet(fields) else { throw StatusError(.setOutOfStock) }
    for item in set.items {
      guard
        let product = settings.products.first(where: {
          $0.id == item.product.text && $0.merchant == merchant
        }), product.inStock.map({ $0 >= item.count }) ?? true
      else { continue }
      new.items.append((product, item.count))
    }
    if new.items.isEmpty { throw StatusError(.setOutOfStock) }
  }

  // MARK: Check

  /// The order that `order/check` asks for.
  func check(_ form: FormFields) throws -> StoredOrder {
    let merchant = try authenticate(
      form, signed: ["out_order_id"], allowed: ["appkey", "out_order_id", "sign"], on: .orderCheck)
    let appkey = settings.merchants[merchant].appkey.text
    let number = form["out_order_id"] ?? ""
    guard let order = try store.order(appkey: appkey, outOrderID: number) else {
      throw StatusError(.orderNotFound)
    }
    return order
  }

  // MARK: Common

  /// Checks what all calls share, 101 to 107, then `CodeSwitch`; returns the merchant's index.
  private func authenticate(
    _ form: FormFields, signed: [String], allowed: [String], on endpoint: Endpoint
  ) throws -> Int {
    guard let appkey = form["appkey"], !appkey.isEmpty else { throw StatusError(.appkeyMissing) }
    guard let merchant = merchants[appkey] else { throw StatusError(.appkeyInvalid) }
    guard !settings.expiredMerchants.contains(merchant) else { throw StatusError(.appkeyExpired) }
    guard let sign = form["sign"], !sign.isEmpty else { throw StatusError(.signatureMissing) }
    // A missing field is signed as empty, so that the answer can name it.
    let right = Signature(
      appkey: settings.merchants[merchant].appkey, fields: signed.map { form[$0] ?? "" },
      secret: settings.secret)
    guard Signature(sign) == right else { throw StatusError(.signatureInvalid) }
    for name in signed where form[name]?.isEmpty ?? true { throw StatusError(.parameterMissing) }
    for field in form.fields where !allowed.contains(field.name) {
      throw StatusError(.parameterForbidden)
    }
    if settings.isClosed { throw StatusError(.apiClosed) }
    if let cause = CodeSwitch.cause(in: form["out_order_id"] ?? "", on: endpoint) {
      throw StatusError(cause)
    }
    return merchant
  }

  /// The callback addresses of the request, or else of the console.
  private func addresses(_ form: FormFields) throws -> (notify: String, back: String) {
    func given(_ name: String) -> String? { form[name].flatMap { $0.isEmpty ? nil : $0 } }
    // The document calls the asynchronous address 回调, in the console and in the answer (回调成功), so
    // 108 is about that one and 109 about the return.
    guard let notify = given("notify_url") ?? settings.notifyURL else {
      throw StatusError(.callbackURLMissing)
    }
    guard let back = given("return_url") ?? settings.returnURL else {
      throw StatusError(.notificationURLMissing)
    }
    return (notify, back)
  }

  /// An unguessable name in the format of the document's later samples.
  private static func makePayID() -> String {
    let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    let groups = [bytes[0..<4], bytes[4..<6], bytes[6..<8], bytes[8..<10], bytes[10..<16]]
    return groups.map { Hexadecimal.text($0) }.joined(separator: "-")
  }
}
