package import ArgumentParser
internal import Support

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
      "Answers notifications, and puts every authentic one into the inbox before it says success.",
      "应答通知；每条真实的通知存入收件箱后才回复 success。"),
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

  @Option(help: LedgerOptions.databaseHelp)
  package var database: String?

  @OptionGroup package var recipients: RecipientOptions

  @Option(
    help: .words(
      "A web server in front, whose X-Forwarded-For names the client in the log: an address or a "
        + "network. May be given several times.",
      "前面的网页服务器，日志采用它的 X-Forwarded-For 里的来源地址：地址或网段。可以给出多次。",
      value: "address"))
  package var trustedProxy: [String] = []

  @Option(help: .words("The log: text or json.", "日志格式：text 或 json。", value: "format"))
  package var logFormat = "text"

  package func validate() throws {
    try OutputName.check(database: database)
    AdvisedCommand.take(gateway: notify.gateway.text, database: database)
    guard ["text", "json"].contains(logFormat) else {
      throw ValidationError(
        localized("--log-format takes text or json", "--log-format 需要 text 或 json"))
    }
    guard (0...65535).contains(port) else {
      throw ValidationError(
        localized("--port takes a whole number from 0 to 65535", "--port 需要 0 到 65535 的整数"))
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
