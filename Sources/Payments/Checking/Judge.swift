internal import GatePay
internal import Support

/// Asks the gateway about messages that only it can settle, until it answers.
struct Judge: Sendable {
  let ledger: Ledger
  let checks: OrderChecks
  /// The desk as the config is now.
  let desk: @Sendable () -> NotificationDesk
  let targets: [DeliveryTarget]
  let report: @Sendable (ReceiverEvent) -> Void

  /// How often a message is asked about before only `payments judge` asks again: for two weeks.
  static let maximumCheckCount = 66
  /// The longest wait between two questions, in seconds.
  private static let longestWaitInSeconds: Int64 = 6 * 3600
  /// How long to wait for a ledger that cannot be used, or for the limit of questions.
  private static let shortWait = Duration.seconds(1)
  /// How long to wait where there is nothing to ask.
  private static let hopelessWait = Duration.seconds(3600)
  /// How long to wait for a merchant that the config does not have now.
  private static let absenceWait = Duration.seconds(10)

  /// How often the inbox is searched for messages that `payments judge` made unclear again.
  private static let rescanInterval = Duration.seconds(5)

  /// Judges messages until the task is cancelled.
  func run() async throws {
    try await WorkLoop(
      limit: OrderChecks.maximumOpenCount, longestWaitInSeconds: Self.longestWaitInSeconds,
      fetch: { last, limit throws(LedgerError) in
        try await ledger.toCheck(after: last, limit: limit).map {
          WorkLoop.Item(place: $0.0, id: $0.0, dueAt: $0.1)
        }
      },
      work: { id in
        do throws(LedgerError) {
          return try await judge(id)
        } catch {
          try Task.checkCancellation()
          report(.notJudged(error))
          return Self.shortWait
        }
      }, report: { report(.notJudged($0)) }, rescan: Self.rescanInterval
    ).run()
  }

  /// Asks about a message and stores its verdict; returns the wait before the next question, or nil
  /// if the gateway is not asked again.
  func judge(_ id: Int64) async throws(LedgerError) -> Duration? {
    guard let message = try await ledger.message(id), message.needsAttention else { return nil }
    let desk = desk()
    // The merchant may come back into the config.
    guard let index = desk.index(of: message) else { return Self.absenceWait }
    // No order can have this number; another config does not change that.
    guard let question = desk.question(about: message.fields.outOrderID, of: index) else {
      return Self.hopelessWait
    }
    guard let answer = await checks.answer(to: question, about: message.checkKey) else {
      return Self.shortWait
    }
    let judgement = desk.judge(message.fields, of: index, answer, at: Clock.now)
    let wait = judgement.nextCheck(after: message.checkCount)
    let receipt = try await ledger.judge(
      id, judgement, checkAt: wait.map { Clock.now + $0 }, wasAsked: true, at: Clock.now,
      targets: targets)
    report(.judged(message, receipt))
    return receipt.verdict == .unclear ? wait.map { .seconds($0) } : nil
  }
}

extension Judgement {
  /// When the gateway is asked again, in seconds; nil if that cannot help, or was tried too often.
  ///
  /// - Parameter count: how often it was asked before.
  func nextCheck(after count: Int) -> Int64? {
    guard verdict == .unclear, reason?.canTheGatewaySettle == true,
      count + 1 < Judge.maximumCheckCount
    else { return nil }
    // One more than a minute, so that the last answer does not hold any more.
    return min(61 << min(count, 10), 6 * 3600)
  }
}

extension InboxMessage {
  /// Identifies the message, for the limit of questions.
  var checkKey: String { "\(merchant) \(fields.outOrderID) \(fields.signature?.text ?? "")" }
}
