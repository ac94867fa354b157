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

struct OrderCreateCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = OrderCreateOptions.configuration

  static let example = """
    paypress order create anypay --price 1.88 --type wechat --dry-run
    """

  @OptionGroup var options: OrderCreateOptions

  func run() async throws {
    let accounts = try options.order.site.accounts(options.order.gateway.gateway)
    let input = try OrderInput(options, accounts)
    let merchant = input.merchant
    let secrets = MerchantSecrets(options.order.secret, of: accounts.merchants)
    if options.order.dryRun {
      let secret = try secrets.secretIfGiven(of: merchant.key)
      let url = input.request.kind.endpoint.url(on: accounts.gateway)
      return try options.order.printDry("POST", url, input.request.form(signedWith: secret))
    }
    let secret = try secrets.secret(of: merchant.key)
    if !input.request.outOrderID.isUnambiguous {
      Terminal.report(Diagnostic.ambiguousNumber(input.request.outOrderID))
    }
    do {
      let path = OrderLog.path(besideConfig: options.order.site.config)
      let writer = try OrderLogWriter(path) { Terminal.report(OrderLogWriter.waiting(for: path)) }
      let placer = OrderPlacer(
        writer: writer, gateway: accounts.gateway, timeoutInSeconds: options.order.timeout)
      let record = input.record(on: accounts.gateway)
      if let known = writer.log.records[record.outOrderID],
        known.payURL != nil || known.terms != record.terms || known.gateway != record.gateway
          || known.merchant != record.merchant
      {
        throw Failure.input(.orderNumberIsTaken(record.outOrderID, path))
      }
      defer { try? writer.finish() }
      let created = try await OrderClient.with(
        accounts.gateway, secret: secret, timeoutInSeconds: options.order.timeout
      ) { try await placer.complete(record, of: merchant, through: $0) }
      try show(created)
    } catch {
      throw Failure(order: error)
    }
  }

  private func show(_ record: OrderRecord) throws {
    if options.order.json {
      try Terminal.print(OrderFacts(record).json)
    } else {
      try Terminal.print(record.payURL ?? "")
      try Terminal.flush()
      Terminal.report(Sentence.orderCreated(record))
    }
  }
}

struct OrderCheckCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = OrderCheckOptions.configuration

  static let example = """
    paypress order check 5cc75a6a0b418 --dry-run
    """

  @OptionGroup var options: OrderCheckOptions

  func run() async throws {
    let accounts = try options.order.site.accounts(options.order.gateway.gateway)
    do {
      let path = OrderLog.path(besideConfig: options.order.site.config)
      let known = try OrderLog.read(path).newest(options.id)
      guard let number = known?.outOrderID ?? OutOrderID(options.id) else {
        throw Failure.usage(.badOrderNumber(options.id))
      }
      let (_, merchant) = try accounts.merchant(named: options.order.merchant ?? known?.merchant)
      let gateway = known?.gateway ?? accounts.gateway
      let question = OrderCheckRequest(appkey: merchant.appkey, outOrderID: number)
      let secrets = MerchantSecrets(options.order.secret, of: accounts.merchants)
      if options.order.dryRun {
        let secret = try secrets.secretIfGiven(of: merchant.key)
        let url = Endpoint.orderCheck.url(on: gateway)
        return try options.order.printDry("GET", url, question.form(signedWith: secret))
      }
      let order = try await OrderClient.with(
        gateway, secret: secrets.secret(of: merchant.key), timeoutInSeconds: options.order.timeout
      ) { try await $0.check(question) }
      try show(order, number)
      if known != nil {
        let writer = try OrderLogWriter(path) { Terminal.report(OrderLogWriter.waiting(for: path)) }
        try writer.add(order, of: number, at: order.time ?? Clock.now)
        try writer.finish()
      }
    } catch {
      throw Failure(order: error)
    }
  }

  private func show(_ order: CheckedOrder, _ number: OutOrderID) throws {
    let facts = OrderFacts(order, number)
    if options.order.json { return try Terminal.print(facts.json) }
    try Terminal.printFacts(facts.lines)
  }
}

struct OrderPlaceCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = OrderPlaceOptions.configuration

  static let example = """
    paypress order place
    """

  @OptionGroup var options: OrderPlaceOptions

  func run() async throws {
    try await OnlineOrders(
      site: options.site, gateway: options.gateway.gateway, secret: options.secret
    ).place(options.renew)
  }
}

extension OrderOptions {
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
    if form["sign"] == nil { Terminal.report(Sentence.unsigned) }
    Terminal.report(Sentence.nothingSent)
  }
}

extension Problem {
  fileprivate static func orderNumberIsTaken(_ number: OutOrderID, _ path: String) -> Problem {
    Problem(
      Sentence("\(path) already has an order \(number)", "\(path) 里已有订单 \(number)"),
      hint: Sentence(
        "`paypress order check \(number)` prints its state; omit --out-order-id for a new number",
        "可用 `paypress order check \(number)` 查询；要新订单号请去掉 --out-order-id"))
  }
}

extension Diagnostic {
  /// Only a note: the number was given, so it is used.
  fileprivate static func ambiguousNumber(_ number: OutOrderID) -> Diagnostic {
    Diagnostic(
      .note,
      Problem(
        Sentence(
          "order number \(number) does not begin and end with a letter, so the signature of its "
            + "notifications fits other orders and prices too",
          "订单号 \(number) 不是以字母开头和结尾，它的通知签名也适用于别的订单和价格"),
        hint: Sentence(
          "`paypress notify listen` asks the gateway which one is meant; better, use a number that "
            + "begins and ends with a letter, or omit --out-order-id",
          "`paypress notify listen` 会向网关查询是哪一个；最好用首尾都是字母的订单号，或去掉 --out-order-id")))
  }
}

extension Sentence {
  fileprivate static let unsigned = Sentence(
    "not signed: neither \(SecretOptions.variable) nor --secret-file gives an appsecret",
    "没有签名：\(SecretOptions.variable) 里没有 appsecret，也没有 --secret-file")

  fileprivate static let nothingSent = Sentence("nothing was sent", "没有发送任何内容")

  fileprivate static func orderCreated(_ record: OrderRecord) -> Sentence {
    Sentence(
      "order \(record.outOrderID) was created; check it with `paypress order check \(record.outOrderID)`",
      "订单 \(record.outOrderID) 已创建；可用 `paypress order check \(record.outOrderID)` 查询")
  }
}
