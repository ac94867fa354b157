internal import GatePay
internal import Support

/// Turns the rows of one order entry into the terms of orders.
final class OrderResolver {
  private let spec: OrderSpec
  private let config: Config
  private let reporter: LinkReporter
  private let type: Setting<PaymentType>
  /// The products, if any; the inner nil is a product that was already reported.
  private let goods: Setting<Goods>?
  private let notifyURL: Setting<String?>
  private let returnURL: Setting<String?>

  private struct Goods {
    var subject: OrderRequest.Subject
    var price: Amount
    var merchant: Int
  }

  init(_ spec: OrderSpec, config: Config, fieldNames: FieldNames, reporter: LinkReporter) {
    self.spec = spec
    self.config = config
    self.reporter = reporter
    type = Setting(spec.type, fieldNames, reporter, parse: Self.parseType)
    func address(_ pattern: TextPattern?) -> Setting<String?> {
      pattern.map { Setting($0, fieldNames, reporter, parse: Self.parseAddress) } ?? .fixed(nil)
    }
    notifyURL = address(spec.notifyURL)
    returnURL = address(spec.returnURL)
    if let product = spec.product {
      goods = Setting(product, fieldNames, reporter) { Self.parseProduct($0, config) }
    } else if spec.kind == .grouppay {
      goods = Self.goods(spec, config, reporter).map { .fixed($0) } ?? .broken
    } else {
      goods = nil
    }
  }

  /// The merchant who sells the products of a row; nil without products, or after a finding.
  func seller(in row: FieldRow) -> Int? {
    goods?.value(in: row, reporter)?.merchant
  }

  /// Whether products determine the merchant.
  var hasGoods: Bool { goods != nil }

  /// The terms of a row's order, with the link's price for kinds that have one; nil after a
  /// finding.
  func terms(
    in row: FieldRow, merchant: Int, price: Amount?, custom: String, at position: Position,
    keyPath: String
  ) -> OrderTerms? {
    let type = type.value(in: row, reporter)
    let notifyURL = notifyURL.value(in: row, reporter)
    let returnURL = returnURL.value(in: row, reporter)
    let sold: (subject: OrderRequest.Subject, price: Amount)
    if let goods {
      guard let goods = goods.value(in: row, reporter) else { return nil }
      if goods.merchant != merchant {
        let merchants = config.merchants
        let problem = Problem.productOfAnother(
          merchants[merchant].key, seller: merchants[goods.merchant].key)
        reporter.report(
          problem, at: self.goods?.position(in: row) ?? position, keyPath: keyPath, row)
        return nil
      }
      sold = (goods.subject, goods.price)
    } else {
      guard let price else {
        reporter.report(.orderWithoutPrice(spec.kind), at: position, keyPath: keyPath, row)
        return nil
      }
      sold = (spec.kind == .cloudpay ? .cloudpay(price) : .anypay(price), price)
    }
    guard let type, let notifyURL, let returnURL else { return nil }
    return OrderTerms(
      subject: sold.subject, type: type, custom: custom, notifyURL: notifyURL,
      returnURL: returnURL, price: sold.price)
  }

  // MARK: Reading

  private static func parseType(_ text: String) -> Result<PaymentType, PatternProblem> {
    if let type = PaymentType(rawValue: text) { return .success(type) }
    let accepted = PaymentType.allCases.map(\.rawValue)
    return .failure(PatternProblem(.notOneOf(text, accepted: accepted)))
  }

  /// A URL that the gateway or a browser can call; an empty cell means none.
  private static func parseAddress(_ text: String) -> Result<String?, PatternProblem> {
    if text.isEmpty { return .success(nil) }
    return CallbackURL.isUsable(text)
      ? .success(text) : .failure(PatternProblem(.badCallbackURL(text)))
  }

  private static func parseProduct(
    _ text: String, _ config: Config
  ) -> Result<Goods, PatternProblem> {
    product(text, config).flatMap { product in
      guard let id = PlainNumber(product.id) else {
        return .failure(PatternProblem(.badProductID(product.id)))
      }
      let goods = Goods(
        subject: .stablepay(id), price: product.price, merchant: product.merchant)
      return .success(goods)
    }
  }

  private static func product(
    _ id: String, _ config: Config
  ) -> Result<Product, PatternProblem> {
    guard let spec = config.products.first(where: { $0.id == id }) else {
      if config.unreadKeys.contains("products") { return .failure(PatternProblem.alreadyReported) }
      let known = config.products.map(\.id)
      return .failure(PatternProblem(.unknownProduct(id, known: known)))
    }
    // A refused product was reported at its own place.
    return spec.product.map { .success($0) } ?? .failure(PatternProblem.alreadyReported)
  }

  /// The products of a grouppay order; nil after a finding.
  private static func goods(
    _ spec: OrderSpec, _ config: Config, _ reporter: LinkReporter
  ) -> Goods? {
    var items: [ProductSet.Item] = []
    var parts: [(price: Amount, count: Int)] = []
    var merchant: Int?
    for entry in spec.products {
      func report(_ problem: Problem) {
        reporter.reportOnce(problem, at: entry.position, keyPath: entry.keyPath)
      }
      switch product(entry.id, config) {
      case .failure(let failure):
        report(failure.problem)
        return nil
      case .success(let product):
        guard let id = PlainNumber(product.id), let item = ProductSet.Item(id, count: entry.count)
        else { return nil }
        if let merchant, merchant != product.merchant {
          let merchants = config.merchants
          report(.productsOfTwo(merchants[merchant].key, merchants[product.merchant].key))
          return nil
        }
        merchant = product.merchant
        items.append(item)
        parts.append((product.price, entry.count))
      }
    }
    guard let first = spec.products.first, let merchant, let set = ProductSet(items) else {
      return nil
    }
    guard let price = Amount(sumOf: parts), price <= config.maximumPrice else {
      let problem = Problem.sumAboveMaximum(config.maximumPrice)
      reporter.reportOnce(problem, at: first.position, keyPath: first.keyPath)
      return nil
    }
    return Goods(subject: .grouppay(set), price: price, merchant: merchant)
  }
}

extension Problem {
  static func productOfAnother(_ merchant: String, seller: String) -> Problem {
    Problem(
      Sentence(
        "the link is for merchant \(quoted(merchant)), but the product is sold by \(quoted(seller))",
        "链接的商户是 \(quoted(merchant))，产品却由 \(quoted(seller)) 出售"),
      hint: Sentence("leave `merchant` out, or name the one who sells", "请去掉 `merchant`，或写出售产品的商户"))
  }

  static func productsOfTwo(_ first: String, _ second: String) -> Problem {
    Problem(
      Sentence(
        "one order cannot hold products of two merchants, \(quoted(first)) and \(quoted(second))",
        "一个订单不能含两个商户的产品：\(quoted(first)) 和 \(quoted(second))"),
      hint: Sentence("make an order for each merchant", "请给每个商户各写一个订单"))
  }

  static func sumAboveMaximum(_ maximum: Amount) -> Problem {
    Problem(
      Sentence(
        "the products cost more than \(maximum) together", "产品合计超过了 \(maximum)"),
      hint: Sentence("check the numbers of pieces, or raise max_price", "请核对件数，或调高 max_price"))
  }

  static func orderWithoutPrice(_ kind: OrderKind) -> Problem {
    Problem(
      Sentence(
        "an order of the kind \(kind.rawValue) needs a price", "\(kind.rawValue) 订单必须有价格"),
      hint: Sentence(
        "add `price: …`; to let the payer enter the amount, use a link without order",
        "请加上 `price: …`；若由付款人填写金额，请用不带 order 的链接"))
  }
}
