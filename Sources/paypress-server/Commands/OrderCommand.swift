internal import ArgumentParser
internal import Catalog
internal import Console
internal import GatePay
internal import GatePayClient
internal import Orders
internal import Support

struct OrderCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: ServerWord.order.rawValue, abstract: ServerWord.order.abstract,
    subcommands: [OrderCreateCommand.self, OrderCheckCommand.self, OrderPlaceCommand.self])

  static let example = """
    paypress order create anypay --price 1.88 --type wechat --dry-run
    """
}

/// The options of the order commands.
struct OrderOptions: ParsableArguments {
  @OptionGroup var site: ConfigOption
  @OptionGroup var gateway: GatewayOption
  @OptionGroup var secret: SecretOptions

  @Option(help: .words("The merchant. (default: the only one)", "商户。（默认：唯一的商户）", value: "name"))
  var merchant: String?

  @Option(help: .words("How long an answer may take, in seconds.", "等待回复的秒数。", value: "seconds"))
  var timeout = OrderRecord.standardTimeoutInSeconds

  @Flag(
    help: .words("Print the fields that would be sent, and send nothing.", "打印将要发送的字段，不发送任何内容。"))
  var dryRun = false

  @Flag(help: .words("Print JSON.", "输出 JSON。"))
  var json = false

  func validate() throws {
    guard (1...600).contains(timeout) else {
      throw ValidationError(
        localized("--timeout takes a whole number from 1 to 600", "--timeout 需要 1 到 600 的整数"))
    }
  }

  /// Prints what would be sent: the signed fields, or without a secret all but the signature.
  func printDry(_ method: String, _ url: String, _ form: FormFields) throws {
    if json {
      let request = JSON.members([
        "method": .string(method), "url": .string(url),
        "fields": .strings(form.fields.map { ($0.name, $0.value) }),
      ])
      try Terminal.print(request.line)
    } else {
      try Terminal.print("\(method) \(url)")
      for field in form.fields { try Terminal.print("\(field.name)=\(field.value)") }
    }
    try Terminal.flush()
    if form["sign"] == nil { Terminal.report(Messages.unsigned) }
    Terminal.report(Messages.nothingSent)
  }
}

struct OrderCreateCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: localized(
      "Creates an order and prints the address at which it is paid.", "创建订单，并打印它的付款网址。"))

  static let example = """
    paypress order create anypay --price 1.88 --type wechat --dry-run
    """

  @Argument(
    help: .words(
      "anypay, cloudpay, grouppay or stablepay.", "anypay、cloudpay、grouppay 或 stablepay。"))
  var kind: String

  @OptionGroup var options: OrderOptions

  @Option(
    help: .words(
      "anypay, cloudpay: the amount in yuan.", "anypay、cloudpay：金额，单位元。", value: "amount"))
  var price: String?

  @Option(
    help: .words("grouppay: products and numbers of pieces.", "grouppay：产品和件数。", value: "8:1,7:1"))
  var products: String?

  @Option(help: .words("stablepay: the product.", "stablepay：产品。", value: "id"))
  var product: String?

  @Option(help: .words("wechat or alipay.", "wechat 或 alipay。", value: "type"))
  var type: String

  @Option(
    help: .words(
      "What comes back with the payment. (default: the number of the order)", "随付款返回的内容。（默认：订单号）",
      value: "text"))
  var custom: String?

  @Option(
    help: .words(
      "Your own number of the order. (default: a new one)", "您自己的订单号。（默认：新的订单号）", value: "number"))
  var outOrderId: String?

  @Option(help: .words("Where the payment is notified.", "通知付款的网址。", value: "url"))
  var notifyUrl: String?

  @Option(help: .words("Where the payer goes afterwards.", "付款后跳转的网址。", value: "url"))
  var returnUrl: String?

  func run() async throws {
    let accounts = try options.site.accounts(options.gateway.gateway)
    let input = try OrderInput(self, accounts)
    let merchant = input.merchant
    let secrets = MerchantSecrets(options.secret, of: accounts.merchants)
    if options.dryRun {
      let secret = try secrets.secretIfGiven(of: merchant.key)
      let url = input.request.kind.endpoint.url(on: accounts.gateway)
      return try options.printDry("POST", url, input.request.form(signedWith: secret))
    }
    let secret = try secrets.secret(of: merchant.key)
    if !input.request.outOrderID.isUnambiguous {
      Terminal.report(Messages.ambiguousNumber(input.request.outOrderID))
    }
    do {
      let path = OrderLog.path(besideConfig: options.site.config)
      let writer = try OrderLogWriter(path) { Terminal.report(Messages.orderFileIsHeld(path)) }
      let placer = OrderPlacer(
        writer: writer, gateway: accounts.gateway, timeoutInSeconds: options.timeout)
      let record = input.record(on: accounts.gateway)
      if let known = writer.log.records[record.outOrderID],
        known.payURL != nil || known.terms != record.terms || known.gateway != record.gateway
          || known.merchant != record.merchant
      {
        throw Failure.input(Messages.orderNumberIsTaken(record.outOrderID, path))
      }
      defer { try? writer.finish() }
      let created = try await OrderClient.with(
        accounts.gateway, secret: secret, timeoutInSeconds: options.timeout
      ) { try await placer.complete(record, of: merchant, through: $0) }
      try show(created)
    } catch {
      throw Failure(order: error)
    }
  }

  private func show(_ record: OrderRecord) throws {
    if options.json {
      try Terminal.print(OrderFacts(record).json)
    } else {
      try Terminal.print(record.payURL ?? "")
      try Terminal.flush()
      Terminal.report(Messages.orderCreated(record))
    }
  }
}

