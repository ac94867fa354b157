internal import GatePay
internal import Support

/// Judges the open messages of an inbox once, by the config as it is now.
public struct Jury: Sendable {
  private let ledger: Ledger
  private let desk: NotificationDesk
  private let ask: @Sendable (GatewayQuestion) async -> GatewayAnswer

  /// Creates a jury.
  ///
  /// - Parameter ask: asks the gateway about an order.
  public init(
    ledger: Ledger, desk: NotificationDesk,
    ask: @escaping @Sendable (GatewayQuestion) async -> GatewayAnswer
  ) {
    self.ledger = ledger
    self.desk = desk
    self.ask = ask
  }

  /// What became of a message.
  public enum Outcome: Sendable {
    /// It has this verdict now.
    case judged(Receipt)
    /// It keeps its verdict: the config does not have its merchant, or no secret of it.
    case noMerchant
    /// It keeps its verdict: the gateway gave no answer; why.
    case gatewaySilent(String)
  }

  /// Judges messages; asks the gateway where it must decide, about one after the other.
  ///
  /// - Parameters:
  ///   - numbers: the messages; nil for all open ones.
  ///   - body: called for each message.
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
    for message in open {
      guard let index = desk.index(of: message) else {
        try body(message, .noMerchant)
        continue
      }
      var judgement = desk.judge(message.fields, of: index, nil, at: Clock.now)
      var wasAsked = false
      if judgement.reason == .notAsked,
        let question = desk.question(about: message.fields.outOrderID, of: index)
      {
        let answer = await ask(question)
        // What the gateway confirmed once stays so while it is silent.
        if case .silent(let reason) = answer, message.verdict != .unclear {
          try body(message, .gatewaySilent(reason))
          continue
        }
        judgement = desk.judge(message.fields, of: index, answer, at: Clock.now)
        wasAsked = true
      }
      let wait = judgement.nextCheck(after: message.checkCount)
      let receipt = try await ledger.judge(
        message.id, judgement, checkAt: wait.map { Clock.now + $0 }, wasAsked: wasAsked,
        at: Clock.now, targets: targets)
      try body(message, .judged(receipt))
    }
    return (numbers ?? []).subtracting(open.map(\.id))
  }
}
