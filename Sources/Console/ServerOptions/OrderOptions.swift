package import ArgumentParser
internal import Orders

/// The options that `paypress order create` and `paypress order check` share.
package struct OrderOptions: ParsableArguments {
  package init() {}

  @OptionGroup package var site: ConfigOption
  @OptionGroup package var gateway: GatewayOption
  @OptionGroup package var secret: SecretOptions

  @Option(help: .words("The merchant. (default: the only one)", "商户。（默认：唯一的商户）", value: "name"))
  package var merchant: String?

  @Option(help: .words("How long an answer may take, in seconds.", "等待回复的秒数。", value: "seconds"))
  package var timeout = OrderRecord.standardTimeoutInSeconds

  @Flag(
    help: .words("Print the fields that would be sent, and send nothing.", "打印将要发送的字段，不发送任何内容。"))
  package var dryRun = false

  @Flag(help: .words("Print JSON.", "输出 JSON。"))
  package var json = false

  package func validate() throws {
    guard (1...600).contains(timeout) else {
      throw ValidationError(
        localized("--timeout takes a whole number from 1 to 600", "--timeout 需要 1 到 600 的整数"))
    }
  }
}

/// The options of `paypress order create`.
package struct OrderCreateOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: localized(
      "Creates an order and prints the address at which it is paid.", "创建订单，并打印它的付款网址。"))

  package init() {}

  @Argument(
    help: .words(
      "anypay, cloudpay, grouppay or stablepay.", "anypay、cloudpay、grouppay 或 stablepay。"))
  package var kind: String

  @OptionGroup package var order: OrderOptions

  @Option(
    help: .words(
      "anypay, cloudpay: the amount in yuan.", "anypay、cloudpay：金额，单位元。", value: "amount"))
  package var price: String?

  @Option(
    help: .words("grouppay: products and numbers of pieces.", "grouppay：产品和件数。", value: "8:1,7:1"))
  package var products: String?

  @Option(help: .words("stablepay: the product.", "stablepay：产品。", value: "id"))
  package var product: String?

  @Option(help: .words("wechat or alipay.", "wechat 或 alipay。", value: "type"))
  package var type: String

  @Option(
    help: .words(
      "What comes back with the payment. (default: the number of the order)", "随付款返回的内容。（默认：订单号）",
      value: "text"))
  package var custom: String?

  @Option(
    help: .words(
      "Your own number of the order. (default: a new one)", "您自己的订单号。（默认：新的订单号）", value: "number"))
  package var outOrderId: String?

  @Option(help: .words("Where the payment is notified.", "通知付款的网址。", value: "url"))
  package var notifyUrl: String?

  @Option(help: .words("Where the payer goes afterwards.", "付款后跳转的网址。", value: "url"))
  package var returnUrl: String?
}

/// The options of `paypress order check`.
package struct OrderCheckOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: localized("Asks the gateway for the state of an order.", "向网关查询订单的状态。"))

  package init() {}

  @Argument(
    help: .words(
      "The number of the order (out_order_id), or the id of a link that is one.",
      "订单号（out_order_id），或订单链接的 id。"))
  package var id: String

  @OptionGroup package var order: OrderOptions
}

/// The options of `paypress order place`.
package struct OrderPlaceOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "place",
    abstract:
      localized(
        "Creates the orders that links of the config need, and asks for the state of the others.",
        "创建配置里的链接所需的订单，并查询其余订单的状态。"))

  package init() {}

  @OptionGroup package var site: ConfigOption
  @OptionGroup package var gateway: GatewayOption
  @OptionGroup package var secret: SecretOptions

  @Flag(help: .words("Create new orders in the place of those that have expired.", "为已过期的订单创建新订单。"))
  package var renew = false
}
