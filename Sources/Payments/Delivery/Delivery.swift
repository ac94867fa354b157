internal import GatePay
internal import Support

/// A target of deliveries.
public enum DeliveryTarget: String, Hashable, Sendable, CaseIterable {
  /// A program on this machine.
  case program = "exec"
  /// A URL.
  case address = "forward"
}

/// Why a delivery failed.
public enum DeliveryFailure: Error, Hashable, Sendable {
  /// The program exited with this status.
  case exitStatus(Int32)
  /// This signal ended the program.
  case signal(Int32)
  /// The address answered with this HTTP status.
  case status(Int)
  /// It took too long.
  case timedOut
  /// The system's message, or the name of an error.
  case other(String)
}

/// A payment in one state, for one target.
struct Delivery: Sendable {
  var id: Int64
  var key: String
  var payment: Payment
  /// How often it was tried.
  var tryCount: Int

  /// Delay before the next try, in seconds: 1, 2, 4 … up to 10 minutes.
  var waitInSeconds: Int64 { min(600, 1 << min(tryCount, 10)) }

  /// The payment for programs: names and values.
  var fields: [(name: String, value: String)] {
    [
      ("key", key), ("state", payment.state.word), ("gateway", payment.gateway),
      ("merchant", payment.merchant), ("link", payment.link ?? ""), ("order_id", payment.orderID),
      ("out_order_id", payment.outOrderID), ("price", payment.price.description),
      ("realprice", payment.realPrice?.description ?? ""), ("type", payment.type.rawValue),
      ("paytime", payment.paidAt.map { "\($0)" } ?? ""), ("custom", payment.custom ?? ""),
    ]
  }

  /// The payment as a JSON object.
  var json: String {
    JSON.strings(fields).line
  }

  /// The payment as environment variables: `PAYPRESS_ORDER_ID` and so on.
  var environment: [String: String] {
    let variables = fields.map { field in
      // A NUL ends a variable, so a payer could hide the rest.
      let value = field.value.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : String($0) }.joined()
      return ("PAYPRESS_\(field.name.uppercased())", value)
    }
    return Dictionary(variables) { $1 }
  }
}
