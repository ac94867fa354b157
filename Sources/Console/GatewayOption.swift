package import ArgumentParser
package import GatePay
internal import Support

/// The option that sends links to another gateway than the config's: to a sandbox, mostly.
package struct GatewayOption: ParsableArguments {
  package init() {}

  @Option(
    name: .customLong("gateway"),
    help: ArgumentHelp(
      "Another gateway than the config's, such as the address of `paypress sandbox`.",
      valueName: "url"))
  package var text: String?

  package func validate() throws {
    guard let text else { return }
    do {
      _ = try Gateway(text)
    } catch {
      throw ValidationError("--gateway takes https://host or http://127.0.0.1:port.")
    }
  }

  /// The gateway, where one is given.
  package var gateway: Gateway? { text.flatMap { try? Gateway($0) } }
}
