package import ArgumentParser
internal import GatePay

/// The options of `paypress sandbox trigger`.
package struct SandboxTriggerOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "trigger",
    abstract: localized(
      "Pays a link or an order at a running sandbox, as its buttons do.",
      "在运行中的沙箱为链接或订单付款，与页面上的按钮相同。"),
    discussion: localized(
      "The exit status is 1 unless every notification is answered success, and every forged one "
        + "is not.",
      "每条通知都得到 success、而伪造的都没有得到时，退出状态为 0，否则为 1。"))

  package init() {}

  @Argument(
    help: .words(
      "The id of a link, or the URL of a link or an order.", "链接的 id，或者链接、订单的网址。"))
  package var link: String

  @OptionGroup package var site: ConfigOption
  @OptionGroup package var gateway: GatewayOption

  @Option(
    help: .words(
      "The amount in yuan that the payer enters.", "付款人填写的金额，单位元。", value: "amount"))
  package var price: String?

  @Option(help: .words("The contact that the payer enters.", "付款人填写的联系方式。", value: "text"))
  package var custom: String?

  @Option(help: .words("How a link is paid: wechat or alipay.", "链接的付款方式：wechat 或 alipay。"))
  package var type = "wechat"

  @Option(
    help: .words("How many notifications are sent, 1 to 5.", "发送几条通知，1 到 5。", value: "n"))
  package var times: Int?

  @Flag(help: .words("Pay after the order has expired.", "订单过期后付款。"))
  package var late = false

  @Flag(help: .words("Send a notification with a wrong signature.", "发送签名错误的通知。"))
  package var forged = false

  @Option(
    help: .words(
      "The sum that arrives, if it is not the price.", "与价格不同的实付金额。", value: "amount"))
  package var pays: String?

  @Flag(help: .words("Pay one cent too little.", "少付一分。"))
  package var tooLittle = false

  @Flag(help: .words("Pay one cent too much.", "多付一分。"))
  package var tooMuch = false

  @Flag(help: .words("Let the order expire.", "让订单过期。"))
  package var expired = false

  @Flag(help: .words("Pay, and lose the notification.", "付款，但通知丢失。"))
  package var lost = false

  @Flag(help: .words("Print JSON.", "输出 JSON。"))
  package var json = false

  package func validate() throws {
    guard PaymentType(rawValue: type) != nil else {
      throw ValidationError(
        localized("--type takes wechat or alipay", "--type 需要 wechat 或 alipay"))
    }
    if let times, !(1...5).contains(times) {
      throw ValidationError(
        localized("--times takes a whole number from 1 to 5", "--times 需要 1 到 5 的整数"))
    }
    let buttons = [late, forged, tooLittle, tooMuch, expired, lost]
    guard buttons.count(where: \.self) <= 1 else {
      throw ValidationError(
        localized(
          "--late, --forged, --too-little, --too-much, --expired and --lost exclude each other",
          "--late、--forged、--too-little、--too-much、--expired 和 --lost 不能同时使用"))
    }
    if let pays {
      guard (try? Amount(pays, maximum: .absoluteMaximum)) != nil else {
        throw ValidationError(
          localized("--pays takes an amount such as 1.88", "--pays 需要金额，例如 1.88"))
      }
      guard !buttons.contains(true) else {
        throw ValidationError(
          localized(
            "--pays goes without the other buttons", "--pays 不能与其他按钮同用"))
      }
    }
    if times != nil && (expired || lost) {
      throw ValidationError(
        localized(
          "--times does not go with --expired or --lost, which send nothing",
          "--expired 和 --lost 不发送通知，不能与 --times 同用"))
    }
  }
}
