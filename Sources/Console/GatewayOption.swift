package import ArgumentParser
package import GatePay
internal import Support

/// The option that replaces the config's gateway, mostly with a sandbox.
package struct GatewayOption: ParsableArguments {
  package init() {}

  @Option(
    name: .customLong("gateway"),
    help: .words(
      "Another gateway than the config's, such as the address of `paypress sandbox`.",
      "使用配置以外的网关，例如 `paypress sandbox` 的网址。", value: "url"))
  package var text: String?

  package func validate() throws {
    guard let text else { return }
    do {
      _ = try Gateway(text)
    } catch {
      throw ValidationError(
        localized(
          "--gateway takes https://host or http://127.0.0.1:8080",
          "--gateway 需要 https://主机 或 http://127.0.0.1:8080"))
    }
  }

  /// The gateway, if given.
  package var gateway: Gateway? { text.flatMap { try? Gateway($0) } }
}
