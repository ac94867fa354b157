internal import Support
internal import Synchronization

/// Counts what a receiver does, and writes it in Prometheus's text format
/// (https://prometheus.io/docs/instrumenting/exposition_formats, read on 2026-11-26).
final class ReceiverMetrics: Sendable {
  /// What the ledger knows, at the moment of the question.
  struct Gauges: Sendable {
    /// Messages that need a decision, by verdict.
    var openMessages: [Verdict: Int]
    /// Deliveries that are not done, and those that were given up.
    var waitingDeliveryCount: Int
    var deadDeliveryCount: Int
    /// When the last payment was paid, in Unix seconds; nil for none.
    var lastPaymentAt: Int64?
  }

  private struct State {
    var messages: [Verdict: Int] = [:]
    var deliveries: [Pair: Int] = [:]
    var repeatCount = 0
    var refusedCount = 0
    var failedCount = 0
    var returnCount = 0
    var isConfigValid = true
    var answers = Histogram()
  }

  private struct Pair: Hashable {
    var kind: DeliveryTarget.Kind
    var outcome: String
  }

  /// How many answers took how long.
  private struct Histogram {
    static let limitsInMilliseconds: [Int64] = [5, 10, 25, 50, 100, 250, 1000, 5000]
    var counts = limitsInMilliseconds.map { _ in 0 }
    var count = 0
    var sumInMicroseconds: Int64 = 0

    mutating func add(microseconds: Int64) {
      count += 1
      sumInMicroseconds += microseconds
      for (index, limit) in Self.limitsInMilliseconds.enumerated()
      where microseconds <= limit * 1000 {
        counts[index] += 1
      }
    }
  }

  private let state = Mutex(State())
  private let startedAt: Int64

  init(startedAt: Int64) { self.startedAt = startedAt }

  // MARK: Counting

  func count(_ event: ReceiverEvent) {
    state.withLock { state in
      switch event {
      case .stored(let message) where message.receipt.isRepeated: state.repeatCount += 1
      case .stored(let message): state.messages[message.receipt.verdict, default: 0] += 1
      case .refused: state.refusedCount += 1
      case .failed, .unreadable: state.failedCount += 1
      case .recorded: state.returnCount += 1
      case .delivered(_, let target, let failure):
        let outcome = failure == nil ? "done" : "failed"
        state.deliveries[Pair(kind: target.kind, outcome: outcome), default: 0] += 1
      case .givenUp(_, let target):
        state.deliveries[Pair(kind: target.kind, outcome: "given_up"), default: 0] += 1
      case .reloaded(let isValid): state.isConfigValid = isValid
      case .listening, .judged, .said, .servedElsewhere, .notNoted, .notJudged, .ordersUnreadable:
        break
      }
    }
  }

  /// An answer to the gateway or a payer took this long.
  func answered(in time: Duration) {
    let (seconds, attoseconds) = time.components
    let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    state.withLock { $0.answers.add(microseconds: microseconds) }
  }

  // MARK: Writing

  func text(_ gauges: Gauges, version: String) -> String {
    let state = state.withLock { $0 }
    var page = MetricsPage()
    page.add("paypress_build_info", .gauge, "The version.", [(["version": version], "1")])
    page.add(
      "process_start_time_seconds", .gauge, "When the receiver started, in Unix seconds.",
      [([:], "\(startedAt)")])
    page.add(
      "paypress_config_valid", .gauge, "Whether the config on disk is the one in use.",
      [([:], state.isConfigValid ? "1" : "0")])
    page.add(
      "paypress_messages_total", .counter, "Authentic messages by their first verdict.",
      Verdict.allCases.map { (["verdict": $0.rawValue], "\(state.messages[$0] ?? 0)") })
    page.add(
      "paypress_repeats_total", .counter, "Authentic messages that came before.",
      [([:], "\(state.repeatCount)")])
    page.add(
      "paypress_refused_total", .counter, "Messages that are not authentic.",
      [([:], "\(state.refusedCount)")])
    page.add(
      "paypress_failed_total", .counter, "Messages that could not be stored; they come again.",
      [([:], "\(state.failedCount)")])
    page.add(
      "paypress_returns_total", .counter, "Browsers of payers that came back.",
      [([:], "\(state.returnCount)")])
    page.add(
      "paypress_deliveries_total", .counter, "Deliveries by target and outcome.",
      DeliveryTarget.Kind.allCases.flatMap { kind in
        ["done", "failed", "given_up"].map { outcome in
          let count = state.deliveries[Pair(kind: kind, outcome: outcome)] ?? 0
          return (["target": kind.rawValue, "outcome": outcome], "\(count)")
        }
      })
    page.add(
      "paypress_inbox_open", .gauge, "Messages that need a decision.",
      Verdict.open.map { (["verdict": $0.rawValue], "\(gauges.openMessages[$0] ?? 0)") })
    page.add(
      "paypress_deliveries_waiting", .gauge, "Deliveries that are not done yet.",
      [([:], "\(gauges.waitingDeliveryCount)")])
    page.add(
      "paypress_deliveries_dead", .gauge, "Deliveries that were given up.",
      [([:], "\(gauges.deadDeliveryCount)")])
    page.add(
      "paypress_last_payment_timestamp_seconds", .gauge,
      "When the last payment was paid, in Unix seconds; 0 for none.",
      [([:], "\(gauges.lastPaymentAt ?? 0)")])
    page.addHistogram(
      "paypress_answer_seconds", "How long answers to the gateway and to payers took.",
      limits: zip(Histogram.limitsInMilliseconds, state.answers.counts).map { limit, count in
        (Decimals.text(of: limit, decimals: 3), count)
      }, count: state.answers.count,
      sum: Decimals.text(of: state.answers.sumInMicroseconds, decimals: 6))
    return page.text
  }
}

/// Metrics as text.
private struct MetricsPage {
  enum Kind: String {
    case counter
    case gauge
    case histogram
  }

  private(set) var text = ""

  mutating func add(
    _ name: String, _ kind: Kind, _ help: String, _ values: [([String: String], String)]
  ) {
    addHead(name, kind, help)
    for (labels, value) in values {
      let pairs = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\($0.value)\"" }
      let list = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
      text += "\(name)\(list) \(value)\n"
    }
  }

  mutating func addHistogram(
    _ name: String, _ help: String, limits: [(String, Int)], count: Int, sum: String
  ) {
    addHead(name, .histogram, help)
    for (limit, number) in limits { text += "\(name)_bucket{le=\"\(limit)\"} \(number)\n" }
    text += "\(name)_bucket{le=\"+Inf\"} \(count)\n\(name)_sum \(sum)\n\(name)_count \(count)\n"
  }

  private mutating func addHead(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }
}
