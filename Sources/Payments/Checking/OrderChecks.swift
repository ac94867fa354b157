internal import GatePay

/// Asks the gateway about orders: at most once per message and minute, and not too often in all.
actor OrderChecks {
  /// Asks the gateway, without limits.
  typealias Ask = @Sendable (GatewayQuestion) async -> GatewayAnswer

  private struct Asked {
    var at: ContinuousClock.Instant
    var answer: Task<GatewayAnswer, Never>
  }

  /// How long an answer holds.
  static let validity = Duration.seconds(60)
  /// The most questions that wait for an answer.
  static let maximumOpenCount = 16
  /// The most questions in a second.
  static let maximumRate = 100
  /// The most answers that are remembered.
  private static let maximumAnswerCount = 4096

  private let ask: Ask
  private var asked: [String: Asked] = [:]
  private var openCount = 0
  /// The second that is being counted, and the questions in it.
  private var second = ContinuousClock.now
  private var countInSecond = 0

  init(_ ask: @escaping Ask) {
    self.ask = ask
  }

  /// The gateway's answer about the order of a message.
  ///
  /// - Parameter message: identifies the message.
  /// - Returns: nil if the gateway must not be asked now.
  func answer(to question: GatewayQuestion, about message: String) async -> GatewayAnswer? {
    let now = ContinuousClock.now
    if let known = asked[message], now - known.at < Self.validity {
      return await known.answer.value
    }
    guard mayAsk(now) else { return nil }
    openCount += 1
    let task = Task { [ask] in await ask(question) }
    asked[message] = Asked(at: now, answer: task)
    let answer = await task.value
    openCount -= 1
    return answer
  }

  private func mayAsk(_ now: ContinuousClock.Instant) -> Bool {
    if now - second >= .seconds(1) {
      second = now
      countInSecond = 0
    }
    guard openCount < Self.maximumOpenCount, countInSecond < Self.maximumRate else { return false }
    if asked.count >= Self.maximumAnswerCount {
      asked = asked.filter { now - $0.value.at < Self.validity }
      guard asked.count < Self.maximumAnswerCount else { return false }
    }
    countInSecond += 1
    return true
  }
}
