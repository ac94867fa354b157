internal import GatePay
internal import Support

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

  /// The failure for people.
  var sentence: Sentence {
    switch self {
    case .exitStatus(let status): Sentence("exit status \(status)", "退出状态 \(status)")
    case .signal(let signal): Sentence("ended by signal \(signal)", "被信号 \(signal) 终止")
    case .status(let status): Sentence("HTTP \(status)", "HTTP \(status)")
    case .timedOut: Sentence("timed out", "超时")
    case .other(let words): Sentence(system: words)
    }
  }

  /// The failure as the database keeps it.
  var words: String { sentence.english }
}

/// A payment in one state, for one target.
struct Delivery: Sendable {
  var id: Int64
  /// Its place in the queue.
  var turn: Int64
  var key: String
  var payment: Payment
  /// How often it was tried.
  var tryCount: Int

  /// Delay before the next try, in seconds: 1, 2, 4 … up to 10 minutes.
  var waitInSeconds: Int64 { min(Self.longestWaitInSeconds, 1 << min(tryCount, 10)) }

  /// The longest delay, in seconds.
  static let longestWaitInSeconds: Int64 = 600

  /// How often a delivery is tried before it is given up: for some three days.
  static let maximumTryCount = 440

  /// Whether this try is the last.
  var isLastTry: Bool { tryCount + 1 >= Self.maximumTryCount }

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

/// A delivery as `paypress payments deliveries` lists it.
public struct ListedDelivery: Sendable {
  /// What became of a delivery.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It is tried again until it succeeds.
    case pending
    /// The target took it.
    case done
    /// It failed too often: `redeliver` tries again.
    case dead
  }

  /// Its number.
  public var id: Int64
  /// The name of its target.
  public var target: String
  /// Identifies the payment in its state.
  public var key: String
  /// What became of it.
  public var state: State
  /// How often it was tried.
  public var tryCount: Int
  /// Why it failed last, in English; nil if it did not.
  public var failure: String?
  /// When it succeeded or was given up, or is tried next, in Unix seconds.
  public var moment: Int64
}