struct OrderCheckCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: localized("Asks the gateway for the state of an order.", "向网关查询订单的状态。"))

  static let example = """
    paypress order check 5cc75a6a0b418 --dry-run
    """

  @Argument(
    help: .words(
      "The number of the order (out_order_id), or the id of a link that is one.",
      "订单号（out_order_id），或订单链接的 id。"))
  var id: String

  @OptionGroup var options: OrderOptions

  func run() async throws {
    let accounts = try options.site.accounts(options.gateway.gateway)
    do {
      let path = OrderLog.path(besideConfig: options.site.config)
      let known = try OrderLog.read(path).newest(id)
      guard let number = known?.outOrderID ?? OutOrderID(id) else {
        throw Failure.usage(Messages.badOrderNumber(id))
      }
      let (_, merchant) = try accounts.merchant(named: options.merchant ?? known?.merchant)
      let gateway = known?.gateway ?? accounts.gateway
      let question = OrderCheckRequest(appkey: merchant.appkey, outOrderID: number)
      let secrets = MerchantSecrets(options.secret, of: accounts.merchants)
      if options.dryRun {
        let secret = try secrets.secretIfGiven(of: merchant.key)
        let url = Endpoint.orderCheck.url(on: gateway)
        return try options.printDry("GET", url, question.form(signedWith: secret))
      }
      let order = try await OrderClient.with(
        gateway, secret: secrets.secret(of: merchant.key), timeoutInSeconds: options.timeout
      ) { try await $0.check(question) }
      try show(order, number)
      if known != nil {
        let writer = try OrderLogWriter(path) { Terminal.report(Messages.orderFileIsHeld(path)) }
        try writer.add(order, of: number, at: order.time ?? Clock.now)
        try writer.finish()
      }
    } catch {
      throw Failure(order: error)
    }
  }

  private func show(_ order: CheckedOrder, _ number: OutOrderID) throws {
    let facts = OrderFacts(order, number)
    if options.json { return try Terminal.print(facts.json) }
    try Terminal.printFacts(facts.lines)
  }
}

struct OrderPlaceCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "place",
    abstract:
      localized(
        "Creates the orders that links of the config need, and asks for the state of the others.",
        "创建配置里的链接所需的订单，并查询其余订单的状态。"))

  static let example = """
    paypress order place
    """

  @OptionGroup var site: ConfigOption
  @OptionGroup var gateway: GatewayOption
  @OptionGroup var secret: SecretOptions

  @Flag(help: .words("Create new orders in the place of those that have expired.", "为已过期的订单创建新订单。"))
  var renew = false

  func run() async throws {
    try await OnlineOrders(site: site, gateway: gateway.gateway, secret: secret).place(renew)
  }
}
