internal import ArgumentParser
internal import GatePay

/// The option that sends links to another gateway than the config's: to a sandbox, mostly.
struct GatewayOption: ParsableArguments {
  @Option(
    name: .customLong("gateway"),
    help: ArgumentHelp(
      "Another gateway than the config's, such as the address of `paypress sandbox`.",
      valueName: "url"))
  var text: String?

  func validate() throws {
    guard let text else { return }
    do {
      _ = try Gateway(text)
    } catch {
      throw ValidationError("--gateway takes https://host or http://127.0.0.1:port.")
    }
  }

  /// The gateway, where one is given.
  var gateway: Gateway? { text.flatMap { try? Gateway($0) } }
}
