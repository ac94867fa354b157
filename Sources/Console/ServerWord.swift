/// The words of `paypress` that `paypress-server` understands: they listen or call out.
package enum ServerWord: String, CaseIterable, Sendable {
  case sandbox
  case order
  case notify
  case payments

  /// What the command does, in one line.
  package var abstract: String {
    switch self {
    case .sandbox:
      "Runs a local GatePay: the config's merchants, tokens and products, and no money."
    case .order: "Creates an order at the gateway, or asks for its state."
    case .notify: "Takes the gateway's notifications of payments, or checks one."
    case .payments: "Lists the payments that were received, with sums by link and by custom."
    }
  }
}
