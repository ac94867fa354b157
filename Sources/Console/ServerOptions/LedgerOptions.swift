package import ArgumentParser
internal import Catalog
internal import Support

/// The options of every command on the database of payments.
package struct LedgerOptions: ParsableArguments {
  package init() {}

  @OptionGroup package var site: ConfigOption
  @OptionGroup package var gateway: GatewayOption

  @Option(help: databaseHelp)
  package var database: String?

  /// The help of `--database`, here and at the receiver.
  package static let databaseHelp = ArgumentHelp.words(
    "The database of payments. (default: payments.sqlite, beside the config; for another gateway "
      + "than the config's, payments-HOST-PORT.sqlite)",
    "收款数据库。（默认：配置旁边的 payments.sqlite；使用配置以外的网关时为 payments-主机-端口.sqlite）",
    value: "file")

  package func validate() throws {
    try OutputName.check(database: database)
    AdvisedCommand.take(gateway: gateway.text, database: database)
  }
}

/// The options that say who gets every payment.
package struct RecipientOptions: ParsableArguments {
  package init() {}

  @Option(
    help: .words(
      "A program that is run for every payment, not through a shell: PAYPRESS_STATE, "
        + "PAYPRESS_LINK, PAYPRESS_REALPRICE and others tell it what was paid. It is run again "
        + "until it ends with 0. May be given several times.",
      "每笔付款运行一次的程序，不经过 shell：PAYPRESS_STATE、PAYPRESS_LINK、PAYPRESS_REALPRICE 等变量告诉它付了什么。直到以 0 结束为止会重复运行。可以给出多次。",
      value: "program"))
  package var exec: [String] = []

  @Option(
    help: .words(
      "An address that every payment is posted to as JSON, until it answers 2xx. May be given "
        + "several times.",
      "每笔付款以 JSON 提交到的网址，直到它回复 2xx。可以给出多次。", value: "url"))
  package var forward: [String] = []

  @Option(
    help: .words(
      "A file that holds the secret which signs forwarded payments as Standard Webhooks do, and "
        + "that nobody else can read. (default: the environment variable "
        + "PAYPRESS_WEBHOOK_SECRET; without it, they are not signed)",
      "存放转发签名密钥（Standard Webhooks）的文件，别人不能读取。（默认：环境变量 PAYPRESS_WEBHOOK_SECRET；都没有则不签名）",
      value: "file"),
    completion: .file())
  package var webhookSecretFile: String?

  /// The environment variable that holds the secret of forwarded payments.
  package static let secretVariable = "PAYPRESS_WEBHOOK_SECRET"

  package func validate() throws {
    for address in forward where !CallbackURL.isUsable(address) {
      throw ValidationError(
        localized(
          "--forward takes an address such as http://127.0.0.1:9000/paid",
          "--forward 需要网址，例如 http://127.0.0.1:9000/paid"))
    }
  }
}

extension RecipientOptions {
  /// The text of the secret of forwarded payments, without blanks around it; nil if none is given.
  ///
  /// - Throws: `Failure` when the file is unreadable or others can read it.
  package func secretText() throws(Failure) -> (text: String, place: String)? {
    let bytes: [UInt8]
    if let webhookSecretFile {
      bytes = try SecretFile.bytes(of: webhookSecretFile)
    } else if let text = Terminal.environment[Self.secretVariable], !text.isEmpty {
      bytes = Array(text.utf8)
    } else {
      return nil
    }
    let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return (words.joined(separator: " "), webhookSecretFile ?? Self.secretVariable)
  }
}
