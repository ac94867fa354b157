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

/// What both commands on orders take.
struct OrderOptions: ParsableArguments {
  @OptionGroup var site: ConfigOption
  @OptionGroup var gateway: GatewayOption
  @OptionGroup var secret: SecretOptions

  @Option(help: ArgumentHelp("The merchant. (default: the only one)", valueName: "name"))
  var merchant: String?

  @Option(help: ArgumentHelp("How long an answer may take, in seconds.", valueName: "seconds"))
  var timeout = OrderRecord.standardTimeoutInSeconds

  @Flag(help: "Print the fields that would be sent, and send nothing.")
  var dryRun = false

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...600).contains(timeout) else {
      throw ValidationError("--timeout takes a whole number from 1 to 600.")
    }
  }

  /// Prints what would be sent.
  ///
  /// - Parameter form: the fields, signed; without a secret, all but the signature.
  func printDry(_ method: String, _ url: String, _ form: FormFields) throws {
    if json {
      let fields = form.fields.map { JSON.Member(name: $0.name, value: .string($0.value)) }
      let request = JSON.members([
        "method": .string(method), "url": .string(url), "fields": .object(fields),
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
    commandName: "create", abstract: "Creates an order and prints the address at which it is paid.")

  static let example = """
    paypress order create anypay --price 1.88 --type wechat --dry-run
    """

  @Argument(help: "anypay, cloudpay, grouppay or stablepay.")
  var kind: String

  @OptionGroup var options: OrderOptions

  @Option(help: ArgumentHelp("anypay, cloudpay: the amount in yuan.", valueName: "amount"))
  var price: String?

  @Option(
    help: ArgumentHelp("grouppay: products and numbers of pieces.", valueName: "8:1,7:1"))
  var products: String?

  @Option(help: ArgumentHelp("stablepay: the product.", valueName: "id"))
  var product: String?

  @Option(help: ArgumentHelp("wechat or alipay.", valueName: "type"))
  var type: String

  @Option(
    help: ArgumentHelp(
      "What comes back with the payment. (default: the number of the order)", valueName: "text"))
  var custom: String?

  @Option(
    help: ArgumentHelp(
      "Your own number of the order. (default: a new one)", valueName: "number"))
  var outOrderId: String?

  @Option(help: ArgumentHelp("Where the payment is notified.", valueName: "url"))
  var notifyUrl: String?

  @Option(help: ArgumentHelp("Where the payer goes afterwards.", valueName: "url"))
  var returnUrl: String?

  func run() async throws {
    let accounts = try options.site.accounts(options.gateway.gateway)
    let draft = try draft(accounts)
    let merchant = draft.merchant
    let secrets = MerchantSecrets(options.secret, of: accounts.merchants)
    if options.dryRun {
      let secret = try secrets.secretIfGiven(of: merchant.key)
      let url = draft.request.kind.endpoint.url(on: accounts.gateway)
      return try options.printDry("POST", url, draft.request.form(signedWith: secret))
    }
    let secret = try secrets.secret(of: merchant.key)
    if !draft.request.outOrderID.isUnambiguous {
      Terminal.report(Messages.ambiguousNumber(draft.request.outOrderID))
    }
    do {
      let path = OrderList.path(besideConfig: options.site.config)
      let book = try OrderBook(path) { Terminal.report(Messages.orderFileIsHeld(path)) }
      let placer = OrderPlacer(
        book: book, gateway: accounts.gateway, timeoutInSeconds: options.timeout)
      let record = draft.record(on: accounts.gateway)
      if let known = book.list.records[record.outOrderID],
        known.payURL != nil || known.terms != record.terms || known.gateway != record.gateway
          || known.merchant != record.merchant
      {
        throw Failure.input(Messages.orderNumberIsTaken(record.outOrderID, path))
      }
      defer { try? book.finish() }
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

  private func draft(_ accounts: Accounts) throws(Failure) -> OrderDraft {
    try OrderDraft(self, accounts)
  }
}

struct OrderCheckCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Asks the gateway for the state of an order.")

  static let example = """
    paypress order check 5cc75a6a0b418 --dry-run
    """

  @Argument(help: "The number of the order (out_order_id), or the id of a link that is one.")
  var id: String

  @OptionGroup var options: OrderOptions

  func run() async throws {
    let accounts = try options.site.accounts(options.gateway.gateway)
    do {
      let path = OrderList.path(besideConfig: options.site.config)
      let known = try OrderList.read(path).newest(id)
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
        let book = try OrderBook(path) { Terminal.report(Messages.orderFileIsHeld(path)) }
        try book.add(order, of: number, at: order.time ?? Clock.now)
        try book.finish()
      }
    } catch {
      throw Failure(order: error)
    }
  }

  private func show(_ order: CheckedOrder, _ number: OutOrderID) throws {
    let facts = OrderFacts(order, number)
    if options.json { return try Terminal.print(facts.json) }
    for (name, value) in facts.lines {
      let padding = String(repeating: " ", count: max(0, 12 - name.count))
      try Terminal.print("\(name)\(padding)  \(spelledOut(value))")
    }
  }
}

struct OrderPlaceCommand: AsyncParsableCommand, ExampleGiving {
  static let configuration = CommandConfiguration(
    commandName: "place",
    abstract:
      "Creates the orders that links of the config need, and asks for the state of the others.")

  static let example = """
    paypress order place
    """

  @OptionGroup var site: ConfigOption
  @OptionGroup var gateway: GatewayOption
  @OptionGroup var secret: SecretOptions

  @Flag(help: "Create new orders in the place of those that have expired.")
  var renew = false

  func run() async throws {
    try await OnlineOrders(site: site, gateway: gateway.gateway, secret: secret).place(renew)
  }
}
