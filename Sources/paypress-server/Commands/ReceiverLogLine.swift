internal import Console
internal import GatePay
internal import Payments
internal import Support

/// A line of the receiver's log as a JSON object.
enum ReceiverLogLine {
  /// The line of an event.
  ///
  /// - Parameters:
  ///   - moment: in Unix seconds.
  ///   - client: who sent the request; nil for what no request caused.
  static func json(_ event: ReceiverEvent, at moment: Int64, client: String?) -> String {
    let words = event.sentence
    var members: [(name: String, value: String)] = [
      ("time", UTCTime.stamp(moment)), ("event", name(event)),
      ("message", words.text(in: Terminal.language)),
    ]
    if let client { members.append(("client", client)) }
    return JSON.strings(members + facts(event)).line
  }

  /// The line of a diagnostic, such as an error of the config.
  static func json(diagnostic: String, at moment: Int64) -> String {
    JSON.strings([
      ("time", UTCTime.stamp(moment)), ("event", "diagnostic"), ("message", diagnostic),
    ]).line
  }

  /// The line in place of lines that nobody could take in time.
  static func json(droppedCount: Int, at moment: Int64) -> String {
    let words = ErrorQueue.words(ofGap: droppedCount).text(in: Terminal.language)
    return JSON.strings([
      ("time", UTCTime.stamp(moment)), ("event", "dropped"), ("message", words),
      ("count", "\(droppedCount)"),
    ]).line
  }

  /// A stable name.
  private static func name(_ event: ReceiverEvent) -> String {
    switch event {
    case .listening: "listening"
    case .stored: "stored"
    case .judged: "judged"
    case .recorded: "returned"
    case .refused: "refused"
    case .failed: "failed"
    case .delivered(_, _, nil): "delivered"
    case .delivered: "not-delivered"
    case .givenUp: "given-up"
    case .said: "output"
    case .servedElsewhere: "served-elsewhere"
    case .notNoted: "not-noted"
    case .notJudged: "not-judged"
    case .ordersUnreadable: "orders-unreadable"
    case .unreadable: "unreadable"
    case .reloaded(true): "reloaded"
    case .reloaded(false): "not-reloaded"
    }
  }

  private static func facts(_ event: ReceiverEvent) -> [(name: String, value: String)] {
    switch event {
    case .stored(let message):
      [
        ("merchant", message.merchant), ("order_id", message.fields.orderID),
        ("out_order_id", message.fields.outOrderID), ("amount", message.fields.realPrice),
        ("price", message.fields.price), ("verdict", message.receipt.verdict.rawValue),
        ("number", "\(message.receipt.id)"),
      ] + (message.receipt.link.map { [("link", $0)] } ?? [])
    case .judged(let message, let receipt):
      [
        ("merchant", message.merchant), ("order_id", message.fields.orderID),
        ("out_order_id", message.fields.outOrderID), ("amount", message.fields.realPrice),
        ("price", message.fields.price), ("verdict", receipt.verdict.rawValue),
        ("number", "\(receipt.id)"),
      ] + (receipt.link.map { [("link", $0)] } ?? [])
    case .recorded(let payment, _):
      [
        ("merchant", payment.merchant), ("order_id", payment.orderID),
        ("out_order_id", payment.outOrderID), ("state", payment.state.word),
      ]
    case .refused(_, let number), .failed(_, let number):
      number.map { [("out_order_id", $0)] } ?? []
    case .delivered(let key, let target, _), .givenUp(let key, let target):
      [("key", key), ("target", target.kind.rawValue)]
    case .said(let target, _), .servedElsewhere(let target, _):
      [("target", target.kind.rawValue), ("name", target.name)]
    case .listening, .notNoted, .notJudged, .ordersUnreadable, .unreadable, .reloaded: []
    }
  }
}
