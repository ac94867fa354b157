package import ArgumentParser
internal import GatePay

/// The options of `paypress sandbox`.
package struct SandboxOptions: ServerOptions {
  package static let configuration = command(with: [])

  /// The command with the commands below it.
  package static func command(
    with subcommands: [any ParsableCommand.Type]
  ) -> CommandConfiguration {
    CommandConfiguration(
      commandName: ServerWord.sandbox.rawValue,
      abstract: ServerWord.sandbox.abstract,
      discussion: localized(
        "It answers on 127.0.0.1 only, prints its address, and stops at Ctrl-C. Its appsecret must begin with test- or sandbox-; without one it takes \(defaultSecret).",
        "它只在 127.0.0.1 应答，打印自己的网址，按 Ctrl-C 停止。它的 appsecret 必须以 test- 或 sandbox- 开头；没有给出时使用 \(defaultSecret)。"
      ), subcommands: subcommands)
  }

  package init() {}

  /// The public secret of a sandbox without one.
  package static let defaultSecret = "test-secret"

  @OptionGroup package var site: ConfigOption
  @OptionGroup package var secret: SecretOptions

  @Option(help: .words("The port. (default: a free one)", "端口。（默认：一个空闲端口）", value: "n"))
  package var port: UInt16?

  @Option(
    help: .words(
      "The SQLite file of orders. (default: .paypress-sandbox.sqlite, beside the config)",
      "存放订单的 SQLite 文件。（默认：配置旁边的 .paypress-sandbox.sqlite）", value: "file"))
  package var database: String?

  @Option(
    name: .customLong("notify-url"),
    help: .words(
      "The console's address for notifications; an order can name another.", "后台设置的通知网址；订单可以另行指定。",
      value: "url"))
  package var notifyURL: String?

  @Option(
    help: .words(
      "How notifications are sent: post, or get, which the gateway's Node sample expects.",
      "通知的发送方式：post，或网关的 Node 示例所需的 get。", value: "method"))
  package var notifyMethod = "post"

  @Option(
    name: .customLong("return-url"),
    help: .words(
      "The console's address to which payers return; an order can name another.",
      "后台设置的跳转网址；订单可以另行指定。", value: "url"))
  package var returnURL: String?

  @Flag(
    help: .words(
      "Send notifications to other machines too, not only to this one.", "也向别的机器发送通知，而不只是本机。"))
  package var allowRemoteCallbacks = false

  @Option(
    help: .words("Seconds until a failed notification is repeated.", "通知失败后多少秒重发。", value: "n"))
  package var retryAfter: UInt16 = 60

  @Option(help: .words("Seconds that an order can be paid.", "订单可以付款的秒数。", value: "n"))
  package var expireAfter: UInt32 = 300

  @Option(
    help: .words(
      "The most orders of a merchant; the next one gets code 110.", "一个商户最多的订单数；再多即返回代码 110。",
      value: "n"))
  package var orderLimit: Int?

  @Option(
    help: .words(
      "A payment type that is switched off, wechat or alipay; may be repeated.",
      "要关闭的付款方式，wechat 或 alipay；可重复。", value: "type"))
  package var close: [String] = []

  @Flag(help: .words("Switch all interfaces off: code 107.", "关闭所有接口：代码 107。"))
  package var closeApi = false

  @Option(
    help: .words(
      "A merchant whose appkey has expired: code 103; may be repeated.",
      "appkey 已过期的商户：代码 103；可重复。", value: "merchant"))
  package var expire: [String] = []

  @Option(
    help: .words(
      "A merchant who is no agent: code 209 of cloudpay; may be repeated.",
      "不是代理商的商户：cloudpay 返回代码 209；可重复。", value: "merchant"))
  package var noAgent: [String] = []

  package func validate() throws {
    if close.contains(where: { PaymentType(rawValue: $0) == nil }) {
      throw ValidationError(
        localized("--close takes wechat or alipay", "--close 需要 wechat 或 alipay"))
    }
    if !["post", "get"].contains(notifyMethod) {
      throw ValidationError(
        localized("--notify-method takes post or get", "--notify-method 需要 post 或 get"))
    }
    if let orderLimit, orderLimit < 0 {
      throw ValidationError(
        localized("--order-limit takes a whole number, 0 or more", "--order-limit 需要 0 以上的整数"))
    }
    if expireAfter == 0 {
      throw ValidationError(
        localized("--expire-after takes 1 or more seconds", "--expire-after 需要 1 以上的秒数"))
    }
    for address in [notifyURL, returnURL].compactMap(\.self) {
      let origin = Gateway.originAndPath(of: String(address.prefix { $0 != "?" && $0 != "#" }))
        .origin
      guard (try? Gateway(origin)) != nil else {
        throw ValidationError(
          localized(
            "\(address) is not a URL; write it as http://127.0.0.1:8080/paid",
            "\(address) 不是网址；请写成 http://127.0.0.1:8080/paid 的形式"))
      }
    }
  }
}
