package import ArgumentParser
internal import Catalog

/// The options of both notification commands.
package struct NotifyOptions: ParsableArguments {
  package init() {}

  @OptionGroup package var site: ConfigOption
  @OptionGroup package var gateway: GatewayOption
  @OptionGroup package var secret: SecretOptions
}

/// The options of `paypress notify listen`.
package struct NotifyListenOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "listen",
    abstract: localized(
      "Answers notifications, and records every payment once before it says success.",
      "应答通知；每笔付款只记录一次，记好才回复 success。"),
    discussion: localized(
      "The gateway posts to any path; a payer's browser comes back to any path. Put a web server "
        + "with HTTPS in front of it, or give the sandbox its address.",
      "网关可以向任意路径提交，付款人的浏览器也可以回到任意路径。请在它前面放一个带 HTTPS 的网页服务器，或把它的网址交给沙箱。"))

  package init() {}

  @OptionGroup package var notify: NotifyOptions

  @Option(help: .words("Where it answers; 0 takes a free port.", "监听的端口；0 表示空闲端口。", value: "port"))
  package var port = 8480

  @Option(
    help: .words(
      "The interface. Only this machine reaches the default.", "监听的地址。默认地址只有本机能访问。",
      value: "address"))
  package var host = "127.0.0.1"

  @Option(help: PaymentsOptions.databaseHelp)
  package var database: String?

  @Option(
    help: .words(
      "A program that is run for every payment, not through a shell: PAYPRESS_STATE, "
        + "PAYPRESS_LINK, PAYPRESS_REALPRICE and others tell it what was paid. It is run again "
        + "until it ends with 0.",
      "每笔付款运行一次的程序，不经过 shell：PAYPRESS_STATE、PAYPRESS_LINK、PAYPRESS_REALPRICE 等变量告诉它付了什么。直到以 0 结束为止会重复运行。",
      value: "program"))
  package var exec: String?

  @Option(
    help: .words(
      "An address that every payment is posted to as JSON, until it answers 2xx.",
      "每笔付款以 JSON 提交到的网址，直到它回复 2xx。", value: "url"))
  package var forward: String?

  package func validate() throws {
    try OutputName.check(database: database)
    guard (0...65535).contains(port) else {
      throw ValidationError(
        localized("--port takes a whole number from 0 to 65535", "--port 需要 0 到 65535 的整数"))
    }
    if let forward, !CallbackURL.isUsable(forward) {
      throw ValidationError(
        localized(
          "--forward takes an address such as http://127.0.0.1:9000/paid",
          "--forward 需要网址，例如 http://127.0.0.1:9000/paid"))
    }
  }
}

/// The options of `paypress notify verify`.
package struct NotifyVerifyOptions: ServerOptions {
  package static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: localized(
      "Checks one notification, and says which part of it is wrong.", "检查一条通知，并指出哪一部分有误。"))

  package init() {}

  @OptionGroup package var notify: NotifyOptions

  @Flag(
    help: .words("Ask the gateway where the signature fits several messages.", "签名对多种消息都成立时向网关查询。"))
  package var online = false

  @Argument(
    help: .words(
      "The address, its query or the form, in single quotes. (default: standard input)",
      "网址、它的查询部分或表单，放在单引号里。（默认：标准输入）", value: "message"))
  package var message: String?
}
