internal import GatePay
internal import Support

/// Judges the open messages of an inbox once, by the config as it is now.
public struct Jury: Sendable {
  private let ledger: Ledger
  private let desk: NotificationDesk
  private let checks: OrderChecks

  /// After this many silent answers in a row the gateway is asked no more.
  private static let maximumSilentCount = 5
  /// How long to wait for the limit of questions.
  private static let wait = Duration.milliseconds(50)

  /// Creates a jury.
  ///
  /// - Parameter ask: asks the gateway about an order.
  public init(
    ledger: Ledger, desk: NotificationDesk,
    ask: @escaping @Sendable (GatewayQuestion) async -> GatewayAnswer
  ) {
    self.ledger = ledger
    self.desk = desk
    checks = OrderChecks(ask)
  }

  /// What became of a message.
  public enum Outcome: Sendable {
    /// It has this verdict now.
    case judged(Receipt)
    /// It keeps its verdict: the config does not have its merchant, or no secret of it.
    case noMerchant
    /// It keeps its verdict: the gateway gave no answer; why.
    case gatewaySilent(String)
    /// It keeps its verdict: the gateway gave no answer about others, and was asked no more.
    case notAsked
  }

  /// Judges messages; asks the gateway where it must decide, about several at once and within the limits
  /// of a receiver.
  ///
  /// - Parameters:
  ///   - numbers: the messages; nil for all open ones.
  ///   - body: called for each message, in their order.
  /// - Returns: the numbers that no open message has.
  @discardableResult
  public func judge(
    _ numbers: Set<Int64>?, _ body: (InboxMessage, Outcome) throws -> Void
  ) async throws -> Set<Int64> {
    var open: [InboxMessage] = []
    try ledger.forEachMessage(isOpen: true) { message in
      if numbers?.contains(message.id) ?? true { open.append(message) }
    }
    let targets = try await ledger.targets()
    var silentCount = 0
    var rest = open[...]
    while !rest.isEmpty {
      let round = rest.prefix(OrderChecks.maximumOpenCount)
      rest = rest.dropFirst(round.count)
      let questions = round.map(question)
      let answers =
        silentCount < Self.maximumSilentCount ? try await ask(questions, about: round) : [:]
      for (message, question) in zip(round, questions) {
        guard let index = desk.index(of: message) else {
          try body(message, .noMerchant)
          continue
        }
        let answer = answers[message.id]
        guard question == nil || answer != nil else {
          try body(message, .notAsked)
          continue
        }
        if case .silent(let reason)? = answer {
          silentCount += 1
          // What the gateway confirmed once stays so while it is silent.
          guard message.verdict == .unclear else {
            try body(message, .gatewaySilent(reason))
            continue
          }
        } else if answer != nil {
          silentCount = 0
        }
        let judgement = desk.judge(message.fields, of: index, answer, at: Clock.now)
        let wait = judgement.nextCheck(after: message.checkCount)
        let receipt = try await ledger.judge(
          message.id, judgement, checkAt: wait.map { Clock.now + $0 }, wasAsked: answer != nil,
          at: Clock.now, targets: targets)
        try body(message, .judged(receipt))
      }
    }
    return (numbers ?? []).subtracting(open.map(\.id))
  }

  /// What the gateway must be asked about a message; nil for nothing.
  private func question(about message: InboxMessage) -> GatewayQuestion? {
    guard let index = desk.index(of: message),
      desk.judge(message.fields, of: index, nil, at: Clock.now).reason == .notAsked
    else { return nil }
    return desk.question(about: message.fields.outOrderID, of: index)
  }

  /// The gateway's answers by the numbers of the messages.
  private func ask(
    _ questions: [GatewayQuestion?], about messages: ArraySlice<InboxMessage>
  ) async throws -> [Int64: GatewayAnswer] {
    try await withThrowingTaskGroup(of: (id: Int64, answer: GatewayAnswer).self) { group in
      for case (let message, let question?) in zip(messages, questions) {
        group.addTask { [checks] in
          while true {
            if let answer = await checks.answer(to: question, about: message.checkKey) {
              return (message.id, answer)
            }
            try await Task.sleep(for: Self.wait)
          }
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.id] = $1.answer }
    }
  }
}
