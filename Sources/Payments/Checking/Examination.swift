internal import GatePay

/// What a single message is worth, without recording it.
public enum Examination: Sendable {
  /// The message that reports a payment: its verdict, why, and the payment if there is one.
  case message(Verdict, VerdictReason?, Payment?)
  /// The query of a returning browser, which fits an order or a link.
  case visit(Payment)
  /// The query of a returning browser, about which the gateway has to be asked.
  case unclearVisit
  /// The query of a returning browser, whose order is not paid; the gateway's word.
  case unpaidVisit(status: String)
}

extension NotificationDesk {
  /// Examines a URL, its query or a form.
  ///
  /// - Parameter ask: asks the gateway, where only it can tell; nil for not asking.
  public func examine(
    _ text: String, at moment: Int64,
    asking ask: (@Sendable (GatewayQuestion) async -> GatewayAnswer)?
  ) async throws(NotificationRefusal) -> Examination {
    let query = text.firstIndex(of: "?").map { text[text.index(after: $0)...] } ?? text[...]
    let form: FormFields
    do throws(FormError) {
      form = try FormFields(decoding: query.utf8)
    } catch {
      throw .notAForm(error)
    }
    // Only the message that reports a payment has the paid amount.
    if form["realprice"] == nil && form["paytime"] == nil {
      return try await visit(try SynchronousNotification.read(form), at: moment, ask)
    }
    let message = try AsynchronousNotification.read(form)
    let index = try signer(of: message, outOrderID: message.outOrderID)
    var judgement = judge(message, of: index, nil, at: moment)
    if judgement.reason == .notAsked, let ask,
      let question = question(about: message.outOrderID, of: index)
    {
      judgement = judge(message, of: index, await ask(question), at: moment)
    }
    return .message(judgement.verdict, judgement.reason, judgement.payment)
  }

  private func visit(
    _ message: SynchronousNotification, at moment: Int64,
    _ ask: (@Sendable (GatewayQuestion) async -> GatewayAnswer)?
  ) async throws(NotificationRefusal) -> Examination {
    let index = try signer(of: message, outOrderID: message.outOrderID)
    var result = try visit(message, of: index, nil, at: moment)
    if case .unclear = result, let ask,
      let question = question(about: message.outOrderID, of: index)
    {
      result = try visit(message, of: index, await ask(question), at: moment)
    }
    switch result {
    case .payment(let payment): return .visit(payment)
    case .unclear: return .unclearVisit
    case .notPaid(let status): return .unpaidVisit(status: status)
    case .unlisted(let payment):
      throw .noLink(merchant: payment.merchant, price: payment.price, custom: nil)
    }
  }
}
